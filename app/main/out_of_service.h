// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>
#include <ui/screen_profile.h>

namespace yz {

/**
 * Says on the screen that this terminal cannot be used and why, for a minute; then gives way, so that who supervises
 * the program starts it again and what has been mended meanwhile is noticed. Ends early on SIGTERM. Runs the
 * application's event loop. Thread: GUI.
 */
void sayOutOfService(const ScreenProfile &screen, bool fullScreen, const Error &error);

} // namespace yz
