// SPDX-License-Identifier: Apache-2.0
// Whatever a power cut leaves: the old release or the new one, each whole, and never anything between.
#include "bundle_maker.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <provisioning/durable.h>
#include <provisioning/releases.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

using namespace yz;
using namespace yz::provisioning;
using namespace yz::test;

namespace {

using Files = std::map<QString, QByteArray>;

const Files kOld{{u"terminal.json"_s, "{\"place\":\"old\"}"}, {u"staff.json"_s, "old staff"}, {u"ca.pem"_s, "kept"}};
const Files kNew{{u"terminal.json"_s, "{\"place\":\"new\"}"}, {u"staff.json"_s, "new staff"}, {u"ca.pem"_s, "kept"}};

/** Only the configuration goes back: staff who were dismissed in between are not let in again. */
const Files kRolledBack{
    {u"terminal.json"_s, "{\"place\":\"old\"}"}, {u"staff.json"_s, "new staff"}, {u"ca.pem"_s, "kept"}};

struct Fixture
{
    Bundle bundleOf(const Files &files, std::int64_t epoch)
    {
        BundleMaker maker(clock);
        maker.files.clear();
        for (const auto &[name, bytes] : files)
            maker.add(name == u"staff.json"_s ? Component::Staff
                      : name == u"ca.pem"_s   ? Component::Identity
                                              : Component::Configuration,
                      name, bytes, epoch);
        auto bundle = openBundle(maker.signedBy(signers.fleet), signers.trusted());
        if (!bundle)
            qFatal("%s", bundle.error().detail.c_str());
        return *std::move(bundle);
    }
    /** A terminal that serves with the old release. */
    void serveOld(const QString &folder)
    {
        Releases releases(folder);
        if (!releases.switchTo(bundleOf(kOld, 1)) || !releases.recover() || !releases.commit())
            qFatal("the old release does not stand");
    }
    Bundle update()
    {
        auto files = kNew;
        files.erase(u"ca.pem"_s);
        return bundleOf(files, 2);
    }

    ManualClock clock;
    Signers signers;
};

/** Runs `work` in a process of its own, which ends at the `nth` time that a point is reached. True: it was. */
bool diesAt(int nth, const std::function<void(const Point &)> &work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        int reached = 0;
        work([&](const char *) {
            if (++reached == nth)
                ::_exit(42);
        });
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 42;
}

} // namespace

class ReleasesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedAtEachPointOfAnUpdate_leavesOldOrNew();
    void killedAtEachPointOfTheFirstRelease_leavesNothingOrAll();
    void killedAtEachPointOfGoingBack_leavesOldOrNew();
    void killedAtEachPointOfRollingBack_leavesOneOrTheOther();
    void aReleaseThatNeverComesUp_isLeftAfterThreeStarts();
    void whatWasCommitted_isRememberedForEver();
    void aDamagedPendingNote_changesNothing();
    void aPendingNoteThatCannotBe_leadsNowhere_data();
    void aPendingNoteThatCannotBe_leadsNowhere();
    void aDamagedRatchet_isNoExcuseToGoBack();
    void aRatchetThatSaysNothing_isNoExcuseToGoBack();
    void aSmallFile_doesNotCostAsMuchAsTheLargest();
    void twoChangesAtOnce_areRefused();
    void aFullDisk_leavesTheOldRelease();
    void rollingBack_mustProveItselfToo();
    void rollingBack_bringsBackNothingThatWasRevoked();
    void aNewPack_leavesNothingOfTheOldOne();
};

void ReleasesTest::killedAtEachPointOfAnUpdate_leavesOldOrNew()
{
    Fixture f;
    const Bundle update = f.update();
    bool sawOld = false;
    bool sawNew = false;
    int points = 0;
    for (int nth = 1;; ++nth) {
        const QTemporaryDir folder;
        f.serveOld(folder.path());
        const bool died = diesAt(nth, [&](const Point &point) {
            Releases releases(folder.path(), point);
            if (!releases.switchTo(update) || !releases.recover())
                ::_exit(1);
            (void)releases.commit();
        });
        Releases after(folder.path());
        const auto recovered = after.recover();
        QVERIFY(recovered);
        const Files files = after.currentFiles();
        QVERIFY2(files == kOld || files == kNew, qPrintable(u"between, at point %1"_s.arg(nth)));
        (files == kOld ? sawOld : sawNew) = true;
        // From here on it goes on as if nothing had happened: what must prove itself does, and the next update applies.
        QVERIFY(after.commit());
        QVERIFY(!after.pending());
        QVERIFY(QDir(folder.filePath(u"releases"_s)).entryList({u"*.part"_s}, QDir::Dirs).isEmpty());
        QVERIFY(after.switchTo(f.bundleOf(kNew, 3)));
        if (!died)
            break;
        points = nth;
    }
    QVERIFY(sawOld && sawNew);
    QVERIFY2(points >= 9, qPrintable(QString::number(points)));
}

