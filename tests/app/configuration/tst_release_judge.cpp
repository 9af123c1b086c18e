// SPDX-License-Identifier: Apache-2.0
// What would lock everybody out is refused before it is staged, by the name of what is wrong.
#include <cache/pack_head.h>
#include <core/secret.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <configuration/release_judge.h>
#include <fakes/manual_clock.h>
#include <provisioning/device_identity.h>

#include <functional>

using namespace yz;
using namespace yz::provisioning;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kRoster = R"({"schema":1,"staff":[{"number":"1002","name":"周工","role":"technician",
 "pin":"$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b+dWRWJTmaaJObG0d1qUo2pSAE"}]})";
const QByteArray kCertificate = "-----BEGIN CERTIFICATE-----\n";

struct Release
{
    Release() : publisher(*pack::signingKey(SecretBytes::random(32))), device(folder.path(), u"YZ-A1B2C3D4E5F6"_s)
    {
        const auto request = device.request();
        if (!request)
            qFatal("no request");
        configuration = QJsonObject{
            {u"terminal"_s, u"YZ-0007"_s},
            {u"place"_s, u"甲"_s},
            {u"screen"_s, QJsonObject{{u"width"_s, 1080}, {u"height"_s, 1920}, {u"millimetresPerPixel"_s, 0.248}}},
            {u"dataDirectory"_s, u"/var/lib/yizhan/data"_s},
            {u"keyFile"_s, u"../../store.key"_s},
            {u"staff"_s, u"staff.json"_s},
            {u"catalogue"_s,
             QJsonObject{{u"region"_s, u"230102"_s},
                         {u"publishers"_s,
                          QJsonArray{QJsonObject{{u"kid"_s, u"county"_s},
                                                 {u"key"_s, QString::fromLatin1(publisher.publicKey.toHex())}}}}}},
            {u"hub"_s, QJsonObject{{u"url"_s, u"https://hub.example"_s},
                                   {u"ca"_s, u"ca.pem"_s},
                                   {u"certificate"_s, u"client.pem"_s},
                                   {u"key"_s, u"/etc/yizhan/device.key"_s},
                                   {u"receiptKey"_s, u"receipt.key"_s}}}};
        files[u"staff.json"_s] = kRoster;
        files[u"ca.pem"_s] = kCertificate;
        files[u"client.pem"_s] = kCertificate;
        files[u"receipt.key"_s] = QByteArray(64, 'a');
    }
    void hub(const QString &key, const QString &value)
    {
        QJsonObject hub = configuration.value("hub"_L1).toObject();
        hub.insert(key, value);
        configuration.insert(u"hub"_s, hub);
    }
    void packOf(const QString &region, const SecretBytes &secret)
    {
        PackHead head;
        head.region = region;
        head.sequence = 3;
        head.root = QByteArray(32, 'r');
        head.created = WallTime(Milliseconds(1'795'000'000'000));
        head.expires = head.created + std::chrono::days(90);
        head.minApp = 1;
        head.snapshot = {QByteArray(32, 's'), 10, 20};
        brought.insert(Component::Catalogue);
        files[u"catalogue/head.json"_s] = pack::signedHead(pack::headPayload(head), "county", secret);
    }
    Result<QString> judged()
    {
        files[u"terminal.json"_s] = QJsonDocument(configuration).toJson();
        return judgeRelease(files, brought, device);
    }

    QTemporaryDir folder;
    pack::SigningKey publisher;
    DeviceIdentity device;
    QJsonObject configuration;
    Releases::Files files;
    std::set<Component> brought{Component::Configuration, Component::Identity, Component::Staff};
};

using Spoiler = std::function<void(Release &)>;

} // namespace

Q_DECLARE_METATYPE(Spoiler)

class ReleaseJudgeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatATerminalCanLiveWith_isTaken()
    {
        Release release;
        const auto judged = release.judged();
        QVERIFY2(judged, judged ? "" : judged.error().detail.c_str());
        QCOMPARE(*judged, u"230102"_s);
        release.packOf(u"230102"_s, release.publisher.secret);
        const auto withPack = release.judged();
        QVERIFY2(withPack, withPack ? "" : withPack.error().detail.c_str());
    }

    void whatWouldLockEverybodyOut_isRefusedByName_data()
    {
        QTest::addColumn<Spoiler>("spoil");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const Spoiler &spoil, const char *says) {
            QTest::newRow(name) << spoil << QString::fromUtf8(says);
        };
        row("no staff", [](Release &r) { r.configuration.remove(u"staff"_s); }, "without staff");
        row(
            "a list under another name", [](Release &r) { r.configuration.insert(u"staff"_s, u"staff.jsn"_s); },
            "staff names staff.jsn, which no stick has brought");
        row(
            "a list that lies elsewhere, and which nobody has looked at",
            [](Release &r) { r.configuration.insert(u"staff"_s, u"/etc/yizhan/staff.json"_s); },
            "staff names /etc/yizhan/staff.json, which no stick has brought");
        row(
            "a list beside the device's own keys",
            [](Release &r) { r.configuration.insert(u"staff"_s, u"../../staff.json"_s); },
            "which no stick has brought");
        row("a list that is none", [](Release &r) { r.files[u"staff.json"_s] = "{}"; }, "schema");
        row(
            "attendants only", [](Release &r) { r.files[u"staff.json"_s].replace("technician", "attendant"); },
            "without a technician");
        row(
            "a certificate that was forgotten", [](Release &r) { r.files.erase(u"client.pem"_s); },
            "hub.certificate names client.pem");
        row(
            "a receipt key of other length", [](Release &r) { r.files[u"receipt.key"_s] = "ab"; },
            "receipt.key must be");
        row("an authority that is none", [](Release &r) { r.files[u"ca.pem"_s] = "x"; }, "ca.pem is no certificate");
        row(
            "a certificate that is none, for the device's key",
            [](Release &r) { r.hub(u"key"_s, u"../../device.key"_s); }, "certificate: is none");
        row("no region", [](Release &r) { r.configuration.remove(u"catalogue"_s); }, "catalogue.region");
        row(
            "a catalogue signed by somebody else",
            [](Release &r) { r.packOf(u"230102"_s, pack::signingKey(SecretBytes::random(32))->secret); }, "");
        row(
            "a catalogue of another region", [](Release &r) { r.packOf(u"230103"_s, r.publisher.secret); },
            "is for region 230103");
        row(
            "a terminal with a line's end in its name",
            [](Release &r) { r.configuration.insert(u"terminal"_s, u"YZ-0007\n"_s); }, "terminal");
    }

    void whatWouldLockEverybodyOut_isRefusedByName()
    {
        QFETCH(Spoiler, spoil);
        QFETCH(QString, says);
        Release release;
        spoil(release);
        const auto judged = release.judged();
        QVERIFY(!judged);
        QVERIFY2(QString::fromStdString(judged.error().detail).contains(says), judged.error().detail.c_str());
    }

    void aTerminalConfiguredByHand_takesACatalogueAllTheSame()
    {
        Release release;
        const QByteArray byHand = QJsonDocument(release.configuration).toJson();
        release.files = {};
        release.packOf(u"230102"_s, release.publisher.secret);
        const std::set<Component> pack{Component::Catalogue};
        const auto judged = judgeRelease(release.files, pack, release.device, byHand);
        QVERIFY2(judged, judged ? "" : judged.error().detail.c_str());
        release.packOf(u"230103"_s, release.publisher.secret);
        QVERIFY(!judgeRelease(release.files, pack, release.device, byHand));
        // But nothing that its configuration would not look at: else a receipt says what is not so.
        const auto staff = judgeRelease({{u"staff.json"_s, kRoster}}, {Component::Staff}, release.device, byHand);
        QVERIFY(!staff && staff.error().detail.find("staff: nobody would read it") == 0);
    }

    /** A publisher's key is changed by a configuration alone, long after a stick brought a pack signed by the old one.
     */
    void aPackOfAnEarlierStick_standsInNobodysWay()
    {
        Release release;
        release.packOf(u"230102"_s, pack::signingKey(SecretBytes::random(32))->secret);
        QVERIFY(!release.judged());
        release.brought.erase(Component::Catalogue);
        const auto judged = release.judged();
        QVERIFY2(judged, judged ? "" : judged.error().detail.c_str());
    }

    void aReleaseWithoutAConfiguration_isNone()
    {
        Release release;
        QVERIFY(!judgeRelease({{u"staff.json"_s, kRoster}}, {Component::Staff}, release.device));
    }
};

QTEST_GUILESS_MAIN(ReleaseJudgeTest)
#include "tst_release_judge.moc"
