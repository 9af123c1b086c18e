// SPDX-License-Identifier: Apache-2.0
#include "program/partitions.h"

#include <libudev.h>

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
    std::vector<std::string> readable;
    bool other = false;
    bool composite = false;
    const Enumerate enumerate(udev_enumerate_new(m_udev));
    udev_enumerate_add_match_subsystem(enumerate.get(), "block");
    udev_enumerate_add_match_property(enumerate.get(), "ID_BUS", "usb");
    forEach(m_udev, enumerate.get(), [&](udev_device *block) {
        const auto system = property(block, "ID_FS_TYPE");
        if (system.empty())
            return; // the whole disk, where its partitions are devices of their own
        composite = composite || isHumanInterfaceToo(m_udev, block);
        if (system == "vfat")
            readable.emplace_back(textOf(udev_device_get_devnode(block)));
        else
            other = true;
    });
    if (composite)
        return {StickStanding::Composite, {}};
    if (readable.size() > 1 || (other && !readable.empty()))
        return {StickStanding::Several, {}};
    if (readable.empty())
        return {other ? StickStanding::Unreadable : StickStanding::None, {}};
    return {StickStanding::Present, readable.front()};
}

} // namespace yz::stick
