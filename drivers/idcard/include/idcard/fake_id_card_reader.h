// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "idcard/id_card_reader.h"

#include <optional>

namespace yz {

/** A puppet for journeys and the training mode: answers when it is told to. Thread: the owner's only. */
class FakeIdCardReader final : public IdCardReader
{
    Q_OBJECT
public:
    using IdCardReader::IdCardReader;

    CardRequestId read(Milliseconds patience) override;
    void cancel(CardRequestId request) override;
    DeviceState state() const override { return m_state; }

    /** A card is laid down: the read under way, or else the next one, gets it. */
    void lay(IdCard card);
    /** The read under way, or else the next one, fails. */
    void fail(Fault fault);
    void become(DeviceState state);
    bool isWaiting() const { return m_underWay.has_value(); }

private:
    void answer(Result<IdCard> result);

    DeviceState m_state = DeviceState::Ready;
    CardRequestId m_lastId = 0;
    std::optional<CardRequestId> m_underWay;
    std::optional<Result<IdCard>> m_prepared;
};

} // namespace yz
