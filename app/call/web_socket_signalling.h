// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "callflow/signalling.h"

#include <QElapsedTimer>
#include <QSslConfiguration>
#include <QTimer>
#include <QWebSocket>

namespace yz::callflow {

/** Signalling over a WebSocket of the hub. Owner, thread: as Signalling. */
class WebSocketSignalling final : public Signalling
{
    Q_OBJECT
public:
    WebSocketSignalling(const QUrl &address, QSslConfiguration tls);
    ~WebSocketSignalling() override;

    void open() override;
    void close() override;
    void send(const QByteArray &frame) override;

private:
    void connectNow();
    void opened();
    void lost();
    void beat();

    QUrl m_address;
    QSslConfiguration m_tls;
    std::unique_ptr<QWebSocket> m_socket;
    QTimer m_again;
    QTimer m_beat;
    QElapsedTimer m_heard;
    int m_tries = 0;
    bool m_wanted = false;
    bool m_isUp = false;
};

} // namespace yz::callflow
