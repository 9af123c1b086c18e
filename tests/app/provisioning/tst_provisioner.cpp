// SPDX-License-Identifier: Apache-2.0
// What a bundle may change on a terminal, and what is said of it.
#include "provisioner_fixture.h"

#include <QTest>

#include <provisioning/receipt.h>

using namespace yz;
using namespace yz::provisioning;
using namespace yz::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(yz::provisioning::TrustedKey)

class ProvisionerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nobody_grantsMoreThanHeHas_data();
    void nobody_grantsMoreThanHeHas();
    void aListThatGrantsTooMuch_isRefusedBeforeItIsStaged();
    void aListThatLeavesNobodyToChangeIt_isRefused();
    void aTerminalIsMovedOnly_whereTheBundleAndItsSignerReach_data();
    void aTerminalIsMovedOnly_whereTheBundleAndItsSignerReach();
    void whatIsRolledBack_isJudgedAndCalledByItsName();
    void aReceipt_isOwedUntilItWasCarriedAway();
    void oneStickForManyTerminals_isNoRefusal();
    void aClockThatStandsStill_makesNoOldBundleYoung();
    void aFileThatMeansNothing_isRefusedBeforeItIsStaged();
    void theNewestOfSeveralBundles_isTaken();
    void aStickWithoutABundle_saysSo();
    void changes_areSaidInWords();
    void whatChangesOnlyAtItsEnd_isSaidToChange();
    void whoPublishesTheCatalogue_isSaidByName();
    void whoIsBelievedFromNowOn_isSaidByName();
};

void ProvisionerTest::nobody_grantsMoreThanHeHas_data()
{
    QTest::addColumn<QString>("region"); // of the signer, who may sign trust and staff
    QTest::addColumn<TrustedKey>("granted");
    QTest::addColumn<bool>("taken");
    const QByteArray key(32, 'k');
    const auto row = [](const char *name, const QString &region, const TrustedKey &granted, bool taken) {
        QTest::newRow(name) << region << granted << taken;
    };
    row("as much as he has", u"230100"_s, {"new", key, u"x"_s, {Component::Staff}, u"230102"_s}, true);
    row("another component", u"230100"_s, {"new", key, u"x"_s, {Component::Identity}, u"230102"_s}, false);
    row("another region", u"230100"_s, {"new", key, u"x"_s, {Component::Staff}, u"230200"_s}, false);
    row("everywhere", u"230100"_s, {"new", key, u"x"_s, {Component::Staff}, {}}, false);
    row("everywhere, from somebody who may everywhere", {}, {"new", key, u"x"_s, {Component::Staff}, {}}, true);
}

void ProvisionerTest::nobody_grantsMoreThanHeHas()
{
    QFETCH(QString, region);
    QFETCH(TrustedKey, granted);
    QFETCH(bool, taken);
    const std::vector<TrustedKey> before{
        {"county", QByteArray(32, 'c'), u"县"_s, {Component::Trust, Component::Staff}, region},
        {"fleet", QByteArray(32, 'f'), u"省"_s, {Component::Trust, Component::Identity}, {}}};
    auto after = before;
    after.push_back(granted);
    const auto allowed = mayReplace(before, after, before[0]);
    QCOMPARE(bool(allowed), taken);
    QVERIFY(taken || QString::fromStdString(allowed.error().detail).contains(u"new is believed"_s));
    // Nor does he take away what is not his to give.
    QVERIFY(!mayReplace(before, {before[0]}, before[0]));
}

void ProvisionerTest::aListThatGrantsTooMuch_isRefusedBeforeItIsStaged()
{
    ProvisionerFixture f;
    auto terminal = f.open(u"YZ-0001"_s, u"230102"_s);
    auto keys = f.signers.trusted();
    keys.push_back({"mole",
                    QByteArray(32, 'm'),
                    u"x"_s,
                    {Component::Configuration},
                    {}}); // everywhere; who signs may in one province
    BundleMaker maker(f.clock);
    maker.only(Component::Trust, u"trust.json"_s, trustJson(keys));
    const auto plan = terminal->examine({maker.signedBy(f.signers.fleet)});
    QVERIFY(!plan);
    QVERIFY(QString::fromStdString(plan.error().detail).contains(u"may not change whether mole is believed"_s));
    keys.back().region = u"230102"_s;
    maker.only(Component::Trust, u"trust.json"_s, trustJson(keys));
    QVERIFY(terminal->examine({maker.signedBy(f.signers.fleet)}));
}

