// SPDX-License-Identifier: Apache-2.0
#include "usb_device.h"

#include <algorithm>
#include <climits>
#include <cstring>

namespace yz {
namespace {

struct FreeTransfer
{
    void operator()(libusb_transfer *transfer) const { libusb_free_transfer(transfer); }
};
using Transfer = std::unique_ptr<libusb_transfer, FreeTransfer>;

Result<std::size_t> outcomeOf(const libusb_transfer &transfer)
{
    const auto moved = static_cast<std::size_t>(transfer.actual_length);
    switch (transfer.status) {
    case LIBUSB_TRANSFER_COMPLETED:
        return moved;
    case LIBUSB_TRANSFER_TIMED_OUT:
        // Time can run out with bytes already moved; dropping them would lose the beginning of an answer.
        if (moved > 0)
            return moved;
        return {Fault::TimedOut, "no bytes in time"};
    case LIBUSB_TRANSFER_CANCELLED:
        return {Fault::Cancelled, "cancelled"};
    case LIBUSB_TRANSFER_NO_DEVICE:
        return {Fault::DeviceAbsent, "unplugged"};
    case LIBUSB_TRANSFER_STALL:
        return {Fault::DeviceGarbled, "the endpoint stalled"};
    case LIBUSB_TRANSFER_OVERFLOW:
        return {Fault::DeviceGarbled, "the device sent more than asked for"};
    case LIBUSB_TRANSFER_ERROR:
        break;
    }
    return {Fault::DeviceGarbled, "the transfer failed"};
}

} // namespace

Error usbError(int code, const char *doing)
{
    const std::string detail = std::string(doing) + ": " + libusb_error_name(code);
    switch (code) {
    case LIBUSB_ERROR_NO_DEVICE:
    case LIBUSB_ERROR_NOT_FOUND:
        return {Fault::DeviceAbsent, detail};
    case LIBUSB_ERROR_ACCESS:
    case LIBUSB_ERROR_BUSY:
        return {Fault::DeviceBusy, detail};
    case LIBUSB_ERROR_TIMEOUT:
        return {Fault::TimedOut, detail};
    default:
        return {Fault::DeviceGarbled, detail};
    }
}

LibusbDevice::LibusbDevice(libusb_device_handle *handle, std::string path, std::vector<UsbInterface> interfaces,
                           const Clock &clock)
    : m_handle(handle), m_path(std::move(path)), m_interfaces(std::move(interfaces)), m_clock(clock)
{
    libusb_set_auto_detach_kernel_driver(m_handle, 1);
}

LibusbDevice::~LibusbDevice()
{
    for (const int number : m_claimed)
        libusb_release_interface(m_handle, number);
    libusb_close(m_handle);
}

Result<void> LibusbDevice::claim(const UsbInterface &interface)
{
    if (const int code = libusb_claim_interface(m_handle, interface.number); code != 0)
        return usbError(code, "claim the interface");
    m_claimed.push_back(interface.number);
    // Setting the alternate that is already set makes some devices forget their state.
    if (interface.alternate != 0) {
        if (const int code = libusb_set_interface_alt_setting(m_handle, interface.number, interface.alternate);
            code != 0)
            return usbError(code, "choose the alternate setting");
    }
    return {};
}

const UsbEndpoint *LibusbDevice::endpoint(std::uint8_t address) const
{
    for (const auto &interface : m_interfaces) {
        for (const auto &endpoint : interface.endpoints) {
            if (endpoint.address == address)
                return &endpoint;
        }
    }
    return nullptr;
}

unsigned LibusbDevice::timeoutFor(Deadline deadline) const
{
    if (deadline.isNever())
        return 0; // libusb's word for without end
    return static_cast<unsigned>(std::clamp<Milliseconds::rep>(deadline.remaining(m_clock).count(), 1, INT_MAX));
}

Result<std::size_t> LibusbDevice::send(std::uint8_t endpoint, std::span<const std::byte> bytes, Deadline deadline)
{
    const Transfer transfer(libusb_alloc_transfer(0));
    // libusb has one type for both directions; an OUT transfer only reads the buffer.
    auto *data = const_cast<unsigned char *>(reinterpret_cast<const unsigned char *>(bytes.data())); // NOLINT
    libusb_fill_bulk_transfer(transfer.get(), m_handle, endpoint, data, static_cast<int>(bytes.size()), onDone, this,
                              timeoutFor(deadline));
    return run(transfer.get());
}

Result<std::size_t> LibusbDevice::receive(std::uint8_t endpoint, std::span<std::byte> into, Deadline deadline)
{
    const auto *known = this->endpoint(endpoint);
    if (known == nullptr || known->maxPacket == 0 || into.size() % known->maxPacket != 0)
        return {Fault::Internal, "an IN buffer must be a multiple of the endpoint's packet size"};
    std::memset(into.data(), 0, into.size());
    const Transfer transfer(libusb_alloc_transfer(0));
    libusb_fill_bulk_transfer(transfer.get(), m_handle, endpoint, reinterpret_cast<unsigned char *>(into.data()),
                              static_cast<int>(into.size()), onDone, this, timeoutFor(deadline));
    return run(transfer.get());
}

Result<std::size_t> LibusbDevice::control(ControlSetup setup, std::span<std::byte> data, Deadline deadline)
{
    std::vector<unsigned char> buffer(LIBUSB_CONTROL_SETUP_SIZE + data.size());
    const bool isIn = (setup.requestType & 0x80) != 0;
    if (!isIn && !data.empty())
        std::memcpy(buffer.data() + LIBUSB_CONTROL_SETUP_SIZE, data.data(), data.size());
    libusb_fill_control_setup(buffer.data(), setup.requestType, setup.request, setup.value, setup.index,
                              static_cast<std::uint16_t>(data.size()));
    const Transfer transfer(libusb_alloc_transfer(0));
    libusb_fill_control_transfer(transfer.get(), m_handle, buffer.data(), onDone, this, timeoutFor(deadline));
    auto moved = run(transfer.get());
    if (moved && isIn && *moved > 0)
        std::memcpy(data.data(), buffer.data() + LIBUSB_CONTROL_SETUP_SIZE, std::min(*moved, data.size()));
    return moved;
}

Result<void> LibusbDevice::clearHalt(std::uint8_t endpoint)
{
    if (const int code = libusb_clear_halt(m_handle, endpoint); code != 0)
        return usbError(code, "clear the halt");
    return {};
}

void LibusbDevice::cancel()
{
    const std::lock_guard lock(m_mutex);
    m_isCancelled = true;
    if (m_current != nullptr)
        libusb_cancel_transfer(m_current);
}

void LibusbDevice::resume()
{
    const std::lock_guard lock(m_mutex);
    m_isCancelled = false;
}

Result<std::size_t> LibusbDevice::run(libusb_transfer *transfer)
{
    std::unique_lock lock(m_mutex);
    if (m_isCancelled)
        return {Fault::Cancelled, "cancelled"};
    m_isDone = false;
    if (const int code = libusb_submit_transfer(transfer); code != 0)
        return usbError(code, "submit a transfer");
    m_current = transfer;
    m_wake.wait(lock, [this] { return m_isDone; });
    m_current = nullptr;
    return outcomeOf(*transfer);
}

void LibusbDevice::onDone(libusb_transfer *transfer)
{
    auto *device = static_cast<LibusbDevice *>(transfer->user_data);
    const std::lock_guard lock(device->m_mutex);
    device->m_isDone = true;
    device->m_wake.notify_all(); // under the lock: the waiter may destroy the device right after
}

} // namespace yz
