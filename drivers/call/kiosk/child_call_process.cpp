// SPDX-License-Identifier: Apache-2.0
#include "call/child_call_process.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>

namespace yz {
namespace {

constexpr int kMostAtOnce = 64;
constexpr int kGoneWithinMs = 1000;
constexpr qint64 kMostUnread = 4 * callwire::kLongest;

void keepAcrossExec(int descriptor)
{
    ::fcntl(descriptor, F_SETFD, 0);
}

} // namespace

ChildCallProcess::ChildCallProcess(CallProgram program, QObject *parent)
    : CallProcess(parent), m_program(std::move(program))
{
    m_silence.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, [this] { giveUp(Fault::DeviceBroken); });
    m_ending.setSingleShot(true);
    m_ending.setInterval(m_program.endsWithinMs);
    connect(&m_ending, &QTimer::timeout, this, &ChildCallProcess::drop);
    m_more.setSingleShot(true);
    connect(&m_more, &QTimer::timeout, this, &ChildCallProcess::read);
}

ChildCallProcess::~ChildCallProcess()
{
    drop();
    // Those that were killed are gone at once; nobody would hear of it later.
    for (auto *process : findChildren<QProcess *>(QString(), Qt::FindDirectChildrenOnly))
        process->waitForFinished(kGoneWithinMs);
}

void ChildCallProcess::warm()
{
    if (!m_process)
        launch();
}

