// SPDX-License-Identifier: Apache-2.0
#include "hub_station.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <cstdio>

using namespace yz::hub;

namespace {

const QString kGolden = QStringLiteral(YIZHAN_SOURCE_DIR "/hub/contract/golden/");

QJsonObject parse(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

QJsonObject readGolden(const QString &name)
{
    QFile file(kGolden + name);
    return file.open(QIODevice::ReadOnly) ? parse(file.readAll()) : QJsonObject();
}

QJsonObject at(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toObject();
}

QString textAt(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

QByteArray bodyOf(const QJsonObject &request)
{
    const auto body = request.value(QLatin1String("body"));
    if (body.isObject())
        return textAt(body.toObject(), "repeat")
            .toUtf8()
            .repeated(body.toObject().value(QLatin1String("times")).toInt());
    return body.toString().toUtf8();
}

/** The key of the golden receipts, as the PEM file a hub is given. */
bool writeReceiptKey(const std::string &path)
{
    const auto seed =
        QByteArray::fromHex(textAt(readGolden(QStringLiteral("receipt-key.json")), "seed_hex").toLatin1());
    EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                                 reinterpret_cast<const unsigned char *>(seed.constData()),
                                                 static_cast<std::size_t>(seed.size()));
    std::FILE *file = std::fopen(path.c_str(), "w");
    const bool written = key && file && PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr) == 1;
    EVP_PKEY_free(key);
    return file && std::fclose(file) == 0 && written;
}

bool signatureHolds(const QByteArray &payload, const QByteArray &signature)
{
    const auto raw =
        QByteArray::fromHex(textAt(readGolden(QStringLiteral("receipt-key.json")), "public_hex").toLatin1());
    const auto bytes = [](const QByteArray &text) { return reinterpret_cast<const unsigned char *>(text.constData()); };
    EVP_PKEY *key =
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes(raw), static_cast<std::size_t>(raw.size()));
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    const auto message = "yizhan-receipt-v1\n" + payload;
    const bool holds = EVP_DigestVerifyInit(context, nullptr, nullptr, nullptr, key) == 1 &&
                       EVP_DigestVerify(context, bytes(signature), static_cast<std::size_t>(signature.size()),
                                        bytes(message), static_cast<std::size_t>(message.size())) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return holds;
}

void compareReceipts(const QJsonObject &got, const QJsonObject &wanted)
{
    const auto payload = QByteArray::fromBase64(textAt(got, "payload").toLatin1());
    QVERIFY(signatureHolds(payload, QByteArray::fromBase64(textAt(got, "sig").toLatin1())));
    QCOMPARE(textAt(got, "kid"), textAt(wanted, "kid"));
    auto says = parse(payload);
    auto shouldSay = parse(QByteArray::fromBase64(textAt(wanted, "payload").toLatin1()));
    QCOMPARE(says.keys(), shouldSay.keys());
    static const QRegularExpression number(QStringLiteral("^[A-Z0-9]{1,12}-[0-9]{8}-[0-9]{6,}$"));
    static const QRegularExpression moment(
        QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+08:00$"));
    QVERIFY(number.match(textAt(says, "number")).hasMatch());
    QVERIFY(moment.match(textAt(says, "received_at")).hasMatch());
    for (auto *receipt : {&says, &shouldSay}) {
        receipt->remove(QLatin1String("number"));
        receipt->remove(QLatin1String("received_at"));
    }
    QCOMPARE(says, shouldSay);
}

} // namespace

