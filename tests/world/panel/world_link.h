// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QLocalSocket>
#include <QObject>
#include <QQueue>
#include <QTimer>

#include <functional>

namespace yz::world {

/**
 * The panel's line to the world: sends commands, hears replies, asks for the state twice a second.
 * Owner: DevicePanel. Thread: GUI.
 */
class WorldLink : public QObject
{
    Q_OBJECT

public:
    using Reply = std::function<void(bool good, const QString &text)>;

    explicit WorldLink(const QString &socketPath, QObject *parent = nullptr);
    ~WorldLink() override;

    void say(const QString &command, const Reply &reply = {});
    /** Connects where needed; stateSeen() follows. */
    void askState();
    bool connected() const { return m_socket.state() == QLocalSocket::ConnectedState; }

Q_SIGNALS:
    void stateSeen(const QJsonObject &state);
    void lost();

private:
    void readLines();

    QString m_path;
    QLocalSocket m_socket;
    QTimer m_pulse;
    QQueue<Reply> m_waiting;
};

} // namespace yz::world
