// SPDX-License-Identifier: Apache-2.0
#include "idcard/fake_id_card_reader.h"

namespace yz {

CardRequestId FakeIdCardReader::read(Milliseconds)
{
    const auto id = ++m_lastId;
    m_underWay = id;
    if (m_state != DeviceState::Ready)
        m_prepared = Error{Fault::DeviceAbsent, "the puppet is unplugged"};
    if (m_prepared) {
        auto result = std::move(*m_prepared);
        m_prepared.reset();
        answer(std::move(result));
    }
    return id;
}

void FakeIdCardReader::cancel(CardRequestId request)
{
    if (m_underWay == request)
        answer(Error{Fault::Cancelled, "the request was withdrawn"});
}

void FakeIdCardReader::lay(IdCard card)
{
    if (m_underWay)
        answer(std::move(card));
    else
        m_prepared = Result<IdCard>(std::move(card));
}

void FakeIdCardReader::fail(Fault fault)
{
    const Error error{fault, "as the puppet was told"};
    if (m_underWay)
        answer(error);
    else
        m_prepared = Result<IdCard>(error);
}

void FakeIdCardReader::become(DeviceState state)
{
    m_state = state;
    Q_EMIT stateChanged(state);
}

void FakeIdCardReader::answer(Result<IdCard> result)
{
    const auto id = *m_underWay;
    m_underWay.reset();
    // shared: see IdCardAnswer; queued, as a real reader's answer is
    auto shared = std::make_shared<Result<IdCard>>(std::move(result));
    QMetaObject::invokeMethod(
        this, [this, id, shared = std::move(shared)] { Q_EMIT finished(id, shared); }, Qt::QueuedConnection);
}

} // namespace yz
