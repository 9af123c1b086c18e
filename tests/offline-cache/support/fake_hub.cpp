// SPDX-License-Identifier: Apache-2.0
#include "support/fake_hub.h"

#include "outbox/hash_chain.h"

#include <core/uuid.h>

#include <QCryptographicHash>
#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <sodium.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace yz::test {
namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray field(const QByteArray &digest)
{
    return "sha-256=:" + digest.toBase64() + ':';
}

void reset(QSslSocket *socket)
{
    const linger now{1, 0};
    ::setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    socket->abort();
}

} // namespace

bool TestCertificates::make(const QString &folder, const QString &terminal)
{
    // Not QProcess: it forks, which the thread sanitizer does not bear in a program with threads.
    std::array<QByteArray, 5> words{"bash", YIZHAN_SOURCE_DIR "/packaging/certs/make-certs.sh", folder.toLocal8Bit(),
                                    "--terminal", terminal.toLocal8Bit()};
    std::array<char *, 6> arguments{};
    std::transform(words.begin(), words.end(), arguments.begin(), [](QByteArray &word) { return word.data(); });
    pid_t script = -1;
    int status = -1;
    return ::posix_spawnp(&script, "bash", nullptr, nullptr, arguments.data(), environ) == 0 &&
           ::waitpid(script, &status, 0) == script && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

QSslConfiguration TestCertificates::forHub(const QString &folder)
{
    auto tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(folder + QStringLiteral("/ca.crt")));
    tls.setLocalCertificateChain(QSslCertificate::fromPath(folder + QStringLiteral("/hub.crt")));
    tls.setPrivateKey(QSslKey(contentOf(folder + QStringLiteral("/hub.key")), QSsl::Ec));
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    return tls;
}

FakeHub::FakeHub(const QString &certificates) : m_tls(TestCertificates::forHub(certificates))
{
    m_publicKey.resize(crypto_sign_PUBLICKEYBYTES);
    m_secretKey.resize(crypto_sign_SECRETKEYBYTES);
    crypto_sign_keypair(reinterpret_cast<unsigned char *>(m_publicKey.data()),
                        reinterpret_cast<unsigned char *>(m_secretKey.data()));
}

bool FakeHub::start()
{
    m_server = new QSslServer(this);
    m_server->setSslConfiguration(m_tls);
    connect(m_server, &QTcpServer::pendingConnectionAvailable, this, &FakeHub::accept);
    if (!m_server->listen(QHostAddress::LocalHost, m_port))
        return false;
    m_port = m_server->serverPort();
    return true;
}

void FakeHub::stop()
{
    const auto sockets = m_input.keys();
    for (auto *socket : sockets)
        reset(socket);
    delete m_server;
    m_server = nullptr;
    m_input.clear();
}

void FakeHub::accept()
{
    while (auto *socket = qobject_cast<QSslSocket *>(m_server->nextPendingConnection())) {
        m_input.insert(socket, {});
        connect(socket, &QSslSocket::readyRead, this, [this, socket] { readFrom(socket); });
        connect(socket, &QSslSocket::disconnected, this, [this, socket] {
            m_input.remove(socket);
            socket->deleteLater();
        });
        readFrom(socket);
    }
}

