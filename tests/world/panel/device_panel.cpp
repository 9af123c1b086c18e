// SPDX-License-Identifier: Apache-2.0
#include "device_panel.h"

#include <QJsonArray>
#include <QProcess>
#include <QScrollArea>
#include <QVBoxLayout>

namespace yz::world {

bool NetworkSwitch::turn(bool on) const
{
    if (!socketPath.isEmpty()) {
        QLocalSocket socket;
        socket.connectToServer(socketPath);
        if (!socket.waitForConnected(500))
            return false;
        socket.write(on ? "up\n" : "down\n");
        return socket.waitForBytesWritten(500);
    }
    QStringList words = QProcess::splitCommand(on ? restoreCommand : cutCommand);
    if (words.isEmpty())
        return false;
    const QString program = words.takeFirst();
    return QProcess::startDetached(program, words);
}

DevicePanel::DevicePanel(const QString &socketPath, NetworkSwitch network, QWidget *parent)
    : QWidget(parent),
      m_link(socketPath),
      m_network(std::move(network)),
      m_kind(new QComboBox),
      m_cardButton(addButton(QStringLiteral("card"))),
      m_takeButton(addButton(QStringLiteral("take"))),
      m_readerButton(addButton(QStringLiteral("reader"))),
      m_printerButton(addButton(QStringLiteral("printer"))),
      m_paperButton(addButton(QStringLiteral("paper"))),
      m_networkButton(addButton(QStringLiteral("network"))),
      m_slip(new QLabel),
      m_line(new QLabel)
{
    setWindowTitle(tr("模拟设备"));
    m_kind->addItem(tr("居民身份证"), QStringLiteral("resident"));
    m_kind->addItem(tr("港澳台居民居住证"), QStringLiteral("hkmotw"));
    m_kind->addItem(tr("外国人永久居留证（2017 版）"), QStringLiteral("foreigner2017"));
    m_kind->addItem(tr("外国人永久居留证（2023 版）"), QStringLiteral("foreigner2023"));
    m_takeButton->setText(tr("取走小票"));
    m_networkButton->setText(tr("断网"));
    m_networkButton->setVisible(m_network.usable());

    auto *paper = new QScrollArea;
    paper->setWidget(m_slip);
    paper->setWidgetResizable(true);
    paper->setMinimumSize(320, 240);
    m_slip->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_slip->setText(tr("还没有小票"));
    m_line->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    for (QWidget *part : std::initializer_list<QWidget *>{m_kind, m_cardButton, m_takeButton, m_readerButton,
                                                          m_printerButton, m_paperButton, m_networkButton})
        column->addWidget(part);
    column->addWidget(paper, 1);
    column->addWidget(m_line);

    connect(m_cardButton, &QPushButton::clicked, this, [this] {
        send(m_card ? QStringLiteral("card lift") : QStringLiteral("card lay ") + m_kind->currentData().toString());
    });
    connect(m_takeButton, &QPushButton::clicked, this, [this] { send(QStringLiteral("printer take")); });
    connect(m_readerButton, &QPushButton::clicked, this,
            [this] { send(m_reader ? QStringLiteral("unplug reader") : QStringLiteral("plug reader")); });
    connect(m_printerButton, &QPushButton::clicked, this,
            [this] { send(m_printer ? QStringLiteral("unplug printer") : QStringLiteral("plug printer")); });
    connect(m_paperButton, &QPushButton::clicked, this,
            [this] { send(m_paperOut ? QStringLiteral("printer paper ok") : QStringLiteral("printer paper out")); });
    connect(m_networkButton, &QPushButton::clicked, this, &DevicePanel::toggleNetwork);
    connect(&m_link, &WorldLink::stateSeen, this, &DevicePanel::show);
    connect(&m_link, &WorldLink::lost, this, [this] {
        show({});
        m_line->setText(tr("与模拟设备的连接已断开。"));
    });
    show({});
}

QPushButton *DevicePanel::addButton(const QString &name)
{
    constexpr int comfortable = 44;
    auto *button = new QPushButton(this);
    button->setObjectName(name);
    button->setMinimumHeight(comfortable);
    return button;
}

void DevicePanel::send(const QString &command)
{
    m_link.say(command, [this](bool good, const QString &text) {
        m_line->setText(good ? QString() : tr("没有成功：%1").arg(text));
        m_link.askState();
    });
}

void DevicePanel::toggleNetwork()
{
    if (!m_network.turn(!m_networkUp)) {
        m_line->setText(tr("网络开关没有应答。"));
        return;
    }
    m_networkUp = !m_networkUp;
    m_networkButton->setText(m_networkUp ? tr("断网") : tr("恢复网络"));
}

void DevicePanel::show(const QJsonObject &state)
{
    const QJsonObject reader = state[u"reader"].toObject();
    const QJsonObject printer = state[u"printer"].toObject();
    m_card = reader[u"card"].toBool();
    m_reader = reader[u"plugged"].toBool();
    m_printer = printer[u"plugged"].toBool();
    m_paperOut = printer[u"paper"].toString() == QStringLiteral("out");
    const bool known = !state.isEmpty();
    for (QPushButton *button : {m_cardButton, m_readerButton, m_printerButton, m_paperButton})
        button->setEnabled(known);
    m_kind->setEnabled(known && !m_card);
    m_cardButton->setText(m_card ? tr("拿走证件") : tr("放上身份证"));
    m_readerButton->setText(m_reader ? tr("拔掉读卡器") : tr("插上读卡器"));
    m_printerButton->setText(m_printer ? tr("拔掉打印机") : tr("插上打印机"));
    m_paperButton->setText(m_paperOut ? tr("给打印机加纸") : tr("打印机缺纸"));
    m_takeButton->setEnabled(printer[u"slip_in_mouth"].toBool());
    showSlip(printer);
}

void DevicePanel::showSlip(const QJsonObject &printer)
{
    const QString path = printer[u"slips"].toArray().last().toObject()[u"picture"].toString();
    if (path.isEmpty() || path == m_shownSlip)
        return;
    const QPixmap picture(path);
    if (picture.isNull())
        return;
    m_shownSlip = path;
    m_slip->setPixmap(picture.scaledToWidth(288, Qt::SmoothTransformation));
}

} // namespace yz::world
