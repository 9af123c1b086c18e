// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "callflow/call_flow.h"
#include "callflow/signalling.h"

#include <core/event_log.h>

#include <QObject>
#include <QTimer>

#include <call/call_process.h>

namespace yz::callflow {

/**
 * Carries out what flow() decides: joins the signalling to the process that makes the media.
 * Owner: `app/main`. Thread: GUI. Errors: none given; an end says how.
 * Personal data: the texts, until drop(); the pictures pass by.
 */
class CallDesk : public QObject
{
    Q_OBJECT
public:
    /** All must outlive the desk. */
    CallDesk(Signalling &signalling, CallProcess &process, const Clock &clock, EventLog &log);

    void begin(const Wish &wish);
    void reduceTo(Media media) { happen(Reduce{media}); }
    void say(const QString &text) { happen(Say{text}); }
    /** Says goodbye if a call is on; nothing looks, listens or is remembered afterwards. */
    void drop();
    /** Looks at the clock. */
    void tick() { happen(Tick{}); }

    const Standing &standing() const { return m_state.standing; }
    int droppedSignals() const { return m_droppedSignals; }

Q_SIGNALS:
    void changed(const yz::callflow::Standing &standing);

private:
    void happen(const Event &event);
    void heard(const QByteArray &frame);
    void carryOut(const OpenLink &) { m_signalling.open(); }
    void carryOut(const CloseLink &) { m_signalling.close(); }
    void carryOut(const Send &effect);
    void carryOut(const StartMedia &effect);
    void carryOut(const GiveAnswer &effect) { m_process.setAnswer(effect.sdp); }
    void carryOut(const GiveCandidate &effect);
    void carryOut(const ChangeMedia &effect);
    void carryOut(const RebuildMedia &) { m_process.rebuild(); }
    void carryOut(const StopMedia &) { m_process.stop(); }

    Signalling &m_signalling;
    CallProcess &m_process;
    const Clock &m_clock;
    EventLog &m_log;
    State m_state;
    QTimer m_tick;
    int m_droppedSignals = 0;
};

} // namespace yz::callflow
