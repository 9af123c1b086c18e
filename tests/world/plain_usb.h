// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libusb.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace yz::world {

/** libusb as thin as it goes: the self-test must not depend on the drivers it exists for. */
class PlainBus
{
public:
    PlainBus()
    {
        libusb_init(&m_context);
        libusb_hotplug_register_callback(
            m_context, LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT, LIBUSB_HOTPLUG_NO_FLAGS,
            LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY, onHotplug, this, &m_hotplug);
        m_thread = std::thread([this] {
            timeval minute{60, 0};
            while (!m_stop)
                libusb_handle_events_timeout_completed(m_context, &minute, nullptr);
        });
    }
    ~PlainBus()
    {
        m_stop = true;
        libusb_interrupt_event_handler(m_context);
        m_thread.join();
        libusb_hotplug_deregister_callback(m_context, m_hotplug);
        libusb_exit(m_context);
    }
    PlainBus(const PlainBus &) = delete;
    PlainBus &operator=(const PlainBus &) = delete;

    libusb_context *context() const { return m_context; }

    std::size_t deviceCount() const
    {
        libusb_device **list = nullptr;
        const auto count = libusb_get_device_list(m_context, &list);
        libusb_free_device_list(list, 1);
        return count < 0 ? 0 : static_cast<std::size_t>(count);
    }

    libusb_device_handle *open(std::uint16_t vendor, std::uint16_t product) const
    {
        libusb_device_handle *handle = libusb_open_device_with_vid_pid(m_context, vendor, product);
        if (handle && libusb_claim_interface(handle, 0) != 0) {
            libusb_close(handle);
            return nullptr;
        }
        return handle;
    }

    int arrived()
    {
        const std::lock_guard guard(m_mutex);
        return m_arrived;
    }

    /** Waits until so many arrivals and departures have been told. */
    bool sawEvents(int arrived, int left)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(5),
                                  [&] { return m_arrived >= arrived && m_left >= left; });
    }

private:
    static int LIBUSB_CALL onHotplug(libusb_context *, libusb_device *, libusb_hotplug_event event, void *self)
    {
        auto *bus = static_cast<PlainBus *>(self);
        const std::lock_guard guard(bus->m_mutex);
        ++(event == LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED ? bus->m_arrived : bus->m_left);
        bus->m_changed.notify_all();
        return 0;
    }

    libusb_context *m_context = nullptr;
    libusb_hotplug_callback_handle m_hotplug = 0;
    std::thread m_thread;
    std::atomic<bool> m_stop{false};
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_arrived = 0;
    int m_left = 0;
};

} // namespace yz::world
