// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/frame.h"

#include <core/clock.h>
#include <core/result.h>

#include <QObject>

#include <cstdint>
#include <functional>
#include <memory>

namespace yz {

enum class CameraState {
    Off,     ///< nobody wants pictures: the device is closed
    Opening, ///< no picture yet
    Live,
    Stalled, ///< open, but no picture for too long; it is opened anew if that lasts
    Gone,    ///< cannot be opened, or unplugged; tried again by itself
};

/** The camera as last seen; a value. */
struct CameraStatus
{
    CameraState state = CameraState::Off;
    Error error; ///< why, when Stalled or Gone
    QSize size;  ///< of the pictures, while Live
    double framesPerSecond = 0;
};

/** What a subscriber asks for. */
struct FrameWish
{
    /** Pictures nearer than this to the one given last are left out: presence needs four a second, not thirty. */
    Milliseconds atMostEvery{0};
    /** Called in the camera's thread when a picture lies ready: may only note it and wake somebody. */
    std::function<void()> arrived = {};
};

/**
 * A subscriber's own place for one picture: a newer one takes the place of one not yet taken, which is then lost. So
 * who is slow loses pictures, and nobody waits for him.
 * Owner: the subscriber. Thread: `take`, `wait` and `lost` any; once the destructor has returned, `arrived` is not
 * called any more and the picture is let go. Must not be ended from within `arrived`.
 */
class FrameSubscription
{
public:
    virtual ~FrameSubscription() = default;

    /** The newest, unless it was taken already; never waits. */
    virtual FrameRef take() = 0;
    /** The same, for a thread of its own: null after `patience`. */
    virtual FrameRef wait(Milliseconds patience) = 0;
    virtual std::uint64_t lost() const = 0;
};

/**
 * One camera, shared by all who look through it: preview, presence, document capture, codes.
 * It is opened with the first subscription and closed with the last.
 * Owner: `app/main`. Thread: the one it was made in, `subscribe` any; pictures come from a thread of its own.
 * Faults in a status: DeviceAbsent, DeviceBusy, DeviceBroken, DeviceGarbled, TimedOut, Unsupported, BadInput.
 * Personal data: the pictures, in memory only; see Frame.
 */
class Camera : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /** May outlive the camera, and then gets nothing more. */
    virtual std::unique_ptr<FrameSubscription> subscribe(FrameWish wish) = 0;
    virtual CameraStatus status() const = 0;

Q_SIGNALS:
    /** The state, the reason or the size is another; not told when only the rate differs. */
    void statusChanged(yz::CameraStatus status);
};

} // namespace yz
