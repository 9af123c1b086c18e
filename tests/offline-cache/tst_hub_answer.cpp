// SPDX-License-Identifier: Apache-2.0
// The golden answers, broken in every place: an answer that is not what it was must never do more harm than wait.
#include "support/store_fixture.h"
#include "sync/hub_answer.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

using namespace yz;
using namespace yz::test;
using Does = sync::Verdict::Does;

namespace {

QString golden(const QString &name)
{
    return QStringLiteral(YIZHAN_SOURCE_DIR "/hub/contract/golden/") + name;
}

QJsonObject objectIn(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

sync::Sent sentFor(const QJsonObject &request)
{
    const auto headers = request.value(QLatin1String("headers")).toObject();
    const auto header = [&](const char *name) { return headers.value(QLatin1String(name)).toString().toUtf8(); };
    const QByteArray path = request.value(QLatin1String("path")).toString().toUtf8();
    const auto id = Uuid::parse(path.split('/').last().toStdString());
    return {id ? *id : Uuid(),
            "golden-terminal",
            header("Plsk-Epoch"),
            header("Plsk-Seq").toULongLong(),
            QByteArray::fromBase64(header("Content-Digest").sliced(9).chopped(1)),
            QByteArray::fromHex(objectIn(contentOf(golden(QStringLiteral("receipt-key.json"))))
                                    .value(QLatin1String("public_hex"))
                                    .toString()
                                    .toLatin1())};
}

} // namespace

class TestHubAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBrokenAnswerNeverDeliversAnOrder();
    void aReceiptIsForOneOrderAtOnePlace();
    void onlyAWellFormedProblemChangesAnything_data();
    void onlyAWellFormedProblemChangesAnything();
    void everyStatusHasAnAnswer();
};

