// SPDX-License-Identifier: Apache-2.0
#include "callflow/call_flow.h"

#include <array>

namespace yz::callflow {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kReach = 10s;   ///< for the hub to say anything at all
constexpr Milliseconds kConnect = 10s; ///< from "accepted" to the first frame
constexpr Milliseconds kQueueUnlinked = 20s;
constexpr Milliseconds kStall = 4s;         ///< without a frame before the session is built anew
constexpr Milliseconds kMostUnlinked = 20s; ///< with nothing flowing either
constexpr Milliseconds kPing = 3s;
constexpr std::array<Milliseconds, 3> kRebuildAfter = {1s, 3s, 6s};
constexpr std::size_t kMostLines = 200;

End endFor(const QByteArray &reason, bool answered)
{
    if (reason == "agent-ended")
        return End::AgentEnded;
    if (reason == "agent-left")
        return End::AgentLeft;
    if (reason == "refused")
        return End::Refused;
    if (reason == "nobody")
        return End::Nobody;
    return answered ? End::Broken : End::Unreachable;
}

class Flow
{
public:
    Flow(State &state, std::vector<Effect> &effects, Instant now)
        : m_state(state), m_standing(state.standing), m_effects(effects), m_now(now)
    {
    }

    void on(const Begin &event)
    {
        if (m_standing.phase != Phase::Consent && m_standing.phase != Phase::Ended)
            return; // one call at a time
        m_state = State{};
        m_state.wish = event.wish;
        m_standing.media = event.wish.media;
        m_state.lostAt = m_now;
        enter(Phase::Requesting);
        m_effects.push_back(OpenLink{});
    }
    void on(const LinkUp &)
    {
        if (!isOn())
            return;
        m_state.linked = true;
        if (m_standing.phase == Phase::Requesting || m_standing.phase == Phase::Queued)
            send(say::Request{m_standing.media, m_state.wish.topic, m_state.wish.order});
        else if (!m_state.flowing && m_standing.media != Media::Text)
            rebuild(); // the hub may have lost the thread: a new offer takes it up
        if (m_standing.media == Media::Text)
            m_standing.unstable = false;
    }
    void on(const LinkDown &)
    {
        if (!isOn() || !m_state.linked)
            return;
        m_state.linked = false;
        m_state.lostAt = m_now;
        if (m_standing.media == Media::Text)
            m_standing.unstable = true;
    }
    void on(const Heard &event)
    {
        const bool mine = event.received.call.isNull() || event.received.call == m_state.wish.call;
        if (!isOn() || !mine)
            return;
        const int session = event.received.session;
        std::visit([this, session](const auto &message) { hear(message, session); }, event.received.message);
    }
    void on(const MediaOffer &event)
    {
        if (!isOn() || !m_state.mediaRuns)
            return;
        m_state.session = event.session;
        send(say::Offer{event.sdp});
    }
    void on(const MediaCandidate &event)
    {
        if (isOn() && m_state.mediaRuns && event.session == m_state.session)
            send(event.candidate);
    }
    void on(const MediaHealth &event)
    {
        if (!isOn() || !m_state.mediaRuns)
            return;
        switch (event.health) {
        case Health::Flowing:
            m_state.flowing = true;
            m_state.tries = 0;
            m_state.rebuildAt.reset();
            m_standing.unstable = false;
            if (m_standing.phase != Phase::InCall)
                enter(Phase::InCall);
            break;
        case Health::Stalled:
            if (m_state.flowing)
                m_state.stallAt = m_now;
            m_state.flowing = false;
            m_standing.unstable = true;
            break;
        case Health::Failed:
            m_state.flowing = false;
            reconnect();
        }
    }
    void on(const MediaGone &)
    {
        if (!isOn() || !m_state.mediaRuns)
            return;
        m_state.mediaRuns = false;
        m_state.flowing = false;
        reconnect();
    }
    void on(const Reduce &event)
    {
        if (isOn() && event.media > m_standing.media)
            reduceTo(event.media, false);
    }
    void on(const Say &event)
    {
        if (!isOn() || m_standing.agent.isEmpty())
            return;
        addLine(true, event.text);
        send(say::Text{event.text});
    }
    void on(const Drop &)
    {
        if (!isOn())
            return;
        send(say::Bye{"hung-up"});
        end(End::HungUp);
    }
    void on(const Tick &);

private:
    // What the hub says
    void hear(const say::Hello &message, int) { m_state.ice = message.ice; }
    void hear(const say::Queued &message, int)
    {
        if (m_standing.phase != Phase::Requesting && m_standing.phase != Phase::Queued)
            return;
        m_standing.place = message.place;
        m_standing.waitSeconds = message.waitSeconds;
        if (m_standing.phase != Phase::Queued)
            enter(Phase::Queued);
    }
    void hear(const say::Accepted &message, int)
    {
        if (m_standing.phase != Phase::Requesting && m_standing.phase != Phase::Queued)
            return;
        m_standing.agent = message.display;
        m_standing.organisation = message.organisation;
        if (m_standing.media == Media::Text) {
            enter(Phase::InCall);
            return;
        }
        enter(Phase::Negotiating);
        startMedia();
    }
    void hear(const say::Answer &message, int session)
    {
        if (session != m_state.session || !m_state.mediaRuns)
            return; // of a session that was rebuilt
        m_effects.push_back(GiveAnswer{message.sdp});
        if (m_standing.phase == Phase::Negotiating)
            enter(Phase::Connecting);
    }
    void hear(const say::Candidate &message, int session)
    {
        if (session == m_state.session && m_state.mediaRuns)
            m_effects.push_back(GiveCandidate{message});
    }
    void hear(const say::Text &message, int)
    {
        if (!m_standing.agent.isEmpty())
            addLine(false, message.text);
    }
    void hear(const say::Bye &message, int) { end(endFor(message.reason, !m_standing.agent.isEmpty())); }
    void hear(const say::Pong &, int) {}

