// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "staff/step.h"

#include <QObject>

namespace yz::staff {

/**
 * A terminal that nobody has told yet who it is: the one page that such a terminal has. Nobody needs a PIN, for nothing
 * is taken but what is signed for this very terminal.
 * Owner: main(). Thread: GUI. No personal data.
 */
class Commissioning : public QObject
{
    Q_OBJECT
public:
    Commissioning(StickWork &stick, QString serial, const Clock &clock, QObject *parent = nullptr);

    ScreenView view() const { return viewOf(around(), m_state); }
    void take(const Intent &intent) { happen(intent); }

Q_SIGNALS:
    void viewChanged(const yz::ScreenView &view);

private:
    Surroundings around() const;
    void happen(const Event &event);

    StickWork &m_stick;
    QString m_serial;
    const Clock &m_clock;
    State m_state;
};

} // namespace yz::staff
