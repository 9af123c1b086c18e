// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stick/stick.h"

#include <memory>
#include <string>

struct udev;
struct udev_monitor;

namespace yz::stick {

/** What is plugged in just now, and the node to be read if there is exactly one that can be. */
struct Found
{
    StickStanding standing = StickStanding::None;
    std::string node;
};

/**
 * USB block devices as udev knows them. Takes only what calls itself a USB disk with a FAT on it; a device that is a
 * keyboard or a mouse as well is refused, whatever is on it (BadUSB).
 * Thread: one.
 */
class Partitions
{
public:
    Partitions();
    ~Partitions();
    Partitions(const Partitions &) = delete;
    Partitions &operator=(const Partitions &) = delete;

    Found look() const;
    /** Readable when something was plugged in or out; -1: cannot be watched. */
    int descriptor() const;
    /** What made the descriptor readable is taken away. */
    void settle() const;

private:
    udev *m_udev;
    udev_monitor *m_monitor = nullptr;
};

} // namespace yz::stick
