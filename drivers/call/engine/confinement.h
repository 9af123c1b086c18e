// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

namespace yz {

/**
 * From now on this process opens only what a call needs: programs' shared files, what names on the network are looked
 * up with, the devices for picture and sound that are there now. The store, its key, the kiosk's memory and other
 * programs' sockets without a name stay out of reach even of code that a stranger smuggled in through a picture,
 * although both run as one user; nothing can be written, no right can be won back, and no core file with faces is left
 * behind. Call it while there is one thread: those that exist already stay free. Unsupported: this kernel has no
 * Landlock.
 */
Result<void> confine();

} // namespace yz
