// SPDX-License-Identifier: Apache-2.0
#include "world.h"

namespace yz::world {

World::World(Loop &loop, SlipPrinter::Writer writer)
    : m_testbed(umockdev_testbed_new()),
      m_sticks(std::make_unique<StickSlot>(m_testbed)),
      m_reader(loop, m_mutex, pull(m_readerSocket)),
      m_printer(loop, m_mutex, pull(m_printerSocket), std::move(writer)),
      m_readerSocket{m_reader},
      m_printerSocket{m_printer}
{
}

/** A device that pulls its own plug; run by the loop, without the lock. */
std::function<void()> World::pull(Socket &socket)
{
    return [this, &socket] {
        std::string ignored;
        unplug(socket, ignored);
    };
}

World::~World()
{
    m_sticks.reset();
    g_object_unref(m_testbed);
}

bool World::plugReader(Pipes pipes, std::string &error)
{
    {
        const std::lock_guard guard(m_mutex);
        if (!m_readerSocket.node)
            m_reader.setPipes(pipes);
    }
    return plug(m_readerSocket, error);
}

bool World::unplugReader(std::string &error)
{
    return unplug(m_readerSocket, error);
}

int World::freeNumber()
{
    // A new number at each plug, as the kernel gives; 127 is the last one of a bus.
    for (;;) {
        m_lastNumber = m_lastNumber >= 127 ? 2 : m_lastNumber + 1;
        const auto uses = [&](const Socket &socket) { return socket.node && socket.node->number() == m_lastNumber; };
        if (!uses(m_readerSocket) && !uses(m_printerSocket))
            return m_lastNumber;
    }
}

bool World::plug(Socket &socket, std::string &error)
{
    UsbNode *node = nullptr;
    {
        const std::lock_guard guard(m_mutex);
        if (socket.node) {
            error = "already plugged";
            return false;
        }
        m_nodes.push_back(std::make_unique<UsbNode>(m_mutex, m_testbed, socket.gadget, freeNumber()));
        node = m_nodes.back().get();
        socket.node = node;
        socket.gadget.plugged(node);
    }
    return node->appear(error);
}

bool World::unplug(Socket &socket, std::string &error)
{
    UsbNode *node = nullptr;
    {
        const std::lock_guard guard(m_mutex);
        node = socket.node;
        if (!node) {
            error = "not plugged";
            return false;
        }
        socket.gadget.unplugged();
        node->die();
        socket.node = nullptr;
    }
    node->vanish();
    return true;
}

} // namespace yz::world
