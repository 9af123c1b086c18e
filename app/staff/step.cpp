// SPDX-License-Identifier: Apache-2.0
#include "step_work.h"

#include <chrono>

namespace yz::staff {
namespace {

using namespace Qt::StringLiterals;

const QLatin1String kNumberField("staff.number");
const QLatin1String kPinField("staff.pin");

} // namespace

void Step::on(const Knock &)
{
    if (!std::holds_alternative<Outside>(m_state.stage))
        return;
    m_state.touchedAt = m_around.now;
    m_state.cover = Cover::None;
    ask();
}

void Step::ask()
{
    if (m_around.lockedFor > Milliseconds(0))
        m_state.stage = Locked{};
    else
        m_state.stage = AskingNumber{};
}

void Step::on(const Tick &)
{
    if (m_state.isNew || std::holds_alternative<Outside>(m_state.stage))
        return;
    if (std::holds_alternative<Locked>(m_state.stage) && m_around.lockedFor <= Milliseconds(0))
        m_state.stage = AskingNumber{};
    const auto quiet = m_around.now - m_state.touchedAt;
    // What changes the terminal runs to its end, whoever has gone away.
    if (quiet < kStaffPatience || isBusy(m_state)) {
        if (m_state.cover == Cover::Idle)
            m_state.cover = Cover::None;
    } else if (quiet < kStaffPatience + kStaffWarning) {
        m_state.cover = Cover::Idle;
    } else {
        leave(Leave::How::Idle);
    }
}

void Step::on(const PinChecked &event)
{
    auto *checking = std::get_if<CheckingPin>(&m_state.stage);
    if (checking == nullptr)
        return;
    m_state.touchedAt = m_around.now;
    switch (event.answer) {
    case PinChecked::Answer::Right:
        m_state.stage = Inside{event.who, Overview{}};
        m_effects.push_back(NoteEntry{event.who});
        return;
    case PinChecked::Answer::NotNoted:
        m_state.stage = AskingNumber{u"磁盘写不了，密码没有核对。请联系运维。"_s};
        return;
    case PinChecked::Answer::Wrong:
        break;
    }
    if (m_around.lockedFor > Milliseconds(0))
        m_state.stage = Locked{};
    else // which of the two was wrong is nobody's business
        m_state.stage = AskingNumber{u"工号或密码不对，请再试一次。"_s};
}

void Step::on(const Intent &intent)
{
    m_state.touchedAt = m_around.now;
    std::visit([this](const auto &wish) { wants(wish); }, intent);
}

void Step::wants(const GoBack &)
{
    auto *inside = std::get_if<Inside>(&m_state.stage);
    if (isBusy(m_state))
        return;
    if (m_state.isNew) {
        *page<AtStick>() = {};
    } else if (std::holds_alternative<AskingPin>(m_state.stage)) {
        ask();
    } else if (inside == nullptr || std::holds_alternative<Overview>(inside->page)) {
        leave(Leave::How::Asked);
    } else if (auto *settings = page<AtSettings>();
               settings != nullptr && settings->doing == AtSettings::Doing::Asking) {
        settings->doing = AtSettings::Doing::Nothing;
    } else {
        inside->page = Overview{};
    }
}

void Step::wants(const GoHome &)
{
    auto *inside = std::get_if<Inside>(&m_state.stage);
    if (m_state.isNew)
        wants(GoBack{});
    else if (m_state.cover == Cover::Idle || inside == nullptr)
        leave(Leave::How::Asked);
    else if (!isBusy(m_state))
        inside->page = Overview{};
    m_state.cover = Cover::None;
}

/** Every way out comes by here: what changes the terminal lets nobody out, and so no citizen in. */
void Step::leave(Leave::How how)
{
    m_state.cover = Cover::None;
    if (m_state.isNew || isBusy(m_state) || std::holds_alternative<Outside>(m_state.stage))
        return;
    const bool wasInside = std::holds_alternative<Inside>(m_state.stage);
    m_state.stage = Outside{};
    m_effects.push_back(Leave{how, wasInside});
}

void Step::wants(const GiveAnswer &wish)
{
    const QString value = wish.value.value(0);
    if (std::holds_alternative<AskingNumber>(m_state.stage) && wish.field == kNumberField) {
        if (!value.isEmpty())
            m_state.stage = AskingPin{value, {}};
        return;
    }
    auto *asking = std::get_if<AskingPin>(&m_state.stage);
    if (asking == nullptr || wish.field != kPinField)
        return;
    if (value.size() < kShortestPin || value.size() > kLongestPin) {
        asking->problem = u"密码是 %1 到 %2 位数字。"_s.arg(kShortestPin).arg(kLongestPin);
        return;
    }
    if (m_around.lockedFor > Milliseconds(0)) {
        m_state.stage = Locked{};
        return;
    }
    m_effects.push_back(TryPin{asking->number, value});
    m_state.stage = CheckingPin{asking->number};
}

bool isBusy(const State &state)
{
    const auto *inside = std::get_if<Inside>(&state.stage);
    if (inside == nullptr)
        return false;
    if (const auto *stick = std::get_if<AtStick>(&inside->page))
        return stick->doing != AtStick::Doing::Nothing;
    const auto *settings = std::get_if<AtSettings>(&inside->page);
    return settings != nullptr && settings->doing >= AtSettings::Doing::GoingBack;
}

Stepped step(const Surroundings &around, State state, const Event &event)
{
    Stepped stepped{std::move(state), {}};
    Step work(around, stepped.state, stepped.effects);
    std::visit([&](const auto &happened) { work.on(happened); }, event);
    return stepped;
}

} // namespace yz::staff