void TestHubAnswer::aBrokenAnswerNeverDeliversAnOrder()
{
    const auto files = QDir(golden({})).entryList({QStringLiteral("[0-9]*.json")}, QDir::Files, QDir::Name);
    int tried = 0;
    for (const auto &file : files) {
        const auto exchange = objectIn(contentOf(golden(file)));
        const auto request = exchange.value(QLatin1String("request")).toObject();
        const auto response = exchange.value(QLatin1String("response")).toObject();
        const QByteArray body = response.value(QLatin1String("body")).toString().toUtf8();
        const int status = response.value(QLatin1String("status")).toInt();
        if (request.value(QLatin1String("method")).toString() != QLatin1String("PUT"))
            continue;
        const auto sent = sentFor(request);
        const auto whole = sync::judgeOrder({status, {}, body}, sent).does;
        const auto before = objectIn(body);
        const auto judge = [&](const QByteArray &broken) {
            ++tried;
            const auto verdict = sync::judgeOrder({status, {}, broken}, sent);
            if (verdict.does == Does::Ack) {
                const auto now = objectIn(broken);
                QCOMPARE(whole, Does::Ack);
                QCOMPARE(now.value(QLatin1String("payload")), before.value(QLatin1String("payload")));
                QCOMPARE(now.value(QLatin1String("sig")), before.value(QLatin1String("sig")));
            } else if (verdict.does != Does::BackOff) {
                QCOMPARE(verdict.does, whole);
            }
            (void)sync::judgeState({200, {}, broken});
        };
        for (qsizetype at = 0; at < body.size(); ++at) {
            judge(body.left(at));
            for (const int bit : {1, 32, 128}) {
                QByteArray broken = body;
                broken[at] = static_cast<char>(broken[at] ^ bit);
                judge(broken);
            }
        }
    }
    QVERIFY(tried > 10'000);
}

void TestHubAnswer::aReceiptIsForOneOrderAtOnePlace()
{
    const auto exchange = objectIn(contentOf(golden(QStringLiteral("01-created.json"))));
    const QByteArray body =
        exchange.value(QLatin1String("response")).toObject().value(QLatin1String("body")).toString().toUtf8();
    const auto good = sentFor(exchange.value(QLatin1String("request")).toObject());
    const auto judge = [&](int status, auto change) {
        auto sent = good;
        change(sent);
        return sync::judgeOrder({status, {}, body}, sent);
    };
    QCOMPARE(judge(201, [](auto &) {}).does, Does::Ack);
    const auto forged = [](const sync::Verdict &verdict) {
        return verdict.does == Does::BackOff && verdict.error.fault == Fault::DataForged;
    };
    QVERIFY(forged(judge(201, [](auto &sent) { sent.order.bytes[15] ^= std::byte{1}; })));
    QVERIFY(forged(judge(201, [](auto &sent) { sent.terminal = "other"; })));
    QVERIFY(forged(judge(201, [](auto &sent) { sent.digest[0] = static_cast<char>(sent.digest[0] ^ 1); })));
    QVERIFY(forged(judge(201, [](auto &sent) { sent.receiptKey[0] = static_cast<char>(sent.receiptKey[0] ^ 1); })));
    QVERIFY(forged(judge(201, [](auto &sent) { sent.seq = 2; })));
    QVERIFY(forged(judge(201, [](auto &sent) { sent.epoch = "01934e5f-0000-7000-8000-0000000000e2"; })));
    // Carried over into a new epoch: the hub repeats the receipt of the first place.
    QCOMPARE(judge(200, [](auto &sent) { sent.epoch = "01934e5f-0000-7000-8000-0000000000e2"; }).does, Does::Ack);
    QVERIFY(forged(judge(200, [](auto &sent) { sent.digest[0] = static_cast<char>(sent.digest[0] ^ 1); })));
    QCOMPARE(judge(202, [](auto &) {}).does, Does::BackOff);
}

void TestHubAnswer::onlyAWellFormedProblemChangesAnything_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, int status, const char *body) {
        QTest::newRow(name) << status << QByteArray(body);
    };
    row("a page", 409, "<html>409</html>");
    row("nothing", 422, "");
    row("an array", 400, "[]");
    row("no code", 400, R"({"title":"","status":400,"retry":"never"})");
    row("another status inside", 422, R"({"title":"","status":400,"code":"id-reused","retry":"never"})");
    row("a rejection without a reason", 422, R"({"title":"","status":422,"code":"rejected","retry":"never"})");
    row("a reason that is no word", 422,
        R"({"title":"","status":422,"code":"rejected","retry":"never","reason":"张三"})");
    row("a gap without a place", 409, R"({"title":"","status":409,"code":"seq-gap","retry":"resync"})");
    row("a gap to place 0", 409, R"({"title":"","status":409,"code":"seq-gap","retry":"resync","expected":0})");
    row("a gap to half a place", 409, R"({"title":"","status":409,"code":"seq-gap","retry":"resync","expected":1.5})");
    row("a gap to a huge place", 409,
        R"({"title":"","status":409,"code":"seq-gap","retry":"resync","expected":1e300})");
    row("a gap to text", 409, R"({"title":"","status":409,"code":"seq-gap","retry":"resync","expected":"1"})");
    row("a code at another status", 400, R"({"title":"","status":400,"code":"rejected","retry":"never","reason":"x"})");
    row("an unknown code", 422, R"({"title":"","status":422,"code":"whatever","retry":"never"})");
    row("I am a teapot", 418, R"({"title":"","status":418,"code":"rejected","retry":"never","reason":"x"})");
}

void TestHubAnswer::onlyAWellFormedProblemChangesAnything()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QCOMPARE(sync::judgeOrder({status, {}, body}, {}).does, Does::BackOff);
}

void TestHubAnswer::everyStatusHasAnAnswer()
{
    for (int status = 100; status < 600; ++status) {
        const auto does = sync::judgeOrder({status, "3", {}}, {}).does;
        const bool pause = status == 401 || status == 403 || status == 404 || status == 405;
        QCOMPARE(does, pause ? Does::Pause : Does::BackOff);
        QVERIFY(!sync::judgeState({status, {}, {}}).standing);
    }
}

QTEST_GUILESS_MAIN(TestHubAnswer)
#include "tst_hub_answer.moc"
