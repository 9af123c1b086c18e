// SPDX-License-Identifier: Apache-2.0
#include "hub_log.h"

#include "hub/receipt_signer.h"

#include <unistd.h>

#include <nlohmann/json.hpp>

namespace yz::hub {

void HubLog::write(std::string_view event, std::initializer_list<LogField> fields)
{
    nlohmann::ordered_json line{{"at", toChinaTime(m_clock.wall())}, {"event", event}};
    for (const auto &field : fields) {
        std::visit([&](const auto &value) { line[std::string(field.key)] = value; }, field.value);
    }
    // Names may come from a certificate or a file name: whatever is no UTF-8 is replaced, not thrown about.
    const auto text = line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
}

} // namespace yz::hub
