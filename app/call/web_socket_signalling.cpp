// SPDX-License-Identifier: Apache-2.0
#include "web_socket_signalling.h"

#include <cache/hub_tls.h>

#include <QNetworkProxy>
#include <QNetworkRequest>

#include <algorithm>

namespace yz::callflow {
namespace {

using namespace std::chrono_literals;

constexpr quint64 kLongestFrame = 64 * 1024;
constexpr Milliseconds kBeat = 3s;
constexpr qint64 kDeafMs = 10'000; ///< nothing at all was heard: the other end is gone, whatever TCP believes
constexpr int kLongestPauseMs = 4'000;

} // namespace

WebSocketSignalling::WebSocketSignalling(const QUrl &address, QSslConfiguration tls)
    : m_address(address), m_tls(std::move(tls))
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &WebSocketSignalling::connectNow);
    connect(&m_beat, &QTimer::timeout, this, &WebSocketSignalling::beat);
}

WebSocketSignalling::~WebSocketSignalling()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void WebSocketSignalling::open()
{
    if (m_wanted)
        return;
    m_wanted = true;
    m_tries = 0;
    connectNow();
}

void WebSocketSignalling::close()
{
    m_wanted = false;
    m_isUp = false;
    m_again.stop();
    m_beat.stop();
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->close(); // the goodbye is still on its way: the socket goes when it has closed
    QWebSocket *socket = m_socket.release();
    connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    QTimer::singleShot(kBeat, socket, [socket] { socket->deleteLater(); });
}

void WebSocketSignalling::connectNow()
{
    m_socket = std::make_unique<QWebSocket>(QString(), QWebSocketProtocol::VersionLatest);
    m_socket->setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    m_socket->setSslConfiguration(m_tls);
    m_socket->setMaxAllowedIncomingFrameSize(kLongestFrame);
    m_socket->setMaxAllowedIncomingMessageSize(kLongestFrame);
    connect(m_socket.get(), &QWebSocket::connected, this, &WebSocketSignalling::opened);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &WebSocketSignalling::lost);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        m_heard.restart();
        Q_EMIT received(text.toUtf8());
    });
    connect(m_socket.get(), &QWebSocket::pong, this, [this] { m_heard.restart(); });
    m_heard.restart();
    m_beat.start(kBeat);
    m_socket->open(QNetworkRequest(m_address));
}

void WebSocketSignalling::opened()
{
    m_tries = 0;
    m_isUp = true;
    m_heard.restart();
    Q_EMIT up();
}

void WebSocketSignalling::lost()
{
    m_beat.stop();
    const bool was = m_isUp;
    m_isUp = false;
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket.release()->deleteLater(); // it is the one that is speaking
    }
    if (m_wanted)
        m_again.start(std::min(kLongestPauseMs, 250 << std::min(m_tries++, 4)));
    if (was)
        Q_EMIT down();
}

void WebSocketSignalling::beat()
{
    if (m_heard.elapsed() > kDeafMs) {
        QWebSocket *deaf = m_socket.get();
        lost();
        if (deaf != nullptr)
            deaf->abort();
    } else if (m_socket && m_isUp) {
        m_socket->ping();
    }
}

void WebSocketSignalling::send(const QByteArray &frame)
{
    if (m_socket && m_isUp)
        m_socket->sendTextMessage(QString::fromUtf8(frame));
}

Result<std::unique_ptr<Signalling>> Signalling::create(const Courier::Options &options)
{
    auto tls = hubTls(options);
    if (!tls)
        return tls.error();
    QUrl address = options.hub;
    address.setScheme(QStringLiteral("wss"));
    QString base = address.path();
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    address.setPath(base + QStringLiteral("/v1/terminals/") + QString::fromLatin1(options.terminal) +
                    QStringLiteral("/call"));
    return std::unique_ptr<Signalling>(std::make_unique<WebSocketSignalling>(address, *tls));
}

} // namespace yz::callflow
