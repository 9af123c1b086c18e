// SPDX-License-Identifier: Apache-2.0
#include "http_conversation.h"

namespace yz::hub {

std::string wireText(const Response &response)
{
    const auto append = [](std::string &to, boost::beast::string_view text) { to.append(text.data(), text.size()); };
    std::string text = "HTTP/1.1 " + std::to_string(response.result_int()) + ' ';
    append(text, http::obsolete_reason(response.result()));
    text += "\r\n";
    for (const auto &field : response) {
        append(text, field.name_string());
        text += ": ";
        append(text, field.value());
        text += "\r\n";
    }
    text += "\r\n";
    text += response.body();
    return text;
}

} // namespace yz::hub
