// SPDX-License-Identifier: Apache-2.0
#include "usb_node.h"

#include <fcntl.h>
#include <linux/usb/ch9.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>

namespace yz::world {

namespace {
constexpr std::size_t kPacket = 64;
constexpr std::size_t kSetupBytes = 8;
constexpr std::uint8_t kIn = 0x80;

void ok(UMockdevIoctlClient *client, glong result = 0)
{
    umockdev_ioctl_client_complete(client, result, 0);
}

void refuse(UMockdevIoctlClient *client, int error)
{
    umockdev_ioctl_client_complete(client, -1, error);
}

std::string digits(unsigned value, unsigned base, std::size_t width)
{
    std::string text;
    for (; value || text.empty(); value /= base)
        text.insert(text.begin(), "0123456789abcdef"[value % base]);
    return std::string(width > text.size() ? width - text.size() : 0, '0') + text;
}

std::string hexOf(ByteView bytes)
{
    std::string text;
    for (const auto byte : bytes)
        text += digits(byte, 16, 2);
    return text;
}

/** GLib hands a node to its own thread by ways that the thread sanitizer does not see; this it does. */
std::atomic<int> g_nodesMade = 0;

} // namespace

UsbNode::UsbNode(std::mutex &world, UMockdevTestbed *testbed, Gadget &gadget, int deviceNumber)
    : m_world(world),
      m_testbed(testbed),
      m_gadget(gadget),
      m_shape(gadget.shape()),
      m_number(deviceNumber),
      m_node("/dev/bus/usb/001/" + digits(static_cast<unsigned>(deviceNumber), 10, 3))
{
    gchar *root = umockdev_testbed_get_root_dir(testbed);
    m_fifoPath = std::string(root) + m_node;
    g_free(root);
}

UsbNode::~UsbNode()
{
    if (m_handler)
        g_object_unref(m_handler);
    if (m_fifo >= 0)
        close(m_fifo);
}

std::string UsbNode::uevents() const
{
    const auto number = digits(static_cast<unsigned>(m_number), 10, 3);
    return "P: /devices/usb1/" + m_shape.port +
           "\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_device\nE: DRIVER=usb\nE: BUSNUM=001\nE: DEVNUM=" + number +
           "\nE: DEVNAME=" + m_node + "\nE: PRODUCT=" + digits(m_shape.vendor, 16, 1) + "/" +
           digits(m_shape.product, 16, 1) + "/100\nE: TYPE=" + m_shape.deviceClass +
           "\nA: busnum=1\\n\nA: devnum=" + std::to_string(m_number) +
           "\\n\nA: idVendor=" + digits(m_shape.vendor, 16, 4) + "\\n\nA: idProduct=" + digits(m_shape.product, 16, 4) +
           "\\n\nA: speed=12\\n\nA: bConfigurationValue=1\\n\nH: descriptors=" + hexOf(m_shape.descriptors) + "\n";
}

bool UsbNode::appear(std::string &error)
{
    g_nodesMade.fetch_add(1, std::memory_order_release);
    m_handler = umockdev_ioctl_base_new();
    g_signal_connect(m_handler, "handle-ioctl", G_CALLBACK(onIoctl), this);
    g_signal_connect(m_handler, "client-vanished", G_CALLBACK(onVanished), this);
    GError *failure = nullptr;
    umockdev_testbed_attach_ioctl(m_testbed, m_node.c_str(), m_handler, &failure);
    if (!failure) {
        // The node is a FIFO kept full: "writable" is then ours to say, and the client really sleeps in poll().
        g_mkdir_with_parents(m_fifoPath.substr(0, m_fifoPath.rfind('/')).c_str(), 0755);
        mkfifo(m_fifoPath.c_str(), 0666);
        m_fifo = open(m_fifoPath.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
        if (m_fifo < 0) {
            error = "cannot make the node " + m_fifoPath;
            return false;
        }
        fcntl(m_fifo, F_SETPIPE_SZ, 4096);
        {
            const std::lock_guard guard(m_world);
            setWritable(false);
        }
        umockdev_testbed_add_from_string(m_testbed, uevents().c_str(), &failure);
    }
    if (!failure)
        return true;
    error = failure->message;
    g_error_free(failure);
    return false;
}

void UsbNode::die()
{
    m_gone = true;
    while (!m_fly.empty())
        finish(m_fly.begin(), -ESHUTDOWN);
    unlink(m_fifoPath.c_str());
    setWritable(true);
}

void UsbNode::vanish()
{
    const std::string device = "/sys/devices/usb1/" + m_shape.port;
    umockdev_testbed_uevent(m_testbed, device.c_str(), "remove");
    umockdev_testbed_remove_device(m_testbed, device.c_str());
    umockdev_testbed_detach_ioctl(m_testbed, m_node.c_str(), nullptr);
}

void UsbNode::setWritable(bool writable)
{
    std::array<char, 4096> page{};
    if (writable == m_writable)
        return;
    m_writable = writable;
    if (writable) {
        while (read(m_fifo, page.data(), page.size()) > 0) {
        }
    } else {
        while (write(m_fifo, page.data(), page.size()) > 0) {
        }
    }
}

gboolean UsbNode::onIoctl(UMockdevIoctlBase *, UMockdevIoctlClient *client, gpointer self)
{
    (void)g_nodesMade.load(std::memory_order_acquire);
    auto *node = static_cast<UsbNode *>(self);
    const std::lock_guard guard(node->m_world);
    return node->ioctl(client);
}

void UsbNode::onVanished(UMockdevIoctlBase *, UMockdevIoctlClient *client, gpointer self)
{
    (void)g_nodesMade.load(std::memory_order_acquire);
    auto *node = static_cast<UsbNode *>(self);
    const std::lock_guard guard(node->m_world);
    node->forget(client);
}

gboolean UsbNode::ioctl(UMockdevIoctlClient *client)
{
    const gulong request = umockdev_ioctl_client_get_request(client);
    const bool reaps = request == USBDEVFS_REAPURB || request == USBDEVFS_REAPURBNDELAY;
    if (m_gone && !reaps) {
        refuse(client, ENODEV);
        return TRUE;
    }
    switch (request) {
    case USBDEVFS_GET_CAPABILITIES:
        capabilities(client);
        return TRUE;
    case USBDEVFS_SUBMITURB:
        submit(client);
        return TRUE;
    case USBDEVFS_REAPURB:
    case USBDEVFS_REAPURBNDELAY:
        reap(client);
        return TRUE;
    case USBDEVFS_DISCARDURB:
        discard(client);
        return TRUE;
    case USBDEVFS_CLEAR_HALT:
        clearHalt(client);
        return TRUE;
    default:
        return simple(client, request);
    }
}

gboolean UsbNode::simple(UMockdevIoctlClient *client, gulong request)
{
    switch (request) {
    case USBDEVFS_CLAIMINTERFACE:
    case USBDEVFS_DISCONNECT_CLAIM:
        if (m_gadget.claimRefused())
            refuse(client, EBUSY);
        else
            ok(client);
        return TRUE;
    case USBDEVFS_RELEASEINTERFACE:
    case USBDEVFS_SETINTERFACE:
    case USBDEVFS_SETCONFIGURATION:
    case USBDEVFS_RESETEP:
    case USBDEVFS_RESET:
        ok(client);
        return TRUE;
    case USBDEVFS_GET_SPEED:
        ok(client, USB_SPEED_FULL);
        return TRUE;
    case USBDEVFS_GETDRIVER:
    case USBDEVFS_IOCTL:
        refuse(client, ENODATA);
        return TRUE; // no kernel driver is bound
    default:
        refuse(client, ENOTTY);
        return TRUE;
    }
}

void UsbNode::capabilities(UMockdevIoctlClient *client)
{
    UMockdevIoctlData *value = umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0, 4, nullptr);
    if (!value) { // whoever asked was killed in the middle of it
        refuse(client, EFAULT);
        return;
    }
    const std::uint32_t caps = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_NO_PACKET_SIZE_LIM |
                               USBDEVFS_CAP_REAP_AFTER_DISCONNECT | USBDEVFS_CAP_BULK_SCATTER_GATHER;
    std::memcpy(value->data, &caps, sizeof caps);
    ok(client);
    g_object_unref(value);
}

void UsbNode::submit(UMockdevIoctlClient *client)
{
    UMockdevIoctlData *head =
        umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0, sizeof(usbdevfs_urb), nullptr);
    if (!head) {
        refuse(client, EFAULT);
        return;
    }
    Urb urb{client, head, nullptr, head->client_addr};
    if (urb.length() > 0)
        urb.buffer = umockdev_ioctl_data_resolve(head, offsetof(usbdevfs_urb, buffer), urb.length(), nullptr);
    if (urb.length() > 0 && !urb.buffer) {
        release(urb);
        refuse(client, EFAULT);
        return;
    }
    m_fly.push_back(urb);
    const auto at = std::prev(m_fly.end());
    const auto endpoint = urb.head()->endpoint;
    const auto type = urb.head()->type;
    ok(client); // complete first, then work
    if (type == USBDEVFS_URB_TYPE_CONTROL) {
        runControl(at);
    } else if (endpoint & kIn) {
        pumpIn(endpoint);
    } else {
        m_gadget.transferBegins(endpoint);
        pumpOut(endpoint);
    }
}

