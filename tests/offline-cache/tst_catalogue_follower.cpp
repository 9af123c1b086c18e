// SPDX-License-Identifier: Apache-2.0
// The catalogue follows the hub through whatever the network does, and is never switched while somebody is served.
#include "support/edits.h"
#include "support/fake_hub.h"
#include "sync/http_follower.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSignalSpy>

using namespace yz;
using namespace yz::test;
using Step = sync::HttpFollower::Step;

Q_DECLARE_METATYPE(yz::test::Mishap)

namespace {

/** A follower between a real file and a FakeHub, on a clock that only this moves. */
class Terminal
{
public:
    explicit Terminal(const QString &certificates) : hub(certificates), m_certificates(certificates)
    {
        m_opened = hub.start() && catalogue.open();
    }
    ~Terminal() { stop(); }

    bool start()
    {
        CatalogueFollower::Options options;
        options.hub.hub = QUrl(QStringLiteral("https://localhost:%1/").arg(hub.port()));
        options.hub.certificateAuthority = m_certificates + QStringLiteral("/ca.crt");
        options.hub.certificate = m_certificates + QStringLiteral("/terminal-HRB07.crt");
        options.hub.privateKey = m_certificates + QStringLiteral("/terminal-HRB07.key");
        options.hub.terminal = "HRB07";
        options.region = QStringLiteral("230199");
        options.directory = catalogue.folder.path();
        auto tls = sync::tlsFor(options.hub);
        if (!m_opened || !tls)
            return false;
        m_worker = std::make_unique<Worker>("test-catalogue");
        follower = std::make_unique<sync::HttpFollower>(options, *tls, *catalogue.store, *m_worker, catalogue.clock,
                                                        [](Milliseconds longest) { return longest / 2; });
        return true;
    }
    void stop()
    {
        follower.reset();
        m_worker.reset();
    }

    void lay(const Published &state)
    {
        const QByteArray root = "/v1/catalogues/230199/";
        hub.files[root + "head"] = state.headJson;
        hub.files[root + snapshotPath(state.head.sequence).toLatin1()] = state.snapshot;
        if (!state.head.deltas.empty())
            hub.files[root + deltaPath(state.head.deltas.front().from, state.head.sequence).toLatin1()] = state.delta;
    }

    /** Whatever is waited for becomes due at once. False when nothing comes of it. */
    template <class Wanted>
    bool leapUntil(Wanted wanted)
    {
        QElapsedTimer real;
        real.start();
        while (!wanted()) {
            if (real.hasExpired(60'000))
                return false;
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 1);
            if (wanted())
                break;
            const bool waits = follower->step() == Step::Resting || hub.unanswered > 0;
            if (!waits || !follower->due())
                continue;
            hub.unanswered = 0;
            const auto due = *follower->due() - catalogue.clock.now();
            if (due > Milliseconds(0))
                catalogue.clock.advance(std::chrono::ceil<Milliseconds>(due));
            follower->tick();
        }
        return true;
    }
    /** To be asked only while the worker has nothing to do. */
    std::int64_t sequence() { return catalogue.store->version()->sequence; }
    int asked(const QByteArray &end) const
    {
        return static_cast<int>(std::count_if(hub.requests.begin(), hub.requests.end(),
                                              [&](const auto &one) { return one.path.endsWith(end); }));
    }

    CatalogueFixture catalogue;
    FakeHub hub;
    std::unique_ptr<sync::HttpFollower> follower;

private:
    QString m_certificates;
    std::unique_ptr<Worker> m_worker;
    bool m_opened = false;
};

/** So many rows that their snapshot comes in several pieces. */
std::vector<PackRow> largeCounty()
{
    auto rows = county(3);
    std::mt19937 random(3);
    for (int i = 0; i < 30; ++i) {
        QString noise;
        for (int c = 0; c < 60'000; ++c)
            noise.append(QChar(0x4e00 + static_cast<int>(random() % 0x5000)));
        rows.push_back(item(100 + i, noise));
    }
    return rows;
}

} // namespace

class CatalogueFollowerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(sodium_init() >= 0);
        QVERIFY(TestCertificates::make(m_folder.path(), QStringLiteral("HRB07")));
    }

