// SPDX-License-Identifier: Apache-2.0
#include "child/child_stick.h"

namespace yz {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kPatience = 90s; ///< 64 MiB from a slow stick
constexpr Milliseconds kWatchAgain = 2s;

} // namespace

StickExchange::StickExchange(const StickProgram &program, QByteArray request, QObject *parent) : QObject(parent)
{
    if (program.socket.isEmpty())
        startProcess(program.path, std::move(request));
    else
        startSocket(program.socket, std::move(request));
}

StickExchange::~StickExchange()
{
    disconnect(m_device, nullptr, this, nullptr);
    if (auto *process = qobject_cast<QProcess *>(m_device)) {
        process->kill();
        process->waitForFinished(1000);
    }
}

void StickExchange::startProcess(const QString &path, QByteArray request)
{
    auto *process = new QProcess(this);
    m_device = process;
    process->setProgram(path);
    process->setStandardErrorFile(QProcess::nullDevice());
    connect(process, &QProcess::readyReadStandardOutput, this, [this] { Q_EMIT came(m_device->readAll()); });
    connect(process, &QProcess::finished, this, [this] { end(); });
    connect(process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end();
    });
    process->start();
    process->write(request);
}

void StickExchange::startSocket(const QString &path, QByteArray request)
{
    auto *socket = new QLocalSocket(this);
    m_device = socket;
    connect(socket, &QLocalSocket::readyRead, this, [this] { Q_EMIT came(m_device->readAll()); });
    connect(socket, &QLocalSocket::connected, this, [socket, request = std::move(request)] { socket->write(request); });
    connect(socket, &QLocalSocket::disconnected, this, [this] { end(); });
    connect(socket, &QLocalSocket::errorOccurred, this, [this] { end(); });
    socket->connectToServer(path);
}

void StickExchange::end()
{
    if (m_ended)
        return;
    m_ended = true;
    if (m_device->bytesAvailable() > 0)
        Q_EMIT came(m_device->readAll());
    // Later: whoever asked has not returned yet when a socket cannot be reached.
    QMetaObject::invokeMethod(this, [this] { Q_EMIT over(); }, Qt::QueuedConnection);
}

ChildStick::ChildStick(StickProgram program) : m_program(std::move(program))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    connect(&m_patience, &QTimer::timeout, this,
            [this] { finish(Error{Fault::TimedOut, "stick: the program did not answer in time"}); });
    m_again.setSingleShot(true);
    m_again.setInterval(kWatchAgain);
    connect(&m_again, &QTimer::timeout, this, &ChildStick::watch);
}

ChildStick::~ChildStick() = default;

void ChildStick::setWatching(bool on)
{
    if (on == m_isWatching)
        return;
    m_isWatching = on;
    m_again.stop();
    m_watch.reset();
    m_watched.clear();
    become(StickStanding::Unknown);
    if (on)
        watch();
}

void ChildStick::watch()
{
    m_watched.clear();
    m_watch = std::make_unique<StickExchange>(m_program, stick::lineOf(stick::Request(stick::Watch{})));
    connect(m_watch.get(), &StickExchange::came, this, &ChildStick::watched);
    connect(m_watch.get(), &StickExchange::over, this, [this] {
        become(StickStanding::Unknown);
        m_again.start(); // it ended by itself: looked after again, not in a hurry
    });
}

void ChildStick::watched(const QByteArray &bytes)
{
    m_watched += bytes;
    for (qsizetype end = m_watched.indexOf('\n'); end >= 0; end = m_watched.indexOf('\n')) {
        const auto message = stick::parseMessage(m_watched.first(end));
        m_watched.remove(0, end + 1);
        const auto *stands = message ? std::get_if<stick::Stands>(&*message) : nullptr;
        become(stands != nullptr ? stands->standing : StickStanding::Unknown);
    }
    if (m_watched.size() > stick::kLongestLine)
        m_watched.clear();
}

void ChildStick::become(StickStanding standing)
{
    if (standing == m_standing)
        return;
    m_standing = standing;
    Q_EMIT standingChanged(standing);
}

StickRequestId ChildStick::read()
{
    return begin(Kind::Read, stick::lineOf(stick::Request(stick::Read{})));
}

StickRequestId ChildStick::write(const QString &name, const QByteArray &bytes)
{
    if (!stick::isName(name) || name.contains(u'/') || bytes.size() > stick::kMostBytes)
        return refuse(Kind::Write, {Fault::BadInput, "stick: a name or a size that is not allowed"});
    return begin(Kind::Write, stick::lineOf(stick::Request(stick::Write{name, bytes.size()})) + bytes);
}

StickRequestId ChildStick::refuse(Kind kind, Error error)
{
    const auto id = ++m_last;
    QMetaObject::invokeMethod(this, [this, kind, id, error] { tell(kind, id, error); }, Qt::QueuedConnection);
    return id;
}

StickRequestId ChildStick::begin(Kind kind, const QByteArray &request)
{
    if (m_exchange)
        return refuse(kind, {Fault::DeviceBusy, "stick: one thing at a time"});
    m_kind = kind;
    m_answer = {};
    m_current = ++m_last;
    m_exchange = std::make_unique<StickExchange>(m_program, request);
    connect(m_exchange.get(), &StickExchange::came, this, [this](const QByteArray &bytes) {
        if (auto ended = m_answer.feed(bytes))
            finish(*std::move(ended));
    });
    connect(m_exchange.get(), &StickExchange::over, this,
            [this] { finish(Error{Fault::DeviceAbsent, "stick: the program ended in the middle"}); });
    m_patience.start();
    return m_current;
}

void ChildStick::finish(Result<StickFiles> ended)
{
    if (!m_exchange)
        return;
    m_patience.stop();
    m_exchange->disconnect(this);
    m_exchange.release()->deleteLater(); // it may be its own signal that brought us here
    tell(m_kind, m_current, std::move(ended));
}

void ChildStick::tell(Kind kind, StickRequestId request, Result<StickFiles> ended)
{
    if (kind == Kind::Read)
        Q_EMIT readFinished(request, std::move(ended));
    else
        Q_EMIT writeFinished(request, ended ? Result<void>() : Result<void>(ended.error()));
}

std::unique_ptr<Stick> makeChildStick(const StickProgram &program)
{
    return std::make_unique<ChildStick>(program);
}

} // namespace yz
