// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/frame.h"

#include <core/result.h>

namespace yz {

/**
 * Where a hub gets its pictures. Owner and thread: one FrameHub and its thread; every call.
 * After `close` the device is closed and no thread of the source has it in hand any more; `close` without `open` does
 * nothing.
 */
class FrameSource
{
public:
    virtual ~FrameSource() = default;

    /** DeviceAbsent, DeviceBusy, Unsupported, BadInput. May come back before the device has answered. */
    virtual Result<void> open() = 0;
    /** The next picture. TimedOut: none came within `patience`, which says nothing of the device; any other fault: it
     *  must be closed and opened anew. */
    virtual Result<FrameRef> next(Milliseconds patience) = 0;
    virtual void close() = 0;
};

} // namespace yz