    void theSnapshotFirst_thenDeltas_thenNothingNew()
    {
        Terminal terminal(m_folder.path());
        const auto &fixture = terminal.catalogue;
        const auto first = publish(fixture.publisher, fixture.clock, 1, county(9));
        terminal.lay(first);
        QVERIFY(terminal.start());
        QSignalSpy switched(terminal.follower.get(), &CatalogueFollower::switched);
        terminal.follower->setAtRest(true);
        QVERIFY(terminal.leapUntil([&] { return switched.count() == 1; }));
        QCOMPARE(terminal.sequence(), 1);
        std::mt19937 random(4);
        const auto second = publish(fixture.publisher, fixture.clock, 2, edited(first.rows, random), &first);
        terminal.lay(second);
        QVERIFY(terminal.leapUntil([&] { return switched.count() == 2; }));
        QCOMPARE(*terminal.catalogue.store->rows(), wordsOf(second.rows));
        QCOMPARE(terminal.asked("/deltas/1-2.ndjson.zst"), 1);
        QCOMPARE(terminal.asked("/snapshots/2.ndjson.zst"), 0);
        const auto heads = terminal.asked("/head");
        QVERIFY(terminal.leapUntil([&] { return terminal.asked("/head") == heads + 3; }));
        QVERIFY(!terminal.hub.requests.last().headers.value("if-none-match").isEmpty());
        QCOMPARE(switched.count(), 2);
    }

    void theHubIsAskedEveryQuarterOfAnHour_moreOrLess()
    {
        Terminal terminal(m_folder.path());
        terminal.lay(publish(terminal.catalogue.publisher, terminal.catalogue.clock, 1, county(3)));
        QVERIFY(terminal.start());
        QSignalSpy switched(terminal.follower.get(), &CatalogueFollower::switched);
        terminal.follower->setAtRest(true);
        QVERIFY(terminal.leapUntil([&] { return switched.count() == 1; }));
        const auto due = std::chrono::ceil<Milliseconds>(*terminal.follower->due() - terminal.catalogue.clock.now());
        QCOMPARE(due, Milliseconds(std::chrono::minutes(15))); // half of a jitter of 20 % to either side
    }

    void whileSomebodyIsServed_nothingIsSwitched()
    {
        Terminal terminal(m_folder.path());
        terminal.lay(publish(terminal.catalogue.publisher, terminal.catalogue.clock, 1, county(3)));
        QVERIFY(terminal.start());
        QSignalSpy switched(terminal.follower.get(), &CatalogueFollower::switched);
        QVERIFY(terminal.leapUntil([&] { return terminal.follower->step() == Step::Holding; }));
        QCOMPARE(terminal.sequence(), 0);
        QVERIFY(!terminal.follower->due());
        terminal.follower->setAtRest(true);
        QVERIFY(terminal.leapUntil([&] { return switched.count() == 1; }));
        QCOMPARE(terminal.sequence(), 1);
    }

    void whateverGoesWrong_theCatalogueArrives_data()
    {
        QTest::addColumn<Mishap>("mishap");
        QTest::addColumn<int>("at");
        for (int mishap = 1; mishap < kMishaps; ++mishap) {
            for (const int at : {0, 1, 2})
                QTest::addRow("mishap %d at request %d", mishap, at) << static_cast<Mishap>(mishap) << at;
        }
    }
    void whateverGoesWrong_theCatalogueArrives()
    {
        QFETCH(Mishap, mishap);
        QFETCH(int, at);
        Terminal terminal(m_folder.path());
        static const auto rows = largeCounty();
        const auto state = publish(terminal.catalogue.publisher, terminal.catalogue.clock, 5, rows);
        QVERIFY(state.snapshot.size() > 2 * 1024 * 1024);
        terminal.lay(state);
        terminal.hub.onGet.assign(static_cast<std::size_t>(at), Mishap::None);
        terminal.hub.onGet.push_back(mishap);
        QVERIFY(terminal.start());
        QSignalSpy switched(terminal.follower.get(), &CatalogueFollower::switched);
        terminal.follower->setAtRest(true);
        QVERIFY(terminal.leapUntil([&] { return switched.count() == 1; }));
        QCOMPARE(*terminal.catalogue.store->rows(), wordsOf(state.rows));
        QCOMPARE(terminal.catalogue.log.count(EventId::PackRefused), 0);
    }

