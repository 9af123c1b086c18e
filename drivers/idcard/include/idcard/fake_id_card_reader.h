// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "idcard/id_card_reader.h"

#include <optional>
#include <string_view>
#include <variant>

namespace yz {

/** What the puppet can be told. */
namespace puppet {
struct Lay
{
    IdCard card;
};
struct Lift
{
};
struct Fail
{
    Fault fault;
};
struct Become
{
    DeviceState state;
};
} // namespace puppet
using PuppetOrder = std::variant<puppet::Lay, puppet::Lift, puppet::Fail, puppet::Become>;

/**
 * One line of the puppet's language; BadInput, naming the word that is none:
 *
 *     card lay [resident|hkmotw|foreigner2017|foreigner2023] [field=value…]
 *     card lift
 *     reader fail FAULT           as in the enum: CardMoved, CardDoubtful, TimedOut …
 *     reader ready|absent|broken
 *
 * Fields: name english sex nation birth address number issuer from to permit issues nationality; `field="two words"`.
 * What is left out is invented and fits together.
 */
Result<PuppetOrder> parsePuppetLine(std::string_view line);

/**
 * A puppet for journeys and the training mode: keeps the contract of IdCardReader, and answers when it is told to. A
 * card is read once until it is lifted, as on a real reader; nothing times out by itself.
 * Thread: the owner's only.
 */
class FakeIdCardReader final : public IdCardReader
{
    Q_OBJECT
public:
    using IdCardReader::IdCardReader;

    CardRequestId read(Milliseconds patience) override;
    void cancel(CardRequestId request) override;
    DeviceState state() const override { return m_state; }

    /** The read under way, or else the next one, gets it; unless it is lifted before. */
    void lay(IdCard card);
    void lift() { m_card.reset(); }
    /** The read under way, or else the next one, fails. */
    void fail(Fault fault);
    void become(DeviceState state);
    void absent() { become(DeviceState::Absent); }
    void obey(PuppetOrder order);

    bool isWaiting() const { return m_underWay.has_value(); }

private:
    void answer(CardRequestId request, Result<IdCard> result);

    DeviceState m_state = DeviceState::Ready;
    CardRequestId m_lastId = 0;
    std::optional<CardRequestId> m_underWay;
    std::optional<IdCard> m_card; ///< lies there and was not read yet
    std::optional<Fault> m_nextFault;
};

} // namespace yz
