// SPDX-License-Identifier: Apache-2.0
#include "idcard/fake_id_card_reader.h"

#include <utility>

namespace yz {
namespace {

Error asTold(Fault fault)
{
    return {fault, "as the puppet was told"};
}

template <class... Call>
struct Cases : Call...
{
    using Call::operator()...;
};

} // namespace

CardRequestId FakeIdCardReader::read(Milliseconds)
{
    const auto id = ++m_lastId;
    if (m_underWay) {
        answer(id, Error{Fault::DeviceBusy, "a read is under way"});
        return id;
    }
    m_underWay = id;
    if (m_state != DeviceState::Ready)
        answer(id, asTold(m_state == DeviceState::Broken ? Fault::DeviceBroken : Fault::DeviceAbsent));
    else if (m_nextFault)
        answer(id, asTold(*std::exchange(m_nextFault, std::nullopt)));
    else if (m_card)
        lay(*std::exchange(m_card, std::nullopt));
    return id;
}

void FakeIdCardReader::cancel(CardRequestId request)
{
    if (m_underWay == request)
        answer(request, Error{Fault::Cancelled, "the request was withdrawn"});
}

void FakeIdCardReader::lay(IdCard card)
{
    if (!m_underWay) {
        m_card = std::move(card);
        return;
    }
    const auto id = *m_underWay;
    QMetaObject::invokeMethod(this, [this, id] { Q_EMIT reading(id); }, Qt::QueuedConnection);
    answer(id, std::move(card));
}

void FakeIdCardReader::fail(Fault fault)
{
    if (m_underWay)
        answer(*m_underWay, asTold(fault));
    else
        m_nextFault = fault;
}

void FakeIdCardReader::become(DeviceState state)
{
    if (m_state == state)
        return;
    m_state = state;
    if (m_underWay && state != DeviceState::Ready)
        answer(*m_underWay, asTold(state == DeviceState::Broken ? Fault::DeviceBroken : Fault::DeviceAbsent));
    Q_EMIT stateChanged(state);
}

void FakeIdCardReader::obey(PuppetOrder order)
{
    std::visit(Cases{[this](puppet::Lay &laid) { lay(std::move(laid.card)); }, [this](const puppet::Lift &) { lift(); },
                     [this](const puppet::Fail &failing) { fail(failing.fault); },
                     [this](const puppet::Become &becoming) { become(becoming.state); }},
               order);
}

void FakeIdCardReader::answer(CardRequestId request, Result<IdCard> result)
{
    if (m_underWay == request)
        m_underWay.reset();
    // shared: see IdCardAnswer; queued, as a real reader's answer is
    auto shared = std::make_shared<Result<IdCard>>(std::move(result));
    QMetaObject::invokeMethod(
        this, [this, request, shared = std::move(shared)] { Q_EMIT finished(request, shared); }, Qt::QueuedConnection);
}

} // namespace yz