void ProvisionerTest::aListThatLeavesNobodyToChangeIt_isRefused()
{
    ProvisionerFixture f;
    auto terminal = f.open(u"YZ-0001"_s, u"230102"_s);
    auto keys = f.signers.trusted();
    keys[0].may.erase(Component::Trust);
    BundleMaker maker(f.clock);
    maker.only(Component::Trust, u"trust.json"_s, trustJson(keys));
    const auto plan = terminal->examine({maker.signedBy(f.signers.fleet)});
    QVERIFY(!plan);
    QVERIFY(QString::fromStdString(plan.error().detail).contains(u"nobody could change the trust list"_s));
    QVERIFY(!leavesAWay({{"other", QByteArray(32, 'o'), u"x"_s, {Component::Trust}, u"240000"_s}}, u"230102"_s));
    QVERIFY(leavesAWay({{"other", QByteArray(32, 'o'), u"x"_s, {Component::Trust}, u"230000"_s}}, u"230102"_s));
}

void ProvisionerTest::aTerminalIsMovedOnly_whereTheBundleAndItsSignerReach_data()
{
    QTest::addColumn<QString>("bundles");
    QTest::addColumn<QString>("configured");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("stays") << u"230102"_s << u"230102"_s << true;
    QTest::newRow("within both") << u"230100"_s << u"230103"_s << true;
    QTest::newRow("two digits the wrong way round") << u"230102"_s << u"203102"_s << false;
    QTest::newRow("beyond the bundle") << u"230102"_s << u"230103"_s << false;
}

/** Else no stick would be believed there any more. */

void ProvisionerTest::aTerminalIsMovedOnly_whereTheBundleAndItsSignerReach()
{
    QFETCH(QString, bundles);
    QFETCH(QString, configured);
    QFETCH(bool, isTaken);
    ProvisionerFixture f;
    f.judge = [&](const Releases::Files &, const std::set<Component> &, const DeviceIdentity &) -> Result<QString> {
        return configured;
    };
    BundleMaker maker(f.clock);
    maker.manifest.region = bundles;
    maker.manifest.terminals = {u"YZ-A1B2C3D4E5F6"_s};
    for (const QString &before : {QString(), u"230102"_s}) { // a new terminal, and one that knows its region
        const auto plan = f.open({}, before)->examine({maker.signedBy(f.signers.fleet)});
        QCOMPARE(bool(plan), isTaken);
        QVERIFY(isTaken || plan.error().detail.find("terminal.json is for region " + configured.toStdString()) !=
                               std::string::npos);
    }
    maker.manifest.region = u"000000"_s; // a whole country: then it is the signer who does not reach
    configured = u"240102"_s;
    const auto abroad = f.open({}, u"230102"_s)->examine({maker.signedBy(f.signers.fleet)});
    QVERIFY(!abroad && abroad.error().detail.find("terminal.json is for region 240102") != std::string::npos);
    maker.only(Component::Staff, u"staff.json"_s, "{}"); // moves nothing
    QVERIFY(f.open({}, u"230102"_s)->examine({maker.signedBy(f.signers.fleet)}));
}

void ProvisionerTest::whatIsRolledBack_isJudgedAndCalledByItsName()
{
    ProvisionerFixture f;
    auto terminal = f.open(u"YZ-0001"_s, u"230102"_s);
    for (const char *place : {"甲", "乙"}) {
        BundleMaker maker(f.clock);
        maker.manifest.title = u"到%1"_s.arg(QString::fromUtf8(place));
        maker.files[0].bytes = QByteArray(R"({"terminal":"YZ-0001","place":")") + place + "\"}";
        const auto plan = terminal->examine({maker.signedBy(f.signers.fleet)});
        QVERIFY(plan && terminal->apply(*plan) && terminal->recover() && terminal->confirmHealthy());
        f.clock.advance(1h);
    }
    QVERIFY(terminal->rollBack() && terminal->recover() && terminal->confirmHealthy());
    const auto outcome = terminal->lastOutcome();
    QVERIFY(outcome && outcome->stayed);
    QCOMPARE(outcome->detail, u"退回上一版的配置"_s); // and not the title of the bundle that was left
    f.judge = [](const Releases::Files &, const std::set<Component> &, const DeviceIdentity &) -> Result<QString> {
        return Error{Fault::DataForged, "certificate: is not in the name of YZ-0001"};
    };
    const auto refused = f.open(u"YZ-0001"_s, u"230102"_s)->rollBack();
    QVERIFY(!refused);
    QCOMPARE(refused.fault(), Fault::DataForged);
}

