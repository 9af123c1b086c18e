// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/signal_message.h"

#include <core/result.h>

#include <string>
#include <vector>

namespace yz::hub {

/**
 * Where browsers and terminals find each other: relays with credentials that end by themselves, made as coturn's REST
 * scheme has it (use-auth-secret): the user's name is the moment of their end, the password its HMAC. A value.
 */
class TurnServers
{
public:
    TurnServers() = default;
    /** KeyMissing: no secret in that file. DataMalformed: no address of a STUN or TURN server, or too many. */
    static Result<TurnServers> load(const std::vector<std::string> &urls, const std::string &secretFile);

    std::vector<IceServer> forCall(const Uuid &call, WallTime expires) const;

private:
    std::vector<std::string> m_stun, m_turn;
    std::string m_secret;
};

} // namespace yz::hub
