// SPDX-License-Identifier: Apache-2.0
// Orders that cannot go over the network: from a real store, on a stick, through `yizhan-hubd orders import`, into the
// hub that also hears of them over the network afterwards.
#include "hub_station.h"
#include "order_maker.h"

#include <cache/order_store.h>
#include <core/event_log.h>

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <fakes/manual_clock.h>
#include <hub/order_parcel.h>
#include <provisioning/order_parcel.h>

using namespace yz;
using namespace yz::hub;
using namespace Qt::StringLiterals;

namespace {

class Quiet final : public EventLog
{
public:
    void write(EventId, std::initializer_list<EventField>) override {}
};

/** What `yizhan-hubd orders …` said, and how it ended. */
struct Said
{
    int status = -1;
    QStringList lines;
    QByteArray errors;
};

} // namespace

class TestOrderParcel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_certificates = std::make_unique<TestCertificates>(QStringList{u"t0"_s, u"t1"_s});
        m_strangers = std::make_unique<TestCertificates>(QStringList{u"t0"_s});
        QVERIFY(m_certificates->areThere() && m_strangers->areThere() && m_folder.isValid());
        const Said key = hubd({u"keygen"_s, path("export.secret")});
        QCOMPARE(key.status, 0);
        m_hubKey = QByteArray::fromHex(key.lines.value(0).toLatin1());
        QCOMPARE(m_hubKey.size(), 32);
        QVERIFY(!(QFile(path("export.secret")).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        QCOMPARE(hubd({u"keygen"_s, path("export.secret")}).status, 2); // what was sealed to it would be lost
    }
    void init()
    {
        m_hub = std::make_unique<HubStation>(*m_certificates);
        QVERIFY(m_hub->start());
        m_data = std::make_unique<QTemporaryDir>();
        auto opened = OrderStore::open({m_data->path(), "t0", 4096}, SecretBytes::random(32), m_clock, m_log);
        QVERIFY(opened);
        m_store = *std::move(opened);
    }
    void cleanup()
    {
        m_store.reset();
        m_hub.reset();
    }

    void ordersOnAStick_areAtTheHub_andTheSameParcelAgainChangesNothing()
    {
        file(3);
        write("parcel.yzo", parcel("t0"));
        const Said first = import("parcel.yzo");
        QCOMPARE(first.status, 0);
        QCOMPARE(first.lines.size(), 3);
        for (const QString &line : first.lines)
            QVERIFY2(line.contains(u"\ttaken\tHLJ-"_s), qPrintable(line));
        QCOMPARE(m_hub->one("SELECT count(*) FROM work_order WHERE terminal = 't0' AND state = 'received'"), "3");

        const Said again = import("parcel.yzo");
        QCOMPARE(again.status, 0);
        QCOMPARE(QStringList(again.lines).replaceInStrings(u"held"_s, u"taken"_s), first.lines);
        QCOMPARE(m_hub->one("SELECT count(*) FROM work_order"), "3");
    }

    void whenTheNetworkIsBack_theTerminalIsToldThatTheHubHasThem()
    {
        const auto orders = file(2);
        write("parcel.yzo", parcel("t0"));
        QCOMPARE(import("parcel.yzo").status, 0);
        auto client = m_hub->connect("t0");
        const auto state = client.request("GET", "/v1/terminals/t0/outbox-state");
        QVERIFY(state && state->body.find("\"next_seq\":3") != std::string::npos);
        const auto place = m_hub->sql("SELECT epoch, seq, encode(prev_hash, 'base64') FROM work_order WHERE id = '" +
                                      orders[0].id.toString() + "'");
        QCOMPARE(place.size(), std::size_t(1));
        const auto reply = client.request("PUT", "/v1/terminals/t0/work-orders/" + orders[0].id.toString(),
                                          {{"Content-Type", "application/json"},
                                           {"Content-Digest", toDigestField(sha256(orders[0].body))},
                                           {"Plsk-Epoch", place[0][0]},
                                           {"Plsk-Seq", place[0][1]},
                                           {"Plsk-Prev", "sha-256=:" + place[0][2] + ":"}},
                                          orders[0].body);
        QVERIFY(reply);
        QCOMPARE(reply->status, 200U); // held, not again
    }

    void withoutARunningHub_theyAreTakenAllTheSame()
    {
        file(1);
        write("parcel.yzo", parcel("t0"));
        QCOMPARE(m_hub->stop(), 0);
        QCOMPARE(import("parcel.yzo").status, 0);
        QCOMPARE(m_hub->one("SELECT count(*) FROM work_order"), "1");
    }

    void anOrderThatTheHubDoesNotUnderstand_isRefusedByName_andTheOthersAreTaken()
    {
        file(1);
        const auto id = freshId();
        QVERIFY(m_store->put({id, "legal-aid", R"({"schema":1})"}, std::nullopt));
        file(1);
        write("parcel.yzo", parcel("t0"));
        const Said said = import("parcel.yzo");
        QCOMPARE(said.status, 1);
        QCOMPARE(said.lines.size(), 3);
        QVERIFY2(said.lines[1].contains(u"\trefused\trejected"_s), qPrintable(said.lines[1]));
        QCOMPARE(m_hub->one("SELECT count(*) FROM work_order WHERE state = 'received'"), "2");
    }

    void aTerminalTakenOutOfService_isNotHeard()
    {
        file(1);
        write("parcel.yzo", parcel("t0"));
        QCOMPARE(import("parcel.yzo").status, 0);
        m_hub->sql("UPDATE terminal SET blocked = true WHERE id = 't0'");
        file(1);
        write("parcel.yzo", parcel("t0"));
        QCOMPARE(import("parcel.yzo").status, 1);
        QCOMPARE(m_hub->one("SELECT count(*) FROM work_order"), "1");
    }

    void whoeverFindsTheStick_readsNothing()
    {
        file(1, "不能让别人看见的事");
        const QByteArray bytes = parcel("t0");
        QVERIFY(!bytes.contains("不能让别人看见的事") && !bytes.contains("11010519491231002X"));
        QVERIFY(!bytes.contains("legal-aid"));
    }

    void whatIsNotAParcelForThisHub_isRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("why");
        init();
        file(2);
        const QByteArray good = parcel("t0");
        const auto envelopeEnd = good.indexOf('\n', 16);
        QTest::newRow("empty") << QByteArray() << u"is no parcel"_s;
        QTest::newRow("something else") << QByteArray("PK\x03\x04 a zip") << u"is no parcel"_s;
        QTest::newRow("newer kind") << QByteArray(good).replace(0, 15, "YIZHAN-ORDERS 2") << u"is no parcel"_s;
        QTest::newRow("no envelope") << good.first(40) << u"no envelope"_s;
        QTest::newRow("envelope not JSON") << QByteArray("YIZHAN-ORDERS 1\n{\n") << u"not JSON"_s;
        QTest::newRow("no certificate") << QByteArray("YIZHAN-ORDERS 1\n{\"sig\":\"\"}\nx") << u"no certificate"_s;
        QTest::newRow("certificate that is none")
            << QByteArray("YIZHAN-ORDERS 1\n{\"sig\":\"\",\"certificate\":\"x\"}\nx") << u"certificate: is none"_s;
        QTest::newRow("cut off") << good.chopped(1) << u"does not hold"_s;
        QTest::newRow("one byte more") << QByteArray(good + '\0') << u"does not hold"_s;
        QByteArray altered = good;
        altered[envelopeEnd + 60] = char(altered[envelopeEnd + 60] ^ 1);
        QTest::newRow("altered") << altered << u"does not hold"_s;
        QTest::newRow("nothing sealed") << sign({}, "t0") << u"is empty"_s;
        QTest::newRow("sealed to another hub")
            << sign(m_store->sealWaiting(otherHub())->bytes, "t0") << u"not sealed to this hub"_s;
        QTest::newRow("signed anew by another terminal")
            << sign(good.sliced(envelopeEnd + 1), "t1") << u"is of t0 and was signed by t1"_s;
        QTest::newRow("signed by a stranger")
            << sign(good.sliced(envelopeEnd + 1), "t0", m_strangers.get()) << u"certificate: "_s;
        QTest::newRow("signed by the hub's own certificate")
            << signWith(good.sliced(envelopeEnd + 1), "hub") << u"certificate: "_s;
        QTest::newRow("over 24 MiB") << QByteArray(qsizetype(kMaxParcel) + 1, 'x') << u"over 24 MiB"_s;
        cleanup();
    }
    void whatIsNotAParcelForThisHub_isRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, why);
        write("parcel.yzo", bytes);
        const Said said = import("parcel.yzo");
        QCOMPARE(said.status, 2);
        QVERIFY2(QString::fromUtf8(said.errors).contains(why), said.errors.constData());
        QCOMPARE(m_hub->one("SELECT count(*) FROM work_order"), "0");
    }

    void whatWasSealed_isReadWithinBounds_data()
    {
        QTest::addColumn<QByteArray>("plain");
        const QByteArray order =
            R"({"order":"0198c000-0000-7000-8000-000000000001",)"
            R"("epoch":"0198c000-0000-7000-8000-000000000002","seq":1,)"
            R"("prev":"sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:","slip":"A-1","bytes":2})";
        const auto head = [&](const QByteArray &orders) {
            return QByteArray(R"({"terminal":"t0","orders":[)" + orders + "]}\n");
        };
        QVERIFY(parseParcel((head(order) + "{}").toStdString()));
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no line") << QByteArray("{}");
        QTest::newRow("no orders") << head({});
        QTest::newRow("too many orders") << QByteArray(head("{}" + QByteArray(",{}").repeated(2000)));
        QTest::newRow("head of another kind") << QByteArray("[1]\n");
        QTest::newRow("terminal that is none") << QByteArray(head(order) + "{}").replace("t0", "../t");
        QTest::newRow("no id") << QByteArray(head(order) + "{}").replace("0198c000-0000-7000-8000-000000000001", "7");
        QTest::newRow("place 0") << QByteArray(head(order) + "{}").replace("\"seq\":1", "\"seq\":0");
        QTest::newRow("negative place") << QByteArray(head(order) + "{}").replace("\"seq\":1", "\"seq\":-1");
        QTest::newRow("place in words") << QByteArray(head(order) + "{}").replace("\"seq\":1", "\"seq\":\"1\"");
        QTest::newRow("body of 2 MiB") << QByteArray(head(order) + "{}").replace("\"bytes\":2", "\"bytes\":2097152");
        QTest::newRow("body cut off") << QByteArray(head(order) + "{");
        QTest::newRow("more than listed") << QByteArray(head(order) + "{} ");
        QTest::newRow("deep") << QByteArray(QByteArray(R"({"terminal":"t0","orders":)") + QByteArray(64, '[') + "\n");
    }
    void whatWasSealed_isReadWithinBounds()
    {
        QFETCH(QByteArray, plain);
        const auto parcel = parseParcel(plain.toStdString());
        QVERIFY(!parcel);
        QCOMPARE(parcel.error().fault, Fault::DataMalformed);
        QVERIFY(QByteArray::fromStdString(parcel.error().detail).startsWith("parcel: "));
    }

    void whenNothingWaits_thereIsNoParcel()
    {
        QCOMPARE(m_store->sealWaiting(m_hubKey).error().fault, Fault::NotFound);
        file(1);
        QCOMPARE(m_store->sealWaiting(m_hubKey.first(31)).error().fault, Fault::BadInput);
        QCOMPARE(m_store->sealWaiting(QByteArray(32, '\0')).error().fault, Fault::BadInput); // no point of the curve
    }

    void moreThanAParcelHolds_isLeftForTheNext()
    {
        for (int i = 0; i < 20; ++i)
            file(1, std::string(900'000, 'x'));
        const auto sealed = m_store->sealWaiting(m_hubKey);
        QVERIFY(sealed);
        QCOMPARE(sealed->orders + sealed->left, 20);
        QVERIFY(sealed->left > 0 && sealed->bytes.size() <= 16 * 1024 * 1024 + 64 * 1024);
    }

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    static QString certificate(const TestCertificates &of, const std::string &name)
    {
        return QString::fromStdString(of.folder() + '/' + name);
    }
    std::vector<TestOrder> file(int count, const std::string &matter = "请求支付劳动报酬")
    {
        std::vector<TestOrder> orders;
        for (int i = 0; i < count; ++i) {
            orders.push_back(makeOrder("t0", matter));
            const Sealed order{orders.back().id, "legal-aid", QByteArray::fromStdString(orders.back().body)};
            const bool kept = bool(m_store->put(order, std::nullopt));
            if (!kept)
                qFatal("an order was not kept");
        }
        return orders;
    }
    QByteArray signWith(const QByteArray &sealed, const std::string &name, const TestCertificates *of = nullptr) const
    {
        const auto &from = of ? *of : *m_certificates;
        const auto made =
            provisioning::orderParcel(sealed, certificate(from, name + ".crt"), certificate(from, name + ".key"));
        return made ? *made : QByteArray();
    }
    QByteArray sign(const QByteArray &sealed, const std::string &terminal, const TestCertificates *of = nullptr) const
    {
        return signWith(sealed, "terminal-" + terminal, of);
    }
    QByteArray parcel(const std::string &terminal) const
    {
        const auto sealed = m_store->sealWaiting(m_hubKey);
        return sealed ? sign(sealed->bytes, terminal) : QByteArray();
    }
    QByteArray otherHub() const
    {
        const Said key = hubd({u"keygen"_s, path("other.secret")});
        return QByteArray::fromHex(key.lines.value(0).toLatin1());
    }
    void write(const char *name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    Said import(const char *name) const
    {
        return hubd({u"import"_s, u"--database"_s, QString::fromStdString(m_hub->conninfo()), u"--export-key"_s,
                     path("export.secret"), u"--client-ca"_s, certificate(*m_certificates, "ca.crt"),
                     u"--receipt-key"_s, certificate(*m_certificates, "hub-receipt.key"), path(name)});
    }
    static Said hubd(const QStringList &words)
    {
        QProcess process;
        process.start(QStringLiteral(YIZHAN_HUBD), QStringList{u"orders"_s} + words);
        if (!process.waitForFinished())
            return {};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts),
                process.readAllStandardError()};
    }

    std::unique_ptr<TestCertificates> m_certificates;
    std::unique_ptr<TestCertificates> m_strangers;
    std::unique_ptr<HubStation> m_hub;
    QTemporaryDir m_folder;
    std::unique_ptr<QTemporaryDir> m_data;
    std::unique_ptr<OrderStore> m_store;
    ManualClock m_clock;
    Quiet m_log;
    QByteArray m_hubKey;
};

QTEST_GUILESS_MAIN(TestOrderParcel)
#include "tst_order_parcel.moc"
