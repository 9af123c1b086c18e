// SPDX-License-Identifier: Apache-2.0
// A terminal and its stick, from the request to the receipt.
#include "bundle_maker.h"

#include <core/event_log.h>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <provisioning/provisioner.h>
#include <provisioning/receipt.h>

#include <cstdlib>
#include <optional>

using namespace yz;
using namespace yz::provisioning;
using namespace yz::test;
using namespace std::chrono_literals;

namespace {

struct Fixture
{
    Fixture() { write(u"trust.json"_s, trustJson(signers.trusted())); }
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
    }
    std::unique_ptr<Provisioner> open(const QString &terminal = {}, const QString &region = {})
    {
        Provisioner::Options options;
        options.folder = folder.filePath(u"state"_s);
        options.trustFile = folder.filePath(u"trust.json"_s);
        options.serial = u"YZ-A1B2C3D4E5F6"_s;
        options.terminal = terminal;
        options.region = region;
        options.judge = judge;
        auto opened = Provisioner::open(std::move(options), clock, log);
        if (!opened)
            qFatal("%s", opened.error().detail.c_str());
        return *std::move(opened);
    }
    /** What openssl says; by the shell, for where the processor is emulated QProcess cannot start anything. */
    std::optional<QByteArray> openssl(const QByteArray &words)
    {
        const QByteArray command = "cd " + folder.path().toLocal8Bit() + " && openssl " + words + " >said";
        if (std::system(command.constData()) != 0) // NOLINT(cert-env33-c): nothing in it comes from anybody
            return std::nullopt;
        return read(u"said"_s);
    }
    bool makeAuthority()
    {
        return openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ca.key") &&
               openssl("req -new -x509 -key ca.key -subj '/CN=Test authority' -days 30"
                       " -addext basicConstraints=critical,CA:TRUE -out ca.crt");
    }
    QByteArray read(const QString &name)
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir folder;
    ManualClock clock;
    SilentEventLog log;
    Signers signers;
    ReleaseJudge judge;
};

} // namespace

Q_DECLARE_METATYPE(yz::provisioning::TrustedKey)

class ProvisionerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNewTerminal_isBroughtUpByRequestAndAnswer();
    void aRequestForAnotherKindOfKey_isRefusedByName_data();
    void aRequestForAnotherKindOfKey_isRefusedByName();
    void askingAgain_voidsNothing();
    void anAnswerThatWasTaken_isTakenByNobodyAgain();
    void aConfigurationThatComesAheadOfTheCertificate_closesNoRequest();
    void nobody_grantsMoreThanHeHas_data();
    void nobody_grantsMoreThanHeHas();
    void aListThatGrantsTooMuch_isRefusedBeforeItIsStaged();
    void aListThatLeavesNobodyToChangeIt_isRefused();
    void aTerminalIsMovedOnly_whereTheBundleAndItsSignerReach_data();
    void aTerminalIsMovedOnly_whereTheBundleAndItsSignerReach();
    void whatIsRolledBack_isJudgedAndCalledByItsName();
    void aReceipt_isOwedUntilItWasCarriedAway();
    void oneStickForManyTerminals_isNoRefusal();
    void keysAreBornHere_andStay();
    void aClockThatStandsStill_makesNoOldBundleYoung();
    void aFileThatMeansNothing_isRefusedBeforeItIsStaged();
    void theNewestOfSeveralBundles_isTaken();
    void aStickWithoutABundle_saysSo();
    void changes_areSaidInWords();
    void whatChangesOnlyAtItsEnd_isSaidToChange();
    void whoIsBelievedFromNowOn_isSaidByName();
    void theAudit_isAChain();
    void aTornAuditLine_breaksNoChain();
    void anAuditLineTornJustBeforeItsEnd_breaksNoChain();
};