void UsbNode::reap(UMockdevIoctlClient *client)
{
    const auto found = std::find_if(m_done.begin(), m_done.end(), [&](const Urb &urb) { return urb.owner == client; });
    if (found == m_done.end()) {
        if (!m_gone)
            setWritable(!m_done.empty());
        refuse(client, m_gone ? ENODEV : EAGAIN);
        return;
    }
    Urb urb = *found;
    m_done.erase(found);
    if (m_done.empty() && !m_gone)
        setWritable(false);
    UMockdevIoctlData *pointer =
        umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0, sizeof(void *), nullptr);
    if (pointer) {
        umockdev_ioctl_data_set_ptr(pointer, 0, urb.data);
        ok(client);
        g_object_unref(pointer);
    } else {
        refuse(client, EFAULT);
    }
    release(urb);
}

void UsbNode::discard(UMockdevIoctlClient *client)
{
    gulong address = 0;
    std::memcpy(&address, umockdev_ioctl_client_get_arg(client)->data, sizeof address);
    const auto found = std::find_if(m_fly.begin(), m_fly.end(), [&](const Urb &urb) { return urb.address == address; });
    if (found == m_fly.end()) {
        refuse(client, EINVAL);
        return;
    }
    finish(found, -ENOENT);
    ok(client);
}

