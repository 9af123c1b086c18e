// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cache/order_store.h>
#include <core/kept_event_log.h>
#include <core/worker.h>
#include <ui/shell.h>
#include <visit/runner.h>

#include <QObject>

#include <staff/staff_desk.h>

#include <functional>
#include <memory>

namespace yz {

/**
 * Who stands behind the screen just now: the visit, the staff, or a visit that is only practised. One at a time sees
 * touches and is seen.
 * Owner: Terminal. Thread: GUI. Personal data: passes through, none is kept; what was entered while practising is
 * destroyed with its store when practising ends. A practice that staff forget ends by itself: whoever comes then files
 * for good.
 */
class Reception : public QObject
{
    Q_OBJECT
public:
    struct Practice
    {
        Runner::Rooms rooms; ///< of the real visit; its store, its hub and its calls are not used
        Runner::Site site;
        QString folder; ///< of its own store, which lives as long as the practice; made and removed here
    };
    /** All must outlive it. */
    Reception(Shell &shell, Runner &visit, EventLog &log);
    ~Reception() override;

    /** Opens the staff's door. `practice` is asked for each time a practice begins. */
    void admit(staff::StaffDesk &desk, std::function<Practice()> practice);
    void tick();
    /** A newer catalogue, for whoever practises, too. */
    void offer(const Catalogues &catalogues);

Q_SIGNALS:
    void languageChanged(yz::Language language);
    /** As Runner's. */
    void looksForPages(bool on);

private:
    enum class Ending { Asked, Forgotten };
    struct Rehearsal;
    Runner &runner() const;
    void serve(Runner &runner);
    void show(ScreenView view);
    void watchPractice();
    void take(const Intent &intent);
    void touch();
    void staffLeft();
    void setPractice(bool on);
    Result<void> beginPractice();
    void endPractice(Ending how);

    Shell &m_shell;
    Runner &m_visit;
    EventLog &m_log;
    staff::StaffDesk *m_desk = nullptr;
    std::function<Practice()> m_practice;
    std::unique_ptr<Rehearsal> m_rehearsal; ///< only while practising
};

} // namespace yz