void ProvisionerTest::aNewTerminal_isBroughtUpByRequestAndAnswer()
{
    Fixture f;
    QVERIFY(f.makeAuthority());
    auto terminal = f.open();
    QVERIFY(terminal->configurationFile().isEmpty());
    const auto asked = terminal->enrolmentRequest();
    QVERIFY2(asked, asked ? "" : asked.error().detail.c_str());
    QVERIFY(!asked->contains("PRIVATE"));
    const auto request = parseRequest(*asked);
    QVERIFY2(request, request ? "" : request.error().detail.c_str());

    const auto certificate = issueCertificate(
        {request->request, f.read(u"ca.crt"_s), f.read(u"ca.key"_s), u"YZ-0007"_s, f.clock.wall(), 30});
    QVERIFY2(certificate, certificate ? "" : certificate.error().detail.c_str());
    BundleMaker maker(f.clock);
    maker.files.clear();
    maker.manifest.epochs.clear();
    maker.manifest.terminals = {request->serial};
    maker.manifest.answers = request->nonce;
    maker.add(Component::Configuration, u"terminal.json"_s, R"({"terminal":"YZ-0007"})");
    maker.add(Component::Identity, u"client.pem"_s, *certificate);
    maker.add(Component::Identity, u"ca.pem"_s, f.read(u"ca.crt"_s));
    const auto plan = terminal->examine({maker.signedBy(f.signers.fleet)});
    QVERIFY2(plan, plan ? "" : plan.error().detail.c_str());
    QVERIFY(terminal->apply(*plan));
    QVERIFY(terminal->recover());
    QVERIFY(terminal->confirmHealthy());
    QVERIFY(!terminal->configurationFile().isEmpty());
    // The certificate fits the key that was born here: openssl says so, not we.
    const auto at = [&](const char *name) { return terminal->file(QString::fromLatin1(name)).toLocal8Bit(); };
    const auto ofKey = f.openssl("pkey -in state/device.key -pubout");
    QVERIFY(ofKey && ofKey->startsWith("-----BEGIN PUBLIC KEY"));
    QCOMPARE(f.openssl("x509 -in " + at("client.pem") + " -noout -pubkey"), ofKey);
    QVERIFY(f.openssl("verify -CAfile " + at("ca.pem") + ' ' + at("client.pem")));
    // The same answer does not bring up another one, nor this one again.
    QVERIFY(!terminal->examine({maker.signedBy(f.signers.fleet)}));
    // What the technician takes along says what became of it, and is believed of nobody but this device.
    const auto receipt = terminal->receipt();
    QVERIFY(receipt);
    const auto read = readReceipt(*receipt, *certificate);
    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    QVERIFY(read->last.contains(u"\"committed\""_s));
    QCOMPARE(read->head, terminal->audit().head());
    QCOMPARE(readReceipt(*receipt, f.read(u"ca.crt"_s)).fault(), Fault::DataForged);
    QCOMPARE(readReceipt("{}", *certificate).fault(), Fault::DataMalformed);
    QByteArray forged = *receipt;
    const auto at2 = forged.indexOf("\"payload\": \"") + 20;
    forged[at2] = forged[at2] == 'A' ? 'B' : 'A';
    QVERIFY(!readReceipt(forged, *certificate));
}

void ProvisionerTest::aRequestForAnotherKindOfKey_isRefusedByName_data()
{
    QTest::addColumn<QString>("key");
    QTest::newRow("RSA") << u"rsa:2048"_s;
    QTest::newRow("another curve") << u"ec -pkeyopt ec_paramgen_curve:P-384"_s;
    QTest::newRow("a curve of its own") << u"ec -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit"_s;
    QTest::newRow("Ed25519") << u"ed25519"_s;
}

void ProvisionerTest::aRequestForAnotherKindOfKey_isRefusedByName()
{
    QFETCH(QString, key);
    Fixture f;
    QVERIFY(f.makeAuthority());
    QVERIFY(f.openssl("req -new -nodes -keyout other.key -subj /CN=YZ-0007 -out other.csr -newkey " + key.toLatin1()));
    const QByteArray pem = f.read(u"other.csr"_s);
    const auto read = parseRequest(requestJson({u"YZ-0007"_s, QByteArray(32, '\x01'), pem}));
    QCOMPARE(read.fault(), Fault::DataMalformed);
    QVERIFY2(read.error().detail.find("P-256") != std::string::npos, read.error().detail.c_str());
    const auto issued =
        issueCertificate({pem, f.read(u"ca.crt"_s), f.read(u"ca.key"_s), u"YZ-0007"_s, f.clock.wall(), 30});
    QCOMPARE(issued.fault(), Fault::DataMalformed);
}

