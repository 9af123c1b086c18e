// SPDX-License-Identifier: Apache-2.0
#include "callflow/call_desk.h"

namespace yz::callflow {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kTick = 250ms;

CallMedia mediaOf(Media media)
{
    return media == Media::Video ? CallMedia::Video : CallMedia::Audio;
}

} // namespace

CallDesk::CallDesk(Signalling &signalling, CallProcess &process, const Clock &clock, EventLog &log)
    : m_signalling(signalling), m_process(process), m_clock(clock), m_log(log)
{
    connect(&m_signalling, &Signalling::up, this, [this] { happen(LinkUp{}); });
    connect(&m_signalling, &Signalling::down, this, [this] { happen(LinkDown{}); });
    connect(&m_signalling, &Signalling::received, this, &CallDesk::heard);
    connect(&m_process, &CallProcess::offerReady, this,
            [this](int session, const QString &sdp) { happen(MediaOffer{session, sdp}); });
    connect(&m_process, &CallProcess::candidateReady, this, [this](int session, const CallCandidate &candidate) {
        happen(MediaCandidate{session, {candidate.mid, candidate.index, candidate.candidate}});
    });
    connect(&m_process, &CallProcess::stateChanged, this, [this](CallState state) {
        if (state == CallState::Flowing)
            happen(MediaHealth{Health::Flowing});
        else if (state == CallState::Stalled)
            happen(MediaHealth{Health::Stalled});
        else if (state == CallState::Failed)
            happen(MediaHealth{Health::Failed});
    });
    connect(&m_process, &CallProcess::broken, this, [this] { happen(MediaGone{}); });
    connect(&m_tick, &QTimer::timeout, this, &CallDesk::tick);
}

void CallDesk::begin(const Wish &wish)
{
    m_log.write(EventId::CallBegun, {{"call", wish.call}});
    m_tick.start(kTick);
    happen(Begin{wish});
}

void CallDesk::drop()
{
    happen(Drop{});
    m_tick.stop();
    m_process.stop(); // also what the flow thought had stopped long ago
    m_signalling.close();
    m_state = State{};
}

void CallDesk::heard(const QByteArray &frame)
{
    auto received = decode(frame);
    if (received)
        happen(Heard{*std::move(received)});
    else
        ++m_droppedSignals;
}

void CallDesk::happen(const Event &event)
{
    const Standing before = m_state.standing;
    auto flowed = flow(std::move(m_state), event, m_clock.now());
    m_state = std::move(flowed.state);
    for (const auto &effect : flowed.effects)
        std::visit([this](const auto &one) { carryOut(one); }, effect);
    if (m_state.standing == before)
        return;
    if (m_state.standing.phase == Phase::Ended && before.phase != Phase::Ended) {
        m_log.write(EventId::CallEnded,
                    {{"call", m_state.wish.call}, {"how", static_cast<std::int64_t>(m_state.standing.end)}});
        m_tick.stop();
    }
    Q_EMIT changed(Standing(m_state.standing));
}

void CallDesk::carryOut(const Send &effect)
{
    m_signalling.send(encode(m_state.wish.call, effect.session, effect.message));
}

void CallDesk::carryOut(const StartMedia &effect)
{
    CallSetup setup;
    setup.media = mediaOf(effect.media);
    for (const auto &server : effect.ice)
        setup.iceServers.push_back({server.urls, server.username, server.credential});
    m_process.start(setup);
}

void CallDesk::carryOut(const GiveCandidate &effect)
{
    m_process.addCandidate({effect.candidate.mid, effect.candidate.index, effect.candidate.candidate});
}

void CallDesk::carryOut(const ChangeMedia &effect)
{
    m_process.setMedia(mediaOf(effect.media));
}

} // namespace yz::callflow