void UsbNode::clearHalt(UMockdevIoctlClient *client)
{
    UMockdevIoctlData *value = umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0, 4, nullptr);
    std::uint32_t endpoint = 0;
    if (value) {
        std::memcpy(&endpoint, value->data, sizeof endpoint);
        g_object_unref(value);
    }
    m_halted.erase(static_cast<std::uint8_t>(endpoint));
    ok(client);
}

void UsbNode::release(Urb &urb)
{
    if (urb.buffer)
        g_object_unref(urb.buffer);
    g_object_unref(urb.data);
}

void UsbNode::forget(UMockdevIoctlClient *client)
{
    for (Urbs *list : {&m_fly, &m_done})
        for (auto urb = list->begin(); urb != list->end();) {
            if (urb->owner != client) {
                ++urb;
                continue;
            }
            release(*urb);
            urb = list->erase(urb);
        }
    if (!m_gone)
        setWritable(!m_done.empty());
}

void UsbNode::finish(Urbs::iterator urb, int status)
{
    urb->head()->status = status;
    urb->head()->actual_length = static_cast<int>(urb->moved);
    m_done.splice(m_done.end(), m_fly, urb);
    setWritable(true);
}

UsbNode::Urbs::iterator UsbNode::firstOn(std::uint8_t endpoint)
{
    return std::find_if(m_fly.begin(), m_fly.end(), [&](const Urb &urb) {
        return urb.head()->type != USBDEVFS_URB_TYPE_CONTROL && urb.head()->endpoint == endpoint;
    });
}

void UsbNode::runControl(Urbs::iterator urb)
{
    if (urb->length() < kSetupBytes) {
        finish(urb, -EPIPE);
        return;
    }
    const guint8 *raw = urb->buffer->data;
    const auto word = [&](int at) { return static_cast<std::uint16_t>(raw[at] | raw[at + 1] << 8); };
    const Setup setup{raw[0], raw[1], word(2), word(4), word(6)};
    const ByteView sent(raw + kSetupBytes, (setup.type & kIn) ? 0 : urb->length() - kSetupBytes);
    const bool standard = (setup.type & 0x60) == 0;
    const auto answer = standard ? standardRequest(setup) : m_gadget.control(setup, sent);
    if (!answer) {
        finish(urb, -EPIPE);
        return;
    }
    if (setup.type & kIn) {
        urb->moved = std::min({answer->size(), std::size_t{setup.length}, urb->length() - kSetupBytes});
        std::copy_n(answer->begin(), urb->moved, urb->buffer->data + kSetupBytes);
    } else {
        urb->moved = sent.size();
    }
    finish(urb, 0);
}

