// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <configuration/configuration.h>

using namespace yz;

namespace {

const QByteArray kGood = R"({"terminal":"YZ-0001","place":"某县公共法律服务中心",
    "screen":{"width":1080,"height":1920,"millimetresPerPixel":0.248},"dataDirectory":"/var/lib/yizhan",
    "catalogue":{"region":"230199","publishers":[{"kid":"county-1",
    "key":"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"}]},
    "call":{"program":"/usr/libexec/yizhan/yizhan-call","video":"v4l2src","audio":"alsasrc","speaker":"alsasink"},
    "hub":{"url":"https://hub.example:8443","ca":"ca.crt","certificate":"t.crt","key":"t.key","receiptKey":"r.pub"}})";

} // namespace

class ConfigurationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGoodFile_isTaken()
    {
        const auto configuration = parseConfiguration(kGood);
        QVERIFY2(configuration, configuration ? "" : configuration.error().detail.c_str());
        QCOMPARE(configuration->terminal, QByteArray("YZ-0001"));
        QVERIFY(configuration->screen.isPortrait());
        QCOMPARE(configuration->catalogue->publishers.front().key.size(), 32);
        QVERIFY(configuration->call && !configuration->call->loopbackOnly);
    }

    void aBadFile_isRefusedWithThePlace_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("place");
        QTest::newRow("plain http") << QByteArray("https://") << QByteArray("http://") << QByteArray("$.hub.url");
        QTest::newRow("a terminal id with a path")
            << QByteArray("YZ-0001") << QByteArray("../1") << QByteArray("$.terminal");
        QTest::newRow("pixels of zero size")
            << QByteArray("0.248") << QByteArray("0") << QByteArray("$.screen.millimetresPerPixel");
        QTest::newRow("a misspelt key") << QByteArray("\"place\"") << QByteArray("\"plaze\"")
                                        << QByteArray("$ holds a key");
        QTest::newRow("a call without a microphone")
            << QByteArray("\"audio\":\"alsasrc\",") << QByteArray() << QByteArray("$.call.audio");
        QTest::newRow("a region that is none")
            << QByteArray("230199") << QByteArray("county") << QByteArray("$.catalogue.region");
        QTest::newRow("a publisher's key in capitals")
            << QByteArray("d75a98") << QByteArray("D75A98") << QByteArray("$.catalogue.publishers[0].key");
        QTest::newRow("a publisher's key that is too short")
            << QByteArray("d75a98") << QByteArray() << QByteArray("$.catalogue.publishers[0].key");
        QTest::newRow("a screen of words")
            << QByteArray("1080") << QByteArray("\"wide\"") << QByteArray("$.screen.width");
    }
    void aBadFile_isRefusedWithThePlace()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QByteArray, place);
        QByteArray json = kGood;
        const auto refused = parseConfiguration(json.replace(from, to));
        QVERIFY(refused.failedWith(Fault::DataMalformed));
        QVERIFY2(QByteArray::fromStdString(refused.error().detail).contains(place), refused.error().detail.c_str());
    }
};

QTEST_GUILESS_MAIN(ConfigurationTest)
#include "tst_configuration.moc"
