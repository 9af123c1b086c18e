// SPDX-License-Identifier: Apache-2.0
#include "staff/commissioning.h"

namespace yz::staff {

using namespace Qt::StringLiterals;

Commissioning::Commissioning(StickWork &stick, QString serial, const Clock &clock, QObject *parent)
    : QObject(parent), m_stick(stick), m_serial(std::move(serial)), m_clock(clock)
{
    m_state.hasStick = true;
    m_state.isNew = true;
    m_state.stick = stick.stands();
    m_state.news = stick.news();
    m_state.stage = Inside{{0, u"新终端"_s, Role::Technician}, AtStick{}};
    connect(&stick, &StickWork::stood, this, [this](StickStands stands) { happen(StickStood{stands}); });
    connect(&stick, &StickWork::examined, this, [this](const Result<PlanWords> &plan) { happen(PlanCame{plan}); });
    connect(&stick, &StickWork::applied, this, [this](const Result<void> &done) { happen(Applied{done}); });
    connect(&stick, &StickWork::written, this,
            [this](Parcel parcel, const Result<Wrote> &done) { happen(Written{parcel, done}); });
}

Surroundings Commissioning::around() const
{
    return {{}, {}, m_clock.now(), m_clock.wall(), {}, m_serial};
}

void Commissioning::happen(const Event &event)
{
    auto stepped = step(around(), std::move(m_state), event);
    m_state = std::move(stepped.state);
    for (const Effect &effect : stepped.effects) {
        if (std::holds_alternative<ExamineStick>(effect))
            m_stick.examine();
        else if (std::holds_alternative<ApplyPlan>(effect))
            m_stick.apply();
        else if (const auto *write = std::get_if<WriteParcel>(&effect))
            m_stick.write(write->parcel, {});
    }
    Q_EMIT viewChanged(view());
}

} // namespace yz::staff
