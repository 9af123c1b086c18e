// SPDX-License-Identifier: Apache-2.0
#include "stick_slot.h"

#include <sys/stat.h>

#include <filesystem>
#include <vector>

namespace yz::world {
namespace {

namespace fs = std::filesystem;

std::string deviceOf(const std::string &name)
{
    return "/devices/usb1/1-" + std::to_string(name.back() - 'a' + 3);
}

std::string blockOf(const std::string &name)
{
    const std::string port = deviceOf(name).substr(sizeof("/devices/usb1/") - 1);
    return deviceOf(name) + "/" + port + ":1.0/block/" + name;
}

/** A stick, its interface for storage, perhaps one for keys, the disk and its partition. */
std::string ueventsOf(const StickSlot::Stick &stick)
{
    const std::string device = deviceOf(stick.name);
    const std::string port = device.substr(sizeof("/devices/usb1/") - 1);
    const auto interface = [&](const char *number, const char *kind) {
        return "P: " + device + "/" + port + ":1." + number +
               "\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_interface\nA: bInterfaceClass=" + kind + "\\n\n\n";
    };
    std::string text =
        "P: " + device + "\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_device\nA: idVendor=abcd\\n\nA: idProduct=1234\\n\n\n";
    text += interface("0", "08");
    if (stick.isKeyboardToo)
        text += interface("1", "03");
    text += "P: " + blockOf(stick.name) + "\nN: " + stick.name +
            "\nE: SUBSYSTEM=block\nE: DEVTYPE=disk\nE: ID_BUS=usb\nE: DEVNAME=/dev/" + stick.name + "\n\n";
    text += "P: " + blockOf(stick.name) + "/" + stick.name + "1\nN: " + stick.name +
            "1\nE: SUBSYSTEM=block\nE: DEVTYPE=partition\nE: ID_BUS=usb\nE: ID_FS_TYPE=" + stick.system +
            "\nE: ID_TYPE=" + (stick.system == "iso9660" ? "cd" : "disk") + "\nE: DEVNAME=/dev/" + stick.name + "1\n";
    return text;
}

} // namespace

StickSlot::~StickSlot()
{
    std::error_code trouble;
    for (const auto &[name, stick] : m_sticks)
        fs::copy_file(nodeOf(name), stick.image, fs::copy_options::overwrite_existing, trouble);
}

std::string StickSlot::nodeOf(const std::string &name) const
{
    gchar *root = umockdev_testbed_get_root_dir(m_testbed);
    const std::string path = std::string(root) + "/dev/" + name + "1";
    g_free(root);
    return path;
}

bool StickSlot::insert(const Stick &stick, std::string &error)
{
    if (m_sticks.contains(stick.name)) {
        error = "already inserted";
        return false;
    }
    // The image first: whoever hears of the stick finds it whole.
    const std::string node = nodeOf(stick.name);
    std::error_code trouble;
    fs::create_directories(fs::path(node).parent_path(), trouble);
    GError *failure = nullptr;
    const std::string uevents = ueventsOf(stick);
    umockdev_testbed_add_from_string(m_testbed, uevents.c_str(), &failure);
    if (failure) {
        error = failure->message;
        g_error_free(failure);
        return false;
    }
    fs::remove(node, trouble);
    if (!fs::copy_file(stick.image, node, trouble)) {
        error = "cannot lay the image " + stick.image + ": " + trouble.message();
        return false;
    }
    chmod(node.c_str(), 01666); // umockdev: the sticky bit makes stat() say block device
    m_sticks[stick.name] = stick;
    const std::string partition = "/sys" + blockOf(stick.name) + "/" + stick.name + "1";
    umockdev_testbed_uevent(m_testbed, partition.c_str(), "change"); // added before the image was there
    return true;
}

bool StickSlot::remove(const std::string &name, std::string &error)
{
    const auto stick = m_sticks.find(name);
    if (stick == m_sticks.end()) {
        error = "not inserted";
        return false;
    }
    std::error_code trouble;
    const std::string node = nodeOf(name);
    fs::copy_file(node, stick->second.image, fs::copy_options::overwrite_existing, trouble);
    fs::remove(node, trouble);
    const std::string port = deviceOf(name).substr(sizeof("/devices/usb1/") - 1);
    std::vector<std::string> paths{blockOf(name) + "/" + name + "1", blockOf(name)};
    if (stick->second.isKeyboardToo)
        paths.push_back(deviceOf(name) + "/" + port + ":1.1");
    paths.push_back(deviceOf(name) + "/" + port + ":1.0");
    paths.push_back(deviceOf(name));
    m_sticks.erase(stick);
    for (const std::string &path : paths) {
        const std::string device = "/sys" + path;
        umockdev_testbed_uevent(m_testbed, device.c_str(), "remove");
        umockdev_testbed_remove_device(m_testbed, device.c_str());
    }
    // umockdev leaves these links behind and stumbles over them at the next insertion.
    const fs::path sys = fs::path(node).parent_path().parent_path() / "sys";
    fs::remove(sys / "block" / name, trouble);
    fs::remove(sys / "block" / (name + "1"), trouble);
    return true;
}

} // namespace yz::world