std::optional<Bytes> UsbNode::standardRequest(const Setup &setup)
{
    switch (setup.request) {
    case USB_REQ_GET_STATUS:
        return Bytes{0, 0};
    case USB_REQ_GET_CONFIGURATION:
        return Bytes{1};
    case USB_REQ_GET_DESCRIPTOR:
        return descriptor(setup);
    case USB_REQ_CLEAR_FEATURE:
        m_halted.erase(static_cast<std::uint8_t>(setup.index));
        return Bytes{};
    case USB_REQ_SET_CONFIGURATION:
    case USB_REQ_SET_INTERFACE:
        return Bytes{};
    default:
        return std::nullopt;
    }
}

std::optional<Bytes> UsbNode::descriptor(const Setup &setup) const
{
    const auto &all = m_shape.descriptors;
    const std::size_t index = setup.value & 0xff;
    switch (setup.value >> 8) {
    case USB_DT_DEVICE:
        return Bytes(all.begin(), all.begin() + USB_DT_DEVICE_SIZE);
    case USB_DT_CONFIG:
        return Bytes(all.begin() + USB_DT_DEVICE_SIZE, all.end());
    case USB_DT_STRING: {
        if (index == 0)
            return Bytes{4, USB_DT_STRING, 0x09, 0x04};
        if (index > m_shape.strings.size())
            return std::nullopt;
        const auto &text = m_shape.strings[index - 1];
        Bytes bytes{static_cast<std::uint8_t>(2 + 2 * text.size()), USB_DT_STRING};
        for (const char16_t unit : text) {
            bytes.push_back(static_cast<std::uint8_t>(unit & 0xff));
            bytes.push_back(static_cast<std::uint8_t>(unit >> 8));
        }
        return bytes;
    }
    default:
        return std::nullopt;
    }
}

void UsbNode::send(std::uint8_t endpoint, ByteView bytes, bool closed)
{
    constexpr std::size_t mostUnread = 256;
    auto &queue = m_in[endpoint];
    if (queue.size() >= mostUnread)
        queue.pop_front(); // nobody reads: a device's own memory is small
    queue.push_back({Bytes(bytes.begin(), bytes.end()), 0, closed});
    pumpIn(endpoint);
}

void UsbNode::resume(std::uint8_t endpoint)
{
    pumpOut(endpoint);
}

void UsbNode::stall(std::uint8_t endpoint)
{
    m_halted.insert(endpoint);
    if (endpoint & kIn)
        pumpIn(endpoint);
    else
        pumpOut(endpoint);
}

/** Moves whole packets into the transfer, as a controller does. True when the transfer is over. */
bool UsbNode::fillIn(Urbs::iterator urb, std::deque<Packets> &queue)
{
    while (!queue.empty()) {
        Packets &head = queue.front();
        const std::size_t left = head.bytes.size() - head.sent;
        const std::size_t packet = std::min(left, kPacket);
        if (packet < kPacket && !head.closed && queue.size() == 1)
            return false; // the device broke off inside this packet: it never comes
        if (packet > urb->length() - urb->moved) {
            queue.pop_front(); // babble: the rest of that packet is lost
            finish(urb, -EOVERFLOW);
            return true;
        }
        std::copy_n(head.bytes.begin() + static_cast<std::ptrdiff_t>(head.sent), packet,
                    urb->buffer->data + urb->moved);
        urb->moved += packet;
        head.sent += packet;
        if (head.sent == head.bytes.size())
            queue.pop_front();
        if (packet < kPacket || urb->moved == urb->length()) {
            finish(urb, 0);
            return true;
        }
    }
    return false;
}

void UsbNode::pumpIn(std::uint8_t endpoint)
{
    if (m_gone)
        return;
    for (auto urb = firstOn(endpoint); urb != m_fly.end(); urb = firstOn(endpoint)) {
        if (m_halted.contains(endpoint)) {
            finish(urb, -EPIPE);
            continue;
        }
        if (!fillIn(urb, m_in[endpoint]))
            return;
    }
}

void UsbNode::pumpOut(std::uint8_t endpoint)
{
    if (m_gone)
        return;
    for (auto urb = firstOn(endpoint); urb != m_fly.end(); urb = firstOn(endpoint)) {
        if (m_halted.contains(endpoint)) {
            finish(urb, -EPIPE);
            continue;
        }
        const std::size_t before = urb->moved;
        // A copy, and no resume() from within take(): the list must not change under this loop.
        const Bytes rest(urb->buffer ? urb->buffer->data + before : nullptr,
                         urb->buffer ? urb->buffer->data + urb->length() : nullptr);
        const std::size_t taken = rest.empty() ? 0 : m_gadget.take(endpoint, rest);
        urb->moved += taken;
        if (urb->moved < urb->length())
            return;
        finish(urb, 0);
    }
}

} // namespace yz::world
