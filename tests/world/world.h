// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "loop.h"
#include "sdt_reader.h"
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
    explicit World(Loop &loop);
    ~World();
    World(const World &) = delete;
    World &operator=(const World &) = delete;

    std::mutex &mutex() { return m_mutex; }
    SdtReader &reader() { return m_reader; }
    bool plugReader(Pipes pipes, std::string &error);
    bool unplugReader(std::string &error);

private:
    struct Socket
    {
        Gadget &gadget;
        UsbNode *node = nullptr;
    };
    bool plug(Socket &socket, std::string &error);
    bool unplug(Socket &socket, std::string &error);
    int freeNumber();

    Loop &m_loop;
    std::mutex m_mutex;
    UMockdevTestbed *m_testbed;
    SdtReader m_reader;
    Socket m_readerSocket;
    int m_lastNumber = 1;
    std::vector<std::unique_ptr<UsbNode>> m_nodes; ///< the dead ones too: a client may still hold them
};

} // namespace yz::world
