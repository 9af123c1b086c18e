// SPDX-License-Identifier: Apache-2.0
#include "sync/hub_wire.h"

#include "cache/hub_tls.h"

#include <QFile>
#include <QNetworkCookieJar>
#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QSslCertificate>
#include <QSslKey>

#include <string>
#include <utility>

namespace yz::sync {
namespace {

constexpr qint64 kLongestAnswer = 64 * 1024;

Result<QByteArray> pemIn(const QString &path, const char *what)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {Fault::DataMalformed, std::string("courier: cannot read ") + what};
    return file.read(1024 * 1024);
}

QSslKey keyIn(const QByteArray &pem)
{
    for (const auto algorithm : {QSsl::Ec, QSsl::Rsa}) {
        QSslKey key(pem, algorithm);
        if (!key.isNull())
            return key;
    }
    return {};
}

/** From QNetworkReply's list: below 200 nothing of HTTP was decided, the connection itself failed. */
bool isTransportError(QNetworkReply::NetworkError error)
{
    return error != QNetworkReply::NoError && error < QNetworkReply::ContentAccessDenied;
}

} // namespace

Result<QSslConfiguration> tlsFor(const Courier::Options &options)
{
    const auto authority = pemIn(options.certificateAuthority, "the hub's authority");
    const auto certificate = pemIn(options.certificate, "the terminal's certificate");
    const auto privateKey = pemIn(options.privateKey, "the terminal's key");
    for (const auto *pem : {&authority, &certificate, &privateKey}) {
        if (!*pem)
            return pem->error();
    }
    const auto authorities = QSslCertificate::fromData(*authority, QSsl::Pem);
    const auto chain = QSslCertificate::fromData(*certificate, QSsl::Pem);
    const QSslKey key = keyIn(*privateKey);
    if (authorities.isEmpty() || chain.isEmpty() || key.isNull())
        return {Fault::DataMalformed, "courier: no certificate or key in one of the PEM files"};
    auto tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(authorities);
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(key);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.setProtocol(QSsl::TlsV1_3OrLater);
    return tls;
}

HubWire::HubWire(const QUrl &hub, const QByteArray &terminal, QSslConfiguration tls)
    : m_hub(hub), m_terminal(terminal), m_tls(std::move(tls))
{
    m_network.setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

HubWire::~HubWire()
{
    m_done = nullptr;
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
}

QNetworkRequest HubWire::requestOf(const QString &path) const
{
    QUrl url = m_hub;
    QString base = url.path();
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    url.setPath(base + path);
    QNetworkRequest request(url);
    request.setSslConfiguration(m_tls);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setRawHeader("User-Agent", "yizhan");
    request.setRawHeader("Accept", "application/json, application/problem+json");
    // Also keeps Qt from unpacking: the bound on an answer is a bound on what came over the wire.
    request.setRawHeader("Accept-Encoding", "identity");
    return request;
}

QNetworkRequest HubWire::request(const QString &path) const
{
    return requestOf(QStringLiteral("/v1/terminals/") + QString::fromLatin1(m_terminal) + path);
}

void HubWire::getState(Done done)
{
    get(QStringLiteral("/outbox-state"), std::move(done));
}

void HubWire::get(const QString &path, Done done)
{
    follow(m_network.get(request(path)), std::move(done));
}

void HubWire::post(const QString &path, const QByteArray &json, Done done)
{
    auto post = request(path);
    post.setRawHeader("Content-Type", "application/json");
    follow(m_network.post(post, json), std::move(done));
}

void HubWire::putOrder(const outbox::Row &row, Done done)
{
    auto put = request(QStringLiteral("/work-orders/") + QString::fromStdString(row.order.toString()));
    put.setRawHeader("Content-Type", "application/json");
    put.setRawHeader("Content-Digest", digestField(row.digest));
    put.setRawHeader("Plsk-Epoch", row.epoch);
    put.setRawHeader("Plsk-Seq", QByteArray::number(static_cast<qulonglong>(row.seq)));
    put.setRawHeader("Plsk-Prev", digestField(row.previous));
    if (!row.number.isEmpty())
        put.setRawHeader("Plsk-Number", row.number); // what the citizen reads out when asking
    follow(m_network.put(put, row.body), std::move(done));
}

void HubWire::askUpload(const QByteArray &sha256, Done done)
{
    follow(m_network.head(request(QStringLiteral("/attachments/") + QString::fromLatin1(sha256.toHex()))),
           std::move(done));
}

void HubWire::sendPiece(const attachments::Waiting &document, qint64 offset, const QByteArray &piece, Done done)
{
    const auto &note = document.note;
    auto patch = request(QStringLiteral("/attachments/") + QString::fromLatin1(note.sha256.toHex()));
    patch.setRawHeader("Content-Type", "application/offset+octet-stream");
    patch.setRawHeader("Upload-Offset", QByteArray::number(offset));
    patch.setRawHeader("Upload-Length", QByteArray::number(note.bytes));
    patch.setRawHeader("Upload-Type", note.type);
    follow(m_network.sendCustomRequest(patch, "PATCH", piece), std::move(done));
}

void HubWire::fetch(const QString &path, const QList<std::pair<QByteArray, QByteArray>> &headers, qint64 longest,
                    Done done)
{
    auto get = requestOf(path);
    get.setRawHeader("Accept", "*/*");
    for (const auto &[name, value] : headers)
        get.setRawHeader(name, value);
    follow(m_network.get(get), longest, std::move(done));
}

void HubWire::follow(QNetworkReply *reply, Done done)
{
    follow(reply, kLongestAnswer, std::move(done));
}

void HubWire::follow(QNetworkReply *reply, qint64 longest, Done done)
{
    m_longest = longest;
    m_reply = reply;
    m_done = std::move(done);
    m_body.clear();
    m_tooLong = false;
    m_tooLate = false;
    reply->setReadBufferSize(longest + 1);
    connect(reply, &QNetworkReply::readyRead, this, &HubWire::readSome);
    connect(reply, &QNetworkReply::finished, this, &HubWire::finish);
}

void HubWire::abort()
{
    m_tooLate = true;
    if (m_reply)
        m_reply->abort();
}

void HubWire::readSome()
{
    m_body += m_reply->read(m_longest + 1 - m_body.size());
    if (m_body.size() > m_longest && !m_tooLong) {
        m_tooLong = true;
        m_reply->abort();
    }
}

void HubWire::finish()
{
    QNetworkReply *reply = m_reply;
    m_reply.clear();
    reply->disconnect(this);
    reply->deleteLater();
    const auto done = std::exchange(m_done, nullptr);
    if (!done)
        return;
    if (m_tooLate)
        return done({Fault::TimedOut, "the hub did not answer in time"});
    if (m_tooLong)
        return done({Fault::HubUnreachable, "the hub's answer is too long"});
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (isTransportError(reply->error()) || status == 0)
        return done({Fault::HubUnreachable, "the network failed, Qt error " + std::to_string(reply->error())});
    m_body += reply->read(m_longest + 1 - m_body.size());
    if (m_body.size() > m_longest)
        return done({Fault::HubUnreachable, "the hub's answer is too long"});
    done(HttpAnswer{status, reply->rawHeader("Retry-After"), std::exchange(m_body, {}),
                    reply->rawHeader("Upload-Offset"), reply->rawHeader("Content-Type"), reply->rawHeader("ETag"),
                    reply->rawHeader("Content-Range")});
}

} // namespace yz::sync

namespace yz {

Result<QSslConfiguration> hubTls(const Courier::Options &options)
{
    return sync::tlsFor(options);
}

} // namespace yz
