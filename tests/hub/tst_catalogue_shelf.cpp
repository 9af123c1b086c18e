// SPDX-License-Identifier: Apache-2.0
#include "hub_station.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace yz::hub;

/** What terminals get of the packs that were laid down at the hub: all of it, in pieces, and nothing else. */
class TestCatalogueShelf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_certificates = std::make_unique<TestCertificates>(QStringList{QStringLiteral("t0")});
        QVERIFY(m_certificates->areThere() && m_folder.isValid());
        QDir(m_folder.path()).mkpath(QStringLiteral("230199/snapshots"));
        QDir(m_folder.path()).mkpath(QStringLiteral("230199/deltas"));
        lay(QStringLiteral("230199/head.json"), "{\"payload\":\"e30=\",\"sigs\":[]}");
        lay(QStringLiteral("230199/deltas/6-7.ndjson.zst"), "short");
        lay(QStringLiteral("230199/snapshots/7.ndjson.zst"), m_long);
        lay(QStringLiteral("secret.json"), "nobody's");
        m_hub =
            std::make_unique<HubStation>(*m_certificates, QStringList{QStringLiteral("--catalogues"), m_folder.path()});
        QVERIFY(m_hub->start());
    }
    void cleanupTestCase() { m_hub.reset(); }

    void theHead_isGivenOnceAndThenOnlyWhenItChanged()
    {
        auto client = m_hub->connect("t0");
        const auto head = client.request("GET", "/v1/catalogues/230199/head");
        QVERIFY(head);
        QCOMPARE(head->status, 200U);
        QCOMPARE(head->headers.at("content-type"), "application/json");
        const auto tag = head->headers.at("etag");
        const auto again = client.request("GET", "/v1/catalogues/230199/head", {{"If-None-Match", tag}});
        QVERIFY(again);
        QCOMPARE(again->status, 304U);
        QVERIFY(again->body.empty());
        lay(QStringLiteral("230199/head.json"), "{\"payload\":\"e30=\",\"sigs\":[1]}");
        QCOMPARE(client.request("GET", "/v1/catalogues/230199/head", {{"If-None-Match", tag}})->status, 200U);
    }

    void aLongFile_comesInPieces()
    {
        auto client = m_hub->connect("t0");
        const std::string target = "/v1/catalogues/230199/snapshots/7.ndjson.zst";
        QCOMPARE(client.request("GET", target)->status, 416U);
        std::string whole;
        while (whole.size() < m_long.size()) {
            const auto piece =
                client.request("GET", target, {{"Range", "bytes=" + std::to_string(whole.size()) + "-"}});
            QVERIFY(piece);
            QCOMPARE(piece->status, 206U);
            QVERIFY(piece->body.size() <= 1024U * 1024);
            QCOMPARE(piece->headers.at("content-range"), "bytes " + std::to_string(whole.size()) + "-" +
                                                             std::to_string(whole.size() + piece->body.size() - 1) +
                                                             "/" + std::to_string(m_long.size()));
            whole += piece->body;
        }
        QVERIFY(whole == m_long);
        QCOMPARE(client.request("GET", "/v1/catalogues/230199/deltas/6-7.ndjson.zst")->body, "short");
    }

    void everythingElse_isNotThere_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("range");
        QTest::addColumn<unsigned>("status");
        const auto row = [](const char *name, const char *target, const char *range, unsigned status) {
            QTest::newRow(name) << QString::fromLatin1(target) << QString::fromLatin1(range) << status;
        };
        row("another region", "/v1/catalogues/230102/head", "", 404);
        row("a region that is none", "/v1/catalogues/23019x/head", "", 404);
        row("up and out", "/v1/catalogues/230199/../secret.json", "", 404);
        row("up and out, hidden", "/v1/catalogues/230199/snapshots/..%2f..%2fsecret.json", "", 404);
        row("a file nobody made", "/v1/catalogues/230199/snapshots/8.ndjson.zst", "", 404);
        row("the head as a file", "/v1/catalogues/230199/head.json", "", 404);
        row("a piece past the end", "/v1/catalogues/230199/deltas/6-7.ndjson.zst", "bytes=5-", 416);
        row("a piece that ends before it begins", "/v1/catalogues/230199/deltas/6-7.ndjson.zst", "bytes=3-1", 416);
        row("a piece in another unit", "/v1/catalogues/230199/deltas/6-7.ndjson.zst", "lines=0-1", 416);
        row("a piece without end", "/v1/catalogues/230199/deltas/6-7.ndjson.zst", "bytes=0-99999999999999999999", 416);
    }
    void everythingElse_isNotThere()
    {
        QFETCH(QString, target);
        QFETCH(QString, range);
        QFETCH(unsigned, status);
        auto client = m_hub->connect("t0");
        const auto reply = client.request("GET", target.toStdString(),
                                          range.isEmpty() ? HubHeaders{} : HubHeaders{{"Range", range.toStdString()}});
        QVERIFY(reply);
        QCOMPARE(reply->status, status);
    }

private:
    void lay(const QString &name, const std::string &content) const
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content.data(), static_cast<qint64>(content.size()));
    }

    QTemporaryDir m_folder;
    const std::string m_long = [] {
        std::string text(2'500'000, ' ');
        for (std::size_t i = 0; i < text.size(); ++i)
            text[i] = static_cast<char>('a' + i % 23);
        return text;
    }();
    std::unique_ptr<TestCertificates> m_certificates;
    std::unique_ptr<HubStation> m_hub;
};

QTEST_GUILESS_MAIN(TestCatalogueShelf)
#include "tst_catalogue_shelf.moc"