void ProvisionerTest::aReceipt_isOwedUntilItWasCarriedAway()
{
    ProvisionerFixture f;
    auto terminal = f.open(u"YZ-0001"_s, u"230102"_s);
    QVERIFY(!terminal->owesReceipt());
    const auto plan = terminal->examine({BundleMaker(f.clock).signedBy(f.signers.fleet)});
    QVERIFY(plan && terminal->apply(*plan) && terminal->confirmHealthy());
    QVERIFY(f.open()->owesReceipt()); // also after a power cut
    terminal->noteReceipt();
    QVERIFY(!f.open()->owesReceipt());
}

void ProvisionerTest::oneStickForManyTerminals_isNoRefusal()
{
    ProvisionerFixture f;
    auto terminal = f.open(u"YZ-0001"_s, u"230102"_s);
    BundleMaker ours(f.clock);
    ours.manifest.terminals = {u"YZ-0001"_s};
    BundleMaker theirs(f.clock);
    theirs.manifest.terminals = {u"YZ-0002"_s};
    const QByteArray others = theirs.signedBy(f.signers.fleet);
    QVERIFY(terminal->examine({others, ours.signedBy(f.signers.fleet), others}));
    QVERIFY(terminal->audit().last().isEmpty());
    // Nor later on, when what is for others is also older than what was applied here.
    f.clock.advance(1h);
    BundleMaker applied(f.clock);
    const auto plan = terminal->examine({applied.signedBy(f.signers.fleet)});
    QVERIFY(plan && terminal->apply(*plan) && terminal->confirmHealthy());
    QCOMPARE(terminal->examine({others}).fault(), Fault::NotFound);
    ours.manifest.id = QString::fromStdString(Uuid::fresh(f.clock).toString());
    ours.manifest.created = f.clock.wall();
    const int before = *terminal->audit().verify();
    // Where its own is no longer good, that is what is said, and not what is wrong with the others.
    f.clock.advance(std::chrono::days(365));
    const auto late = terminal->examine({others, ours.signedBy(f.signers.fleet), others});
    QVERIFY(!late);
    QVERIFY2(QString::fromStdString(late.error().detail).contains(u"expired"_s), late.error().detail.c_str());
    QCOMPARE(*terminal->audit().verify(), before + 1);
    const auto nothing = terminal->examine({others});
    QCOMPARE(nothing.fault(), Fault::NotFound);
}

void ProvisionerTest::aClockThatStandsStill_makesNoOldBundleYoung()
{
    ProvisionerFixture f;
    auto terminal = f.open(u"YZ-0001"_s, u"230102"_s);
    BundleMaker old(f.clock);
    for (auto &epoch : old.manifest.epochs)
        epoch.second = 6; // its epoch alone would let it in
    f.clock.advance(std::chrono::days(60));
    BundleMaker fresh(f.clock);
    const auto plan = terminal->examine({fresh.signedBy(f.signers.fleet)});
    QVERIFY(plan && terminal->apply(*plan) && terminal->confirmHealthy());
    f.clock.setWall(old.manifest.created); // the battery of the clock is dead
    const auto refused = f.open(u"YZ-0001"_s, u"230102"_s)->examine({old.signedBy(f.signers.fleet)});
    QVERIFY(!refused);
    QVERIFY(QString::fromStdString(refused.error().detail).contains(u"expired"_s));
}

void ProvisionerTest::aFileThatMeansNothing_isRefusedBeforeItIsStaged()
{
    ProvisionerFixture f;
    f.judge = [](const Releases::Files &files, const std::set<Component> &, const DeviceIdentity &) -> Result<QString> {
        if (files.contains(u"terminal.json"_s))
            return Error{Fault::DataMalformed, "configuration: $.hub must be an object"};
        return QString();
    };
    auto terminal = f.open(u"YZ-0001"_s, u"230102"_s);
    const auto plan = terminal->examine({BundleMaker(f.clock).signedBy(f.signers.fleet)});
    QVERIFY(!plan);
    QVERIFY(QString::fromStdString(plan.error().detail).contains(u"$.hub"_s));
    QVERIFY(!terminal->releases().current());
}

void ProvisionerTest::theNewestOfSeveralBundles_isTaken()
{
    ProvisionerFixture f;
    auto terminal = f.open(u"YZ-0001"_s, u"230102"_s);
    BundleMaker older(f.clock);
    f.clock.advance(1h);
    BundleMaker newer(f.clock);
    newer.manifest.title = u"较新的"_s;
    const auto plan = terminal->examine({"rubbish", newer.signedBy(f.signers.fleet), older.signedBy(f.signers.fleet),
                                         older.signedBy(f.signers.stranger)});
    QVERIFY(plan);
    QCOMPARE(plan->bundle.manifest.title, u"较新的"_s);
}

