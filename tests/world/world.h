// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "loop.h"
#include "sdt_reader.h"
#include "slip_printer.h"
#include "stick_slot.h"
#include "usb_node.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace yz::world {

/**
 * The emulated bus and what hangs on it.
 * Owner: main(). Thread: main; the devices themselves are used under mutex().
 */
class World
{
public:
    World(Loop &loop, SlipPrinter::Writer writer);
    ~World();
    World(const World &) = delete;
    World &operator=(const World &) = delete;

    std::mutex &mutex() { return m_mutex; }
    SdtReader &reader() { return m_reader; }
    bool plugReader(Pipes pipes, std::string &error);
    bool unplugReader(std::string &error);
    SlipPrinter &printer() { return m_printer; }
    bool plugPrinter(std::string &error) { return plug(m_printerSocket, error); }
    bool unplugPrinter(std::string &error) { return unplug(m_printerSocket, error); }
    StickSlot &sticks() { return *m_sticks; }

private:
    struct Socket
    {
        Gadget &gadget;
        UsbNode *node = nullptr;
    };
    bool plug(Socket &socket, std::string &error);
    bool unplug(Socket &socket, std::string &error);
    int freeNumber();
    std::function<void()> pull(Socket &socket);

    std::mutex m_mutex;
    UMockdevTestbed *m_testbed;
    std::unique_ptr<StickSlot> m_sticks;
    SdtReader m_reader;
    SlipPrinter m_printer;
    Socket m_readerSocket;
    Socket m_printerSocket;
    int m_lastNumber = 1;
    std::vector<std::unique_ptr<UsbNode>> m_nodes; ///< the dead ones too: a client may still hold them
};

} // namespace yz::world
