// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands.h"

#include <map>
#include <memory>
#include <string>

namespace yz::world {

/** The Unix socket of the line language, for any number of clients. Owner: main(). Thread: main. */
class ControlServer
{
public:
    ControlServer(Loop &loop, Commands &commands);
    ~ControlServer();
    ControlServer(const ControlServer &) = delete;
    ControlServer &operator=(const ControlServer &) = delete;

    bool listen(const std::string &path, std::string &error);
    /** A connected descriptor that was inherited. */
    void adopt(int fd);

private:
    struct Client
    {
        int fd;
        std::string input;
        bool waiting = false; ///< for a reply that comes later: its next lines wait too
    };

    void readable(const std::shared_ptr<Client> &client);
    void runLines(const std::shared_ptr<Client> &client);
    void drop(const std::shared_ptr<Client> &client);

    Loop &m_loop;
    Commands &m_commands;
    std::string m_path;
    int m_listener = -1;
    std::map<int, std::shared_ptr<Client>> m_clients; ///< shared with replies still outstanding
};

} // namespace yz::world
