// SPDX-License-Identifier: Apache-2.0
// Walks every stage × event and holds the result against docs/visit-table.md. To accept a change that is meant:
//   YIZHAN_BLESS=1 build/dev/tests/app/tst_visit_table
#include "sample_visit.h"

#include <QFile>
#include <QTest>

using namespace yz;
using namespace std::chrono_literals;

namespace {

struct NamedStage
{
    const char *name;
    Stage stage;
};

struct NamedEvent
{
    const char *name;
    Event event;
};

Stage printing()
{
    auto page = sample::page(PageStop::Kind::Item, "legal-aid");
    page.sheet = {SheetStands::Printing, 3};
    return sample::browsing(page);
}

Stage opening()
{
    auto browsing = sample::browsing(sample::lawsFound());
    browsing.opening = Browsing::Opening{3, false};
    return browsing;
}

std::vector<NamedStage> stages(const Clock &clock)
{
    const auto service = QStringLiteral("legal-aid");
    return {
        {"AtHome", AtHome{}},
        {"Browsing, the guide", sample::browsing(ListStop{QStringLiteral("guide")})},
        {"Browsing, an item", sample::browsing(sample::page(PageStop::Kind::Item, "legal-aid"))},
        {"Browsing, a lesson", sample::browsing(sample::page(PageStop::Kind::Lesson, "l.wages"))},
        {"Browsing, 帮我选", sample::browsing(ChoiceStop{QStringLiteral("start")})},
        {"Browsing, laws being looked for", sample::browsing(sample::lawsAsked())},
        {"Browsing, laws found", sample::browsing(sample::lawsFound())},
        {"Browsing, an article", sample::browsing(sample::articleShown())},
        {"Browsing, no such article", sample::browsing(ArticleStop{})},
        {"Browsing, an item being printed", printing()},
        {"Browsing, an article on its way", opening()},
        {"AtGuide", AtGuide{service}},
        {"AwaitingCard", AwaitingCard{service}},
        {"AwaitingCard, trouble", AwaitingCard{service, CardView::Phase::Trouble, Fault::DeviceAbsent}},
        {"ConfirmingIdentity", ConfirmingIdentity{{service, sample::person(), {}, {}}}},
        {"Filling, first", Filling{{service, sample::person(), {}, {}}, QStringLiteral("matter"), {}, false}},
        {"Filling, last", Filling{sample::application(), QStringLiteral("call-time"), {}, false}},
        {"Checking", Checking{sample::application()}},
        {"Checking, advice", Checking{sample::advice()}},
        {"Scanning, aiming", Scanning{sample::advice()}},
        {"Scanning, taking", Scanning{sample::advice(), ScanView::Phase::Taking}},
        {"Scanning, looking", Scanning{sample::advice(), ScanView::Phase::Looking, {}, ScannedPage{}}},
        {"Scanning, keeping", Scanning{sample::advice(), ScanView::Phase::Keeping}},
        {"Storing", Storing{sample::application(), sample::order(clock)}},
        {"Storing, left by the quick exit", Storing{sample::application(), sample::order(clock), true}},
        {"StoreFailed", StoreFailed{sample::application(), sample::order(clock), Fault::StoreFull}},
        {"Done, printing", Stage(sample::done())},
        {"Done, failed", Done{service, sample::ticket(), {}, ResultView::Slip::Failed, Fault::PaperOut}},
        {"AwaitingCard, for an answer", AwaitingCard{QStringLiteral("progress"), CardView::Phase::Waiting,
                                                     Fault::CardMoved, QStringLiteral("YZ0001-261123-0001-7")}},
        {"AwaitingCard, for advice", AwaitingCard{QStringLiteral("advice")}},
        {"Filling, the number", Filling{{QStringLiteral("progress"), {}, {}, {}}, QStringLiteral("number"), {}, false}},
        {"Done, with a lawyer to be seen", Stage(sample::doneWithCall())},
        {"Done, with a callback being stored", Stage(sample::doneWithFollowUp(clock))},
        {"Inquiring, in order to rate", Inquiring{QStringLiteral("YZ0001-261123-0001-7"), sample::person(), {}, true}},
        {"Inquiring", Inquiring{QStringLiteral("YZ0001-261123-0001-7"), sample::person()}},
        {"AtProgress, answered", sample::atProgress(sample::answered())},
        {"AtProgress, unknown", sample::atProgress(Error{Fault::HubUnreachable, ""})},
        {"Consenting", Consenting{sample::plan()}},
        {"Calling, in the queue", Calling{sample::plan(), sample::standing(callflow::Phase::Queued)}},
        {"Calling, speaking", Calling{sample::plan(), sample::standing(callflow::Phase::InCall)}},
        {"CallOver, with a callback being stored", sample::callOver(clock)},
        {"Leaving", Leaving{clock.now(), true}},
        {"WithStaff", WithStaff{}},
    };
}

PagePrinterStatus readyPages()
{
    PagePrinterStatus status;
    status.reachable = true;
    return status;
}

std::vector<NamedEvent> events()
{
    const auto choice = [](const char *field, const char *value) {
        return GiveAnswer{QString::fromLatin1(field), {QString::fromLatin1(value)}};
    };
    return {
        {"opens a service that is built", Intent(OpenService{QStringLiteral("legal-aid")})},
        {"opens one that is only a guide", Intent(OpenService{QStringLiteral("mediation")})},
        {"opens one that is not here", Intent(OpenService{QStringLiteral("notary")})},
        {"opens the guide", Intent(OpenService{QStringLiteral("guide")})},
        {"opens the laws", Intent(OpenService{QStringLiteral("laws")})},
        {"wants to be helped choosing", Intent(DoAction{QStringLiteral("choose")})},
        {"wants to rate something", Intent(DoAction{QStringLiteral("rating")})},
        {"wants to complain", Intent(DoAction{QStringLiteral("complaint")})},
        {"chooses the first row", Intent(ChooseRow{QStringLiteral("0")})},
        {"chooses the item", Intent(ChooseRow{QStringLiteral("legal-aid")})},
        {"chooses the article", Intent(ChooseRow{QStringLiteral("7")})},
        {"chooses a row that is not there", Intent(ChooseRow{QStringLiteral("gone")})},
        {"chooses a chip", Intent(ChooseChip{QStringLiteral("notary")})},
        {"begins from the page", Intent(DoAction{QStringLiteral("begin")})},
        {"asks for the institutions", Intent(DoAction{QStringLiteral("institutions")})},
        {"asks for the paper", Intent(DoAction{QStringLiteral("print")})},
        {"asks for the first source", Intent(DoAction{QStringLiteral("cite:0")})},
        {"asks for a human", Intent(DoAction{QStringLiteral("human")})},
        {"asks for what no page offers", Intent(DoAction{QStringLiteral("nothing")})},
        {"looks for laws, typing", Intent(LookFor{QStringLiteral("工伤"), false})},
        {"looks for laws, now", Intent(LookFor{QStringLiteral("工伤"), true})},
        {"wants the next article", Intent(ShowNeighbour{1})},
        {"English, please", Intent(UseLanguage{Language::English})},
        {"read everything aloud", Intent(UseSpeech{true})},
        {"read this aloud", Intent(ReadAloud{true})},
        {"laws were found", LawsFound{0, 3, sample::findings()}},
        {"no laws were found", LawsFound{0, 3, LawFindings{}}},
        {"the laws of an earlier question", LawsFound{0, 2, sample::findings()}},
        {"the laws of another visit", LawsFound{5, 3, sample::findings()}},
        {"laws cannot be looked for", LawsFound{0, 3, Error{Fault::StoreDamaged, ""}}},
        {"the article came", ArticleOpened{0, 3, sample::article()}},
        {"there is no such article", ArticleOpened{0, 3, Error{Fault::NotFound, ""}}},
        {"the article of another visit", ArticleOpened{5, 3, sample::article()}},
        {"the voice has ended", SpeechEnded{}},
        {"a newer catalogue is there", CatalogueReady{}},
        {"the staff's door", Intent(AskStaff{})},
        {"the maintenance mode is over", StaffLeft{}},
        {"the page's paper came out", SheetEnded{0, {PrintOutcome::Confirmed, {}}, 3}},
        {"the page's paper failed", SheetEnded{0, {PrintOutcome::Failed, {Fault::PaperOut, ""}}, 3}},
        {"begins", Intent(Begin{})},
        {"back", Intent(GoBack{})},
        {"home", Intent(GoHome{})},
        {"leaves (not asked)", Intent(LeaveNow{})},
        {"help", Intent(AskHelp{})},
        {"closes the cover", Intent(CloseCover{})},
        {"tries again", Intent(RetryHere{})},
        {"that is me", Intent(ConfirmIdentity{})},
        {"that is not me", Intent(NotMe{})},
        {"elder mode", Intent(UseElderMode{true})},
        {"edits the first answer", Intent(EditAnswer{QStringLiteral("matter"), {QStringLiteral("wages")}})},
        {"gives the first answer", Intent(choice("matter", "wages"))},
        {"gives the last answer", Intent(choice("call-time", "any"))},
        {"gives a bad last answer", Intent(choice("call-time", "never"))},
        {"changes an answer", Intent(ChangeAnswer{QStringLiteral("phone")})},
        {"submits", Intent(Submit{})},
        {"prints again", Intent(PrintAgain{})},
        {"finishes", Intent(Finish{})},
        {"quick exit", Intent(QuickExit{})},
        {"a touch", Touched{}},
        {"a tick, just now", Tick{}},
        {"reader back", ReaderChanged{true}},
        {"reader gone", ReaderChanged{false}},
        {"a card is being read", CardReading{}},
        {"a card was read", CardAnswered{sample::person()}},
        {"no card came", CardAnswered{Error{Fault::TimedOut, ""}}},
        {"card lifted too early", CardAnswered{Error{Fault::CardMoved, ""}}},
        {"reader away", CardAnswered{Error{Fault::DeviceAbsent, ""}}},
        {"draft begun", DraftBegun{0, sample::orderId(9)}},
        {"draft of another visit", DraftBegun{5, sample::orderId(9)}},
        {"draft refused", DraftBegun{0, Error{Fault::StoreFull, ""}}},
        {"order stored", OrderStored{sample::orderId(), sample::ticket()}},
        {"order not stored", OrderStored{sample::orderId(), Error{Fault::StoreFull, ""}}},
        {"slip confirmed", SlipEnded{sample::orderId(), {PrintOutcome::Confirmed, {}}}},
        {"slip failed", SlipEnded{sample::orderId(), {PrintOutcome::Failed, {Fault::PaperOut, ""}}}},
        {"slip unknown", SlipEnded{sample::orderId(), {PrintOutcome::Unknown, {Fault::OutcomeUnknown, ""}}}},
        {"printer down", PrinterChanged{}},
        {"page printer ready", PagePrinterChanged{readyPages()}},
        {"hub away", HubChanged{false}},
        {"opens advice", Intent(OpenService{QStringLiteral("advice")})},
        {"stays anonymous", Intent(StayAnonymous{})},
        {"gives the number", Intent(choice("number", "YZ0001-261123-0001-Q"))},
        {"wants to rate", Intent(RateThis{})},
        {"prints the answer", Intent(PrintThis{})},
        {"wants the call", Intent(WantCall{})},
        {"agrees to the call", Intent(AgreeToCall{true})},
        {"declines the call", Intent(DeclineCall{})},
        {"hangs up", Intent(HangUp{})},
        {"picture off", Intent(LessMedia{})},
        {"says words", Intent(SayWords{QStringLiteral("听不清")})},
        {"wants to add pages", Intent(AddPages{})},
        {"takes the page", Intent(TakePage{})},
        {"turns the page", Intent(TurnPage{})},
        {"takes it again", Intent(RetakePage{})},
        {"keeps the page", Intent(KeepPage{})},
        {"a page is sighted", PageSighted{}},
        {"a page was taken", PageTaken{0, ScannedPage{}}},
        {"a slip lies before the camera", CodeRead{slipCode(sample::ticket())}},
        {"some other code lies there", CodeRead{"https://example.org"}},
        {"it could not be taken", PageTaken{0, PageFault::Glare}},
        {"the camera is away", PageTaken{0, Error{Fault::DeviceAbsent, ""}}},
        {"a page of another visit", PageTaken{5, ScannedPage{}}},
        {"a page was kept", PageKept{sample::orderId(4), Attachment{QByteArray(32, 'd'), "image/jpeg", 9, 1}}},
        {"a page could not be kept", PageKept{sample::orderId(4), Error{Fault::StoreFull, ""}}},
        {"callback stored", OrderStored{sample::orderId(2), sample::ticket()}},
        {"callback not stored", OrderStored{sample::orderId(2), Error{Fault::StoreFull, ""}}},
        {"sheet printed", SheetEnded{0, {PrintOutcome::Confirmed, {}}}},
        {"progress came", ProgressCame{0, sample::answered()}},
        {"progress of another visit", ProgressCame{5, sample::answered()}},
        {"progress cannot be had", ProgressCame{0, Error{Fault::HubUnreachable, ""}}},
        {"somebody is on duty", DutyCame{Duty{1, 1, 0, {}}}},
        {"call goes on", CallStands{0, sample::standing(callflow::Phase::InCall)}},
        {"call broke", CallStands{0, sample::standing(callflow::Phase::Ended, callflow::End::Broken)}},
        {"agent said goodbye", CallStands{0, sample::standing(callflow::Phase::Ended, callflow::End::AgentEnded)}},
        {"call of another visit", CallStands{5, sample::standing(callflow::Phase::Ended, callflow::End::Broken)}},
    };
}

QByteArray promise(const std::optional<FollowUp> &followUp)
{
    if (!followUp)
        return {};
    return followUp->ticket ? ", callback promised" : followUp->fault ? ", callback failed" : ", callback being stored";
}

QByteArray sheetName(const SheetAt &sheet)
{
    static const char *const sheets[] = {"", ", printing", ", printed", ", not printed", ", perhaps printed"};
    return sheets[static_cast<int>(sheet.stands)];
}

QByteArray stopName(const Stop &stop)
{
    if (const auto *list = std::get_if<ListStop>(&stop))
        return "List “" + list->topic.toUtf8() + "”" + (list->chip.isEmpty() ? "" : ", " + list->chip.toUtf8());
    if (const auto *page = std::get_if<PageStop>(&stop))
        return "Page “" + page->id.toUtf8() + "”" + sheetName(page->sheet);
    if (const auto *choice = std::get_if<ChoiceStop>(&stop))
        return "Choice “" + choice->node.toUtf8() + "”";
    if (const auto *laws = std::get_if<LawStop>(&stop)) {
        static const char *const stands[] = {"", ", asking", ", found", ", nothing found", ", trouble"};
        return QByteArray("Laws") + stands[static_cast<int>(laws->stands)];
    }
    if (const auto *shown = std::get_if<ArticleStop>(&stop))
        return shown->article ? "Article" + sheetName(shown->sheet) : QByteArray("No article");
    return "Guide";
}

/** What a stage is called in the table; in the order of the variant. */
QByteArray nameOf(const State &state)
{
    static const char *const names[] = {"AtHome",   "Browsing",  "AtGuide",    "AwaitingCard", "ConfirmingIdentity",
                                        "Filling",  "Checking",  "Scanning",   "Storing",      "StoreFailed",
                                        "Done",     "Inquiring", "AtProgress", "Consenting",   "Calling",
                                        "CallOver", "Leaving",   "WithStaff"};
    static_assert(std::size(names) == std::variant_size_v<Stage>);
    static const char *const covers[] = {"", " + idle", " + leave", " + hidden"};
    QByteArray name = names[state.stage.index()];
    if (const auto *browsing = std::get_if<Browsing>(&state.stage))
        name = stopName(browsing->trail.back()) + (browsing->opening ? ", an article on its way" : "");
    if (const auto *guide = std::get_if<AtGuide>(&state.stage); guide != nullptr && guide->opening != 0)
        name += ", an article on its way";
    if (const auto *storing = std::get_if<Storing>(&state.stage); storing != nullptr && storing->isLeft)
        name += ", left";
    if (const auto *filling = std::get_if<Filling>(&state.stage)) {
        name += " “" + filling->field.toUtf8() + "”";
        name += filling->isRefused ? ", problem said" : "";
    }
    if (const auto *waiting = std::get_if<AwaitingCard>(&state.stage)) {
        static const char *const phases[] = {"", ", reading", ", trouble"};
        name += phases[static_cast<int>(waiting->phase)];
    }
    if (const auto *scanning = std::get_if<Scanning>(&state.stage)) {
        static const char *const phases[] = {", aiming", ", taking", ", looking", ", keeping"};
        name += phases[static_cast<int>(scanning->phase)];
        name += scanning->trouble.isEmpty() ? "" : ", trouble said";
        name += scanning->application.pages.empty() ? "" : ", one page";
    }
    if (const auto *done = std::get_if<Done>(&state.stage)) {
        static const char *const slips[] = {", printing", ", confirmed", ", failed", ", unknown", ", no slip"};
        name += slips[static_cast<int>(done->slipStands)];
        name += promise(done->followUp);
    }
    if (const auto *shown = std::get_if<AtProgress>(&state.stage)) {
        static const char *const sheets[] = {"", ", printing", ", printed", ", not printed", ", perhaps printed"};
        name += shown->progress ? ", known" : ", unknown";
        name += sheets[static_cast<int>(shown->sheet)];
    }
    if (const auto *over = std::get_if<CallOver>(&state.stage)) {
        static const char *const ends[] = {"hung up", "agent ended", "agent left", "nobody",
                                           "refused", "unreachable", "broken"};
        name += QByteArray(", ") + ends[static_cast<int>(over->end)] + promise(over->followUp);
    }
    if (state.cover == Cover::Help)
        name += " + help";
    else if (state.cover != Cover::None)
        name += covers[static_cast<int>(state.cover) - 1];
    name += state.language == Language::English ? " in English" : "";
    name += state.speech ? ", with a voice" : "";
    name += state.newWords ? ", a catalogue waits" : "";
    return name;
}

QByteArray nameOf(const Effect &effect)
{
    static const char *const names[] = {
        "BeginVisit", "EndVisit",     "StartReading",    "StopReading", "BeginDraft",   "JournalAnswer", "DiscardDraft",
        "StoreOrder", "PrintSlip",    "NoteSlip",        "WakeCourier", "PrintSheet",   "AskProgress",   "AskDuty",
        "StartCall",  "DropCall",     "ReduceCall",      "SayInCall",   "StartScanner", "StopScanner",   "TakePageNow",
        "StorePage",  "DiscardPages", "StartCodes",      "StopCodes",   "LookUpLaws",   "OpenArticle",   "CiteArticle",
        "Speak",      "StopSpeaking", "SwitchCatalogue", "AdmitStaff"};
    static_assert(std::size(names) == std::variant_size_v<Effect>);
    return names[effect.index()];
}

QByteArray cell(const State &before, const Stepped &after)
{
    QByteArrayList effects;
    for (const auto &effect : after.effects)
        effects += nameOf(effect);
    const bool stays = nameOf(before) == nameOf(after.state);
    QByteArray text = stays ? QByteArray(effects.isEmpty() ? "·" : "stays") : nameOf(after.state);
    if (!effects.isEmpty())
        text += " → " + effects.join(", ");
    return text;
}

QByteArray table()
{
    const ManualClock clock;
    QByteArray text =
        "<!-- SPDX-License-Identifier: Apache-2.0 -->\n# Every stage of a visit × everything that can happen\n\n"
        "Written by `tst_visit_table` from `step()`; the test fails when this page and the program differ. "
        "`·` means that nothing changes. Behind the arrow stand the effects, in order.\n"
        "What time does (idle warning, end of a visit, goodbye) is in `tst_visit`.\n";
    for (const auto &[stageName, stage] : stages(clock)) {
        text += "\n## " + QByteArray(stageName) + "\n\n| happens | becomes |\n|---|---|\n";
        for (const auto &[eventName, event] : events()) {
            State before;
            before.stage = stage;
            before.touchedAt = clock.now();
            before.canScan = true;
            before.canSpeak = true;
            const auto after = step(sample::around(clock), before, event);
            text += "| " + QByteArray(eventName) + " | " + cell(before, after) + " |\n";
        }
    }
    return text;
}

} // namespace

class VisitTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePage_saysWhatTheProgramDoes()
    {
        QFile page(QStringLiteral(YIZHAN_SOURCE_DIR "/docs/visit-table.md"));
        const auto now = table();
        if (qEnvironmentVariableIsSet("YIZHAN_BLESS")) {
            QVERIFY(page.open(QIODevice::WriteOnly));
            page.write(now);
            return;
        }
        QVERIFY2(page.open(QIODevice::ReadOnly), "docs/visit-table.md is missing");
        const auto kept = page.readAll().split('\n');
        const auto lines = now.split('\n');
        for (qsizetype i = 0; i < std::min(kept.size(), lines.size()); ++i)
            QCOMPARE(lines[i], kept[i]);
        QCOMPARE(lines.size(), kept.size());
    }
};

QTEST_GUILESS_MAIN(VisitTableTest)
#include "tst_visit_table.moc"
