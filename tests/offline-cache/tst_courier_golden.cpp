// SPDX-License-Identifier: Apache-2.0
// Every golden answer of hub/contract, fed to the courier as it stands there.
#include "support/courier_rig.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace yz;
using namespace yz::test;
using Step = sync::HttpCourier::Step;

namespace {

QString golden(const QString &name = {})
{
    return QStringLiteral(YIZHAN_SOURCE_DIR "/hub/contract/golden/") + name;
}

QJsonObject objectIn(const QString &path)
{
    return QJsonDocument::fromJson(contentOf(path)).object();
}

QByteArray bodyOf(const QJsonValue &value)
{
    if (!value.isObject())
        return value.toString().toUtf8();
    return value.toObject()
        .value(QLatin1String("repeat"))
        .toString()
        .toUtf8()
        .repeated(value.toObject().value(QLatin1String("times")).toInt());
}

QByteArray rawDigest(const QByteArray &field)
{
    return QByteArray::fromBase64(field.sliced(9).chopped(1));
}

/** One order, and a note of what the courier did with it. Used in the worker's thread; read when that is done. */
class OneOrder final : public outbox::OutboxFeed
{
public:
    Result<std::optional<outbox::Row>> nextReady() override
    {
        return row.state == OrderState::Ready && !row.order.isNull() ? std::optional(row) : std::nullopt;
    }
    Result<std::optional<outbox::Row>> rowAt(std::uint64_t seq) override
    {
        askedFor = seq;
        return held ? std::optional(row) : std::nullopt;
    }
    Result<bool> markAcked(const Uuid &, const QByteArray &bytes) override
    {
        row.state = OrderState::Acked;
        receipt = bytes;
        return true;
    }
    Result<bool> markRejected(const Uuid &, const QByteArray &why, outbox::Position where) override
    {
        row.state = OrderState::Rejected;
        reason = why;
        position = where;
        return true;
    }
    Result<outbox::Reconciled> reconcile(const outbox::HubStanding &hub) override
    {
        standing = hub;
        return outbox::Reconciled{};
    }
    Result<void> beginEpoch(const QByteArray &, std::optional<std::uint64_t> from) override
    {
        ++epochs;
        owedFrom = from;
        return {};
    }
    Result<void> rest() override { return {}; }

    outbox::Row row;
    bool held = false;
    QByteArray receipt;
    QByteArray reason;
    outbox::Position position = outbox::Position::Taken;
    std::optional<outbox::HubStanding> standing;
    std::optional<std::uint64_t> owedFrom;
    std::uint64_t askedFor = 0;
    int epochs = 0;
};

} // namespace

class TestCourierGolden : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theCourierDoesAsTheContractSays_data();
    void theCourierDoesAsTheContractSays();

private:
    QTemporaryDir m_folder;
};

void TestCourierGolden::initTestCase()
{
    QVERIFY(TestCertificates::make(m_folder.path(), QStringLiteral("golden-terminal")));
}

void TestCourierGolden::theCourierDoesAsTheContractSays_data()
{
    QTest::addColumn<QJsonObject>("exchange");
    const auto files = QDir(golden()).entryList({QStringLiteral("[0-9]*.json")}, QDir::Files, QDir::Name);
    QVERIFY(files.size() >= 30);
    for (const auto &file : files) {
        const auto exchange = objectIn(golden(file));
        if (exchange.value(QLatin1String("sides")).toArray().contains(QStringLiteral("terminal")))
            QTest::newRow(qPrintable(file)) << exchange;
    }
}