void ProvisionerTest::askingAgain_voidsNothing()
{
    Fixture f;
    const auto first = parseRequest(*f.open()->enrolmentRequest());
    const auto second = parseRequest(*f.open()->enrolmentRequest()); // the stick was full, or got lost
    QVERIFY(first && second);
    QCOMPARE(second->nonce, first->nonce);
}

void ProvisionerTest::anAnswerThatWasTaken_isTakenByNobodyAgain()
{
    Fixture f;
    auto terminal = f.open();
    const auto first = parseRequest(*terminal->enrolmentRequest());
    QVERIFY(first);
    BundleMaker maker(f.clock);
    maker.only(Component::Identity, u"client.pem"_s, "x");
    maker.manifest.terminals = {first->serial};
    maker.manifest.answers = first->nonce;
    const auto plan = terminal->examine({maker.signedBy(f.signers.fleet)});
    QVERIFY(plan && terminal->apply(*plan) && terminal->confirmHealthy());
    const auto second = parseRequest(*terminal->enrolmentRequest());
    QVERIFY(second && second->nonce != first->nonce);
    maker.manifest.id = u"0192f0c1-5f00-7000-8000-000000000001"_s;
    const auto again = terminal->examine({maker.signedBy(f.signers.fleet)});
    QVERIFY(!again);
    QVERIFY(QString::fromStdString(again.error().detail).contains(u"has not made"_s));
}

