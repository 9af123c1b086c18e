// SPDX-License-Identifier: Apache-2.0
#include "world_link.h"

#include <QJsonDocument>

namespace yz::world {

WorldLink::WorldLink(const QString &socketPath, QObject *parent) : QObject(parent), m_path(socketPath)
{
    connect(&m_socket, &QLocalSocket::readyRead, this, &WorldLink::readLines);
    connect(&m_socket, &QLocalSocket::disconnected, this, [this] {
        m_waiting.clear();
        Q_EMIT lost();
    });
    connect(&m_pulse, &QTimer::timeout, this, &WorldLink::askState);
    m_pulse.start(500);
    askState();
}

WorldLink::~WorldLink()
{
    m_socket.disconnect(this); // closing, it would tell us when half of us is gone
}

void WorldLink::say(const QString &command, const Reply &reply)
{
    if (!connected()) {
        if (reply)
            reply(false, tr("未连接到模拟设备"));
        return;
    }
    m_waiting.enqueue(reply);
    m_socket.write(command.toUtf8() + '\n');
}

void WorldLink::askState()
{
    if (m_socket.state() == QLocalSocket::UnconnectedState)
        m_socket.connectToServer(m_path); // the world may start after us
    if (!connected() || !m_waiting.isEmpty())
        return;
    say(QStringLiteral("state"), [this](bool good, const QString &text) {
        if (good)
            Q_EMIT stateSeen(QJsonDocument::fromJson(text.toUtf8()).object());
    });
}

void WorldLink::readLines()
{
    while (m_socket.canReadLine() && !m_waiting.isEmpty()) {
        const QString line = QString::fromUtf8(m_socket.readLine()).trimmed();
        const Reply reply = m_waiting.dequeue();
        if (reply)
            reply(line.startsWith(QStringLiteral("ok")), line.section(QLatin1Char(' '), 1));
    }
}

} // namespace yz::world