void TestCourierGolden::theCourierDoesAsTheContractSays()
{
    QFETCH(const QJsonObject, exchange);
    const auto request = exchange.value(QLatin1String("request")).toObject();
    const auto headers = request.value(QLatin1String("headers")).toObject();
    const auto response = exchange.value(QLatin1String("response")).toObject();
    const auto terminal = exchange.value(QLatin1String("terminal")).toObject();
    const QString does = terminal.value(QLatin1String("does")).toString();
    const QByteArray path = request.value(QLatin1String("path")).toString().toUtf8();
    const bool aboutState = request.value(QLatin1String("method")).toString() == QLatin1String("GET");

    ManualClock clock;
    RecordingEventLog log;
    OneOrder feed;
    FakeHub hub(m_folder.path());
    QVERIFY(hub.start());
    FakeHub::Canned answer{
        response.value(QLatin1String("status")).toInt(), {}, response.value(QLatin1String("body")).toString().toUtf8()};
    const auto fields = response.value(QLatin1String("headers")).toObject();
    for (auto it = fields.begin(); it != fields.end(); ++it)
        answer.headers.emplace_back(it.key().toUtf8(), it.value().toString().toUtf8());
    (aboutState ? hub.cannedGet : hub.cannedPut) = answer;

    const auto header = [&](const char *name) { return headers.value(QLatin1String(name)).toString().toUtf8(); };
    bool sendable = false; // as a terminal would: some golden requests are wrong on purpose
    if (!aboutState) {
        const auto id = Uuid::parse(path.split('/').last().toStdString());
        QVERIFY(bool(id));
        const auto seq = header("Plsk-Seq").toULongLong();
        const QByteArray body = bodyOf(request.value(QLatin1String("body")));
        sendable = seq > 0 && path.startsWith("/v1/terminals/golden-terminal/") &&
                   header("Content-Type") == "application/json";
        feed.row = {*id,
                    body,
                    rawDigest(header("Content-Digest")),
                    header("Plsk-Epoch"),
                    seq,
                    rawDigest(header("Plsk-Prev")),
                    OrderState::Ready};
    }
    CourierRig rig(m_folder.path(), feed, hub, clock, log, "golden-terminal");
    rig.options().receiptKey = QByteArray::fromHex(
        objectIn(golden(QStringLiteral("receipt-key.json"))).value(QLatin1String("public_hex")).toString().toLatin1());
    rig.options().firstPassSpread = Milliseconds(0);
    rig.start();
    auto &courier = rig.courier();
    const auto settled = [&] {
        return courier.step() == Step::Resting || courier.state() == HubState::Paused ||
               log.count(EventId::CourierRetry) > 0;
    };
    QVERIFY(rig.leapUntil(settled));

    if (sendable) {
        const auto &sent = hub.requests.last();
        QCOMPARE(sent.method, QByteArray("PUT"));
        QCOMPARE(sent.path, path);
        for (const char *name : {"Content-Type", "Content-Digest", "Plsk-Epoch", "Plsk-Seq", "Plsk-Prev"})
            QCOMPARE(sent.headers.value(QByteArray(name).toLower()), header(name));
        QCOMPARE(sent.body, bodyOf(request.value(QLatin1String("body"))));
    }
    if (does == QLatin1String("ack")) {
        QCOMPARE(feed.row.state, OrderState::Acked);
        QCOMPARE(feed.receipt, answer.body);
    } else if (does == QLatin1String("reject")) {
        QCOMPARE(feed.row.state, OrderState::Rejected);
        QVERIFY(!feed.reason.isEmpty());
        QCOMPARE(feed.position == outbox::Position::Taken, answer.body.contains("\"code\":\"rejected\""));
        QCOMPARE(log.count(EventId::OrderRefused), 1);
    } else if (does == QLatin1String("resync")) {
        QCOMPARE(feed.askedFor, std::uint64_t(terminal.value(QLatin1String("expected")).toInt()));
        QCOMPARE(feed.owedFrom, std::optional(feed.askedFor)); // not held here
        QCOMPARE(*log.lastFault(EventId::EpochBegun), Fault::SequenceGap);
    } else if (does == QLatin1String("fork")) {
        QCOMPARE(feed.epochs, 1);
        QCOMPARE(*log.lastFault(EventId::EpochBegun), Fault::SequenceFork);
    } else if (does == QLatin1String("pause")) {
        QCOMPARE(courier.state(), HubState::Paused);
        QCOMPARE(log.count(EventId::CourierPaused), 1);
    } else if (does == QLatin1String("back-off")) {
        QCOMPARE(courier.state(), HubState::Unreachable);
        QVERIFY(rig.dueIn() >=
                Milliseconds(std::chrono::seconds(terminal.value(QLatin1String("retry_after")).toInt())));
    } else if (does == QLatin1String("state")) {
        QVERIFY(feed.standing.has_value());
        QVERIFY(answer.body.contains("\"next_seq\":" + QByteArray::number(qulonglong(feed.standing->nextSeq))));
        QVERIFY(answer.body.contains(sync::digestField(feed.standing->lastHash)));
        QCOMPARE(courier.state(), HubState::Reachable);
    } else {
        QFAIL("a word this test does not know");
    }
    if (does != QLatin1String("ack") && does != QLatin1String("reject") && !aboutState)
        QCOMPARE(feed.row.state, OrderState::Ready);
}

QTEST_GUILESS_MAIN(TestCourierGolden)
#include "tst_courier_golden.moc"
