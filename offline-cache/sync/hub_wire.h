// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "attachments/attachment_feed.h"
#include "cache/courier.h"
#include "outbox/outbox_feed.h"
#include "sync/hub_answer.h"

#include <core/result.h>

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QPointer>
#include <QSslConfiguration>

#include <functional>

namespace yz::sync {

/** The terminal's side of mutual TLS: our authority and no other. DataMalformed when a file holds no such thing. */
Result<QSslConfiguration> tlsFor(const Courier::Options &options);

/**
 * One request to the hub at a time, over mutual TLS; bounded answers, no redirects, no proxy, no cookies.
 * Exactly one `done` per request, also after `abort()`, unless the wire goes first.
 * Owner: HttpCourier. Thread: its. Errors: HubUnreachable, TimedOut after `abort()`.
 */
class HubWire : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(Result<HttpAnswer>)>;

    HubWire(const QUrl &hub, const QByteArray &terminal, QSslConfiguration tls);
    ~HubWire() override;

    void getState(Done done);
    void get(const QString &path, Done done);
    void post(const QString &path, const QByteArray &json, Done done);
    void putOrder(const outbox::Row &row, Done done);
    /** How far a document has come. */
    void askUpload(const QByteArray &sha256, Done done);
    void sendPiece(const attachments::Waiting &document, qint64 offset, const QByteArray &piece, Done done);
    /** What every terminal may have: `path` from the hub's root, at most `longest` bytes of it. */
    void fetch(const QString &path, const QList<std::pair<QByteArray, QByteArray>> &headers, qint64 longest, Done done);
    /** The request under way took too long. */
    void abort();
    /** Closes the connection: its buffers hold what was sent. */
    void rest() { m_network.clearConnectionCache(); }

private:
    QNetworkRequest requestOf(const QString &path) const;
    QNetworkRequest request(const QString &path) const;
    void follow(QNetworkReply *reply, Done done);
    void follow(QNetworkReply *reply, qint64 longest, Done done);
    void readSome();
    void finish();

    QNetworkAccessManager m_network;
    QUrl m_hub;
    QByteArray m_terminal;
    QSslConfiguration m_tls;
    QPointer<QNetworkReply> m_reply;
    QByteArray m_body;
    qint64 m_longest = 0;
    bool m_tooLong = false;
    bool m_tooLate = false;
    Done m_done;
};

} // namespace yz::sync
