// SPDX-License-Identifier: Apache-2.0
#include "sdt_session.h"

#include "card_record.h"

#include <algorithm>

namespace yz::sdt {
namespace {

/** Out of step more often than this, one after the other, is no accident any more. */
constexpr int kMaxRestarts = 3;
constexpr const char *kSilent = "the reader does not answer";

struct Stage
{
    Command command;
    Milliseconds Timing::*patience;
};
constexpr std::array kStages = {
    Stage{Command::FindCard, &Timing::find},
    Stage{Command::SelectCard, &Timing::select},
    Stage{Command::ReadCard, &Timing::read},
};

} // namespace

SdtSession::SdtSession(std::unique_ptr<UsbDevice> device, const Clock &clock, Timing timing)
    : m_device(std::move(device)), m_clock(clock), m_timing(timing)
{
}

Result<void> SdtSession::probe(const std::optional<Pipes> &likely)
{
    const auto *interface = speakingInterface(m_device->interfaces());
    if (interface == nullptr)
        return {Fault::DeviceBroken, "the reader has no interface"};
    if (auto claimed = m_device->claim(*interface); !claimed)
        return claimed;
    auto ways = possiblePipes(*interface);
    if (const auto last = std::find(ways.begin(), ways.end(), likely); last != ways.end())
        std::rotate(ways.begin(), last, std::next(last)); // the way that answered last goes first
    Error trouble{Fault::DeviceBroken, "the reader has no pair of pipes"};
    for (const auto &way : ways) {
        m_link.emplace(*m_device, way, m_clock);
        const auto reply = m_link->ask(Command::Status, m_timing.status);
        if (reply) {
            const auto &meaning = meaningOf(reply->status);
            if (meaning.action != Action::GoOn)
                return {Fault::DeviceBroken, meaning.detail};
            m_pipes = way;
            return {};
        }
        trouble = reply.error();
        if (trouble.fault == Fault::DeviceAbsent || trouble.fault == Fault::Cancelled)
            return trouble;
        if (trouble.fault == Fault::TimedOut) // to the caller that would mean that no card came
            trouble = {Fault::DeviceGarbled, kSilent};
        // Half a frame may stand in the pipes of the wrong way.
        for (const auto endpoint : {way.headerOut, way.headerIn, way.bodyOut, way.bodyIn})
            (void)m_device->clearHalt(endpoint);
    }
    return trouble;
}

Result<Action> SdtSession::command(Command command, Milliseconds patience, Reply &reply)
{
    auto answer = m_link->ask(command, patience);
    if (!answer) {
        m_trouble = answer.error();
        return answer.error();
    }
    const auto &meaning = meaningOf(answer->status);
    if (meaning.action != Action::GoOn)
        m_trouble = {meaning.fault, meaning.detail};
    if (meaning.action == Action::Reset) {
        if (auto reset = m_link->ask(Command::Reset, m_timing.status); reset.failedWith(Fault::DeviceAbsent))
            return reset.error();
    }
    reply = *std::move(answer);
    return meaning.action;
}

/** Why a card whose reading was begun was not read. Asking once more is no use, for it answers no second find until it
 *  is lifted: so when its answer was lost on the way, laying it down again is what the citizen has to do. */
Error SdtSession::unread(const Result<Action> &done) const
{
    if (done.failedWith(Fault::TimedOut))
        return {Fault::CardMoved, "the answer with the card did not come"};
    if (done && *done == Action::StartOver)
        return {Fault::CardMoved, m_trouble.detail};
    return m_trouble;
}

/** Find, select, read. GoOn: the card has been read; else what to do now, and m_trouble says why. */
Result<Action> SdtSession::attempt(const OnFound &onFound, std::optional<IdCard> &card)
{
    Reply reply;
    for (const auto &stage : kStages) {
        const bool isReading = stage.command == Command::ReadCard;
        const auto done = command(stage.command, m_timing.*stage.patience, reply);
        if (isReading && (!done || *done != Action::GoOn))
            return unread(done);
        if (done.failedWith(Fault::TimedOut)) {
            m_trouble = {Fault::DeviceGarbled, kSilent};
            return Action::StartOver;
        }
        if (!done || *done != Action::GoOn)
            return done;
        if (stage.command == Command::FindCard)
            onFound();
    }
    auto decoded = decodeCard(reply.data);
    if (!decoded)
        return decoded.error();
    card = *std::move(decoded);
    return Action::GoOn;
}

Result<IdCard> SdtSession::readCard(Deadline deadline, const Pause &pause, const OnFound &onFound)
{
    int restarts = 0;
    for (;;) {
        std::optional<IdCard> card;
        const auto action = attempt(onFound, card);
        if (!action)
            return action.error();
        if (card)
            return *std::move(card);
        if (*action == Action::Fail || *action == Action::Resend)
            return m_trouble;
        const bool isQuiet = *action == Action::WaitCard;
        restarts = isQuiet ? 0 : restarts + 1;
        if (restarts > kMaxRestarts)
            return m_trouble;
        const auto left = deadline.remaining(m_clock);
        if (left == Milliseconds(0))
            return isQuiet ? Result<IdCard>(Fault::TimedOut, "no card was laid down") : Result<IdCard>(m_trouble);
        if (!pause(std::min(left, m_timing.betweenFinds)))
            return {Fault::Cancelled, "the request was withdrawn"};
    }
}

} // namespace yz::sdt
