// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>
#include <core/result.h>

#include <QString>

namespace yz {

class Camera;

/** Says what the scanner sees until a page can be taken, or so long; writes it as PDF when a file is named. */
Result<QString> scanOnce(Camera &camera, Milliseconds patience, const QString &file);
/** Waits for a code and says how it begins: a technician checks a reader, not a citizen's slip. */
Result<QString> readCodeOnce(Camera &camera, Milliseconds patience);

} // namespace yz
