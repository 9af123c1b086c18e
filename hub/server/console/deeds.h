// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "desk_questions.h"

#include <core/result.h>

#include <string>
#include <string_view>

namespace yz::hub {

struct Credentials
{
    std::string name, password;
};

/** DataMalformed names the member that is missing, too long or too much. Members that no deed knows are refused. */
Result<Credentials> parseCredentials(std::string_view body);

bool isDeed(std::string_view name);
/** What an agent does to an order, as a question to the database. */
Result<PgQuery> parseDeed(std::string_view name, std::string_view body, ask::AgentId agent, const Uuid &order,
                          WallTime now);

} // namespace yz::hub
