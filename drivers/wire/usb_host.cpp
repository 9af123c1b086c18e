// SPDX-License-Identifier: Apache-2.0
#include "wire/usb_host.h"

#include "usb_device.h"

#include <pthread.h>

#include <array>
#include <atomic>
#include <list>
#include <thread>

namespace yz {
namespace {

std::string pathOf(libusb_device *device)
{
    std::array<std::uint8_t, 7> ports{};
    const int depth = libusb_get_port_numbers(device, ports.data(), static_cast<int>(ports.size()));
    std::string path = std::to_string(libusb_get_bus_number(device));
    if (depth <= 0)
        return path + "@" + std::to_string(libusb_get_device_address(device));
    for (int i = 0; i < depth; ++i)
        path += (i == 0 ? "-" : ".") + std::to_string(ports[static_cast<std::size_t>(i)]);
    return path;
}

std::vector<UsbInterface> interfacesOf(libusb_device *device)
{
    std::vector<UsbInterface> all;
    libusb_config_descriptor *config = nullptr;
    if (libusb_get_active_config_descriptor(device, &config) != 0 &&
        libusb_get_config_descriptor(device, 0, &config) != 0)
        return all;
    for (int i = 0; i < config->bNumInterfaces; ++i) {
        const auto &interface = config->interface[i];
        for (int a = 0; a < interface.num_altsetting; ++a) {
            const auto &setting = interface.altsetting[a];
            UsbInterface one{setting.bInterfaceNumber,   setting.bAlternateSetting,  setting.bInterfaceClass,
                             setting.bInterfaceSubClass, setting.bInterfaceProtocol, {}};
            for (int e = 0; e < setting.bNumEndpoints; ++e) {
                const auto &endpoint = setting.endpoint[e];
                const auto type = endpoint.bmAttributes & LIBUSB_TRANSFER_TYPE_MASK;
                one.endpoints.push_back({endpoint.bEndpointAddress,
                                         type == LIBUSB_TRANSFER_TYPE_BULK || type == LIBUSB_TRANSFER_TYPE_INTERRUPT,
                                         static_cast<std::uint16_t>(endpoint.wMaxPacketSize & 0x07FF)});
            }
            all.push_back(std::move(one));
        }
    }
    libusb_free_config_descriptor(config);
    return all;
}

bool hasInterface(const UsbMatch &match, const std::vector<UsbInterface> &interfaces)
{
    if (!match.interfaceClass)
        return true;
    for (const auto &interface : interfaces) {
        if (interface.interfaceClass == *match.interfaceClass &&
            (!match.interfaceSubClass || interface.subClass == *match.interfaceSubClass))
            return true;
    }
    return false;
}

bool matches(const UsbMatch &match, libusb_device *device)
{
    libusb_device_descriptor descriptor{};
    if (libusb_get_device_descriptor(device, &descriptor) != 0)
        return false;
    if ((match.vendor && *match.vendor != descriptor.idVendor) ||
        (match.product && *match.product != descriptor.idProduct))
        return false;
    return hasInterface(match, interfacesOf(device));
}

class LibusbHost final : public UsbHost
{
public:
    LibusbHost(libusb_context *context, const Clock &clock) : m_context(context), m_clock(clock) {}

    ~LibusbHost() override
    {
        if (m_isHotplugOn)
            libusb_hotplug_deregister_callback(m_context, m_hotplug);
        m_isStopping = true;
        libusb_interrupt_event_handler(m_context);
        if (m_thread.joinable())
            m_thread.join();
        libusb_exit(m_context);
    }

    Result<void> start()
    {
        if (libusb_has_capability(LIBUSB_CAP_HAS_HOTPLUG) == 0)
            return {Fault::Unsupported, "this libusb knows no hotplug"};
        constexpr int kBoth = LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT;
        const int code = libusb_hotplug_register_callback(
            m_context, kBoth, LIBUSB_HOTPLUG_NO_FLAGS, LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY,
            LIBUSB_HOTPLUG_MATCH_ANY, &LibusbHost::onHotplug, this, &m_hotplug);
        if (code != 0)
            return usbError(code, "watch the bus");
        m_isHotplugOn = true;
        m_thread = std::thread([this] { loop(); });
        return {};
    }

    std::unique_ptr<Watch> watch(const UsbMatch &match, Notice notice) override
    {
        const std::lock_guard lock(m_mutex);
        const auto entry = m_watches.insert(m_watches.end(), {match, std::move(notice)});
        return std::make_unique<Entry>(*this, entry);
    }

    Result<std::unique_ptr<UsbDevice>> open(const UsbMatch &match) override
    {
        libusb_device **list = nullptr;
        const auto count = libusb_get_device_list(m_context, &list);
        Result<std::unique_ptr<UsbDevice>> opened = Error{Fault::DeviceAbsent, "no such device on the bus"};
        for (ssize_t i = 0; i < count; ++i) {
            if (!matches(match, list[i]))
                continue;
            libusb_device_handle *handle = nullptr;
            const int code = libusb_open(list[i], &handle);
            if (code == 0) {
                opened = std::unique_ptr<UsbDevice>(
                    std::make_unique<LibusbDevice>(handle, pathOf(list[i]), interfacesOf(list[i]), m_clock));
                break;
            }
            opened = usbError(code, "open the device");
        }
        if (count >= 0)
            libusb_free_device_list(list, 1);
        return opened;
    }

private:
    struct Observer
    {
        UsbMatch match;
        Notice notice;
    };

    class Entry final : public Watch
    {
    public:
        Entry(LibusbHost &host, std::list<Observer>::iterator observer) : m_host(host), m_observer(observer) {}
        ~Entry() override
        {
            const std::lock_guard lock(m_host.m_mutex);
            m_host.m_watches.erase(m_observer);
        }

    private:
        LibusbHost &m_host;
        std::list<Observer>::iterator m_observer;
    };

    /** Only descriptors are read here: anything that waits would wait for the very thread it runs in. */
    static int LIBUSB_CALL onHotplug(libusb_context *, libusb_device *device, libusb_hotplug_event event, void *self)
    {
        auto *host = static_cast<LibusbHost *>(self);
        const auto change = event == LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED ? Change::Arrived : Change::Left;
        const std::lock_guard lock(host->m_mutex);
        for (const auto &observer : host->m_watches) {
            if (matches(observer.match, device))
                observer.notice(change, pathOf(device));
        }
        return 0;
    }

    void loop()
    {
        pthread_setname_np(pthread_self(), "yz-usb");
        timeval minute{60, 0};
        while (!m_isStopping)
            libusb_handle_events_timeout_completed(m_context, &minute, nullptr);
    }

    libusb_context *m_context;
    const Clock &m_clock;
    libusb_hotplug_callback_handle m_hotplug{};
    bool m_isHotplugOn = false;
    std::atomic<bool> m_isStopping{false};
    std::mutex m_mutex;
    std::list<Observer> m_watches;
    std::thread m_thread;
};

} // namespace

Result<std::unique_ptr<UsbHost>> UsbHost::create(const Clock &clock)
{
    libusb_context *context = nullptr;
    if (const int code = libusb_init(&context); code != 0)
        return usbError(code, "start libusb");
    auto host = std::make_unique<LibusbHost>(context, clock);
    if (auto started = host->start(); !started)
        return started.error();
    return std::unique_ptr<UsbHost>(std::move(host));
}

} // namespace yz
