// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/event_log.h>
#include <ui/screen_profile.h>

#include <provisioning/provisioner.h>
#include <stick/stick.h>
#include <stickdesk/stick_desk.h>

#include <memory>

namespace yz {

/** What a terminal needs in order to be told from a stick who it is. */
struct Provisioned
{
    struct Choice
    {
        QString folder;    ///< of the state
        QString trustFile; ///< who is believed at first
        QString stick;     ///< program yizhan-stick, or the socket that starts it
        QString byHand;    ///< configuration where no stick has brought one; need not be there
    };
    static Result<std::unique_ptr<Provisioned>> open(const Choice &choice, const Clock &clock, EventLog &log);

    QString serial;
    std::unique_ptr<provisioning::Provisioner> provisioner;
    std::unique_ptr<Stick> stick;
    std::unique_ptr<StickDesk> desk;
};

/**
 * The one page of a terminal that nobody has told yet who it is; until something was applied or the program is asked to
 * end. Runs the application's event loop. Thread: GUI.
 */
void commission(Provisioned &provisioned, const ScreenProfile &screen, bool fullScreen, const Clock &clock);

} // namespace yz