class TestGolden : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_certificates = std::make_unique<TestCertificates>(QStringList{QStringLiteral("golden-terminal")});
        QVERIFY(m_certificates->areThere());
        QVERIFY(writeReceiptKey(m_certificates->folder() + "/hub-receipt.key"));
        m_station = std::make_unique<HubStation>(*m_certificates);
        QVERIFY(m_station->start());
    }
    void cleanupTestCase()
    {
        m_station.reset();
        m_certificates.reset();
    }

    void theHub_answersAsTheContractSays_data()
    {
        QTest::addColumn<QString>("name");
        const QDir folder(kGolden);
        for (const auto &name : folder.entryList({QStringLiteral("[0-9]*.json")}, QDir::Files, QDir::Name)) {
            const auto sides = readGolden(name).value(QLatin1String("sides")).toVariant().toStringList();
            if (sides.contains(QLatin1String("hub")))
                QTest::newRow(qPrintable(name)) << name;
        }
    }
    void theHub_answersAsTheContractSays()
    {
        QFETCH(QString, name);
        const auto golden = readGolden(name);
        const auto request = at(golden, "request");
        HubHeaders headers;
        const auto given = at(request, "headers");
        for (auto it = given.begin(); it != given.end(); ++it)
            headers[it.key().toStdString()] = it.value().toString().toStdString();

        auto client = m_station->connect("golden-terminal");
        const auto reply =
            client.request(textAt(request, "method").toStdString(), textAt(request, "path").toStdString(), headers,
                           bodyOf(request).toStdString());
        QVERIFY(reply);

        const auto wanted = at(golden, "response");
        QCOMPARE(static_cast<int>(reply->status), wanted.value(QLatin1String("status")).toInt());
        const auto named = at(wanted, "headers");
        for (auto it = named.begin(); it != named.end(); ++it)
            QCOMPARE(QString::fromStdString(reply->headers.at(it.key().toLower().toStdString())),
                     it.value().toString());
        auto got = parse(QByteArray::fromStdString(reply->body));
        auto body = parse(textAt(wanted, "body").toUtf8());
        if (body.contains(QLatin1String("sig"))) {
            compareReceipts(got, body);
            return;
        }
        for (auto *problem : {&got, &body}) {
            problem->remove(QLatin1String("title"));
            problem->remove(QLatin1String("detail"));
        }
        QCOMPARE(got, body);
    }

    void theReceiptOfAReplay_isTheFirstOneByteForByte()
    {
        const auto rows = m_station->sql("SELECT convert_from(receipt, 'UTF8') FROM work_order WHERE seq = 1");
        const auto request = at(readGolden(QStringLiteral("02-replay.json")), "request");
        HubHeaders headers;
        const auto given = at(request, "headers");
        for (auto it = given.begin(); it != given.end(); ++it)
            headers[it.key().toStdString()] = it.value().toString().toStdString();
        auto client = m_station->connect("golden-terminal");
        for (int times = 0; times < 2; ++times) {
            const auto reply =
                client.request("PUT", textAt(request, "path").toStdString(), headers, bodyOf(request).toStdString());
            QVERIFY(reply && reply->status == 200);
            const auto payload = textAt(parse(QByteArray::fromStdString(reply->body)), "payload").toLatin1();
            QCOMPARE(QByteArray::fromBase64(payload), QByteArray::fromStdString(rows.at(0).at(0)));
        }
    }

    void whatWasDecided_isWrittenDown()
    {
        QCOMPARE(m_station->one("SELECT count(*) FROM work_order WHERE state = 'received'"), "4");
        QCOMPARE(m_station->one("SELECT count(*) FROM work_order WHERE state = 'rejected' AND body IS NULL"), "2");
        QCOMPARE(m_station->one("SELECT count(*) FROM work_order_carried"), "1");
        QCOMPARE(m_station->one("SELECT count(*) FROM event"), "7");
        QVERIFY(m_station->sql("DELETE FROM event RETURNING id").empty());
        QCOMPARE(m_station->one("SELECT count(*) FROM event"), "7");
    }

    void theLog_knowsNoCitizen()
    {
        const auto log = m_station->log();
        QVERIFY(log.find("hub.serving") != std::string::npos);
        QVERIFY(log.find("11010519491231002X") == std::string::npos);
        QVERIFY(log.find("测试甲") == std::string::npos);
        QVERIFY(log.find("劳动") == std::string::npos);
    }

private:
    std::unique_ptr<TestCertificates> m_certificates;
    std::unique_ptr<HubStation> m_station;
};

QTEST_GUILESS_MAIN(TestGolden)
#include "tst_golden.moc"