void ReleasesTest::killedAtEachPointOfTheFirstRelease_leavesNothingOrAll()
{
    Fixture f;
    const Bundle first = f.bundleOf(kNew, 1);
    for (int nth = 1;; ++nth) {
        const QTemporaryDir folder;
        const bool died = diesAt(nth, [&](const Point &point) {
            Releases releases(folder.path(), point);
            if (releases.switchTo(first) && releases.recover())
                (void)releases.commit();
        });
        Releases after(folder.path());
        QVERIFY(after.recover());
        const Files files = after.currentFiles();
        QVERIFY(files.empty() || files == kNew);
        if (!died)
            break;
    }
}

void ReleasesTest::killedAtEachPointOfGoingBack_leavesOldOrNew()
{
    Fixture f;
    const Bundle update = f.update();
    for (int nth = 1;; ++nth) {
        const QTemporaryDir folder;
        f.serveOld(folder.path());
        Releases before(folder.path());
        QVERIFY(before.switchTo(update));
        const bool died = diesAt(nth, [&](const Point &point) {
            Releases releases(folder.path(), point);
            (void)releases.revert();
        });
        Releases after(folder.path());
        QVERIFY(after.recover());
        const Files files = after.currentFiles();
        QVERIFY(files == kOld || files == kNew);
        if (!died) {
            QCOMPARE(files, kOld);
            break;
        }
    }
}

void ReleasesTest::killedAtEachPointOfRollingBack_leavesOneOrTheOther()
{
    Fixture f;
    bool sawNew = false;
    for (int nth = 1;; ++nth) {
        const QTemporaryDir folder;
        f.serveOld(folder.path());
        Releases before(folder.path());
        QVERIFY(before.switchTo(f.update()) && before.recover() && before.commit());
        const bool died = diesAt(nth, [&](const Point &point) {
            Releases releases(folder.path(), point);
            if (!releases.rollBack() || !releases.recover())
                ::_exit(1);
            (void)releases.commit();
        });
        Releases after(folder.path());
        QVERIFY(after.recover());
        const Files files = after.currentFiles();
        QVERIFY2(files == kNew || files == kRolledBack, qPrintable(u"between, at point %1"_s.arg(nth)));
        sawNew = sawNew || files == kNew;
        if (!died) {
            QCOMPARE(files, kRolledBack);
            break;
        }
        QVERIFY(after.commit() && !after.pending());
    }
    QVERIFY(sawNew);
}

void ReleasesTest::aReleaseThatNeverComesUp_isLeftAfterThreeStarts()
{
    Fixture f;
    const QTemporaryDir folder;
    f.serveOld(folder.path());
    QVERIFY(Releases(folder.path()).switchTo(f.update()));
    for (int start = 0; start < 3; ++start) {
        Releases releases(folder.path());
        QCOMPARE(*releases.recover(), Releases::Recovered::MustProve);
        QCOMPARE(releases.currentFiles(), kNew);
    }
    Releases releases(folder.path());
    QCOMPARE(*releases.recover(), Releases::Recovered::Reverted);
    QCOMPARE(releases.currentFiles(), kOld);
    QCOMPARE(releases.ratchet()->epochs.at(Component::Staff), 1); // what did not prove itself was never here
    QVERIFY(!releases.ratchet()->seen.contains(f.update().manifest.id));
}

void ReleasesTest::whatWasCommitted_isRememberedForEver()
{
    Fixture f;
    const QTemporaryDir folder;
    f.serveOld(folder.path());
    const Bundle update = f.update();
    {
        Releases releases(folder.path());
        QVERIFY(releases.switchTo(update) && releases.recover() && releases.commit());
    }
    const auto ratchet = Releases(folder.path()).ratchet();
    QVERIFY(ratchet);
    QCOMPARE(ratchet->epochs.at(Component::Staff), 2);
    QCOMPARE(ratchet->epochs.at(Component::Identity), 1);
    QVERIFY(ratchet->seen.contains(update.manifest.id));
    QCOMPARE(ratchet->floor, update.manifest.created);
}

