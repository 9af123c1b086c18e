// SPDX-License-Identifier: Apache-2.0
// The power fails at a random moment: no order that was said to be durable is missing, no catalogue is between two
// states, no file is broken. kill -9
// cannot show this, since the kernel still writes what a dead process left. More: YZ_CUTS=9000; another course:
// YZ_SEED=7.
#include "support/edits.h"
#include "support/power_cut_vfs.h"

#include <QFileInfo>

using namespace yz;
using namespace yz::test;

namespace {

constexpr int kOrders = 150;
constexpr int kVersions = 40;

int numberFrom(const char *name, int otherwise)
{
    bool given = false;
    const int number = qEnvironmentVariableIntValue(name, &given);
    return given ? number : otherwise;
}

/** The disks after the cuts need no real one. */
QString fastFolder()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/powercut-XXXXXX");
}

struct Outcome
{
    int lost = 0;
    int broken = 0;
    int checked = 0;
};

} // namespace

class TestPowerCut : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { PowerCutVfs::install(); }
    void noOrderIsLost();
    void withoutTheSyncsTheTestFindsLosses();
    void noCatalogueIsBetweenTwoStates();
    void withoutTheSyncsCataloguesGoBack();

private:
    static Outcome cut(int cuts);
    static Outcome cutAtDeltas(int cuts);
};

/** Lays the files of a cut in a folder. */
void lay(const QHash<QString, QByteArray> &disk, const QString &folder)
{
    for (auto file = disk.cbegin(); file != disk.cend(); ++file)
        overwrite(folder + QLatin1Char('/') + file.key(), file.value());
}

Outcome TestPowerCut::cut(int cuts)
{
    std::mt19937 random(static_cast<unsigned>(numberFrom("YZ_SEED", 1123)));
    PowerCutVfs::clear();
    StoreFixture fixture;
    Outcome outcome;
    if (!fixture.open())
        return {1, 1, 0};
    const std::size_t opened = PowerCutVfs::moment();
    std::vector<std::pair<std::size_t, Uuid>> durable;
    for (int i = 0; i < kOrders; ++i) {
        const auto draft = fixture.store->beginDraft(QStringLiteral("legal-aid"), QStringLiteral("1"));
        if (!draft || !fixture.store->journal(*draft, QStringLiteral("a"), QStringLiteral("答").repeated(i)))
            return {1, 1, 0};
        const auto sealed =
            fixture.order(QByteArray::number(i) + QByteArray(static_cast<qsizetype>(random() % 9000), 'p'));
        if (!fixture.store->put(sealed, i % 5 == 0 ? std::optional(*draft) : std::nullopt))
            return {1, 1, 0};
        durable.emplace_back(PowerCutVfs::moment(), sealed.order);
        if (i % 40 == 39 && !fixture.store->settle())
            return {1, 1, 0};
    }
    const std::size_t end = PowerCutVfs::moment();
    fixture.close();
    const QByteArray keyNote = contentOf(fixture.file("secure.key-check"));
    for (int i = 0; i < cuts; ++i) {
        const std::size_t moment = opened + random() % (end - opened + 1);
        const auto disk = PowerCutVfs::after(moment, random);
        const QTemporaryDir folder(fastFolder());
        lay(disk, folder.path());
        overwrite(folder.filePath(QStringLiteral("secure.key-check")), keyNote);
        OrderStore::Options options;
        options.directory = folder.path();
        options.terminal = "HRB07";
        options.ballastBytes = 4096;
        RecordingEventLog log;
        auto store = OrderStore::open(options, fixture.key, fixture.clock, log);
        if (!store || log.count(EventId::StoreSetAside) > 0) {
            ++outcome.broken;
            continue;
        }
        for (const auto &[when, order] : durable) {
            if (when > moment)
                break;
            ++outcome.checked;
            outcome.lost += (*store)->find(order) ? 0 : 1;
        }
    }
    return outcome;
}

void TestPowerCut::noOrderIsLost()
{
    const int cuts = numberFrom("YZ_CUTS", 1000);
    const auto outcome = cut(cuts);
    qInfo("%d cuts, %d orders looked for, %d lost, %d files broken", cuts, outcome.checked, outcome.lost,
          outcome.broken);
    QCOMPARE(outcome.lost, 0);
    QCOMPARE(outcome.broken, 0);
    QVERIFY(outcome.checked > cuts);
}

void TestPowerCut::withoutTheSyncsTheTestFindsLosses()
{
    PowerCutVfs::setLogSyncs(false);
    const auto outcome = cut(40);
    PowerCutVfs::setLogSyncs(true);
    QVERIFY(outcome.lost + outcome.broken > 0);
}

Outcome TestPowerCut::cutAtDeltas(int cuts)
{
    std::mt19937 random(static_cast<unsigned>(numberFrom("YZ_SEED", 1123)));
    PowerCutVfs::clear();
    CatalogueFixture fixture;
    if (!fixture.open())
        return {1, 1, 0};
    std::vector<Published> states{publish(fixture.publisher, fixture.clock, 1, county(30))};
    if (!fixture.store->apply(states[0].headJson, states[0].snapshot, false))
        return {1, 1, 0};
    std::vector<std::size_t> durable{PowerCutVfs::moment()};
    for (int version = 2; version <= kVersions; ++version) {
        states.push_back(
            publish(fixture.publisher, fixture.clock, version, edited(states.back().rows, random), &states.back()));
        if (!fixture.store->apply(states.back().headJson, states.back().delta, true))
            return {1, 1, 0};
        durable.push_back(PowerCutVfs::moment());
    }
    fixture.store.reset();
    Outcome outcome;
    for (int i = 0; i < cuts; ++i) {
        const std::size_t moment = durable.front() + random() % (durable.back() - durable.front() + 1);
        CatalogueFixture after;
        after.publisher.key = fixture.publisher.key;
        lay(PowerCutVfs::after(moment, random), after.folder.path());
        if (!after.open() || after.log.count(EventId::StoreSetAside) > 0) {
            ++outcome.broken;
            continue;
        }
        const auto acknowledged = std::upper_bound(durable.begin(), durable.end(), moment) - durable.begin();
        const auto held = after.store->version();
        const auto rows = after.store->rows();
        ++outcome.checked;
        outcome.lost += !held || held->sequence < acknowledged ? 1 : 0;
        if (!held || held->sequence < 1 || !rows)
            continue;
        const auto &state = states[static_cast<std::size_t>(held->sequence - 1)];
        outcome.broken += *rows != wordsOf(state.rows) || held->root != state.head.root ? 1 : 0;
    }
    return outcome;
}

void TestPowerCut::noCatalogueIsBetweenTwoStates()
{
    const int cuts = numberFrom("YZ_CUTS", 1000);
    const auto outcome = cutAtDeltas(cuts);
    qInfo("%d cuts, %d catalogues looked into, %d went back, %d broken", cuts, outcome.checked, outcome.lost,
          outcome.broken);
    QCOMPARE(outcome.lost, 0);
    QCOMPARE(outcome.broken, 0);
    QCOMPARE(outcome.checked, cuts);
}

void TestPowerCut::withoutTheSyncsCataloguesGoBack()
{
    PowerCutVfs::setLogSyncs(false);
    const auto outcome = cutAtDeltas(60);
    PowerCutVfs::setLogSyncs(true);
    QVERIFY(outcome.lost + outcome.broken > 0);
}

QTEST_GUILESS_MAIN(TestPowerCut)
#include "tst_powercut.moc"
