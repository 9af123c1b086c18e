// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>
#include <QMap>
#include <QObject>
#include <QSslConfiguration>
#include <QSslServer>

#include <deque>
#include <functional>
#include <optional>

class QSslSocket;

namespace yz::test {

/** Certificates made by packaging/certs/make-certs.sh for one test program. */
struct TestCertificates
{
    static bool make(const QString &folder, const QString &terminal);
    static QSslConfiguration forHub(const QString &folder);
};

/** One request as it came in. */
struct HubRequest
{
    QByteArray method;
    QByteArray path;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
};

/** What goes wrong with one request. */
enum class Mishap {
    None,
    DropRequest,  ///< the connection breaks before the hub saw it
    DropResponse, ///< stored, and the answer is lost
    ResetMidBody, ///< stored, and the connection is reset in the middle of the answer
    Duplicate,    ///< a proxy hands it over twice
    Error500,
    Busy503,       ///< with Retry-After: 120
    Silence,       ///< never answered
    CaptivePortal, ///< 200 and a page
    ForgedReceipt,
    ForeignReceipt, ///< rightly signed, for another order
    Redirect,
    Endless, ///< an answer of 200 KiB
    Garbage, ///< not HTTP at all
};
inline constexpr int kMishaps = static_cast<int>(Mishap::Garbage) + 1;

/**
 * A hub in the test's own process: TLS with client certificates, hub/contract's rules for one terminal in memory, and
 * whatever mishaps the test has lined up. Thread: the test's, which must run its event loop.
 */
class FakeHub : public QObject
{
    Q_OBJECT
public:
    struct Canned
    {
        int status = 200;
        QList<std::pair<QByteArray, QByteArray>> headers;
        QByteArray body;
    };
    struct Order
    {
        QByteArray digest;
        QByteArray body;
        QByteArray receipt;
        int timesStored = 0;
        bool tombstone = false;
    };
    struct Standing
    {
        QByteArray epoch;
        quint64 nextSeq = 1;
        QByteArray lastHash = QByteArray(32, '\0');
        QList<QByteArray> ids;
    };

    explicit FakeHub(const QString &certificates);
    /** On any free port of loopback; false when it cannot. */
    bool start();
    void stop();
    quint16 port() const { return m_port; }
    QByteArray receiptKey() const { return m_publicKey; }

    std::deque<Mishap> onPut;        ///< one per PUT, then none
    std::deque<Mishap> onGet;        ///< one per GET, then none
    std::deque<Mishap> onPiece;      ///< one per HEAD or PATCH, then none
    std::optional<Canned> cannedPut; ///< answers every PUT
    std::optional<Canned> cannedGet; ///< answers every GET
    /** A reason to reject this order with, or nothing. */
    std::function<QByteArray(const HubRequest &)> rejectBy;
    QMap<QByteArray, QByteArray> files; ///< of packs, by path; the head ends in "/head"
    std::function<void()> onStored;     ///< after each order stored
    Standing standing;
    QStringList closedEpochs;
    QMap<QByteArray, Order> orders;         ///< by uuid
    QMap<QByteArray, QByteArray> documents; ///< what has come of each, by hexadecimal digest
    QList<HubRequest> requests;
    int unanswered = 0; ///< requests kept in silence

    static Canned problem(int status, const QByteArray &code, const QByteArray &retry, const QByteArray &more = {});

private:
    void accept();
    void readFrom(QSslSocket *socket);
    void handle(QSslSocket *socket, const HubRequest &request);
    Canned decide(const HubRequest &request);
    Canned takeOrder(const HubRequest &request);
    Canned state() const;
    Canned giveFile(const HubRequest &request) const;
    Canned takePiece(const HubRequest &request);
    bool misbehave(QSslSocket *socket, const HubRequest &request, Mishap mishap);
    QByteArray receipt(const QByteArray &order, const HubRequest &request, const QByteArray &digest) const;
    static QByteArray bytesOf(const Canned &answer);

    QSslConfiguration m_tls;
    QSslServer *m_server = nullptr;
    quint16 m_port = 0;
    QHash<QSslSocket *, QByteArray> m_input;
    QByteArray m_publicKey;
    QByteArray m_secretKey;
    int m_registered = 0;
};

} // namespace yz::test
