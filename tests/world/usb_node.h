// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget.h"

#include <linux/usbdevice_fs.h>
#include <sys/ioctl.h>
#include <umockdev.h>

#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <set>

namespace yz::world {

/**
 * One plugged device as usbfs shows it: from plug to unplug, under one device number.
 * Owner: World, which keeps it after the unplug, as clients may still hold the node open.
 * Thread: ioctls come in umockdev's worker thread; everything else under the world's lock from any thread,
 * but appear() and vanish(), which talk to umockdev and must be called without it from the main thread.
 */
class UsbNode : public Port
{
public:
    UsbNode(std::mutex &world, UMockdevTestbed *testbed, Gadget &gadget, int deviceNumber);
    ~UsbNode() override;
    UsbNode(const UsbNode &) = delete;
    UsbNode &operator=(const UsbNode &) = delete;

    bool appear(std::string &error);
    /** The device is dead for its clients. The kernel's order: first this, then vanish(). */
    void die();
    void vanish();
    int number() const { return m_number; }

    void send(std::uint8_t endpoint, ByteView bytes, bool closed = true) override;
    void resume(std::uint8_t endpoint) override;
    void stall(std::uint8_t endpoint) override;

private:
    struct Urb
    {
        UMockdevIoctlClient *owner;
        UMockdevIoctlData *data;
        UMockdevIoctlData *buffer;
        gulong address;
        std::size_t moved = 0;

        usbdevfs_urb *head() const { return reinterpret_cast<usbdevfs_urb *>(data->data); }
        std::size_t length() const { return static_cast<std::size_t>(head()->buffer_length); }
    };
    using Urbs = std::list<Urb>;
    struct Packets
    {
        Bytes bytes;
        std::size_t sent = 0;
        bool closed = true;
    };

    static gboolean onIoctl(UMockdevIoctlBase *, UMockdevIoctlClient *client, gpointer self);
    static void onVanished(UMockdevIoctlBase *, UMockdevIoctlClient *client, gpointer self);
    gboolean ioctl(UMockdevIoctlClient *client);
    gboolean simple(UMockdevIoctlClient *client, gulong request);
    void submit(UMockdevIoctlClient *client);
    void reap(UMockdevIoctlClient *client);
    void discard(UMockdevIoctlClient *client);
    void clearHalt(UMockdevIoctlClient *client);
    void capabilities(UMockdevIoctlClient *client);
    void forget(UMockdevIoctlClient *client);

    void finish(Urbs::iterator urb, int status);
    void runControl(Urbs::iterator urb);
    std::optional<Bytes> standardRequest(const Setup &setup);
    std::optional<Bytes> descriptor(const Setup &setup) const;
    void pumpIn(std::uint8_t endpoint);
    bool fillIn(Urbs::iterator urb, std::deque<Packets> &queue);
    void pumpOut(std::uint8_t endpoint);
    Urbs::iterator firstOn(std::uint8_t endpoint);
    void setWritable(bool writable);
    std::string uevents() const;
    static void release(Urb &urb);

    std::mutex &m_world;
    UMockdevTestbed *m_testbed;
    Gadget &m_gadget;
    Shape m_shape;
    int m_number;
    std::string m_node;
    std::string m_fifoPath;
    UMockdevIoctlBase *m_handler = nullptr;
    int m_fifo = -1;
    bool m_writable = true;
    bool m_gone = false;
    Urbs m_fly;
    Urbs m_done;
    std::map<std::uint8_t, std::deque<Packets>> m_in;
    std::set<std::uint8_t> m_halted;
};

} // namespace yz::world
