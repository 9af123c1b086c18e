// SPDX-License-Identifier: Apache-2.0
#include "sdt_session.h"

#include "card_record.h"

#include <algorithm>

namespace yz::sdt {
namespace {

/** Out of step more often than this is no accident any more. */
constexpr int kMaxRestarts = 3;

} // namespace

SdtSession::SdtSession(std::unique_ptr<UsbDevice> device, Pipes pipes, const Clock &clock, Timing timing)
    : m_device(std::move(device)), m_link(*m_device, pipes, clock), m_clock(clock), m_timing(timing)
{
}

Result<std::unique_ptr<SdtSession>> SdtSession::open(std::unique_ptr<UsbDevice> device, const Clock &clock,
                                                     Timing timing)
{
    const auto *interface = speakingInterface(device->interfaces());
    if (interface == nullptr)
        return {Fault::DeviceBroken, "the reader has no interface"};
    if (auto claimed = device->claim(*interface); !claimed)
        return claimed.error();
    const auto ways = possiblePipes(*interface);
    Error trouble{Fault::DeviceBroken, "the reader has no pair of pipes"};
    for (const auto &pipes : ways) {
        SdtLink link(*device, pipes, clock);
        const auto reply = link.ask(Command::Status, timing.status);
        if (reply) {
            const auto &meaning = meaningOf(reply->status);
            if (meaning.action != Action::GoOn)
                return {Fault::DeviceBroken, meaning.detail};
            return std::unique_ptr<SdtSession>(new SdtSession(std::move(device), pipes, clock, timing));
        }
        trouble = reply.error();
        if (trouble.fault == Fault::DeviceAbsent || trouble.fault == Fault::Cancelled)
            return trouble;
        // Half a frame may stand in the pipes of the wrong way.
        for (const auto endpoint : {pipes.headerOut, pipes.headerIn, pipes.bodyOut, pipes.bodyIn})
            (void)device->clearHalt(endpoint);
    }
    return trouble;
}

Result<Action> SdtSession::command(Command command, Milliseconds patience, Reply &reply)
{
    auto answer = m_link.ask(command, patience);
    if (!answer)
        return answer.error();
    const auto &meaning = meaningOf(answer->status);
    if (meaning.action != Action::GoOn)
        m_lastTrouble = {meaning.fault, meaning.detail};
    reply = *std::move(answer);
    return meaning.action;
}

Error SdtSession::readTrouble() const
{
    const bool isLostAnswer = m_lastTrouble.fault == Fault::TimedOut;
    return isLostAnswer ? Error{Fault::CardMoved, "the answer with the card did not come"} : m_lastTrouble;
}

Result<IdCard> SdtSession::readCard(Deadline deadline, const Pause &pause, const std::function<void()> &onFound)
{
    struct Stage
    {
        Command command;
        Milliseconds patience;
    };
    const std::array stages = {Stage{Command::FindCard, m_timing.find}, Stage{Command::SelectCard, m_timing.select},
                               Stage{Command::ReadCard, m_timing.read}};
    int restarts = 0;
    for (;;) {
        Reply reply;
        Action action = Action::GoOn;
        for (const auto &stage : stages) {
            const auto done = command(stage.command, stage.patience, reply);
            if (done.failedWith(Fault::TimedOut)) {
                m_lastTrouble = stage.command == Command::ReadCard
                                    ? done.error()
                                    : Error{Fault::DeviceGarbled, "the reader does not answer"};
                action = Action::StartOver;
            } else if (!done) {
                return done.error();
            } else {
                action = *done;
            }
            if (action != Action::GoOn) {
                // A card whose reading was begun answers no second find until it is lifted.
                if (stage.command == Command::ReadCard)
                    return readTrouble();
                break;
            }
            if (stage.command == Command::FindCard)
                onFound();
        }
        if (action == Action::GoOn)
            return decodeCard(reply.data);
        if (action == Action::Fail || action == Action::Resend)
            return m_lastTrouble;
        if (action == Action::StartOver && ++restarts > kMaxRestarts)
            return m_lastTrouble;
        const auto left = deadline.remaining(m_clock);
        if (left == Milliseconds(0))
            return action == Action::StartOver ? Result<IdCard>(m_lastTrouble)
                                               : Result<IdCard>(Fault::TimedOut, "no card was laid down");
        if (!pause(std::min(left, m_timing.betweenFinds)))
            return {Fault::Cancelled, "the request was withdrawn"};
    }
}

} // namespace yz::sdt
