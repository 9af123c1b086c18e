// SPDX-License-Identifier: Apache-2.0
// What a terminal refuses to take from a stick, each with its own word.
#include "bundle_maker.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <functional>

using namespace yz;
using namespace yz::provisioning;
using namespace yz::test;
using namespace std::chrono_literals;

namespace {

/** Everything that a row of the refusal table may spoil. */
struct Attempt
{
    explicit Attempt(const Clock &clock) : maker(clock)
    {
        expected.names = {u"YZ-0001"_s, u"YZ-A1B2C3D4E5F6"_s};
        expected.region = u"230102"_s;
        expected.floor = clock.wall();
        expected.epochs = {{Component::Configuration, 5}};
    }
    const Signers::Signer &signer(const Signers &all) const
    {
        return by == 0 ? all.fleet : by == 1 ? all.site : all.stranger;
    }

    BundleMaker maker;
    Expectation expected;
    int by = 0;
    std::function<void(QByteArray &)> spoil = [](QByteArray &) {};
};
using Spoiler = std::function<void(Attempt &)>;

/** The manifest is changed after it was signed, or signed although nobody should have. */
QByteArray resigned(const QByteArray &payload, const QByteArray &content, const Signers::Signer &signer)
{
    Manifest any;
    any.id = u"x"_s;
    // makeBundle() writes only well-formed manifests: the envelope of a malformed one is put together by hand.
    QByteArray bundle = makeBundle(any, {}, signer.kid, signer.key.secret);
    const qsizetype begin = bundle.indexOf('\n') + 1;
    QJsonObject envelope = QJsonDocument::fromJson(bundle.sliced(begin)).object();
    envelope.insert(u"payload"_s, QString::fromLatin1(payload.toBase64()));
    return bundle.first(begin) + QJsonDocument(envelope).toJson(QJsonDocument::Compact) + '\n' + content;
}

} // namespace

Q_DECLARE_METATYPE(Spoiler)

class BundleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFittingBundle_isTaken();
    void whatDoesNotFit_isRefusedByName_data();
    void whatDoesNotFit_isRefusedByName();
    void aMalformedManifest_isRefusedByName_data();
    void aMalformedManifest_isRefusedByName();
    void everyBitThatIsTurned_isFound();
    void everyLengthThatIsCut_isFound();
    void aSignatureForSomethingElse_isNoneForABundle();
    void namesThatClimb_areNoNames();
    void aRegion_holdsWhatLiesBelowIt();

private:
    ManualClock m_clock;
    Signers m_signers;
};

void BundleTest::aFittingBundle_isTaken()
{
    const Attempt attempt(m_clock);
    const auto bundle = openBundle(attempt.maker.signedBy(m_signers.fleet), m_signers.trusted());
    QVERIFY2(bundle, bundle ? "" : bundle.error().detail.c_str());
    QVERIFY(acceptable(*bundle, attempt.expected));
    QCOMPARE(bundle->signer.issuer, u"某省司法厅运维中心"_s);
    QCOMPARE(bundle->files.size(), 2U);
    QCOMPARE(bundle->files[0].bytes, attempt.maker.files[0].bytes);
}

