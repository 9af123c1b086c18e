// SPDX-License-Identifier: Apache-2.0
// Who stands behind the screen: a practice that staff forgot ends by itself, and says in every language that it is one.
#include "reception.h"
#include "sample_visit.h"
#include "silent_words.h"

#include <core/passphrase.h>
#include <idcard/fake_id_card_reader.h>
#include <printer/fake_receipt_printer.h>
#include <ui/tongue.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace yz;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray &roster()
{
    static const QByteArray json = R"({"schema":1,"staff":[{"number":"1001","name":"王敏","role":"attendant","pin":")" +
                                   QByteArray::fromStdString(*passphraseHash("271828")) + R"("}]})";
    return json;
}

struct Fixture
{
    Fixture()
    {
        QFile file(folder.filePath(u"staff.json"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(roster()) < 0 || !log.keepIn(folder.filePath(u"events"_s)))
            qFatal("no roster or no log");
        file.close();
        auto opened =
            OrderStore::open({folder.filePath(u"data"_s), "YZ-0001", 4096}, SecretBytes::random(32), clock, log);
        if (!opened)
            qFatal("%s", opened.error().detail.c_str());
        store = *std::move(opened);
        const Runner::Rooms rooms{reader, printer, *store, worker, nullptr, clock, log};
        visit = std::make_unique<Runner>(rooms, Runner::Site{sample::catalogues(), u"某县"_s, "YZ-0001", true});
        desk = std::make_unique<staff::StaffDesk>(
            staff::StaffDesk::Rooms{reader, printer, *store, worker, clock, log},
            staff::StaffDesk::Site{u"某县"_s, "YZ-0001", u"1.0"_s, folder.filePath(u"staff"_s),
                                   folder.filePath(u"staff.json"_s), false, "boot-1"});
        reception = std::make_unique<Reception>(shell, *visit, log);
        reception->admit(*desk, [this, rooms] {
            return Reception::Practice{rooms, {sample::catalogues(), u"某县"_s, "YZ-0001"}, practiceFolder};
        });
        QObject::connect(reception.get(), &Reception::languageChanged, &shell,
                         [this](Language language) { tongue.use(language); });
    }
    ~Fixture() { ::close(nowhere); }

    template <class I>
    void wants(I intent)
    {
        Q_EMIT shell.wants(Intent(std::move(intent)));
    }
    /** By the staff's door to the page of the practice; whoever stands behind the screen. */
    bool opensPractice()
    {
        wants(AskStaff{});
        wants(GiveAnswer{u"staff.number"_s, {u"1001"_s}});
        wants(GiveAnswer{u"staff.pin"_s, {u"271828"_s}});
        const auto isIn = [&] { return std::holds_alternative<BoardView>(desk->view().page); };
        if (!desk->isOpen() || !QTest::qWaitFor(isIn, 20'000))
            return false;
        wants(ChooseRow{u"practice"_s});
        return true;
    }
    bool practises()
    {
        if (!opensPractice())
            return false;
        wants(DoAction{u"begin"_s});
        return isMarked();
    }
    QString strip() const { return shell.findChild<QWidget *>(u"status"_s)->accessibleName(); }
    bool isMarked() const { return strip().contains(u"演练"_s) || strip().contains(u"Practice"_s); }
    void later(Milliseconds period)
    {
        clock.advance(period);
        reception->tick();
    }
    void touchedLater(Milliseconds period)
    {
        clock.advance(period);
        Q_EMIT shell.touched();
        reception->tick();
    }
    bool hasLogged(const char *event, const char *field = "") const
    {
        const auto lines = log.lines(100);
        return std::any_of(lines.begin(), lines.end(),
                           [&](const QByteArray &line) { return line.contains(event) && line.contains(field); });
    }

    QTemporaryDir folder;
    QString practiceFolder = folder.filePath(u"practice"_s);
    ManualClock clock;
    int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    KeptEventLog log{nowhere, clock};
    Tongue tongue;
    test::SilentWords words;
    Shell shell{test::glass(true), words};
    FakeIdCardReader reader;
    FakeReceiptPrinter printer;
    std::unique_ptr<OrderStore> store;
    Worker worker{"yz-test-store"};
    std::unique_ptr<Runner> visit;
    std::unique_ptr<staff::StaffDesk> desk;
    std::unique_ptr<Reception> reception;
};

} // namespace

class ReceptionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aForgottenPractice_endsByItself();
    void aLongPractice_endsOnceNobodyIsInTheMiddleOfSomething();
    void staffInside_areNotPutOutOfTheirPractice();
    void aPractice_saysSoInTheLanguageOfWhoeverStandsThere();
    void aPracticeThatCannotBegin_isNoLostOrder();
    void theAttendant_isToldAtHomeAndNowhereElse();
};

void ReceptionTest::aForgottenPractice_endsByItself()
{
    Fixture f;
    QVERIFY(f.practises());
    QVERIFY(QFile::exists(f.practiceFolder));
    f.touchedLater(29min);
    f.later(29min);
    QVERIFY(f.isMarked());
    f.later(1min);
    QVERIFY(!f.isMarked());
    QVERIFY(!QFile::exists(f.practiceFolder));
    QVERIFY(f.hasLogged("practice.ended", "forgotten"));
    f.wants(OpenService{u"laws"_s}); // and citizens are served
    QVERIFY(std::holds_alternative<LawSearchView>(f.visit->view().page));
    QVERIFY(!f.isMarked());
}

void ReceptionTest::aLongPractice_endsOnceNobodyIsInTheMiddleOfSomething()
{
    Fixture f;
    QVERIFY(f.practises());
    for (int i = 0; i < 5; ++i)
        f.touchedLater(20min);
    f.touchedLater(19min);
    f.wants(OpenService{u"laws"_s});
    f.touchedLater(70s);
    QVERIFY(f.isMarked()); // two hours and ten seconds, but somebody is learning
    f.wants(GoHome{});
    f.touchedLater(1s);
    QVERIFY(!f.isMarked());
    QVERIFY(std::holds_alternative<HomeView>(f.visit->view().page));
}

void ReceptionTest::staffInside_areNotPutOutOfTheirPractice()
{
    Fixture f;
    QVERIFY(f.practises());
    f.touchedLater(29min);
    QVERIFY(f.opensPractice());
    f.clock.advance(2h);
    Q_EMIT f.shell.touched();
    f.reception->tick();
    QVERIFY(f.desk->isOpen());
    QVERIFY(QFile::exists(f.practiceFolder));
    f.wants(DoAction{u"end"_s});
    QVERIFY(!QFile::exists(f.practiceFolder));
    QVERIFY(f.hasLogged("practice.ended", "asked"));
}

void ReceptionTest::aPractice_saysSoInTheLanguageOfWhoeverStandsThere()
{
    Fixture f;
    QVERIFY(f.practises());
    QVERIFY(f.strip().contains(u"演练：不是真的"_s));
    f.wants(UseLanguage{Language::English});
    QVERIFY2(f.strip().contains(u"Practice"_s), qPrintable(f.strip()));
    f.later(31min);
    QVERIFY(!f.isMarked());
    QCOMPARE(f.strip(), u"机器状态：正常"_s); // who comes next reads Chinese
}

void ReceptionTest::aPracticeThatCannotBegin_isNoLostOrder()
{
    Fixture f;
    f.practiceFolder = f.folder.filePath(u"staff.json/practice"_s); // below a file
    QVERIFY(f.opensPractice());
    f.wants(DoAction{u"begin"_s});
    QVERIFY(f.desk->isOpen());
    QVERIFY(f.hasLogged("practice.not-begun"));
    QVERIFY(!f.hasLogged("order.not-stored"));
}

void ReceptionTest::theAttendant_isToldAtHomeAndNowhereElse()
{
    Fixture f;
    f.later(1s);
    QVERIFY(!f.strip().contains(u"值守人员"_s));
    f.reader.absent();
    f.later(1s);
    f.later(1s);
    QVERIFY(f.strip().contains(u"值守人员：有设备要检查"_s));
    f.wants(OpenService{u"laws"_s});
    QVERIFY(!f.strip().contains(u"值守人员"_s));
}

QTEST_MAIN(ReceptionTest)
#include "tst_reception.moc"
