// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <QByteArray>
#include <QObject>
#include <QString>

#include <cstdint>
#include <vector>

namespace yz {

using StickRequestId = std::uint64_t;

/** A file below `/yizhan` on a stick. `name` is relative to it, with '/' between folders. */
struct StickFile
{
    QString name;
    QByteArray bytes;
    bool operator==(const StickFile &) const = default;
};
/** Shared: a queued signal copies its arguments. */
using StickFiles = std::vector<StickFile>;

/** `Composite`: what calls itself a stick is a keyboard as well. */
enum class StickStanding { Unknown, None, Present, Unreadable, Several, Composite };

/**
 * The USB sticks that are plugged in. Nothing is mounted and nothing is parsed in this process: a small program of its
 * own does it (README.md). It looks only while it is told to.
 * Owner: `app/main`. Thread: the one it was made in. Contract: exactly one `readFinished` or `writeFinished` per
 * request, later than the call, also when the stick goes; one request at a time, a second is answered by DeviceBusy.
 * Faults: DeviceAbsent (no stick, or pulled out under way), DeviceBusy, DeviceGarbled (no FAT that can be read),
 * BadInput (too many, too large, too deep, a name that is none), Unsupported (another file system, several sticks, a
 * composite device), StoreFull (no room on it), OutcomeUnknown (written, but read back as something else), TimedOut,
 * Internal. Personal data: sealed orders, on their way out.
 */
class Stick : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void setWatching(bool on) = 0;
    virtual StickStanding standing() const = 0;
    /** Everything below /yizhan: at most 256 files, 64 MiB altogether, four folders deep. Whole or not at all. */
    virtual StickRequestId read() = 0;
    /** Below /yizhan/out; replaced if it was there; flushed and read back before it is finished. */
    virtual StickRequestId write(const QString &name, const QByteArray &bytes) = 0;

Q_SIGNALS:
    void standingChanged(yz::StickStanding standing);
    void readFinished(yz::StickRequestId request, yz::Result<yz::StickFiles> files);
    void writeFinished(yz::StickRequestId request, yz::Result<void> written);
};

namespace stick {

constexpr int kMostFiles = 256;
constexpr qsizetype kMostBytes = 64 * 1024 * 1024;
constexpr int kDeepest = 4;
constexpr qsizetype kLongestName = 64;
/** Letters, digits, hanzi, blanks and brackets within, '.', '_', '-' in every part; no part begins with a dot; at most
 * kDeepest parts. */
bool isName(const QString &name);

} // namespace stick
} // namespace yz