void ReleasesTest::aDamagedPendingNote_changesNothing()
{
    Fixture f;
    const QTemporaryDir folder;
    f.serveOld(folder.path());
    QFile note(folder.filePath(u"pending.json"_s));
    QVERIFY(note.open(QIODevice::WriteOnly));
    note.write("{\"to\":9,");
    note.close();
    Releases releases(folder.path());
    QCOMPARE(*releases.recover(), Releases::Recovered::Nothing);
    QCOMPARE(releases.currentFiles(), kOld);
    QVERIFY(!note.exists());
}

void ReleasesTest::aPendingNoteThatCannotBe_leadsNowhere_data()
{
    QTest::addColumn<QJsonObject>("wrong");
    QTest::newRow("back to a release that is not there") << QJsonObject{{u"from"_s, 77}, {u"starts"_s, 3}};
    QTest::newRow("back to less than nothing") << QJsonObject{{u"from"_s, -1}, {u"starts"_s, 3}};
    QTest::newRow("on to a release that is not there") << QJsonObject{{u"to"_s, 77}};
    QTest::newRow("on to nothing") << QJsonObject{{u"to"_s, 0}};
    QTest::newRow("started a negative number of times") << QJsonObject{{u"starts"_s, -1'000'000}};
}

void ReleasesTest::aPendingNoteThatCannotBe_leadsNowhere()
{
    QFETCH(QJsonObject, wrong);
    Fixture f;
    const QTemporaryDir folder;
    f.serveOld(folder.path());
    QVERIFY(Releases(folder.path()).switchTo(f.update()));
    QFile note(folder.filePath(u"pending.json"_s));
    QVERIFY(note.open(QIODevice::ReadWrite));
    QJsonObject object = QJsonDocument::fromJson(note.readAll()).object();
    for (auto each = wrong.begin(); each != wrong.end(); ++each)
        object[each.key()] = each.value();
    note.resize(0);
    note.write(QJsonDocument(object).toJson());
    note.close();
    Releases releases(folder.path());
    QVERIFY(!releases.pending());
    QCOMPARE(*releases.recover(), Releases::Recovered::Nothing);
    QCOMPARE(releases.currentFiles(), kNew);
    QVERIFY(!note.exists());
}

