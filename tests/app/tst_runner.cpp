// SPDX-License-Identifier: Apache-2.0
// The runner between the visit and the law library: pauses, late answers, the catalogue that comes in between.
#include "sample_visit.h"

#include <core/secret.h>
#include <idcard/fake_id_card_reader.h>
#include <printer/fake_receipt_printer.h>
#include <visit/runner.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <speaker/fake_speaker.h>

using namespace yz;
using namespace std::chrono_literals;

namespace {

QString u(const char *text)
{
    return QString::fromUtf8(text);
}

/** Answers when it is told to. */
class PuppetLibrary final : public LawLibrary
{
public:
    LawRequestId search(const LawQuestion &question) override
    {
        asked += question.words;
        return ++last;
    }
    LawRequestId article(std::int64_t) override { return ++last; }
    LawRequestId cited(const QString &, int, int, QDate) override { return ++last; }
    void renew() override { ++renewed; }

    QStringList asked;
    LawRequestId last = 0;
    int renewed = 0;
};

/** A terminal without a hub. */
struct Fixture
{
    Fixture()
    {
        auto opened =
            OrderStore::open({folder.filePath(u("data")), "YZ-0001", 4096}, SecretBytes::random(32), clock, log);
        if (!opened)
            qFatal("%s", opened.error().detail.c_str());
        store = *std::move(opened);
        make(&laws);
    }
    void make(LawLibrary *library)
    {
        runner.reset();
        Runner::Rooms rooms{reader, printer, *store, storeWorker, nullptr, clock, log};
        rooms.laws = library;
        rooms.speaker = &speaker;
        runner =
            std::make_unique<Runner>(rooms, Runner::Site{sample::catalogues(), u("某县公共法律服务中心"), "YZ-0001"});
    }
    LawSearchView page() const { return std::get<LawSearchView>(runner->view().page); }
    void types(const char *words, bool now = false) { runner->take(LookFor{u(words), now}); }

    QTemporaryDir folder;
    SystemClock clock;
    SilentEventLog log;
    FakeIdCardReader reader;
    FakeReceiptPrinter printer;
    std::unique_ptr<OrderStore> store;
    Worker storeWorker{"yz-test-store"};
    PuppetLibrary laws;
    FakeSpeaker speaker;
    std::unique_ptr<Runner> runner;
};

} // namespace

class RunnerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typing_isAskedAboutOnlyWhenItPauses()
    {
        Fixture terminal;
        terminal.runner->take(OpenService{u("laws")});
        for (const auto *words : {"工", "工资", "工资 拖", "工资 拖欠"})
            terminal.types(words);
        QVERIFY(terminal.laws.asked.isEmpty());
        QTRY_COMPARE(terminal.laws.asked, QStringList(u("工资 拖欠")));
        terminal.types("工伤", true); // the search key waits for nothing
        QCOMPARE(terminal.laws.asked.size(), 2);
    }

    void leavingInMidWord_asksNothingAnyMore()
    {
        Fixture terminal;
        terminal.runner->take(OpenService{u("laws")});
        terminal.types("丈夫");
        terminal.runner->take(QuickExit{});
        terminal.runner->take(CloseCover{});
        terminal.runner->take(OpenService{u("laws")});
        terminal.types("欠薪");
        QTRY_COMPARE(terminal.laws.asked, QStringList(u("欠薪")));
    }

    void anAnswerForTheCitizenBefore_isNotShownToTheNext()
    {
        Fixture terminal;
        terminal.runner->take(OpenService{u("laws")});
        terminal.types("丈夫", true);
        const auto before = terminal.laws.last;
        terminal.runner->take(GoHome{});
        terminal.runner->take(OpenService{u("laws")});
        Q_EMIT terminal.laws.found(before, sample::findings());
        QCOMPARE(terminal.page().stands, LawSearchView::Stands::Empty);
        terminal.types("工资", true);
        Q_EMIT terminal.laws.found(terminal.laws.last, sample::findings());
        QCOMPARE(terminal.page().hits.size(), 1U);
        terminal.runner->take(ChooseRow{u("7")});
        Q_EMIT terminal.laws.opened(terminal.laws.last, sample::article());
        QVERIFY(std::holds_alternative<ArticleView>(terminal.runner->view().page));
    }

    void aTerminalWithoutLaws_saysSoAndSendsToAHuman()
    {
        Fixture terminal;
        terminal.make(nullptr);
        terminal.runner->take(OpenService{u("laws")});
        terminal.types("工资", true);
        QTRY_COMPARE(terminal.page().stands, LawSearchView::Stands::Trouble);
        terminal.runner->take(GoHome{});
        terminal.runner->take(OpenService{u("legal-aid")});
        terminal.runner->take(DoAction{u("cite:0")});
        QTRY_VERIFY(std::holds_alternative<TroubleView>(terminal.runner->view().page));
    }

    void aNewerCatalogue_isReadInBetween_neverInTheMiddle()
    {
        Fixture terminal;
        auto newer = sample::catalogues();
        newer.chinese.items.front().title = u("新的法律援助");
        terminal.runner->take(OpenService{u("guide")});
        terminal.runner->offer(newer);
        QCOMPARE(std::get<ListView>(terminal.runner->view().page).rows.front().title, u("法律援助"));
        QCOMPARE(terminal.laws.renewed, 0);
        terminal.runner->take(GoHome{});
        QCOMPARE(std::get<HomeView>(terminal.runner->view().page).tiles.front().title, u("新的法律援助"));
        QCOMPARE(terminal.laws.renewed, 1);
    }

    void theLanguage_isSwitchedBeforeThePageIsMade()
    {
        Fixture terminal;
        QStringList order;
        connect(terminal.runner.get(), &Runner::languageChanged, this, [&](Language) { order += u("language"); });
        connect(terminal.runner.get(), &Runner::viewChanged, this, [&](const ScreenView &view) {
            order += view.language == Language::English ? u("english page") : u("chinese page");
        });
        terminal.runner->take(UseLanguage{Language::English});
        QCOMPARE(order, QStringList({u("language"), u("english page")}));
    }

    void theVoice_endsWithThePage_andTheQuickExitSilencesIt()
    {
        Fixture terminal;
        terminal.runner->take(UseSpeech{true});
        QVERIFY(terminal.speaker.isSpeaking());
        terminal.runner->take(OpenService{u("guide")}); // the next page cuts the last one short
        QVERIFY(terminal.speaker.words().contains(u("办事指南")));
        QTRY_VERIFY(terminal.runner->view().speaking); // that the last one ended is not this one's end
        QCoreApplication::sendPostedEvents();
        QVERIFY(terminal.runner->view().speaking);
        terminal.speaker.finish();
        QTRY_VERIFY(!terminal.runner->view().speaking);
        terminal.runner->take(ReadAloud{true});
        QVERIFY(terminal.speaker.isSpeaking());
        terminal.runner->take(QuickExit{});
        QVERIFY(!terminal.speaker.isSpeaking());
    }

    void aChecklist_comesOutOfTheSlipPrinterWhereThereIsNoOther()
    {
        Fixture terminal;
        terminal.runner->take(OpenService{u("guide")});
        terminal.runner->take(ChooseRow{u("legal-aid")});
        terminal.runner->take(PrintThis{});
        QTRY_COMPARE(std::get<DetailView>(terminal.runner->view().page).sheet, SheetStands::Printed);
        QCOMPARE(terminal.printer.printed().size(), 1U);
    }
};

QTEST_GUILESS_MAIN(RunnerTest)
#include "tst_runner.moc"
