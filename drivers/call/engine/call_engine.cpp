// SPDX-License-Identifier: Apache-2.0
#include "call_engine.h"

#include "confinement.h"
#include "pipeline_text.h"

#include <camera/camera_choice.h>

#include <QCoreApplication>
#include <QTimer>

#include <gst/gst.h>

#include <charconv>
#include <cstdio>
#include <string_view>

namespace yz {
namespace {

constexpr int kRehearsal = 0;         // sessions of calls count from one
constexpr int kRehearseAfterMs = 200; // who starts the process for a call asks at once
constexpr qint64 kMostUnsent = 1024LL * 1024;

/** -1 for none. */
int descriptorOf(const char *word)
{
    int value = -1;
    const std::string_view text(word);
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc() && read.ptr == text.data() + text.size() && value > 2 ? value : -1;
}

} // namespace

CallEngine::CallEngine(int control, FrameSlots frames, EngineTrial trial) : m_frames(std::move(frames)), m_trial(trial)
{
    connect(&m_socket, &QLocalSocket::readyRead, this, &CallEngine::read);
    connect(&m_socket, &QLocalSocket::disconnected, this, [] { QCoreApplication::quit(); });
    m_socket.setReadBufferSize(4 * callwire::kLongest);
    m_socket.setSocketDescriptor(control);
    say(callwire::Ready{});
    QTimer::singleShot(kRehearseAfterMs, this, &CallEngine::rehearse);
}

void CallEngine::rehearse()
{
    if (m_session || m_next)
        return; // the first call is under way already
    CallSetup setup;
    setup.isLoopbackOnly = true;
    setup.sources.video = QStringLiteral("videotestsrc is-live=true");
    setup.sources.audio = QStringLiteral("audiotestsrc is-live=true");
    for (const char *encoding : {"VP8", "H264", "OPUS"}) {
        const auto received = receivingPipeline(encoding, setup);
        if (GstElement *bin = gst_parse_bin_from_description(received.c_str(), TRUE, nullptr))
            gst_object_unref(bin);
    }
    const auto said = [this](const CallMessage &message) {
        if (std::holds_alternative<callwire::Offer>(message))
            m_inbox.post([this] {
                if (m_session && m_session->number() == kRehearsal)
                    endSession();
            });
    };
    m_session = std::make_unique<MediaSession>(kRehearsal, setup, m_frames, m_clock, said, EngineTrial());
    if (!m_session->begin())
        endSession();
}

void CallEngine::read()
{
    m_reader.feed(m_socket.readAll());
    for (;;) {
        auto message = m_reader.next();
        if (!message)
            return QCoreApplication::exit(1);
        if (!*message)
            return;
        hear(**message);
    }
}

void CallEngine::hear(const CallMessage &message)
{
    if (const auto *wanted = std::get_if<callwire::Begin>(&message)) {
        m_next = *wanted;
        if (m_session)
            endSession();
        else
            begin(*wanted);
    } else if (std::holds_alternative<callwire::End>(message)) {
        m_next.reset();
        m_isEndAwaited = m_session != nullptr;
        if (m_session)
            endSession();
        else
            say(callwire::Ended{});
    } else if (m_session && !m_isEnding) {
        if (const auto *found = std::get_if<callwire::Candidate>(&message);
            found && found->session == m_session->number())
            m_session->addCandidate(found->candidate);
        const auto *answer = std::get_if<callwire::Answer>(&message);
        if (!answer || answer->session != m_session->number())
            return;
        if (const auto set = m_session->setAnswer(answer->sdp); !set)
            say(callwire::Trouble{answer->session, set.fault()});
    }
}

void CallEngine::begin(const callwire::Begin &wanted)
{
    const auto number = wanted.session;
    m_session = std::make_unique<MediaSession>(
        number, wanted.setup, m_frames, m_clock, [this](const CallMessage &message) { say(message); }, m_trial);
    m_next.reset();
    if (const auto begun = m_session->begin(); !begun) {
        std::fprintf(stderr, "yizhan-call: %s\n", begun.error().detail.c_str());
        say(callwire::Trouble{number, begun.fault()});
        endSession();
    }
}

void CallEngine::endSession()
{
    if (std::exchange(m_isEnding, true))
        return;
    m_session->end([this] { m_inbox.post([this] { sessionEnded(); }); });
}

void CallEngine::sessionEnded()
{
    const bool wasCall = m_session->number() != kRehearsal;
    m_session.reset();
    m_isEnding = false;
    if (m_next)
        begin(callwire::Begin(*m_next));
    else if (std::exchange(m_isEndAwaited, false) || wasCall)
        say(callwire::Ended{});
}

void CallEngine::say(const CallMessage &message)
{
    // A kiosk that does not read gets no more pictures announced; it does get the rest.
    if (std::holds_alternative<callwire::Shown>(message) && m_socket.bytesToWrite() > callwire::kLongest)
        return;
    if (m_socket.bytesToWrite() < kMostUnsent)
        m_socket.write(encode(message));
}

int runCallProgram(int argc, char **argv, EngineTrial trial)
{
    const std::string_view first = argc > 1 ? argv[1] : "";
    if (first == "--version") {
        std::printf("yizhan-call %s\n", YIZHAN_VERSION);
        return 0;
    }
    int control = -1;
    int memory = -1;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view word = argv[i];
        (word == "--control" ? control : memory) = descriptorOf(argv[i + 1]);
        if (word != "--control" && word != "--frames")
            control = -1;
    }
    if (argc != 5 || control < 0 || memory < 0) {
        std::fprintf(
            first == "--help" ? stdout : stderr,
            "yizhan-call --control DESCRIPTOR --frames DESCRIPTOR\n"
            "Makes the media of a video call; started by the kiosk, which hands it a socket and shared memory.\n"
            "  --version  --help\n");
        return first == "--help" ? 0 : 2;
    }
    QCoreApplication application(argc, argv);
    if (const auto prepared = prepareGStreamer(); !prepared)
        return 1;
    if (const auto missing = missingElements(); !missing.empty()) {
        std::fprintf(stderr, "yizhan-call: GStreamer lacks %s\n", missing.c_str());
        return 3;
    }
    auto frames = FrameSlots::attach(memory);
    if (!frames)
        return 2;
    // After GStreamer wrote down what it has, and before anything of it runs.
    if (const auto confined = confine(); !confined)
        std::fprintf(stderr, "yizhan-call: %s\n", confined.error().detail.c_str());
    CallEngine engine(control, std::move(*frames), trial);
    return QCoreApplication::exec();
}

} // namespace yz
