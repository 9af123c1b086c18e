// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <hub/digest.h>
#include <hub/problem.h>
#include <hub/receipt_signer.h>
#include <hub/standing.h>
#include <hub/work_order.h>

using namespace yz;
using namespace yz::hub;

namespace {

const QString kGolden = QStringLiteral(YIZHAN_SOURCE_DIR "/hub/contract/golden/");

QJsonObject read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

QByteArray compact(const QJsonValue &value)
{
    return value.isArray() ? QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact)
                           : QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
}

std::string reasonFor(std::string_view body)
{
    const auto order = parseWorkOrder(body);
    return order ? std::string() : order.error().detail;
}

Uuid id(std::uint8_t last)
{
    Uuid uuid;
    uuid.bytes.back() = std::byte{last};
    return uuid;
}

} // namespace

class TestWorkOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyGoldenBody_isTakenOrRefusedForItsReason_data()
    {
        QTest::addColumn<QString>("path");
        const QDir folder(kGolden + QStringLiteral("work-orders"));
        for (const auto &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files))
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }
    void everyGoldenBody_isTakenOrRefusedForItsReason()
    {
        QFETCH(QString, path);
        const auto golden = read(path);
        QVERIFY(golden.contains(QLatin1String("body")));
        QCOMPARE(QString::fromStdString(reasonFor(compact(golden.value(QLatin1String("body"))).toStdString())),
                 golden.value(QLatin1String("reason")).toString());
    }

    void whatIsNoSafeJson_isRefusedBeforeItIsBuilt_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const QByteArray &body, const char *reason) {
            QTest::newRow(name) << body << QString::fromLatin1(reason);
        };
        row("nothing", "", "not-json");
        row("half a document", R"({"schema":1,)", "not-json");
        row("two documents", "{}{}", "not-json");
        row("broken UTF-8", "{\"a\":\"\xC3\x28\"}", "not-json");
        row("a hundred thousand brackets", QByteArray(100'000, '['), "too-deep");
        row("a member twice", R"({"schema":1,"schema":1})", "duplicate-member");
        row("a nul character", R"({"a":"\u0000"})", "nul-character");
        row("a number alone", "1", "not-an-object");
        row("over 1 MiB", QByteArray(1024 * 1024 + 1, ' '), "too-large");
    }
    void whatIsNoSafeJson_isRefusedBeforeItIsBuilt()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, reason);
        QCOMPARE(QString::fromStdString(reasonFor(body.toStdString())), reason);
    }

    void aMoment_mustBeOnTheCalendar()
    {
        using namespace std::chrono;
        const WallTime expected = sys_days(2026y / November / 23) + 1h + 30min;
        QVERIFY(*parseMoment("2026-11-23T09:30:00+08:00") == expected);
        QVERIFY(*parseMoment("2026-11-23T01:30:00Z") == expected);
        QVERIFY(*parseMoment("2026-11-22T21:00:00.250-04:30") == expected + 250ms);
        for (const char *wrong : {"2026-02-30T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T09:30:00", "2026-11-23",
                                  "2026-11-23T09:30:00+8:00", "2026-11-23T09:30:00.Z", "2026-11-23 09:30:00+08:00"})
            QVERIFY2(!parseMoment(wrong), wrong);
    }

    void aDigestField_hasExactlyOneSpelling()
    {
        const auto digest = sha256("abc");
        const auto field = toDigestField(digest);
        QVERIFY(field == "sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:");
        QVERIFY(parseDigestField(field) == digest);
        auto strayBit = field;
        strayBit[strayBit.size() - 3] = '1'; // the last character carries two bits that decode to nothing
        for (const auto &wrong : {std::string(), field + ":", field.substr(1), strayBit,
                                  std::string("sha-512=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:")})
            QVERIFY2(!parseDigestField(wrong), wrong.c_str());
    }

    void anOrder_fitsOnlyAtTheNextPlaceOfTheSameChain()
    {
        Standing standing;
        const Position first{id(1), 1, {}};
        QVERIFY(judge(standing, first).fit == Fit::Next);
        QVERIFY(judge(standing, {id(1), 2, {}}).fit == Fit::Gap);
        advance(standing, first, id(10), sha256("a"));
        QCOMPARE(standing.next, 2U);
        const auto h1 = chained({}, id(10), 1, sha256("a"));
        QVERIFY(standing.last == h1);
        QVERIFY(judge(standing, {id(1), 2, h1}).fit == Fit::Next);
        QVERIFY(judge(standing, {id(1), 2, {}}).fit == Fit::Fork);
        QVERIFY(judge(standing, first).fit == Fit::Fork);
        QCOMPARE(judge(standing, {id(1), 7, h1}).expected, 2U);
    }

    void aNewEpoch_closesTheOneBefore()
    {
        Standing standing;
        advance(standing, {id(1), 1, {}}, id(10), sha256("a"));
        QVERIFY(judge(standing, {id(2), 1, standing.last}).fit == Fit::Fork);
        QCOMPARE(judge(standing, {id(2), 2, {}}).expected, 1U);
        advance(standing, {id(2), 1, {}}, id(11), sha256("b"));
        QVERIFY(standing.closed == std::vector{id(1)});
        QVERIFY(judge(standing, {id(1), 2, chained({}, id(10), 1, sha256("a"))}).fit == Fit::Fork);
        QVERIFY(judge(standing, {id(1), 1, {}}).fit == Fit::Fork);
    }

    void theRegisterNumber_countsDaysAsChinaDoes()
    {
        using namespace std::chrono;
        const WallTime lateInUtc = sys_days(2026y / November / 22) + 16h + 5ms;
        QCOMPARE(QByteArray::fromStdString(registerNumber("HLJ", lateInUtc, 123)), QByteArray("HLJ-20261123-000123"));
        QCOMPARE(QByteArray::fromStdString(registerNumber("HLJ", lateInUtc, 12345678)),
                 QByteArray("HLJ-20261123-12345678"));
        QCOMPARE(QByteArray::fromStdString(toChinaTime(lateInUtc)), QByteArray("2026-11-23T00:00:00.005+08:00"));
    }

    void aRefusal_saysWhatToDo()
    {
        const auto body = QJsonDocument::fromJson(QByteArray::fromStdString(toJson({Problem::SeqGap, 7}))).object();
        QCOMPARE(body.value(QLatin1String("code")).toString(), QStringLiteral("seq-gap"));
        QCOMPARE(body.value(QLatin1String("retry")).toString(), QStringLiteral("resync"));
        QCOMPARE(body.value(QLatin1String("expected")).toInt(), 7);
        QVERIFY(!body.contains(QLatin1String("reason")));
    }

    void withoutItsKey_nothingIsSigned()
    {
        QVERIFY(ReceiptSigner::load("/nowhere/key").failedWith(Fault::KeyMissing));
        QVERIFY(ReceiptSigner::load(YIZHAN_SOURCE_DIR "/LICENSE").failedWith(Fault::DataMalformed));
    }
};

QTEST_GUILESS_MAIN(TestWorkOrder)
#include "tst_work_order.moc"
