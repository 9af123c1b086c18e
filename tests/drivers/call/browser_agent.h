// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QProcess>
#include <QSet>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QWebSocket>
#include <QWebSocketServer>

#include <call/call_process.h>
#include <signal.h>
#include <sys/prctl.h>

#include <memory>

/** A headless Chromium with the page of tests/drivers/call, served and spoken to on 127.0.0.1. */
class BrowserAgent : public QObject
{
    Q_OBJECT
public:
    static QString program() { return QStandardPaths::findExecutable(QStringLiteral("chromium")); }

    bool open()
    {
        QFile page(QStringLiteral(YIZHAN_SOURCE_DIR "/tests/drivers/call/call_page.html"));
        if (!page.open(QIODevice::ReadOnly) || !m_http.listen(QHostAddress::LocalHost) ||
            !m_signalling.listen(QHostAddress::LocalHost))
            return false;
        m_page = page.readAll();
        connect(&m_http, &QTcpServer::newConnection, this, &BrowserAgent::serve);
        connect(&m_signalling, &QWebSocketServer::newConnection, this, [this] {
            m_socket.reset(m_signalling.nextPendingConnection());
            connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &BrowserAgent::hear);
        });
        m_browser.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_browser.setStandardErrorFile(QProcess::nullDevice());
        m_browser.setStandardOutputFile(QProcess::nullDevice());
        // Chromium wants a home; an ordinary user in a test has none that can be written to.
        m_browser.start(
            QStringLiteral("/usr/bin/env"),
            QStringList{QStringLiteral("HOME=") + m_folder.path(), program()} +
                QStringLiteral("--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
                               "--disable-dev-shm-usage --disable-background-networking "
                               "--disable-component-update --disable-sync --disable-extensions "
                               "--autoplay-policy=no-user-gesture-required "
                               "--disable-features=WebRtcHideLocalIpsWithMdns "
                               "--allow-loopback-in-peer-connection --remote-debugging-port=0")
                    .split(QLatin1Char(' ')) +
                QStringList{
                    QStringLiteral("--user-data-dir=%1/profile").arg(m_folder.path()),
                    QStringLiteral("http://127.0.0.1:%1/#%2").arg(m_http.serverPort()).arg(m_signalling.serverPort())});
        return true;
    }
    ~BrowserAgent() override { kill(); }

    /** Carries offers, answers and candidates between them, from now on. */
    void joinTo(yz::CallProcess &process)
    {
        if (m_process)
            m_process->disconnect(this);
        m_process = &process;
        report = {};
        errors.clear();
        distinctBars = 0;
        connect(&process, &yz::CallProcess::offerReady, this, [this](int session, const QString &sdp) {
            m_session = session;
            m_offer = sdp;
            say({{QStringLiteral("type"), QStringLiteral("offer")},
                 {QStringLiteral("session"), session},
                 {QStringLiteral("sdp"), sdp}});
        });
        connect(&process, &yz::CallProcess::candidateReady, this, [this](int, const yz::CallCandidate &candidate) {
            mids += candidate.mid;
            say({{QStringLiteral("type"), QStringLiteral("cand")},
                 {QStringLiteral("mid"), candidate.mid},
                 {QStringLiteral("index"), candidate.index},
                 {QStringLiteral("candidate"), candidate.candidate}});
        });
    }
    void kill()
    {
        m_browser.kill();
        m_browser.waitForFinished();
    }

    bool isHere = false;
    QStringList errors;
    QJsonObject report;
    int distinctBars = 0;
    QSet<QString> mids; ///< that candidates named
    const QString &offer() const { return m_offer; }

private:
    void serve()
    {
        auto *client = m_http.nextPendingConnection();
        connect(client, &QTcpSocket::readyRead, client, [this, client] {
            if (!client->readAll().contains("\r\n\r\n"))
                return;
            client->write("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
                          "Content-Length: " +
                          QByteArray::number(m_page.size()) + "\r\n\r\n" + m_page);
            client->disconnectFromHost();
        });
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    }
    void say(const QJsonObject &message)
    {
        if (m_socket)
            m_socket->sendTextMessage(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
    }
    void hear(const QString &text)
    {
        const auto message = QJsonDocument::fromJson(text.toUtf8()).object();
        const auto type = message.value(QLatin1String("type")).toString();
        const bool isCurrent = m_process && message.value(QLatin1String("session")).toInt() == m_session;
        if (type == QLatin1String("here")) {
            isHere = true;
        } else if (type == QLatin1String("error")) {
            errors += message.value(QLatin1String("text")).toString();
        } else if (type == QLatin1String("answer") && isCurrent) {
            m_process->setAnswer(message.value(QLatin1String("sdp")).toString());
        } else if (type == QLatin1String("cand") && isCurrent) {
            m_process->addCandidate({message.value(QLatin1String("mid")).toString(),
                                     message.value(QLatin1String("index")).toInt(),
                                     message.value(QLatin1String("candidate")).toString()});
        } else if (type == QLatin1String("report")) {
            const int bars = message.value(QLatin1String("bars")).toInt();
            distinctBars += bars >= 0 && bars != report.value(QLatin1String("bars")).toInt() ? 1 : 0;
            report = message;
        }
    }

    QTemporaryDir m_folder;
    QTcpServer m_http;
    QWebSocketServer m_signalling{QStringLiteral("test"), QWebSocketServer::NonSecureMode};
    std::unique_ptr<QWebSocket> m_socket;
    QProcess m_browser;
    QByteArray m_page;
    QString m_offer;
    QPointer<yz::CallProcess> m_process;
    int m_session = 0;
};