    void whatCameBeforeTheProgramEnded_isNotFetchedAgain()
    {
        Terminal terminal(m_folder.path());
        const auto state = publish(terminal.catalogue.publisher, terminal.catalogue.clock, 5, largeCounty());
        terminal.lay(state);
        terminal.hub.onGet = {Mishap::None, Mishap::None, Mishap::None, Mishap::Silence};
        QVERIFY(terminal.start());
        QVERIFY(terminal.leapUntil([&] { return terminal.hub.unanswered == 1; }));
        terminal.stop();
        terminal.hub.requests.clear();
        QVERIFY(terminal.start());
        QSignalSpy switched(terminal.follower.get(), &CatalogueFollower::switched);
        terminal.follower->setAtRest(true);
        QVERIFY(terminal.leapUntil([&] { return switched.count() == 1; }));
        QCOMPARE(terminal.hub.requests.value(1).headers.value("range").split('-').value(0),
                 QByteArray("bytes=2097152"));
        QVERIFY(QDir(terminal.catalogue.folder.path()).entryList({QStringLiteral("*.part")}).isEmpty());
    }

    void aDeltaThatIsGone_orNotTheSignedOne_givesWayToTheSnapshot_data()
    {
        QTest::addColumn<bool>("isGone");
        QTest::newRow("gone") << true;
        QTest::newRow("not the signed one") << false;
    }
    void aDeltaThatIsGone_orNotTheSignedOne_givesWayToTheSnapshot()
    {
        QFETCH(bool, isGone);
        Terminal terminal(m_folder.path());
        const auto &fixture = terminal.catalogue;
        const auto first = publish(fixture.publisher, fixture.clock, 1, county(9));
        YZ_REQUIRE(terminal.catalogue.store->apply(first.headJson, first.snapshot, false));
        std::mt19937 random(4);
        const auto second = publish(fixture.publisher, fixture.clock, 2, edited(first.rows, random), &first);
        terminal.lay(second);
        const QByteArray delta = "/v1/catalogues/230199/deltas/1-2.ndjson.zst";
        if (isGone)
            terminal.hub.files.remove(delta);
        else
            terminal.hub.files[delta][20] = static_cast<char>(terminal.hub.files[delta][20] ^ 1);
        QVERIFY(terminal.start());
        QSignalSpy switched(terminal.follower.get(), &CatalogueFollower::switched);
        terminal.follower->setAtRest(true);
        QVERIFY(terminal.leapUntil([&] { return switched.count() == 1; }));
        QCOMPARE(*terminal.catalogue.store->rows(), wordsOf(second.rows));
        QCOMPARE(terminal.catalogue.log.count(EventId::PackRefused), isGone ? 0 : 1);
    }

    void aForgedHead_isRefusedAndAskedForAgainInTime()
    {
        Terminal terminal(m_folder.path());
        const auto &fixture = terminal.catalogue;
        terminal.lay(publish(Publisher("stranger"), fixture.clock, 1, county(3)));
        QVERIFY(terminal.start());
        QSignalSpy switched(terminal.follower.get(), &CatalogueFollower::switched);
        terminal.follower->setAtRest(true);
        QVERIFY(terminal.leapUntil([&] { return terminal.catalogue.log.count(EventId::PackRefused) == 2; }));
        QCOMPARE(terminal.asked(".zst"), 0);
        terminal.lay(publish(fixture.publisher, fixture.clock, 1, county(3)));
        QVERIFY(terminal.leapUntil([&] { return switched.count() == 1; }));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(CatalogueFollowerTest)
#include "tst_catalogue_follower.moc"