void BundleTest::whatDoesNotFit_isRefusedByName_data()
{
    QTest::addColumn<Spoiler>("spoil");
    QTest::addColumn<int>("fault");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const Spoiler &spoil, Fault fault, const char *says) {
        QTest::newRow(name) << spoil << static_cast<int>(fault) << QString::fromLatin1(says);
    };
    constexpr auto kForged = Fault::DataForged;
    constexpr auto kMalformed = Fault::DataMalformed;
    row("wrong role", [](Attempt &a) { a.by = 1; }, kForged, "site-1 may not sign for configuration");
    row("unknown key", [](Attempt &a) { a.by = 2; }, kForged, "nobody whom this terminal believes");
    row("expired", [](Attempt &a) { a.expected.floor = a.maker.manifest.notAfter + 1s; }, kMalformed, "has expired");
    row(
        "not yet valid", [](Attempt &a) { a.expected.floor = a.maker.manifest.notBefore - 1s; }, kMalformed,
        "not valid yet");
    row(
        "made in the far future, so that all others would expire",
        [](Attempt &a) {
            a.maker.manifest.created = a.expected.floor + std::chrono::days(300);
            a.maker.manifest.notAfter = a.maker.manifest.created;
        },
        kMalformed, "not valid yet");
    row("replayed", [](Attempt &a) { a.expected.seen = {a.maker.manifest.id}; }, kForged, "applied here before");
    row(
        "downgraded", [](Attempt &a) { a.expected.epochs[Component::Configuration] = 6; }, kForged,
        "configuration goes back from epoch 6 to 5");
    row(
        "older at the same epoch",
        [](Attempt &a) {
            a.expected.epochs[Component::Configuration] = 5;
            a.expected.created[Component::Configuration] = a.maker.manifest.created + 1s;
        },
        kForged, "configuration is older than what was applied");
    row("foreign site", [](Attempt &a) { a.maker.manifest.region = u"230103"_s; }, kForged, "is for region 230103");
    row(
        "foreign terminal", [](Attempt &a) { a.maker.manifest.terminals = {u"YZ-0002"_s}; }, Fault::NotFound,
        "for another terminal");
    row(
        "a signer of another region",
        [](Attempt &a) {
            a.by = 1;
            a.maker.only(Component::Staff, u"staff.json"_s, "{}");
            a.maker.manifest.region = u"230000"_s;
            a.expected.region = u"230199"_s;
        },
        kForged, "may not sign for this region");
    row(
        "a whole region for a terminal without one", [](Attempt &a) { a.expected.region.clear(); }, kForged,
        "not for this terminal's");
    row(
        "an identity nobody asked for",
        [](Attempt &a) { a.maker.only(Component::Identity, u"client.pem"_s, "-----BEGIN"); }, kForged, "has not made");
    row(
        "an identity for another request",
        [](Attempt &a) {
            a.maker.only(Component::Identity, u"client.pem"_s, "-----BEGIN");
            a.maker.manifest.answers = QByteArray(32, 'a');
            a.expected.nonce = QByteArray(32, 'b');
        },
        kForged, "has not made");
    row(
        "tampered file", [](Attempt &a) { a.spoil = [](QByteArray &b) { b[b.size() - 1] = '!'; }; }, kForged,
        "staff.json is not what was signed");
    row(
        "tampered manifest",
        [](Attempt &a) {
            a.spoil = [](QByteArray &b) {
                const qsizetype begin = b.indexOf('\n') + 1;
                const qsizetype end = b.indexOf('\n', begin);
                QJsonObject envelope = QJsonDocument::fromJson(b.sliced(begin, end - begin)).object();
                QByteArray payload = QByteArray::fromBase64(envelope.value("payload"_L1).toString().toLatin1());
                payload.replace("230102", "230109");
                envelope.insert(u"payload"_s, QString::fromLatin1(payload.toBase64()));
                b = b.first(begin) + QJsonDocument(envelope).toJson(QJsonDocument::Compact) + b.sliced(end);
            };
        },
        kForged, "the signature does not hold");
    row("truncated", [](Attempt &a) { a.spoil = [](QByteArray &b) { b.chop(3); }; }, kMalformed, "ends before");
    row(
        "more than was signed", [](Attempt &a) { a.spoil = [](QByteArray &b) { b += "more"; }; }, kMalformed,
        "more bytes than its manifest lists");
    row(
        "no bundle at all", [](Attempt &a) { a.spoil = [](QByteArray &b) { b = "MZ\x90"; }; }, kMalformed,
        "is no bundle");
    row("empty", [](Attempt &a) { a.spoil = [](QByteArray &b) { b.clear(); }; }, kMalformed, "is no bundle");
    row(
        "an envelope without an end",
        [](Attempt &a) { a.spoil = [](QByteArray &b) { b = b.first(16) + QByteArray(600'000, 'x') + '\n'; }; },
        kMalformed, "too long");
    row(
        "a bomb of brackets",
        [](Attempt &a) { a.spoil = [](QByteArray &b) { b = b.first(16) + QByteArray(400'000, '[') + '\n'; }; },
        kMalformed, "no manifest");
    row(
        "sixty-four mebibytes and one",
        [](Attempt &a) { a.spoil = [](QByteArray &b) { b.resize(kMostBundleBytes + 1); }; }, kMalformed, "over 64 MiB");
}

void BundleTest::whatDoesNotFit_isRefusedByName()
{
    QFETCH(Spoiler, spoil);
    QFETCH(int, fault);
    QFETCH(QString, says);
    Attempt attempt(m_clock);
    spoil(attempt);
    QByteArray bytes = attempt.maker.signedBy(attempt.signer(m_signers));
    attempt.spoil(bytes);
    const auto bundle = openBundle(bytes, m_signers.trusted());
    const auto refused = bundle ? acceptable(*bundle, attempt.expected) : Result<void>(bundle.error());
    QVERIFY(!refused);
    QCOMPARE(static_cast<int>(refused.fault()), fault);
    QVERIFY2(QString::fromStdString(refused.error().detail).contains(says), refused.error().detail.c_str());
}

void BundleTest::aMalformedManifest_isRefusedByName_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *key, const QJsonValue &value, const char *says) {
        QTest::newRow(name) << QString::fromLatin1(key) << value << QString::fromLatin1(says);
    };
    const auto file = [](const QString &component, const QString &name, qint64 bytes = 1) {
        return QJsonObject{{u"component"_s, component},
                           {u"name"_s, name},
                           {u"bytes"_s, QJsonValue(bytes)},
                           {u"sha256"_s, QString(64, u'0')}};
    };
    const auto files = [](const QJsonArray &array) { return QJsonValue(array); };
    row("a newer schema", "schema", 2, "schema");
    row("no UUID", "id", u"1"_s, "UUID");
    row("an unknown key", "also", 1, "does not know");
    row("a negative time", "notAfter", -1, "notAfter");
    row("a region of letters", "scope", QJsonObject{{u"region"_s, u"23010a"_s}}, "six digits");
    row("terminals that are no list", "scope", QJsonObject{{u"region"_s, u"230102"_s}, {u"terminals"_s, u"YZ-0001"_s}},
        "must be a list");
    row("nothing to change", "epochs", QJsonObject{}, "nothing would change");
    row("an epoch of zero", "epochs", QJsonObject{{u"staff"_s, 0}}, "staff");
    row("a short nonce", "answers", u"abcd"_s, "hexadecimal");
    row("digits and something else", "answers", QString(u"ab"_s.repeated(31) + u"-ab"_s), "hexadecimal");
    QJsonObject mistyped = file(u"staff"_s, u"staff.json"_s);
    mistyped.insert(u"sha256"_s, QString(QString(63, u'0') + u'O'));
    row("a digest with a letter O", "files", files({mistyped}), "hexadecimal");
    row("a path that climbs", "files", files({file(u"staff"_s, u"../staff.json"_s)}), "none of this component's");
    row("an absolute path", "files", files({file(u"staff"_s, u"/etc/passwd"_s)}), "none of this component's");
    row("another component's file", "files", files({file(u"staff"_s, u"terminal.json"_s)}), "none of this component's");
    row("a private key", "files", files({file(u"identity"_s, u"device.key"_s)}), "none of this component's");
    QJsonObject link = file(u"staff"_s, u"staff.json"_s);
    link.insert(u"link"_s, u"/etc/shadow"_s);
    row("a symbolic link", "files", files({link}), "does not know");
    row("no component", "files", files({file(u"root"_s, u"x"_s)}), "none that can be provisioned");
    row("a component without an epoch", "files", files({file(u"trust"_s, u"trust.json"_s)}), "has no epoch");
    row("one name twice", "files", files({file(u"staff"_s, u"staff.json"_s), file(u"staff"_s, u"staff.json"_s)}),
        "there twice");
    row("a bomb in sizes", "files",
        files({file(u"staff"_s, u"staff.json"_s, 60LL * 1024 * 1024),
               file(u"configuration"_s, u"terminal.json"_s, 60LL * 1024 * 1024)}),
        "64 MiB altogether");
    row("a size beyond all", "files", files({file(u"staff"_s, u"staff.json"_s, 1LL << 50)}), "bytes");
    QJsonArray crowd;
    for (int i = 0; i < 300; ++i)
        crowd.append(file(u"catalogue"_s, u"snapshots/%1.ndjson.zst"_s.arg(i)));
    row("too many files", "files", crowd, "files");
}

void BundleTest::aMalformedManifest_isRefusedByName()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QFETCH(QString, says);
    QJsonObject object = QJsonDocument::fromJson(manifestJson(BundleMaker(m_clock).manifest)).object();
    object.insert(u"files"_s, QJsonArray{QJsonObject{{u"component"_s, u"staff"_s},
                                                     {u"name"_s, u"staff.json"_s},
                                                     {u"bytes"_s, 1},
                                                     {u"sha256"_s, QString(64, u'0')}}});
    QVERIFY(parseManifest(QJsonDocument(object).toJson()));
    object.insert(key, value);
    const auto manifest = parseManifest(QJsonDocument(object).toJson());
    QVERIFY(!manifest);
    QCOMPARE(manifest.fault(), Fault::DataMalformed);
    QVERIFY2(QString::fromStdString(manifest.error().detail).contains(says), manifest.error().detail.c_str());
}

void BundleTest::everyBitThatIsTurned_isFound()
{
    const QByteArray good = BundleMaker(m_clock).signedBy(m_signers.fleet);
    for (qsizetype i = 0; i < good.size(); ++i) {
        QByteArray bad = good;
        bad[i] = static_cast<char>(bad[i] ^ 1);
        const auto bundle = openBundle(bad, m_signers.trusted());
        if (!bundle)
            continue;
        // Base64 and JSON have more than one way to write the same: then the meaning is the same, too.
        QCOMPARE(manifestJson(bundle->manifest), manifestJson(openBundle(good, m_signers.trusted())->manifest));
    }
}

void BundleTest::everyLengthThatIsCut_isFound()
{
    const QByteArray good = BundleMaker(m_clock).signedBy(m_signers.fleet);
    for (qsizetype size = 0; size < good.size(); ++size)
        QVERIFY(!openBundle(good.first(size), m_signers.trusted()));
}

void BundleTest::aSignatureForSomethingElse_isNoneForABundle()
{
    // The same key signs catalogues: those bytes under a catalogue's signature are no manifest.
    const BundleMaker maker(m_clock);
    const QByteArray payload = manifestJson(maker.manifest);
    const auto head =
        QJsonDocument::fromJson(pack::signedHead(payload, "fleet-1", m_signers.fleet.key.secret)).object();
    const QByteArray bundle = "YIZHAN-BUNDLE 1\n" + QJsonDocument(head).toJson(QJsonDocument::Compact) + '\n';
    const auto opened = openBundle(bundle, m_signers.trusted());
    QVERIFY(!opened);
    QCOMPARE(opened.fault(), Fault::DataForged);
    const auto other = openBundle(resigned(payload, {}, m_signers.fleet), m_signers.trusted());
    QVERIFY(!other);
    QCOMPARE(other.fault(), Fault::DataForged);
}

void BundleTest::namesThatClimb_areNoNames()
{
    for (const char16_t *name :
         {u"../head.json", u"snapshots/../head.json", u"snapshots/1.ndjson.zst/..", u"/head.json",
          u"deltas\\1-2.ndjson.zst", u"snapshots/1.ndjson.zst\n", u"HEAD.JSON", u""})
        QVERIFY(!isNameOf(Component::Catalogue, QString::fromUtf16(name)));
    QVERIFY(isNameOf(Component::Catalogue, u"deltas/1-2.ndjson.zst"_s));
}

void BundleTest::aRegion_holdsWhatLiesBelowIt()
{
    QVERIFY(isWithin(u"230102"_s, u"230000"_s));
    QVERIFY(isWithin(u"230102"_s, u"230100"_s));
    QVERIFY(isWithin(u"230102"_s, u"000000"_s));
    QVERIFY(isWithin(u"230102"_s, u"230102"_s));
    QVERIFY(isWithin(u"230102"_s, QString()));
    QVERIFY(!isWithin(u"230102"_s, u"230200"_s));
    QVERIFY(!isWithin(u"230100"_s, u"230102"_s));
    QVERIFY(!isWithin(u"220102"_s, u"230000"_s));
}

QTEST_GUILESS_MAIN(BundleTest)
#include "tst_bundle.moc"
