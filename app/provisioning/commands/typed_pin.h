// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <QByteArray>

namespace yz::provisioning {

/**
 * A PIN from whoever sits at the terminal `in`: asked for twice on `out`, and not shown. However this ends, by a signal
 * too, what is typed afterwards is shown as before. BadInput: nothing was typed, or not the same twice. Blocks until
 * then. Thread: the program's only one; it takes the signals over meanwhile.
 */
Result<QByteArray> typedPin(int in, int out);

} // namespace yz::provisioning