void ProvisionerTest::aStickWithoutABundle_saysSo()
{
    ProvisionerFixture f;
    const auto plan = f.open()->examine({});
    QVERIFY(!plan);
    QCOMPARE(plan.fault(), Fault::NotFound);
}

void ProvisionerTest::changes_areSaidInWords()
{
    ProvisionerFixture f;
    auto terminal = f.open(u"YZ-0001"_s, u"230102"_s);
    BundleMaker first(f.clock);
    auto plan = terminal->examine({first.signedBy(f.signers.fleet)});
    QVERIFY(plan);
    QVERIFY(plan->changes.contains(u"地点名称：甲"_s));
    QVERIFY(terminal->apply(*plan) && terminal->confirmHealthy());
    BundleMaker second(f.clock);
    second.files[0].bytes = R"({"terminal":"YZ-0001","place":"乙"})";
    plan = terminal->examine({second.signedBy(f.signers.fleet)});
    QVERIFY(plan);
    QCOMPARE(plan->changes, QStringList{u"地点名称：甲 改为 乙"_s});
}

void ProvisionerTest::whatChangesOnlyAtItsEnd_isSaidToChange()
{
    ProvisionerFixture f;
    auto terminal = f.open(u"YZ-0001"_s, u"230102"_s);
    const auto spokenBy = [&](const QByteArray &program) {
        BundleMaker maker(f.clock);
        maker.files[0].bytes = R"({"voice":"/opt/)" + QByteArray(120, 'a') + '/' + program + "\"}";
        return terminal->examine({maker.signedBy(f.signers.fleet)});
    };
    auto plan = spokenBy("espeak-ng");
    QVERIFY(plan && terminal->apply(*plan) && terminal->confirmHealthy());
    plan = spokenBy("stranger");
    QVERIFY(plan);
    QCOMPARE(plan->changes.size(), 1);
    QVERIFY2(plan->changes[0].startsWith(u"语音程序："_s) && plan->changes[0].contains(u" 改为 "_s),
             qPrintable(plan->changes[0]));
    QCOMPARE(spokenBy("espeak-ng")->changes, QStringList{u"和现在的一样，没有什么会变"_s});
}

void ProvisionerTest::whoPublishesTheCatalogue_isSaidByName()
{
    ProvisionerFixture f;
    auto terminal = f.open(u"YZ-0001"_s, u"230102"_s);
    const auto publishedBy = [&](const QByteArray &citysKey) {
        BundleMaker maker(f.clock);
        maker.files[0].bytes = R"({"catalogue":{"publishers":[{"kid":"county","key":")" + QByteArray(64, 'a') +
                               R"("},{"kid":"city","key":")" + citysKey + "\"}]}}";
        return terminal->examine({maker.signedBy(f.signers.fleet)});
    };
    auto plan = publishedBy(QByteArray(64, 'b'));
    QVERIFY(plan && terminal->apply(*plan) && terminal->confirmHealthy());
    plan = publishedBy(QByteArray(63, 'b') + 'c');
    QVERIFY(plan);
    // The fingerprints are what sha256sum says of the 64 digits, its first 16.
    QCOMPARE(plan->changes,
             QStringList{u"服务事项的发布人：county（指纹 ffe054fe7ae0cb6d）、city（指纹 a0fab1377f49a759） 改为 "
                         "county（指纹 ffe054fe7ae0cb6d）、city（指纹 4ac281b4c9cf420d）"_s});
}

void ProvisionerTest::whoIsBelievedFromNowOn_isSaidByName()
{
    ProvisionerFixture f;
    auto terminal = f.open(u"YZ-0001"_s, u"230102"_s);
    auto keys = f.signers.trusted();
    keys[0].issuer = u"某省司法厅"_s;
    keys[1].kid = "site-2";
    BundleMaker maker(f.clock);
    maker.only(Component::Trust, u"trust.json"_s, trustJson(keys));
    const auto plan = terminal->examine({maker.signedBy(f.signers.fleet)});
    QVERIFY2(plan, plan ? "" : plan.error().detail.c_str());
    // Against what the package came with: no stick has brought a list yet.
    QCOMPARE(plan->changes,
             (QStringList{u"以后也相信某县司法局（site-2）的签名"_s, u"以后不再相信某县司法局（site-1）的签名"_s,
                          u"某省司法厅（fleet-1）的签名：钥匙、名称、能签的或管的地区改了"_s}));
}

QTEST_GUILESS_MAIN(ProvisionerTest)
#include "tst_provisioner.moc"
