// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>
#include <core/result.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace yz::hub {

/** Everything `yizhan-hubd` can be told. */
struct HubOptions
{
    std::string host = "127.0.0.1";
    std::uint16_t port = 8443; ///< 0 takes a free one
    std::string portFile;      ///< written, whole, once the hub can serve
    std::string database;      ///< libpq conninfo; empty leaves it to PGHOST and its kind
    std::string certificate, key, clientAuthority, receiptKey; ///< PEM files
    std::string migrations;                                    ///< a folder; empty for those built in
    std::string consoleHost;                                   ///< empty: no console
    std::uint16_t consolePort = 0;                             ///< 0 takes a free one
    std::string consolePortFile;                               ///< as portFile
    std::string consoleRoot;                                   ///< the console's static files
    std::string catalogues;                                    ///< pack folders by region; empty: none
    std::vector<std::string> turn;                             ///< addresses of STUN and TURN servers
    std::string turnSecret;                                    ///< file with what the TURN servers share
    std::string region = "HLJ";                                ///< first part of the register numbers
    std::size_t queue = 1024;                                  ///< orders waiting; beyond it 503
    std::size_t maxConnections = 4096;
    Milliseconds headerTimeout{10'000};
    Milliseconds idleTimeout{75'000};
    Milliseconds bodyTimeout{30'000};
    Milliseconds drainTimeout{10'000}; ///< from SIGTERM to the end at the latest
};

/**
 * Runs the hub in this thread until SIGTERM or SIGINT; requests under way are finished.
 * Errors, all before the first connection: KeyMissing, DataMalformed, HubUnreachable, Conflict, NotFound, DeviceBusy.
 */
Result<void> runHub(const HubOptions &options, const Clock &clock);

} // namespace yz::hub
