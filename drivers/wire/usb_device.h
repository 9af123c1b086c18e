// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/usb_host.h"

#include <libusb-1.0/libusb.h>

#include <condition_variable>
#include <mutex>

namespace yz {

/** libusb's asynchronous transfers under blocking calls: a blocking one of libusb's own could not be cancelled. */
class LibusbDevice final : public UsbDevice
{
public:
    LibusbDevice(libusb_device_handle *handle, std::string path, std::vector<UsbInterface> interfaces,
                 const Clock &clock);
    ~LibusbDevice() override;
    LibusbDevice(const LibusbDevice &) = delete;
    LibusbDevice &operator=(const LibusbDevice &) = delete;

    const std::string &path() const override { return m_path; }
    const std::vector<UsbInterface> &interfaces() const override { return m_interfaces; }
    Result<void> claim(const UsbInterface &interface) override;

    Result<std::size_t> send(std::uint8_t endpoint, std::span<const std::byte> bytes, Deadline deadline) override;
    Result<std::size_t> receive(std::uint8_t endpoint, std::span<std::byte> into, Deadline deadline) override;
    Result<std::size_t> control(ControlSetup setup, std::span<std::byte> data, Deadline deadline) override;
    Result<void> clearHalt(std::uint8_t endpoint) override;
    void cancel() override;
    void resume() override;

private:
    /** Submits and waits for the callback, always: nothing is ever freed in flight. */
    Result<std::size_t> run(libusb_transfer *transfer);
    static void LIBUSB_CALL onDone(libusb_transfer *transfer);
    unsigned timeoutFor(Deadline deadline) const;
    const UsbEndpoint *endpoint(std::uint8_t address) const;

    libusb_device_handle *m_handle;
    std::string m_path;
    std::vector<UsbInterface> m_interfaces;
    const Clock &m_clock;
    std::vector<int> m_claimed;

    std::mutex m_mutex;
    std::condition_variable m_wake;
    libusb_transfer *m_current = nullptr;
    bool m_isDone = false;
    bool m_isCancelled = false;
};

/** A libusb code as a Fault, with the technician's line. */
Error usbError(int code, const char *doing);

} // namespace yz
