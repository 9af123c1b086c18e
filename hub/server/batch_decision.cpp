// SPDX-License-Identifier: Apache-2.0
#include "batch_decision.h"

#include <algorithm>

namespace yz::hub {
namespace {

class Decider
{
public:
    explicit Decider(Ground &ground) : m_ground(ground) {}

    BatchDecision take() && { return std::move(m_decision); }

    void decideOne(const HandedIn &handed)
    {
        Standing &standing = m_ground.standings[handed.terminal];
        m_decision.answers.push_back(answerTo(handed, standing));
    }

private:
    IntakeAnswer answerTo(const HandedIn &handed, Standing &standing)
    {
        if (standing.blocked)
            return Refusal{Problem::TerminalBlocked};
        const auto verdict = judge(standing, handed.position);
        if (const auto it = m_ground.held.find(handed.id); it != m_ground.held.end())
            return again(handed, it->second, standing, verdict.fit);
        if (verdict.fit == Fit::Gap)
            return Refusal{Problem::SeqGap, verdict.expected};
        if (verdict.fit == Fit::Fork)
            return Refusal{Problem::SeqFork};
        if (!handed.order)
            return entomb(handed, standing);
        return accept(handed, standing);
    }

    IntakeAnswer again(const HandedIn &handed, const Held &held, Standing &standing, Fit fit)
    {
        if (held.terminal != handed.terminal || held.digest != handed.digest)
            return Refusal{Problem::IdReused};
        if (fit == Fit::Next) {
            m_decision.carried.push_back(&handed);
            moveOn(handed, standing);
        }
        if (!held.reason.empty())
            return Refusal{Problem::Rejected, std::nullopt, held.reason};
        return Accepted{false, held.receipt};
    }

    IntakeAnswer entomb(const HandedIn &handed, Standing &standing)
    {
        const auto &reason = handed.order.error().detail;
        m_decision.rows.push_back({&handed, true, reason});
        m_ground.held[handed.id] = {handed.terminal, handed.digest, reason};
        moveOn(handed, standing);
        return Refusal{Problem::Rejected, std::nullopt, reason};
    }

    IntakeAnswer accept(const HandedIn &handed, Standing &standing)
    {
        m_decision.rows.push_back({&handed, false});
        m_ground.held[handed.id] = {handed.terminal, handed.digest, {}, handed.receipt};
        moveOn(handed, standing);
        return Accepted{true, handed.receipt};
    }

    void moveOn(const HandedIn &handed, Standing &standing)
    {
        advance(standing, handed.position, handed.id, handed.digest);
        auto &moved = m_decision.movedTerminals;
        if (std::ranges::find(moved, handed.terminal) == moved.end())
            moved.push_back(handed.terminal);
    }

    Ground &m_ground;
    BatchDecision m_decision;
};

} // namespace

BatchDecision decide(Ground &ground, std::span<const IntakeItem> batch)
{
    Decider decider(ground);
    for (const auto &item : batch)
        decider.decideOne(item->request);
    return std::move(decider).take();
}

} // namespace yz::hub