void FakeHub::readFrom(QSslSocket *socket)
{
    m_input[socket] += socket->readAll();
    const QByteArray &input = m_input[socket];
    const auto end = input.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const auto lines = input.left(end).split('\n');
    const auto words = lines.first().trimmed().split(' ');
    HubRequest request{words.value(0), words.value(1), {}, {}};
    for (const auto &line : lines.sliced(1)) {
        const auto colon = line.indexOf(':');
        request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    const auto length = request.headers.value("content-length", "0").toLongLong();
    if (input.size() < end + 4 + length)
        return;
    request.body = input.mid(end + 4, length);
    m_input[socket] = input.mid(end + 4 + length);
    requests.append(request);
    handle(socket, request);
}

void FakeHub::handle(QSslSocket *socket, const HubRequest &request)
{
    auto &script = request.method == "GET" ? onGet : request.method == "PUT" ? onPut : onPiece;
    Mishap mishap = Mishap::None;
    if (!script.empty()) {
        mishap = script.front();
        script.pop_front();
    }
    if (!misbehave(socket, request, mishap))
        socket->write(bytesOf(decide(request)));
}

bool FakeHub::misbehave(QSslSocket *socket, const HubRequest &request, Mishap mishap)
{
    switch (mishap) {
    case Mishap::None:
        return false;
    case Mishap::DropRequest:
        reset(socket);
        return true;
    case Mishap::DropResponse:
        decide(request);
        reset(socket);
        return true;
    case Mishap::ResetMidBody: {
        const QByteArray answer = bytesOf(decide(request));
        socket->write(answer.chopped(answer.size() / 4));
        socket->flush();
        socket->disconnectFromHost();
        return true;
    }
    case Mishap::Duplicate:
        decide(request);
        return false;
    case Mishap::Error500:
        socket->write(bytesOf(problem(500, "internal", "later")));
        return true;
    case Mishap::Busy503: {
        auto answer = problem(503, "unavailable", "later");
        answer.headers.emplace_back("Retry-After", "120");
        socket->write(bytesOf(answer));
        return true;
    }
    case Mishap::Silence:
        ++unanswered;
        return true;
    case Mishap::CaptivePortal:
        socket->write(bytesOf({200, {{"Content-Type", "text/html"}}, "<html><body>请登录上网</body></html>"}));
        return true;
    case Mishap::ForgedReceipt: {
        const QByteArray payload = "{\"order\":\"\"}";
        socket->write(bytesOf({201,
                               {},
                               "{\"payload\":\"" + payload.toBase64() + "\",\"sig\":\"" +
                                   QByteArray(64, 'x').toBase64() + "\",\"kid\":\"0000000000000000\"}"}));
        return true;
    }
    case Mishap::ForeignReceipt:
        socket->write(bytesOf({201, {}, receipt("01934e5f-0000-7000-8000-00000000dead", request, "sha-256=::")}));
        return true;
    case Mishap::Redirect:
        socket->write(
            bytesOf({302, {{"Location", "https://localhost:" + QByteArray::number(m_port) + "/elsewhere"}}, {}}));
        return true;
    case Mishap::Endless:
        socket->write(bytesOf({200, {{"Content-Type", "application/json"}}, QByteArray(200 * 1024, ' ')}));
        return true;
    case Mishap::Garbage:
        socket->write("\x15\x03\x01 no such protocol\r\n\r\n\r\n");
        socket->disconnectFromHost();
        return true;
    }
    return false;
}

FakeHub::Canned FakeHub::decide(const HubRequest &request)
{
    if (request.method == "GET" && request.path.startsWith("/v1/catalogues/"))
        return giveFile(request);
    if (request.method == "GET")
        return cannedGet ? *cannedGet : state();
    if (request.method == "PUT")
        return cannedPut ? *cannedPut : takeOrder(request);
    if (request.method == "HEAD" || request.method == "PATCH")
        return takePiece(request);
    return problem(405, "method-not-allowed", "pause");
}

/** hub/contract/openapi.yaml, attachments. */
FakeHub::Canned FakeHub::takePiece(const HubRequest &request)
{
    const QByteArray hex = request.path.split('/').last();
    const auto offset = [&] { return std::pair("Upload-Offset", QByteArray::number(documents.value(hex).size())); };
    if (request.method == "HEAD")
        return documents.contains(hex) ? Canned{200, {offset()}, {}} : Canned{404, {}, {}};
    if (request.headers.value("upload-offset").toLongLong() != documents.value(hex).size())
        return {409, {offset()}, {}};
    documents[hex] += request.body;
    const bool whole = documents[hex].size() == request.headers.value("upload-length").toLongLong();
    if (whole && QCryptographicHash::hash(documents[hex], QCryptographicHash::Sha256).toHex() != hex) {
        documents.remove(hex);
        return problem(400, "digest-mismatch", "never");
    }
    return {204, {offset()}, {}};
}

/** hub/contract/openapi.yaml, catalogues. */
FakeHub::Canned FakeHub::giveFile(const HubRequest &request) const
{
    const auto file = files.constFind(request.path);
    if (file == files.cend())
        return problem(404, "not-found", "pause");
    const QByteArray tag = '"' + QCryptographicHash::hash(*file, QCryptographicHash::Sha256).toHex() + '"';
    if (request.path.endsWith("/head"))
        return request.headers.value("if-none-match") == tag
                   ? Canned{304, {}, {}}
                   : Canned{200, {{"Content-Type", "application/json"}, {"ETag", tag}}, *file};
    const auto range = request.headers.value("range").mid(6).split('-');
    const auto from = range.value(0).toLongLong();
    const auto piece = file->mid(from, range.value(1).toLongLong() - from + 1);
    return {206,
            {{"Content-Range", "bytes " + QByteArray::number(from) + '-' + QByteArray::number(from + piece.size() - 1) +
                                   '/' + QByteArray::number(file->size())}},
            piece};
}

FakeHub::Canned FakeHub::state() const
{
    return {200,
            {{"Content-Type", "application/json"}},
            "{\"epoch\":\"" + standing.epoch + "\",\"next_seq\":" + QByteArray::number(standing.nextSeq) +
                ",\"last_hash\":\"" + field(standing.lastHash) + "\"}"};
}

FakeHub::Canned FakeHub::problem(int status, const QByteArray &code, const QByteArray &retry, const QByteArray &more)
{
    return {status,
            {{"Content-Type", "application/problem+json"}},
            "{\"type\":\"/problems/" + code + "\",\"title\":\"Test\",\"status\":" + QByteArray::number(status) +
                ",\"code\":\"" + code + "\",\"retry\":\"" + retry + '"' + more + '}'};
}

/** hub/contract/README.md, "What the hub decides", points 2 to 6. */
FakeHub::Canned FakeHub::takeOrder(const HubRequest &request)
{
    const QByteArray id = request.path.split('/').last();
    const QByteArray digest = request.headers.value("content-digest");
    const QByteArray epoch = request.headers.value("plsk-epoch");
    const quint64 seq = request.headers.value("plsk-seq").toULongLong();
    const QByteArray rawDigest = QCryptographicHash::hash(request.body, QCryptographicHash::Sha256);
    if (digest != field(rawDigest))
        return problem(400, "digest-mismatch", "never");
    const bool opens = epoch != standing.epoch && seq == 1 &&
                       request.headers.value("plsk-prev") == field(QByteArray(32, '\0')) &&
                       !closedEpochs.contains(QString::fromLatin1(epoch));
    const bool next = opens || (epoch == standing.epoch && seq == standing.nextSeq &&
                                request.headers.value("plsk-prev") == field(standing.lastHash));
    const auto takePlace = [&] {
        if (opens) {
            if (!standing.epoch.isEmpty())
                closedEpochs.append(QString::fromLatin1(standing.epoch));
            standing = {epoch, 1, QByteArray(32, '\0'), {}};
        }
        const auto uuid = Uuid::parse({id.constData(), static_cast<std::size_t>(id.size())});
        standing.lastHash = outbox::chained(standing.lastHash, *uuid, seq, rawDigest);
        standing.nextSeq = seq + 1;
        standing.ids.append(id);
    };
    if (const auto held = orders.constFind(id); held != orders.constEnd()) {
        if (held->digest != digest)
            return problem(422, "id-reused", "never");
        if (next)
            takePlace();
        return held->tombstone ? problem(422, "rejected", "never", ",\"reason\":\"applicant\"")
                               : Canned{200, {{"Content-Type", "application/json"}}, held->receipt};
    }
    if (!next) {
        if (epoch != standing.epoch && !closedEpochs.contains(QString::fromLatin1(epoch)))
            return problem(409, "seq-gap", "resync", ",\"expected\":1");
        if (epoch == standing.epoch && seq > standing.nextSeq)
            return problem(409, "seq-gap", "resync", ",\"expected\":" + QByteArray::number(standing.nextSeq));
        return problem(409, "seq-fork", "resync");
    }
    takePlace();
    Order order{digest, request.body, receipt(id, request, digest), 1, false};
    if (const QByteArray reason = rejectBy ? rejectBy(request) : QByteArray(); !reason.isEmpty()) {
        order.tombstone = true;
        orders.insert(id, order);
        return problem(422, "rejected", "never", ",\"reason\":\"" + reason + '"');
    }
    order.timesStored = orders.value(id).timesStored + 1;
    orders.insert(id, order);
    if (onStored)
        onStored();
    return {201, {{"Content-Type", "application/json"}}, order.receipt};
}

QByteArray FakeHub::receipt(const QByteArray &order, const HubRequest &request, const QByteArray &digest) const
{
    const QByteArray payload =
        "{\"order\":\"" + order + "\",\"terminal\":\"" + request.path.split('/').value(3) + "\",\"epoch\":\"" +
        request.headers.value("plsk-epoch") + "\",\"seq\":" + request.headers.value("plsk-seq") + ",\"digest\":\"" +
        digest + "\",\"number\":\"TEST-20261123-000001\",\"received_at\":\"2026-11-23T09:30:01.250+08:00\"}";
    const QByteArray message = "yizhan-receipt-v1\n" + payload;
    QByteArray signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char *>(signature.data()), nullptr,
                         reinterpret_cast<const unsigned char *>(message.constData()),
                         static_cast<unsigned long long>(message.size()),
                         reinterpret_cast<const unsigned char *>(m_secretKey.constData()));
    return "{\"payload\":\"" + payload.toBase64() + "\",\"sig\":\"" + signature.toBase64() +
           "\",\"kid\":\"0123456789abcdef\"}";
}

QByteArray FakeHub::bytesOf(const Canned &answer)
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(answer.status) + " Test\r\n";
    for (const auto &[name, value] : answer.headers)
        bytes += name + ": " + value + "\r\n";
    return bytes + "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n\r\n" + answer.body;
}

} // namespace yz::test
