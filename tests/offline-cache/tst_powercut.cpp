// SPDX-License-Identifier: Apache-2.0
// The power fails at a random moment: no order that was said to be durable is missing, no file is broken. kill -9
// cannot show this, since the kernel still writes what a dead process left. More: YZ_CUTS=1000; another course:
// YZ_SEED=7.
#include "support/power_cut_vfs.h"
#include "support/store_fixture.h"

#include <QFileInfo>

using namespace yz;
using namespace yz::test;

namespace {

constexpr int kOrders = 150;

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

private:
    static Outcome cut(int cuts);
};

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
        for (auto file = disk.cbegin(); file != disk.cend(); ++file)
            overwrite(folder.filePath(file.key()), file.value());
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
    const int cuts = numberFrom("YZ_CUTS", 150);
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

QTEST_GUILESS_MAIN(TestPowerCut)
#include "tst_powercut.moc"