void ProvisionerTest::nobody_grantsMoreThanHeHas_data()
{
    QTest::addColumn<QString>("region"); // of the signer, who may sign trust and staff
    QTest::addColumn<TrustedKey>("granted");
    QTest::addColumn<bool>("taken");
    const QByteArray key(32, 'k');
    const auto row = [](const char *name, const QString &region, TrustedKey granted, bool taken) {
        QTest::newRow(name) << region << std::move(granted) << taken;
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
    Fixture f;
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
    Fixture f;
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
    Fixture f;
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

void ProvisionerTest::aConfigurationThatComesAheadOfTheCertificate_closesNoRequest()
{
    Fixture f;
    auto terminal = f.open(u"YZ-0001"_s, u"230102"_s);
    const auto request = parseRequest(*terminal->enrolmentRequest());
    QVERIFY(request);
    BundleMaker maker(f.clock);
    maker.manifest.answers = request->nonce;
    const auto plan = terminal->examine({maker.signedBy(f.signers.fleet)});
    QVERIFY(plan && terminal->apply(*plan) && terminal->recover() && terminal->confirmHealthy());
    QCOMPARE(parseRequest(*terminal->enrolmentRequest())->nonce, request->nonce);
}

void ProvisionerTest::whatIsRolledBack_isJudgedAndCalledByItsName()
{
    Fixture f;
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
    Fixture f;
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
    Fixture f;
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

void ProvisionerTest::keysAreBornHere_andStay()
{
    Fixture f;
    QVERIFY(f.open()->enrolmentRequest());
    const QByteArray device = f.read(u"state/device.key"_s);
    const QByteArray store = f.read(u"state/store.key"_s);
    QVERIFY(device.contains("PRIVATE KEY"));
    QCOMPARE(store.size(), 64);
    QVERIFY(f.open()->enrolmentRequest());
    QCOMPARE(f.read(u"state/device.key"_s), device);
    QCOMPARE(f.read(u"state/store.key"_s), store);
    const auto mode = QFile::permissions(f.folder.filePath(u"state/device.key"_s));
    QVERIFY(!(mode & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
}

void ProvisionerTest::aClockThatStandsStill_makesNoOldBundleYoung()
{
    Fixture f;
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
    Fixture f;
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
    Fixture f;
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
    Fixture f;
    const auto plan = f.open()->examine({});
    QVERIFY(!plan);
    QCOMPARE(plan.fault(), Fault::NotFound);
}

void ProvisionerTest::changes_areSaidInWords()
{
    Fixture f;
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
    Fixture f;
    auto terminal = f.open(u"YZ-0001"_s, u"230102"_s);
    const auto publishedBy = [&](const QByteArray &third) {
        BundleMaker maker(f.clock);
        maker.files[0].bytes = R"({"catalogue":{"publishers":[{"kid":"county","key":")" + QByteArray(64, 'a') +
                               R"("},{"kid":"city","key":")" + QByteArray(64, 'b') + R"("},{"kid":")" + third +
                               R"(","key":")" + QByteArray(64, 'c') + "\"}]}}";
        return terminal->examine({maker.signedBy(f.signers.fleet)});
    };
    auto plan = publishedBy("province");
    QVERIFY(plan && terminal->apply(*plan) && terminal->confirmHealthy());
    plan = publishedBy("stranger");
    QVERIFY(plan);
    QCOMPARE(plan->changes.size(), 1);
    QVERIFY2(plan->changes[0].startsWith(u"服务事项的发布人："_s) && plan->changes[0].contains(u" 改为 "_s),
             qPrintable(plan->changes[0]));
    QCOMPARE(publishedBy("province")->changes, QStringList{u"和现在的一样，没有什么会变"_s});
}

void ProvisionerTest::whoIsBelievedFromNowOn_isSaidByName()
{
    Fixture f;
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

void ProvisionerTest::theAudit_isAChain()
{
    Fixture f;
    auto terminal = f.open(u"YZ-0001"_s, u"230102"_s);
    const auto plan = terminal->examine({BundleMaker(f.clock).signedBy(f.signers.fleet)});
    QVERIFY(plan && terminal->apply(*plan) && terminal->confirmHealthy());
    QVERIFY(!terminal->examine({"rubbish"}));
    QCOMPARE(*terminal->audit().verify(), 3);
    QByteArray log = f.read(u"state/audit.log"_s);
    f.write(u"state/audit.log"_s, QByteArray(log).replace("committed", "reverted!"));
    QVERIFY(!terminal->audit().verify());
    log.remove(0, log.indexOf('\n') + 1);
    f.write(u"state/audit.log"_s, log);
    QVERIFY(!terminal->audit().verify());
}

void ProvisionerTest::anAuditLineTornJustBeforeItsEnd_breaksNoChain()
{
    const QTemporaryDir folder;
    const ManualClock clock;
    Audit audit(folder.filePath(u"audit.log"_s), clock);
    QVERIFY(audit.note(u"requested"_s, {}, u"a certificate"_s));
    QVERIFY(audit.note(u"switched"_s, {}, u"the power goes"_s));
    QFile file(folder.filePath(u"audit.log"_s));
    QVERIFY(file.resize(file.size() - 1)); // but for its line feed it is whole
    QVERIFY(audit.last().contains("the power goes"));
    QVERIFY(audit.note(u"committed"_s, {}, u"the power is back"_s));
    const auto lines = audit.verify();
    QVERIFY2(lines, "nobody is accused of what a power cut did");
    QCOMPARE(*lines, 3);
}

void ProvisionerTest::aTornAuditLine_breaksNoChain()
{
    Fixture f;
    auto terminal = f.open();
    QVERIFY(!terminal->examine({"rubbish"}));
    QFile file(f.folder.filePath(u"state/audit.log"_s));
    QVERIFY(file.open(QIODevice::Append));
    file.write("{\"ms\":17953");
    file.close();
    QVERIFY(!terminal->examine({"rubbish"}));
    QVERIFY(!terminal->examine({"rubbish"}));
    QVERIFY(terminal->audit().verify());
}

QTEST_GUILESS_MAIN(ProvisionerTest)
#include "tst_provisioner.moc"