void ReleasesTest::aDamagedRatchet_isNoExcuseToGoBack()
{
    Fixture f;
    const QTemporaryDir folder;
    f.serveOld(folder.path());
    QFile file(folder.filePath(u"ratchet.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.close();
    const auto ratchet = Releases(folder.path()).ratchet();
    QVERIFY(!ratchet);
    QCOMPARE(ratchet.fault(), Fault::StoreDamaged);
}

void ReleasesTest::aRatchetThatSaysNothing_isNoExcuseToGoBack()
{
    Fixture f;
    const QTemporaryDir folder;
    f.serveOld(folder.path());
    for (const char *content : {"{}", R"({"epochs":{"staff":"7"},"floor":0,"seen":[]})", R"({"floor":0,"seen":[]})",
                                R"({"epochs":{"staff":1e300},"floor":0,"seen":[]})", R"({"epochs":{},"floor":0})",
                                R"({"epochs":{},"floor":1e300,"seen":[]})", R"({"epochs":{},"seen":[]})"}) {
        QFile file(folder.filePath(u"ratchet.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
        file.close();
        const auto ratchet = Releases(folder.path()).ratchet();
        QVERIFY2(!ratchet, content);
        QCOMPARE(ratchet.fault(), Fault::StoreDamaged);
    }
}

void ReleasesTest::aSmallFile_doesNotCostAsMuchAsTheLargest()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"staff.json"_s);
    QVERIFY(writeWhole(path, "small"));
    const auto bytes = readWhole(path, kMostBundleBytes);
    QVERIFY(bytes && *bytes == "small");
    QVERIFY2(bytes->capacity() < 4096, qPrintable(QString::number(bytes->capacity())));
    QVERIFY(readWhole(path, 5));
    QCOMPARE(readWhole(path, 4).fault(), Fault::DataMalformed);
}

void ReleasesTest::twoChangesAtOnce_areRefused()
{
    Fixture f;
    const QTemporaryDir folder;
    f.serveOld(folder.path());
    Releases releases(folder.path());
    QVERIFY(releases.switchTo(f.update()));
    const auto second = releases.switchTo(f.bundleOf(kNew, 4));
    QVERIFY(!second);
    QCOMPARE(second.fault(), Fault::DeviceBusy);
}

void ReleasesTest::aFullDisk_leavesTheOldRelease()
{
    Fixture f;
    const QTemporaryDir folder;
    f.serveOld(folder.path());
    Releases releases(folder.path());
    // Where the new release would be written lies something that cannot be written over: as good as no room.
    const QString part = folder.filePath(u"releases/2.part"_s);
    Point block = [&](const char *name) {
        if (std::string_view(name) == "a file is staged")
            QDir(part).removeRecursively();
    };
    Releases blocked(folder.path(), block);
    QVERIFY(!blocked.switchTo(f.update()));
    QCOMPARE(*Releases(folder.path()).recover(), Releases::Recovered::Nothing);
    QCOMPARE(releases.currentFiles(), kOld);
}

void ReleasesTest::rollingBack_mustProveItselfToo()
{
    Fixture f;
    const QTemporaryDir folder;
    f.serveOld(folder.path());
    Releases releases(folder.path());
    QVERIFY(releases.switchTo(f.update()) && releases.recover() && releases.commit());
    QVERIFY(releases.rollBack());
    QCOMPARE(releases.currentFiles(), kRolledBack);
    QVERIFY(releases.revert()); // it did not come up
    QCOMPARE(releases.currentFiles(), kNew);
    QVERIFY(releases.configurationBefore()); // and is still there
    QVERIFY(releases.rollBack() && releases.recover() && releases.commit());
    QCOMPARE(releases.currentFiles(), kRolledBack);
    QVERIFY(releases.rollBack()); // and forward again
    QCOMPARE(releases.currentFiles(), kNew);
}

void ReleasesTest::rollingBack_bringsBackNothingThatWasRevoked()
{
    Fixture f;
    const QTemporaryDir folder;
    f.serveOld(folder.path());
    Releases releases(folder.path());
    QVERIFY(releases.switchTo(f.update()) && releases.recover() && releases.commit());
    QVERIFY(releases.rollBack() && releases.recover() && releases.commit());
    QCOMPARE(releases.currentFiles()[u"staff.json"_s], QByteArray("new staff"));
    QCOMPARE(releases.currentFiles()[u"terminal.json"_s], kOld.at(u"terminal.json"_s));
    QCOMPARE(releases.ratchet()->epochs.at(Component::Staff), 2);
    // Where only the staff changed there is nothing to go back to.
    QVERIFY(releases.switchTo(f.bundleOf({{u"staff.json"_s, "newest staff"}}, 3)) && releases.recover() &&
            releases.commit());
    QVERIFY(!releases.configurationBefore());
    QCOMPARE(releases.rollBack().fault(), Fault::NotFound);
}

void ReleasesTest::aNewPack_leavesNothingOfTheOldOne()
{
    Fixture f;
    const QTemporaryDir folder;
    f.serveOld(folder.path());
    Releases releases(folder.path());
    for (const auto &[epoch, names] : {std::pair(1, QStringList{u"head.json"_s, u"snapshots/1.ndjson.zst"_s}),
                                       std::pair(2, QStringList{u"head.json"_s, u"snapshots/2.ndjson.zst"_s})}) {
        BundleMaker maker(f.clock);
        maker.files.clear();
        maker.manifest.epochs.clear();
        for (const QString &name : names)
            maker.add(Component::Catalogue, name, "pack", epoch);
        const auto bundle = openBundle(maker.signedBy(f.signers.fleet), f.signers.trusted());
        QVERIFY2(bundle, bundle ? "" : bundle.error().detail.c_str());
        QVERIFY(releases.switchTo(*bundle) && releases.recover() && releases.commit());
    }
    const auto files = releases.currentFiles();
    QVERIFY(files.contains(u"catalogue/snapshots/2.ndjson.zst"_s) && files.contains(u"terminal.json"_s));
    QVERIFY(!files.contains(u"catalogue/snapshots/1.ndjson.zst"_s));
}

QTEST_GUILESS_MAIN(ReleasesTest)
#include "tst_releases.moc"