bool ChildCallProcess::launch()
{
    drop();
    auto frames = FrameSlots::create();
    int ends[2] = {-1, -1};
    if (!frames || ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    m_frames.emplace(std::move(*frames));
    m_socket = std::make_unique<QLocalSocket>();
    m_socket->setReadBufferSize(kMostUnread);
    m_socket->setSocketDescriptor(ends[0]);
    connect(m_socket.get(), &QLocalSocket::readyRead, this, &ChildCallProcess::read);

    m_process = std::make_unique<QProcess>();
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->setStandardOutputFile(QProcess::nullDevice());
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    const int control = ends[1];
    const int memory = m_frames->descriptor();
    m_process->setChildProcessModifier([control, memory] {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        // Whatever else the kiosk has open without care, the store first of all, is not handed on.
        ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
        keepAcrossExec(control);
        keepAcrossExec(memory);
    });
    const auto gone = [this, process = m_process.get()] {
        if (process == m_process.get())
            giveUp(Fault::DeviceBroken);
    };
    connect(m_process.get(), &QProcess::finished, this, gone, Qt::QueuedConnection);
    connect(m_process.get(), &QProcess::errorOccurred, this, gone, Qt::QueuedConnection);
    // With an arena for each thread of a pipeline the process grows with every call.
    m_process->start(QStringLiteral("/usr/bin/env"),
                     {QStringLiteral("MALLOC_ARENA_MAX=2"), m_program.path, QStringLiteral("--control"),
                      QString::number(control), QStringLiteral("--frames"), QString::number(memory)});
    ::close(control);
    return true;
}

void ChildCallProcess::start(const CallSetup &setup)
{
    m_setup = setup;
    if (m_setup.sources.video.isEmpty() && m_setup.sources.audio.isEmpty())
        m_setup.sources = m_program.sources;
    m_setup.isLoopbackOnly = m_setup.isLoopbackOnly || m_program.isLoopbackOnly;
    begin();
}

void ChildCallProcess::setMedia(CallMedia media)
{
    m_setup.media = media;
    begin();
}

void ChildCallProcess::rebuild()
{
    begin();
}

void ChildCallProcess::begin()
{
    m_ending.stop();
    ++m_session;
    m_isInCall = true;
    // A camera that was plugged in again is another device, which the confined process cannot open.
    if (std::exchange(m_isDeviceLost, false))
        drop();
    if (!m_process && !launch())
        return refuse(Fault::Internal);
    m_isOffered = false;
    m_silence.start(m_program.readyWithinMs);
    if (!send(callwire::Begin{m_session, m_setup}))
        refuse(Fault::BadInput);
}

void ChildCallProcess::refuse(Fault fault)
{
    m_silence.stop();
    m_isInCall = false;
    // Later, as every other answer: the caller is still in the middle of its own call.
    QMetaObject::invokeMethod(this, [this, fault] { Q_EMIT broken(fault); }, Qt::QueuedConnection);
}

void ChildCallProcess::setAnswer(const QString &sdp)
{
    if (m_isInCall)
        send(callwire::Answer{m_session, sdp});
}

void ChildCallProcess::addCandidate(const CallCandidate &candidate)
{
    if (m_isInCall)
        send(callwire::Candidate{m_session, candidate});
}

void ChildCallProcess::stop()
{
    m_silence.stop();
    if (!std::exchange(m_isInCall, false) || !m_process)
        return;
    send(callwire::End{});
    m_ending.start();
}

bool ChildCallProcess::send(const CallMessage &message)
{
    const auto bytes = encode(message);
    // An overlong answer from outside would end the process that refuses it; and what it never reads is not heaped up.
    if (!m_socket || m_socket->bytesToWrite() >= kMostUnread || !decodeCallMessage(bytes.mid(4)))
        return false;
    return m_socket->write(bytes) == bytes.size();
}

void ChildCallProcess::read()
{
    if (m_reader.held() < kMostUnread)
        m_reader.feed(m_socket->readAll());
    // However much it says, the rest of the kiosk has its turn; and of many pictures the last is enough.
    for (int count = 0; m_socket && count < kMostAtOnce; ++count) {
        auto message = m_reader.next();
        if (!message)
            return giveUp(Fault::DeviceGarbled);
        if (!*message)
            return showNew();
        hear(**message);
    }
    showNew();
    if (m_socket)
        m_more.start();
}

void ChildCallProcess::hear(const CallMessage &message)
{
    if (std::holds_alternative<callwire::Ended>(message)) {
        m_ending.stop();
        m_silence.stop(); // also after trouble: a session that could not begin says nothing more
        if (!m_isInCall && m_frames)
            m_frames->forget();
        return;
    }
    if (!m_isInCall)
        return;
    const auto *offer = std::get_if<callwire::Offer>(&message);
    m_isOffered = m_isOffered || (offer && offer->session == m_session);
    m_silence.start(m_isOffered ? m_program.silentForMs : m_program.readyWithinMs);
    if (offer && offer->session == m_session)
        Q_EMIT offerReady(m_session, offer->sdp);
    else if (const auto *found = std::get_if<callwire::Candidate>(&message); found && found->session == m_session)
        Q_EMIT candidateReady(m_session, found->candidate);
    else if (const auto *state = std::get_if<callwire::State>(&message); state && state->session == m_session)
        Q_EMIT stateChanged(state->state);
    else if (const auto *stats = std::get_if<callwire::Stats>(&message); stats && stats->session == m_session)
        Q_EMIT statsReady(stats->stats);
    else if (const auto *shown = std::get_if<callwire::Shown>(&message); shown && shown->session == m_session)
        (shown->stream == CallStream::Remote ? m_hasRemote : m_hasOwn) = true;
    else if (const auto *trouble = std::get_if<callwire::Trouble>(&message); trouble && trouble->session == m_session)
        lose(trouble->fault);
}

void ChildCallProcess::lose(Fault fault)
{
    m_isDeviceLost = fault == Fault::DeviceAbsent || fault == Fault::DeviceBroken;
    Q_EMIT broken(fault);
}

void ChildCallProcess::showNew()
{
    const bool hasRemote = std::exchange(m_hasRemote, false);
    if (std::exchange(m_hasOwn, false) && m_isInCall) {
        if (const auto picture = m_frames->take(CallStream::Own); !picture.isNull())
            Q_EMIT selfFrame(picture);
    }
    if (hasRemote && m_isInCall) {
        if (const auto picture = m_frames->take(CallStream::Remote); !picture.isNull())
            Q_EMIT remoteFrame(picture);
    }
}

void ChildCallProcess::giveUp(Fault fault)
{
    const bool wasInCall = std::exchange(m_isInCall, false);
    drop();
    if (wasInCall)
        Q_EMIT broken(fault);
}

void ChildCallProcess::drop()
{
    m_silence.stop();
    m_ending.stop();
    m_more.stop();
    m_reader = {};
    m_isDeviceLost = false;
    if (auto *socket = m_socket.release()) {
        socket->disconnect(this);
        socket->setParent(this);
        socket->deleteLater(); // it may be the one that is speaking
    }
    if (auto *process = m_process.release()) {
        // Its end is not waited for; it deletes itself, or goes with us.
        process->disconnect(this);
        process->setParent(this);
        if (process->state() == QProcess::NotRunning) {
            process->deleteLater();
        } else {
            connect(process, &QProcess::finished, process, &QObject::deleteLater);
            process->kill();
        }
    }
    m_frames.reset();
}

} // namespace yz
