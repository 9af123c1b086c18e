// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <umockdev.h>

#include <map>
#include <string>

namespace yz::world {

/**
 * USB sticks: block devices as udev shows them, with a real file system image behind the node.
 * Owner: World. Thread: main.
 */
class StickSlot
{
public:
    explicit StickSlot(UMockdevTestbed *testbed) : m_testbed(testbed) {}
    /** What was written to sticks that are still in is not lost with the world. */
    ~StickSlot();
    StickSlot(const StickSlot &) = delete;
    StickSlot &operator=(const StickSlot &) = delete;

    struct Stick
    {
        std::string image;        ///< copied into the node, and back when it is pulled out
        std::string name = "sdb"; ///< of the disk; its partition is NAME1
        std::string system = "vfat";
        bool isKeyboardToo = false;
    };
    bool insert(const Stick &stick, std::string &error);
    bool remove(const std::string &name, std::string &error);

private:
    std::string nodeOf(const std::string &name) const;

    UMockdevTestbed *m_testbed;
    std::map<std::string, Stick> m_sticks;
};

} // namespace yz::world
