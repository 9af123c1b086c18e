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

/**
 * One transfer, waited for under a lock of ours. libusb's own blocking calls hand a transfer finished in the event
 * thread over by a plain int, which the thread sanitizer rightly dislikes.
 */
class PlainTransfer
{
public:
    PlainTransfer() : m_transfer(libusb_alloc_transfer(0)) {}
    ~PlainTransfer() { libusb_free_transfer(m_transfer); }
    PlainTransfer(const PlainTransfer &) = delete;
    PlainTransfer &operator=(const PlainTransfer &) = delete;

    int submitBulk(libusb_device_handle *handle, std::uint8_t endpoint, unsigned char *data, int size, unsigned timeout)
    {
        libusb_fill_bulk_transfer(m_transfer, handle, endpoint, data, size, onDone, this, timeout);
        return libusb_submit_transfer(m_transfer);
    }
    int submitControl(libusb_device_handle *handle, unsigned char *setupAndData, unsigned timeout)
    {
        libusb_fill_control_transfer(m_transfer, handle, setupAndData, onDone, this, timeout);
        return libusb_submit_transfer(m_transfer);
    }
    int cancel() { return libusb_cancel_transfer(m_transfer); }
    int moved() const { return m_transfer->actual_length; }
    /** 0 or the error of the blocking calls. */
    int wait()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_done; });
        switch (m_transfer->status) {
        case LIBUSB_TRANSFER_COMPLETED:
            return 0;
        case LIBUSB_TRANSFER_TIMED_OUT:
            return LIBUSB_ERROR_TIMEOUT;
        case LIBUSB_TRANSFER_STALL:
            return LIBUSB_ERROR_PIPE;
        case LIBUSB_TRANSFER_NO_DEVICE:
            return LIBUSB_ERROR_NO_DEVICE;
        case LIBUSB_TRANSFER_OVERFLOW:
            return LIBUSB_ERROR_OVERFLOW;
        case LIBUSB_TRANSFER_CANCELLED:
            return LIBUSB_ERROR_INTERRUPTED;
        default:
            return LIBUSB_ERROR_IO;
        }
    }

private:
    static void LIBUSB_CALL onDone(libusb_transfer *transfer)
    {
        auto *self = static_cast<PlainTransfer *>(transfer->user_data);
        const std::lock_guard guard(self->m_mutex);
        self->m_done = true;
        self->m_changed.notify_all();
    }

    libusb_transfer *m_transfer;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_done = false;
};

inline int bulk(libusb_device_handle *handle, std::uint8_t endpoint, unsigned char *data, int size, int &moved,
                unsigned timeout)
{
    PlainTransfer transfer;
    const int refused = transfer.submitBulk(handle, endpoint, data, size, timeout);
    const int failure = refused ? refused : transfer.wait();
    moved = refused ? 0 : transfer.moved();
    return failure;
}

/** Like libusb_control_transfer: the bytes moved or an error. */
inline int controlTransfer(libusb_device_handle *handle, std::uint8_t type, std::uint8_t request, std::uint16_t value,
                           std::uint16_t index, unsigned char *data, std::uint16_t size)
{
    std::vector<unsigned char> bytes(LIBUSB_CONTROL_SETUP_SIZE + size);
    libusb_fill_control_setup(bytes.data(), type, request, value, index, size);
    PlainTransfer transfer;
    if (const int refused = transfer.submitControl(handle, bytes.data(), 1000))
        return refused;
    if (const int failure = transfer.wait())
        return failure;
    for (int i = 0; i < transfer.moved() && (type & LIBUSB_ENDPOINT_IN); ++i)
        data[i] = bytes[LIBUSB_CONTROL_SETUP_SIZE + static_cast<std::size_t>(i)];
    return transfer.moved();
}

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
