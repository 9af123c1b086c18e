// SPDX-License-Identifier: Apache-2.0
#include "panel/device_panel.h"

#include <QLocalServer>
#include <QTemporaryDir>
#include <QTest>

#include <world/world_control.h>

using namespace yz::world;

class TestPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_network.listen(m_folder->filePath(QStringLiteral("net")));
        m_panel = std::make_unique<DevicePanel>(qEnvironmentVariable("YIZHAN_WORLD"),
                                                NetworkSwitch{m_network.fullServerName(), {}, {}});
        m_panel->QWidget::show();
    }

    void cleanup()
    {
        m_panel.reset();
        m_network.close();
    }

    void buttons_moveTheWorld();
    void network_isCutByALine();

private:
    QPushButton *button(const char *name) { return m_panel->findChild<QPushButton *>(QString::fromLatin1(name)); }
    void press(const char *name) { QTest::mouseClick(button(name), Qt::LeftButton); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QLocalServer m_network;
    std::unique_ptr<DevicePanel> m_panel;
};

void TestPanel::buttons_moveTheWorld()
{
    QTRY_VERIFY(button("reader")->isEnabled());
    QCOMPARE(button("reader")->text(), QStringLiteral("插上读卡器"));
    WorldControl world;
    const auto holds = [&](const char *part) {
        return world.say("state") && world.reply().find(part) != std::string::npos;
    };
    press("reader");
    QTRY_COMPARE(button("reader")->text(), QStringLiteral("拔掉读卡器"));
    press("card");
    QTRY_COMPARE(button("card")->text(), QStringLiteral("拿走证件"));
    QVERIFY(holds("\"card\":true"));
    press("card");
    QTRY_COMPARE(button("card")->text(), QStringLiteral("放上身份证"));
    press("printer");
    QTRY_COMPARE(button("printer")->text(), QStringLiteral("拔掉打印机"));
    press("paper");
    QTRY_COMPARE(button("paper")->text(), QStringLiteral("给打印机加纸"));
    QVERIFY(holds("\"paper\":\"out\""));
    QVERIFY(!button("take")->isEnabled());
    const QByteArray folder = qgetenv("YIZHAN_PANEL_SHOT");
    if (!folder.isEmpty())
        m_panel->grab().save(QString::fromLocal8Bit(folder));
}

void TestPanel::network_isCutByALine()
{
    press("network");
    QTRY_VERIFY(m_network.hasPendingConnections());
    QLocalSocket *line = m_network.nextPendingConnection();
    QTRY_VERIFY(line->bytesAvailable() >= 5);
    QCOMPARE(line->readAll(), QByteArray("down\n"));
    QCOMPARE(button("network")->text(), QStringLiteral("恢复网络"));
}

QTEST_MAIN(TestPanel)
#include "tst_panel.moc"
