// SPDX-License-Identifier: Apache-2.0
// Looking around: lists, pages, 帮我选, the law library, other languages and a voice.
#include "sample_visit.h"

#include <cache/ticket_number.h>

#include <QTest>

#include <algorithm>
#include <memory>

using namespace yz;
using namespace std::chrono_literals;

namespace {

QString u(const char *text)
{
    return QString::fromUtf8(text);
}

class Walk
{
public:
    Walk()
    {
        m_state.touchedAt = clock->now();
        m_state.canSpeak = true;
    }
    Walk &on(const Event &event)
    {
        auto stepped = step(around(), std::move(m_state), event);
        m_state = std::move(stepped.state);
        effects.insert(effects.end(), stepped.effects.begin(), stepped.effects.end());
        return *this;
    }
    Walk &wants(const Intent &intent) { return on(intent); }
    Walk &opens(const char *service) { return wants(OpenService{u(service)}); }
    Walk &row(const char *id) { return wants(ChooseRow{u(id)}); }
    Walk &does(const char *id) { return wants(DoAction{u(id)}); }
    Walk &waits(Milliseconds period)
    {
        clock->advance(period);
        return on(Tick{});
    }
    template <class Wanted>
    const Wanted *stage() const
    {
        return std::get_if<Wanted>(&m_state.stage);
    }
    State &state() { return m_state; }
    ScreenView screen() const { return viewOf(around(), m_state); }
    template <class View>
    View view() const
    {
        return std::get<View>(screen().page);
    }
    template <class Wanted>
    std::vector<Wanted> all() const
    {
        std::vector<Wanted> found;
        for (const auto &effect : effects) {
            if (const auto *one = std::get_if<Wanted>(&effect))
                found.push_back(*one);
        }
        return found;
    }
    Surroundings around() const
    {
        auto here = sample::around(*clock);
        return {*words, here.place, here.terminal, here.now, here.wall, here.clockTrusted, here.freshOrder};
    }

    std::unique_ptr<ManualClock> clock = std::make_unique<ManualClock>();
    std::unique_ptr<Catalogues> words = std::make_unique<Catalogues>(sample::catalogues());
    std::vector<Effect> effects;

private:
    State m_state;
};

/** One whose last letter fits the rest. */
QString goodNumber()
{
    for (char last = '0'; last <= 'Z'; ++last) {
        const auto number = u("YZ0001-261123-0001-") + QLatin1Char(last);
        if (isTicketNumber(number))
            return number;
    }
    return {};
}

bool has(const std::vector<PageAction> &actions, const char *id)
{
    return std::any_of(actions.begin(), actions.end(), [&](const auto &one) { return one.id == u(id); });
}

QString textOf(const PrintDocument &paper)
{
    QString text;
    for (const auto &block : paper.blocks) {
        if (const auto *line = std::get_if<PrintDocument::Line>(&block))
            text += line->text + u("\n");
        else if (const auto *pair = std::get_if<PrintDocument::Pair>(&block))
            text += pair->label + u(" ") + pair->value + u("\n");
    }
    return text;
}

/** Every place somebody can be brought to by rows and buttons, from Home. */
void visitEverything(Walk &walk, int depth, QStringList &seen)
{
    const auto here = spokenWords(walk.screen());
    if (seen.contains(here) || depth == 0)
        return;
    seen += here;
    const State before = walk.state();
    const auto page = walk.screen().page;
    std::vector<Intent> ways;
    if (const auto *home = std::get_if<HomeView>(&page)) {
        for (const auto &tile : home->tiles)
            ways.push_back(OpenService{tile.service});
        for (const auto &one : home->more)
            ways.push_back(DoAction{one.id});
    } else if (const auto *list = std::get_if<ListView>(&page)) {
        for (const auto &row : list->rows)
            ways.push_back(ChooseRow{row.id});
    } else if (const auto *choice = std::get_if<ChooseView>(&page)) {
        for (const auto &option : choice->options)
            ways.push_back(ChooseRow{option.id});
    } else if (const auto *detail = std::get_if<DetailView>(&page)) {
        for (const auto &one : detail->actions)
            ways.push_back(DoAction{one.id});
    }
    for (const auto &way : ways) {
        walk.state() = before;
        const auto effects = walk.effects.size();
        walk.wants(way);
        const bool goesOn =
            walk.screen().cover == Cover::Help || walk.screen().page != page || walk.effects.size() > effects;
        QVERIFY2(goesOn, qPrintable(here));
        visitEverything(walk, depth - 1, seen);
    }
    walk.state() = before;
}

} // namespace

class BrowseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noDeadEnd_whateverIsTouchedLeadsSomewhere_aHumanAtTheLeast()
    {
        Walk walk;
        QStringList seen;
        visitEverything(walk, 7, seen);
        QVERIFY2(seen.size() > 15, qPrintable(QString::number(seen.size())));
    }

    void noDeadEnd_inWhatTheProgramBringsAlong_inEveryLanguage()
    {
        const auto rows = builtInRows();
        QVERIFY(rows);
        auto brought = readCatalogues(*rows, {});
        QVERIFY2(brought, brought ? "" : brought.error().detail.c_str());
        for (const auto language : {Language::Chinese, Language::English}) {
            Walk walk;
            *walk.words = *brought;
            walk.wants(UseLanguage{language});
            QStringList seen;
            visitEverything(walk, 9, seen);
            QVERIFY2(seen.size() > 150, qPrintable(QString::number(seen.size())));
        }
    }

    void everythingBroughtAlong_standsInTheSamePlacesInEveryLanguage()
    {
        const auto rows = builtInRows();
        const auto brought = readCatalogues(*rows, {});
        QVERIFY(brought);
        for (const auto &[service, form] : brought->chinese.forms) {
            const auto &other = brought->english.forms.at(service);
            QCOMPARE(other.timeline.size(), form.timeline.size());
            QCOMPARE(questionsFor(other, {}).size(), questionsFor(form, {}).size());
        }
        for (const auto *service : {"legal-aid", "mediation", "notary", "appraisal", "advice", "complaint", "rating"})
            QVERIFY2(brought->chinese.forms.contains(u(service)), service);
    }

    void theGuide_tellsWhatToBring_andPrintsIt()
    {
        Walk walk;
        walk.opens("guide");
        const auto list = walk.view<ListView>();
        QCOMPARE(list.rows.size(), 3U);
        QCOMPARE(list.rows[0].badge, u("这里能办"));
        walk.row("legal-aid");
        const auto page = walk.view<DetailView>();
        QVERIFY(has(page.actions, "begin") && has(page.actions, "institutions") && has(page.actions, "human"));
        QCOMPARE(page.opens, std::vector<bool>{true});
        QVERIFY(page.notice.contains(u("2026-11-22")));
        QVERIFY(!page.isOld);
        walk.does("print");
        QCOMPARE(walk.view<DetailView>().sheet, SheetStands::Printing);
        const auto paper = walk.all<PrintSheet>().back();
        QVERIFY(!paper.onPages);
        QVERIFY(textOf(paper.sheet).contains(u("困难证明")));
        QVERIFY(textOf(paper.sheet).contains(u("《法律援助法》第三十一条")));
        walk.does("print"); // once is enough
        QCOMPARE(walk.all<PrintSheet>().size(), 1U);
        walk.on(SheetEnded{0, {PrintOutcome::Confirmed, {}}, paper.number});
        QCOMPARE(walk.view<DetailView>().sheet, SheetStands::Printed);
    }

    void aDeadPrinter_leavesTheChecklistOnTheScreen_andCanBeTriedAgain()
    {
        Walk walk;
        walk.opens("guide").row("legal-aid").does("print");
        walk.on(SheetEnded{0, {PrintOutcome::Failed, {Fault::PaperOut, ""}}, walk.all<PrintSheet>().back().number});
        QCOMPARE(walk.view<DetailView>().sheet, SheetStands::Failed);
        walk.does("print");
        QCOMPARE(walk.all<PrintSheet>().size(), 2U);
    }

    void aPaperThatComesOutLate_isNotTakenForTheOneAskedForSince()
    {
        Walk walk;
        walk.opens("guide").row("legal-aid").does("print");
        const auto first = walk.all<PrintSheet>().back().number;
        walk.wants(GoBack{}).row("adoption").does("print");
        walk.on(SheetEnded{0, {PrintOutcome::Confirmed, {}}, first});
        QCOMPARE(walk.view<DetailView>().sheet, SheetStands::Printing);
    }

    void a4_isUsedWhereThereIsOne()
    {
        Walk walk;
        walk.state().canPrintPages = true;
        walk.opens("guide").row("legal-aid").does("print");
        QVERIFY(walk.all<PrintSheet>().back().onPages);
    }

    void theWayBack_isTheWayHere()
    {
        Walk walk;
        walk.opens("guide").row("legal-aid").does("institutions").row("org.aid").does("people").row("p.li");
        QCOMPARE(walk.view<DetailView>().title, u("李某某"));
        walk.wants(GoBack{}).wants(GoBack{});
        QCOMPARE(walk.view<DetailView>().number, u("0451-00000001"));
        walk.wants(GoBack{}).wants(GoBack{});
        QCOMPARE(walk.view<DetailView>().title, u("法律援助"));
        walk.wants(GoBack{}).wants(GoBack{});
        QVERIFY(walk.stage<AtHome>());
    }

    void walkingInCircles_neverEndsTheWalk()
    {
        Walk walk;
        walk.does("find").row("people/lawyer").row("p.li");
        for (int i = 0; i < 100; ++i)
            walk.does("institution").does("people").row("p.li");
        QVERIFY(walk.stage<Browsing>()->trail.size() <= 33);
        QCOMPARE(walk.view<DetailView>().title, u("李某某"));
    }

    void theChips_showNoMoreThanFive_andAlwaysTheOneThatIsOn()
    {
        Walk walk;
        auto &items = walk.words->chinese.items;
        for (int i = 0; i < 8; ++i) {
            auto one = items.back();
            one.id = u("item%1").arg(i);
            one.group = u("group%1").arg(i);
            items.push_back(one);
        }
        walk.opens("guide").wants(ChooseChip{u("group7")});
        const auto list = walk.view<ListView>();
        QCOMPARE(list.chips.size(), 5U);
        QVERIFY(std::any_of(list.chips.begin(), list.chips.end(),
                            [](const auto &chip) { return chip.on && chip.id == u("group7"); }));
        QCOMPARE(list.rows.size(), 1U);
        walk.wants(ChooseChip{});
        QCOMPARE(walk.view<ListView>().rows.size(), 11U);
    }

    void anItemThatIsDoneHere_beginsHere_andAsksWhoIsOnDuty()
    {
        Walk walk;
        walk.opens("guide").row("legal-aid").does("begin");
        QVERIFY(walk.stage<AwaitingCard>());
        walk.wants(GoBack{});
        QVERIFY(walk.stage<AtGuide>());
    }

    void choosing_goesBackOneQuestion_notHome()
    {
        Walk walk;
        walk.does("choose").row("0");
        QCOMPARE(walk.view<ChooseView>().question, u("有合同吗？"));
        walk.wants(GoBack{});
        QCOMPARE(walk.view<ChooseView>().question, u("您遇到了什么事？"));
        walk.row("0").row("0");
        QVERIFY(walk.stage<AtGuide>());
        walk.wants(GoBack{}); // to the question that led here
        QCOMPARE(walk.view<ChooseView>().question, u("有合同吗？"));
    }

    void whoeverCannotSayWhatItIs_getsAHuman()
    {
        Walk walk;
        walk.does("choose").row("1");
        QCOMPARE(walk.state().cover, Cover::Help);
        walk.wants(CloseCover{}).row("3"); // a way that a pack has lost
        QCOMPARE(walk.state().cover, Cover::Help);
        QVERIFY(walk.stage<Browsing>());
    }

    void aReferral_isInformationAndPaper_withoutNetworkAndWithoutAnOrder()
    {
        Walk walk;
        walk.on(HubChanged{false}).does("referrals").row("110");
        const auto page = walk.view<DetailView>();
        QCOMPARE(page.number, u("110"));
        walk.does("print");
        QVERIFY(textOf(walk.all<PrintSheet>().back().sheet).contains(u("报警")));
        QVERIFY(walk.all<StoreOrder>().empty());
    }

    void aComplaint_canBeMadeByNobody()
    {
        Walk walk;
        walk.does("complaint").wants(Begin{});
        QVERIFY(walk.view<CardView>().mayStayAnonymous);
        walk.wants(StayAnonymous{}).wants(GiveAnswer{u("what"), {u("等了很久")}}).wants(Submit{});
        QCOMPARE(walk.all<StoreOrder>().size(), 1U);
        QVERIFY(walk.all<StoreOrder>()[0].sealed.body.contains("\"applicant\":null"));
    }

    void rating_asksForTheSlipFirst_andGoesStraightToTheStars()
    {
        Walk walk;
        walk.does("rating").wants(Begin{});
        QCOMPARE(walk.stage<Filling>()->field, u("number"));
        walk.wants(GiveAnswer{u("number"), {goodNumber()}}).on(CardAnswered{sample::person()});
        QVERIFY(walk.stage<Inquiring>());
        walk.on(ProgressCame{walk.state().visit, sample::answered()});
        QCOMPARE(walk.stage<Filling>()->application.service, u("rating"));
        QCOMPARE(*walk.stage<Filling>()->application.about, sample::orderId());
    }

    void rating_whereThereIsNothingToRateYet_saysHowItStands()
    {
        Walk walk;
        walk.does("rating").wants(Begin{}).wants(GiveAnswer{u("number"), {goodNumber()}});
        auto waiting = sample::answered();
        waiting.answer.clear();
        waiting.state = "received";
        walk.on(CardAnswered{sample::person()}).on(ProgressCame{walk.state().visit, waiting});
        QVERIFY(walk.stage<AtProgress>());
    }

    void aMediation_isNotInALawyersHands()
    {
        Walk walk;
        auto progress = sample::answered();
        progress.service = u("mediation");
        progress.state = "claimed";
        walk.state().stage = sample::atProgress(progress);
        QVERIFY(walk.view<ProgressView>().state.contains(u("调解员")));
        progress.service = u("complaint");
        walk.state().stage = sample::atProgress(progress);
        QVERIFY(walk.view<ProgressView>().state.contains(u("工作人员")));
    }

    // --- Laws -----------------------------------------------------------------------------------------------------

    void everyLetter_isAQuestion_andOnlyTheLastAnswerCounts()
    {
        Walk walk;
        walk.opens("laws").wants(LookFor{u("工"), false}).wants(LookFor{u("工资"), false});
        const auto asked = walk.all<LookUpLaws>();
        QCOMPARE(asked.size(), 2U);
        QVERIFY(asked[1].isTyping);
        QCOMPARE(asked[1].question.jurisdiction, u("230100"));
        QCOMPARE(asked[1].question.on, QDate(2026, 11, 23));
        walk.on(LawsFound{0, asked[0].number, sample::findings()});
        QCOMPARE(walk.view<LawSearchView>().stands, LawSearchView::Stands::Asking);
        walk.on(LawsFound{0, asked[1].number, sample::findings()});
        QCOMPARE(walk.view<LawSearchView>().stands, LawSearchView::Stands::Found);
        walk.wants(LookFor{{}, false});
        QCOMPARE(walk.view<LawSearchView>().stands, LawSearchView::Stands::Empty);
        QVERIFY(walk.view<LawSearchView>().hits.empty());
    }

    void aSearchOvertakenByANewerOne_isNoTrouble()
    {
        Walk walk;
        walk.opens("laws").wants(LookFor{u("工资"), true});
        walk.on(LawsFound{0, walk.all<LookUpLaws>().back().number, Error{Fault::Cancelled, ""}});
        QCOMPARE(walk.view<LawSearchView>().stands, LawSearchView::Stands::Asking);
    }

    void anArticle_isReadWithItsNeighbours_andTheSearchIsStillThereAfterwards()
    {
        Walk walk;
        walk.opens("laws").wants(LookFor{u("工资"), true});
        walk.on(LawsFound{0, walk.all<LookUpLaws>().back().number, sample::findings()}).row("7");
        QCOMPARE(walk.all<OpenArticle>().back().key, 7);
        walk.on(ArticleOpened{0, walk.all<OpenArticle>().back().number, sample::article()});
        const auto page = walk.view<ArticleView>();
        QVERIFY(page.hasBefore && page.hasAfter && !page.outOfForce);
        QVERIFY(has(page.actions, "print") && has(page.actions, "read"));
        walk.wants(ShowNeighbour{1});
        QCOMPARE(walk.all<OpenArticle>().back().key, 8);
        auto next = sample::article();
        next.key = 8;
        walk.on(ArticleOpened{0, walk.all<OpenArticle>().back().number, next});
        QCOMPARE(walk.view<ArticleView>().id, u("8"));
        walk.wants(GoBack{}); // not through every neighbour
        QCOMPARE(walk.view<LawSearchView>().query, u("工资"));
    }

    void anArticleNotInForce_saysSo()
    {
        Walk walk;
        walk.opens("laws");
        ArticleStop old = sample::articleShown();
        old.article->validTo = QDate(2020, 12, 31);
        old.article->replacedBy = u("民法典");
        walk.state().stage = sample::browsing(old);
        QVERIFY(walk.view<ArticleView>().outOfForce);
        QVERIFY(walk.view<ArticleView>().validity.contains(u("民法典")));
    }

    void aCitation_opensTheArticle_fromTheLessonAndFromTheGuide()
    {
        Walk walk;
        walk.does("lessons").row("l.wages").does("cite:0");
        QCOMPARE(walk.all<CiteArticle>().back().law, u("中华人民共和国劳动法"));
        QCOMPARE(walk.all<CiteArticle>().back().article, 50);
        walk.on(ArticleOpened{0, walk.all<CiteArticle>().back().number, sample::article()});
        QVERIFY(walk.view<ArticleView>().text.contains(u("工资")));
        walk.wants(GoBack{});
        QCOMPARE(walk.view<DetailView>().title, u("工资被拖欠怎么办"));
        walk.wants(GoHome{}).opens("legal-aid").does("cite:0");
        const auto cited = walk.all<CiteArticle>().back();
        QVERIFY(!cited.law.isEmpty() && cited.article > 0);
        walk.on(ArticleOpened{walk.state().visit, cited.number, Error{Fault::NotFound, ""}});
        QVERIFY(std::holds_alternative<TroubleView>(walk.screen().page));
        walk.wants(GoBack{});
        QVERIFY(walk.stage<AtGuide>());
    }

    void citations_areUnderstoodInWordsAndInFigures_andNonsenseIsNone()
    {
        struct Source
        {
            const char *text;
            int article;
            int suffix;
        };
        for (const auto &[text, article, suffix] :
             {Source{"《民法典》第一千零七十七条", 1077, 0}, Source{"《刑法》第一百二十条之一", 120, 1},
              Source{"依据《劳动法》第十条", 10, 0}, Source{"《民法典》第1001条", 1001, 0},
              Source{"《民法典》第二十条第二款", 20, 0}, Source{"《民法典》", 0, 0}, Source{"第十条", 0, 0}}) {
            Walk walk;
            walk.words->chinese.items.front().basis = {u(text)};
            walk.opens("guide").row("legal-aid").does("cite:0").does("cite:7").does("cite:x");
            const auto cited = walk.all<CiteArticle>();
            QCOMPARE(cited.size(), article == 0 ? 0U : 1U);
            if (article != 0)
                QCOMPARE(std::make_pair(cited[0].article, cited[0].suffix), std::make_pair(article, suffix));
        }
    }

    void theQuery_diesWithTheVisit()
    {
        Walk walk;
        walk.opens("laws").wants(LookFor{u("丈夫打人"), true}).wants(GoHome{});
        QVERIFY(walk.stage<AtHome>());
        walk.on(LawsFound{0, walk.all<LookUpLaws>().back().number, sample::findings()});
        QVERIFY(walk.stage<AtHome>());
        walk.opens("laws");
        QVERIFY(walk.view<LawSearchView>().query.isEmpty());
    }

    // --- How old it is --------------------------------------------------------------------------------------------

    void oldData_warnsAfterAWeek_andSendsToALawyerAfterAMonth()
    {
        Walk walk;
        walk.opens("laws");
        QVERIFY(!walk.view<LawSearchView>().isOld);
        walk.words->chinese.version.created -= 24h * 8;
        QVERIFY(walk.view<LawSearchView>().isOld);
        QVERIFY(!walk.view<LawSearchView>().notice.contains(u("律师")));
        walk.words->chinese.version.created -= 24h * 30;
        QVERIFY(walk.view<LawSearchView>().notice.contains(u("请向律师确认")));
        walk.wants(GoHome{}).opens("guide").row("legal-aid").does("print");
        QVERIFY(textOf(walk.all<PrintSheet>().back().sheet).contains(u("请向律师确认"))); // on paper too
    }

    void aNewerCatalogue_waitsForTheEndOfTheVisit()
    {
        Walk walk;
        walk.opens("guide").on(CatalogueReady{}).row("legal-aid").wants(GoBack{});
        QVERIFY(walk.all<SwitchCatalogue>().empty());
        walk.wants(GoHome{});
        QCOMPARE(walk.all<SwitchCatalogue>().size(), 1U);
        walk.on(CatalogueReady{}); // nobody there: at once
        QCOMPARE(walk.all<SwitchCatalogue>().size(), 2U);
    }

    // --- Languages and the voice ----------------------------------------------------------------------------------

    void anotherLanguage_showsTheSameInItsWords_andWhatIsSentStaysChinese()
    {
        Walk walk;
        walk.wants(UseLanguage{Language::English});
        QCOMPARE(walk.view<HomeView>().tiles[0].title, u("Legal aid"));
        walk.opens("legal-aid");
        QCOMPARE(walk.view<GuideView>().title, u("Legal aid"));
        walk.state().stage = Checking{sample::application()};
        walk.wants(Submit{}).on(OrderStored{sample::orderId(), sample::ticket()});
        QVERIFY(textOf(walk.all<PrintSlip>().back().slip).contains(u("法律援助")));
        walk.wants(Finish{}).waits(8s);
        QCOMPARE(walk.state().language, Language::Chinese);
    }

    void aLanguageChosenAtHome_isNotTheNextOnes()
    {
        Walk walk;
        walk.wants(UseLanguage{Language::English}).wants(UseSpeech{true}).waits(59s);
        QCOMPARE(walk.state().language, Language::English);
        walk.on(SpeechEnded{}).waits(60s);
        QCOMPARE(walk.state().language, Language::Chinese);
        QVERIFY(!walk.state().speech);
    }

    void theVoice_readsEveryPageOnce_asItComes()
    {
        Walk walk;
        walk.opens("guide").wants(UseSpeech{true});
        QCOMPARE(walk.all<Speak>().size(), 1U);
        walk.row("legal-aid");
        QCOMPARE(walk.all<Speak>().size(), 2U);
        QVERIFY(walk.all<Speak>().back().words.contains(u("困难证明")));
        walk.on(Touched{}).on(Tick{}).on(HubChanged{false});
        QCOMPARE(walk.all<Speak>().size(), 2U);
        walk.wants(UseSpeech{false});
        QCOMPARE(walk.all<StopSpeaking>().size(), 1U);
    }

    void readingOnePageAloud_stopsWithThePage()
    {
        Walk walk;
        walk.opens("guide").wants(ReadAloud{true});
        QVERIFY(walk.screen().speaking);
        walk.row("legal-aid");
        QCOMPARE(walk.all<StopSpeaking>().size(), 1U);
        QVERIFY(!walk.screen().speaking);
    }

    void listening_isBeingThere()
    {
        Walk walk;
        walk.opens("guide").row("legal-aid").wants(ReadAloud{true}).waits(10min);
        QCOMPARE(walk.state().cover, Cover::None);
        walk.on(SpeechEnded{}).waits(119s);
        QCOMPARE(walk.state().cover, Cover::None);
        walk.waits(1s);
        QCOMPARE(walk.state().cover, Cover::Idle);
    }

    void theQuickExit_masks_silences_andWipes()
    {
        Walk walk;
        walk.opens("laws").wants(LookFor{u("丈夫打人"), true}).wants(UseSpeech{true}).wants(QuickExit{});
        QVERIFY(walk.stage<AtHome>());
        QCOMPARE(walk.state().cover, Cover::Hidden);
        QVERIFY(!walk.state().speaking && !walk.state().speech);
        QCOMPARE(walk.all<StopSpeaking>().size(), 1U);
        QCOMPARE(walk.all<EndVisit>().size(), 1U);
        QVERIFY(spokenWords(walk.screen()).isEmpty());
        walk.on(Touched{});
        QCOMPARE(walk.state().cover, Cover::Hidden); // whoever looks over the shoulder touches nothing open
        walk.wants(CloseCover{});
        QCOMPARE(walk.state().cover, Cover::None);
    }

    void elderMode_readsAloud_whereThereIsAVoice()
    {
        Walk walk;
        walk.opens("guide").wants(UseElderMode{true});
        QVERIFY(walk.state().speech);
        Walk mute;
        mute.state().canSpeak = false;
        mute.opens("guide").wants(UseElderMode{true}).wants(ReadAloud{true});
        QVERIFY(!mute.state().speech && !mute.state().speaking);
    }

    // --- What is said ---------------------------------------------------------------------------------------------

    void theVoice_neverSaysWhoSomebodyIs()
    {
        Walk walk;
        walk.state().stage = ConfirmingIdentity{sample::application()};
        const auto who = spokenWords(walk.screen());
        walk.state().stage = Checking{sample::application()};
        const auto check = spokenWords(walk.screen());
        for (const auto &said : {who, check}) {
            QVERIFY(!said.contains(u("王")));
            QVERIFY(!said.contains(u("110105")));
            QVERIFY(!said.contains(u("13812345678")));
        }
        QVERIFY(check.contains(u("没给工资")));
    }

    void theVoice_isSilentInACall()
    {
        Walk walk;
        walk.state().stage = Calling{sample::plan(), sample::standing(callflow::Phase::InCall)};
        QVERIFY(spokenWords(walk.screen()).isEmpty());
    }

    void aHotline_isSaidDigitByDigit()
    {
        Walk walk;
        walk.does("referrals").row("12345");
        QVERIFY(spokenWords(walk.screen()).contains(u("1 2 3 4 5")));
    }

    void everyPage_hasWordsToBeSaid()
    {
        Walk walk;
        for (const auto &stop : {Stop(ListStop{u("guide")}), Stop(sample::page(PageStop::Kind::Item, "adoption")),
                                 Stop(ChoiceStop{u("start")}), Stop(LawStop{}), Stop(sample::lawsFound()),
                                 Stop(sample::articleShown()), Stop(ArticleStop{})}) {
            walk.state().stage = sample::browsing(stop);
            QVERIFY(!spokenWords(walk.screen()).isEmpty());
        }
        for (const auto cover : {Cover::Help, Cover::Idle, Cover::Leave}) {
            walk.state().cover = cover;
            QVERIFY(!spokenWords(walk.screen()).isEmpty());
        }
    }

    // --- Patience -------------------------------------------------------------------------------------------------

    void whatIsRead_waitsLongerThanWhatIsChosenFrom()
    {
        Walk walk;
        walk.opens("guide").waits(60s);
        QCOMPARE(walk.state().cover, Cover::Idle);
        walk.on(Touched{}).row("legal-aid").waits(119s);
        QCOMPARE(walk.state().cover, Cover::None);
        walk.waits(1s);
        QCOMPARE(walk.state().cover, Cover::Idle);
        walk.waits(30s);
        QVERIFY(walk.stage<AtHome>());
    }
};

QTEST_GUILESS_MAIN(BrowseTest)
#include "tst_browse.moc"