    bool isOn() const { return m_standing.phase != Phase::Consent && m_standing.phase != Phase::Ended; }
    void enter(Phase phase)
    {
        m_standing.phase = phase;
        m_state.since = m_now;
    }
    void send(ToHub message) { m_effects.push_back(Send{m_state.session, std::move(message)}); }
    void addLine(bool mine, const QString &text)
    {
        if (m_standing.lines.size() >= kMostLines)
            m_standing.lines.erase(m_standing.lines.begin());
        m_standing.lines.push_back({mine, text});
    }
    void startMedia()
    {
        m_state.mediaRuns = true;
        m_effects.push_back(StartMedia{m_standing.media, m_state.ice});
    }
    void stopMedia()
    {
        if (m_state.mediaRuns)
            m_effects.push_back(StopMedia{});
        m_state.mediaRuns = false;
        m_state.flowing = false;
    }
    void rebuild()
    {
        m_state.rebuildAt.reset();
        m_state.since = m_now;
        if (m_state.mediaRuns)
            m_effects.push_back(RebuildMedia{});
        else
            startMedia();
    }
    void reconnect()
    {
        m_standing.unstable = true;
        if (m_state.tries >= static_cast<int>(kRebuildAfter.size())) {
            reduceTo(m_standing.media == Media::Video ? Media::Audio : Media::Text, true);
            return;
        }
        m_state.rebuildAt = m_now + kRebuildAfter[static_cast<std::size_t>(m_state.tries)];
        ++m_state.tries;
        enter(Phase::Reconnecting);
    }
    void reduceTo(Media media, bool because)
    {
        m_standing.media = media;
        m_state.tries = 0;
        send(say::Degrade{media});
        if (media == Media::Text) {
            stopMedia();
            m_state.rebuildAt.reset();
            m_standing.unstable = !m_state.linked;
            if (!m_standing.agent.isEmpty())
                enter(Phase::InCall);
            return;
        }
        m_effects.push_back(ChangeMedia{media});
        if (because)
            enter(Phase::Reconnecting); // a new offer comes of it
    }
    void end(End how)
    {
        stopMedia();
        m_standing.end = how;
        m_standing.unstable = false;
        m_state.rebuildAt.reset();
        m_effects.push_back(CloseLink{});
        enter(Phase::Ended);
    }

    State &m_state;
    Standing &m_standing;
    std::vector<Effect> &m_effects;
    Instant m_now;
};

void Flow::on(const Tick &)
{
    if (!isOn())
        return;
    if (m_state.linked && m_now - m_state.pingedAt >= kPing) {
        m_state.pingedAt = m_now;
        send(say::Ping{});
    }
    const auto inPhase = m_now - m_state.since;
    const auto unlinked = m_state.linked ? Milliseconds(0) : m_now - m_state.lostAt;
    switch (m_standing.phase) {
    case Phase::Requesting:
        if (inPhase >= kReach)
            end(End::Unreachable);
        return;
    case Phase::Queued:
        if (unlinked >= kQueueUnlinked)
            end(End::Unreachable);
        return;
    case Phase::Negotiating:
    case Phase::Connecting:
        if (inPhase >= kConnect)
            reconnect();
        return;
    case Phase::InCall:
    case Phase::Reconnecting:
        break;
    case Phase::Consent:
    case Phase::Ended:
        return;
    }
    if (unlinked >= kMostUnlinked && !m_state.flowing) {
        end(End::Broken);
    } else if (m_standing.media == Media::Text) {
        return;
    } else if (m_standing.phase == Phase::InCall) {
        if (!m_state.flowing && m_now - m_state.stallAt >= kStall)
            reconnect();
    } else if (m_state.rebuildAt && m_now >= *m_state.rebuildAt) {
        rebuild();
    } else if (!m_state.rebuildAt && inPhase >= kConnect) {
        reconnect();
    }
}

} // namespace

Flowed flow(State state, const Event &event, Instant now)
{
    Flowed flowed{std::move(state), {}};
    Flow work(flowed.state, flowed.effects, now);
    std::visit([&](const auto &happening) { work.on(happening); }, event);
    return flowed;
}

} // namespace yz::callflow
