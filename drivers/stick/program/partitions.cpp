// SPDX-License-Identifier: Apache-2.0
#include "program/partitions.h"

#include <libudev.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace yz::stick {
namespace {

constexpr std::string_view kHumanInterface = "03"; ///< bInterfaceClass of keyboards and mice (USB HID 1.11 §4.1)

template <auto Unref>
struct Unreffer
{
    template <class T>
    void operator()(T *thing) const
    {
        Unref(thing);
    }
};
using Enumerate = std::unique_ptr<udev_enumerate, Unreffer<udev_enumerate_unref>>;
using Device = std::unique_ptr<udev_device, Unreffer<udev_device_unref>>;

std::string_view textOf(const char *text)
{
    return text == nullptr ? std::string_view() : std::string_view(text);
}

std::string_view property(udev_device *device, const char *name)
{
    return textOf(udev_device_get_property_value(device, name));
}

template <class Use>
void forEach(udev *context, udev_enumerate *enumerate, Use use)
{
    udev_enumerate_scan_devices(enumerate);
    for (auto *entry = udev_enumerate_get_list_entry(enumerate); entry != nullptr;
         entry = udev_list_entry_get_next(entry)) {
        const Device device(udev_device_new_from_syspath(context, udev_list_entry_get_name(entry)));
        if (device)
            use(device.get());
    }
}

/** What is known of one thing in a USB socket. */
struct Disk
{
    std::vector<std::string> readable; ///< nodes of FAT file systems
    bool hasSystem = false;            ///< a file system of whatever kind
    bool isComposite = false;
    bool isMounted = false; ///< the terminal itself runs from it
};

/** A partition's disk; whatever has none is its own. */
std::string diskOf(udev_device *block)
{
    auto *disk = udev_device_get_parent_with_subsystem_devtype(block, "block", "disk"); // not ours to free
    return std::string(textOf(udev_device_get_syspath(disk != nullptr ? disk : block)));
}

/** The first word of each line; escapes do not matter, a node's name needs none. */
std::set<std::string> mountedNodes()
{
    std::set<std::string> nodes;
    std::ifstream mounts("/proc/self/mounts");
    for (std::string line; std::getline(mounts, line);)
        nodes.insert(line.substr(0, line.find(' ')));
    return nodes;
}

bool isHumanInterfaceToo(udev *context, udev_device *block)
{
    auto *stick = udev_device_get_parent_with_subsystem_devtype(block, "usb", "usb_device"); // not ours to free
    if (stick == nullptr)
        return false;
    const Enumerate enumerate(udev_enumerate_new(context));
    udev_enumerate_add_match_subsystem(enumerate.get(), "usb");
    udev_enumerate_add_match_parent(enumerate.get(), stick);
    bool found = false;
    forEach(context, enumerate.get(), [&](udev_device *one) {
        found = found || textOf(udev_device_get_sysattr_value(one, "bInterfaceClass")) == kHumanInterface;
    });
    return found;
}

} // namespace

Partitions::Partitions() : m_udev(udev_new())
{
    m_monitor = m_udev == nullptr ? nullptr : udev_monitor_new_from_netlink(m_udev, "udev");
    if (m_monitor == nullptr)
        return;
    udev_monitor_filter_add_match_subsystem_devtype(m_monitor, "block", nullptr);
    udev_monitor_enable_receiving(m_monitor);
}

Partitions::~Partitions()
{
    if (m_monitor != nullptr)
        udev_monitor_unref(m_monitor);
    if (m_udev != nullptr)
        udev_unref(m_udev);
}

int Partitions::descriptor() const
{
    return m_monitor == nullptr ? -1 : udev_monitor_get_fd(m_monitor);
}

void Partitions::settle() const
{
    while (const auto device = Device(udev_monitor_receive_device(m_monitor))) {
    }
}

Found Partitions::look() const
{
    if (m_udev == nullptr)
        return {};
    std::map<std::string, Disk> disks;
    const std::set<std::string> mounted = mountedNodes();
    const Enumerate enumerate(udev_enumerate_new(m_udev));
    udev_enumerate_add_match_subsystem(enumerate.get(), "block");
    udev_enumerate_add_match_property(enumerate.get(), "ID_BUS", "usb");
    forEach(m_udev, enumerate.get(), [&](udev_device *block) {
        if (property(block, "ID_TYPE") == "cd")
            return; // the drivers that a modem or a printer carries along
        Disk &disk = disks[diskOf(block)];
        const std::string node(textOf(udev_device_get_devnode(block)));
        disk.isMounted = disk.isMounted || mounted.contains(node);
        const auto system = property(block, "ID_FS_TYPE");
        if (system.empty())
            return; // the whole disk, where its partitions are devices of their own
        disk.isComposite = disk.isComposite || isHumanInterfaceToo(m_udev, block);
        disk.hasSystem = true;
        if (system == "vfat")
            disk.readable.push_back(node);
    });
    std::erase_if(disks, [](const auto &disk) { return disk.second.isMounted || !disk.second.hasSystem; });
    if (std::any_of(disks.begin(), disks.end(), [](const auto &disk) { return disk.second.isComposite; }))
        return {StickStanding::Composite, {}};
    if (disks.empty())
        return {StickStanding::None, {}};
    const Disk &only = disks.begin()->second;
    if (disks.size() > 1 || only.readable.size() > 1)
        return {StickStanding::Several, {}};
    return only.readable.empty() ? Found{StickStanding::Unreadable, {}}
                                 : Found{StickStanding::Present, only.readable.front()};
}

} // namespace yz::stick
