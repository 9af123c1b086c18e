// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace yz::hub {

/** One datum of a line: a number, or a name from our own ground (terminal id, code, path): never from a body. */
struct LogField
{
    std::string_view key;
    std::variant<std::int64_t, std::string> value;
};

/** One JSON object a line on standard error, where journald takes it. Content free. Thread: the io thread. */
class HubLog
{
public:
    explicit HubLog(const Clock &clock) : m_clock(clock) {}
    void write(std::string_view event, std::initializer_list<LogField> fields = {});

private:
    const Clock &m_clock;
};

} // namespace yz::hub
