// SPDX-License-Identifier: Apache-2.0
// Questions to the hub, and the call.
#include "visit/runner.h"

namespace yz {

void Runner::carryOut(const AskProgress &effect)
{
    const auto visit = m_state.visit;
    if (m_rooms.inquirer == nullptr) {
        QMetaObject::invokeMethod(
            this,
            [this, visit] { happen(ProgressCame{visit, {Fault::HubUnreachable, "this terminal has no hub to ask"}}); },
            Qt::QueuedConnection);
        return;
    }
    const auto ask = [this, visit](const ProgressQuestion &question) {
        m_rooms.inquirer->askProgress(question, [this, visit](Result<ProgressAnswer> progress) {
            happen(ProgressCame{visit, std::move(progress)});
        });
    };
    if (effect.slip) {
        const bool hasCard = !effect.idNumber.isEmpty();
        return ask({{}, effect.slip->order, effect.idNumber, hasCard ? QByteArray() : effect.slip->digest});
    }
    // An order of this terminal is asked for by its id; of another, the hub knows the number.
    m_rooms.storeWorker.run(
        this, [store = &m_rooms.store, number = effect.number] { return store->orderOf(number); },
        [this, visit, effect, ask](const Result<Uuid> &order) {
            if (visit != m_state.visit)
                return;
            ProgressQuestion question{effect.number.toUpper(), {}, effect.idNumber, {}};
            if (order)
                question.order = *order;
            ask(question);
        });
}

void Runner::carryOut(const AskDuty &)
{
    if (m_rooms.inquirer != nullptr)
        m_rooms.inquirer->askDuty([this](Result<Duty> duty) { happen(DutyCame{std::move(duty)}); });
}

void Runner::carryOut(const StartCall &effect)
{
    if (m_rooms.callDesk != nullptr)
        m_rooms.callDesk->begin(effect.wish);
}

void Runner::carryOut(const DropCall &)
{
    if (m_rooms.callDesk != nullptr)
        m_rooms.callDesk->drop();
}

void Runner::carryOut(const ReduceCall &effect)
{
    if (m_rooms.callDesk != nullptr)
        m_rooms.callDesk->reduceTo(effect.media);
}

void Runner::carryOut(const SayInCall &effect)
{
    if (m_rooms.callDesk != nullptr)
        m_rooms.callDesk->say(effect.text);
}

} // namespace yz
