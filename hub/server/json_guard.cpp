// SPDX-License-Identifier: Apache-2.0
#include "json_guard.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

namespace yz::hub {
namespace {

std::size_t characters(const std::string &text)
{
    const auto isFirst = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), isFirst));
}

/** nlohmann's SAX interface; `false` ends the walk. */
class Guard
{
public:
    using Json = nlohmann::json;

    explicit Guard(std::size_t mostCharacters) : m_mostCharacters(mostCharacters) {}

    const char *reason() const { return m_reason; }
    std::size_t members() const { return m_members; }

    bool null() { return true; }
    bool boolean(bool) { return true; }
    bool number_integer(Json::number_integer_t) { return true; }
    bool number_unsigned(Json::number_unsigned_t) { return true; }
    bool number_float(Json::number_float_t, const std::string &) { return true; }
    bool binary(Json::binary_t &) { return refuse("not-json"); }
    bool string(std::string &text) { return checkText(text); }
    bool key(std::string &text)
    {
        ++m_members;
        return checkText(text);
    }
    bool start_object(std::size_t) { return enter(); }
    bool end_object() { return leave(); }
    bool start_array(std::size_t) { return enter(); }
    bool end_array() { return leave(); }
    bool parse_error(std::size_t, const std::string &, const nlohmann::detail::exception &)
    {
        return refuse("not-json");
    }

private:
    bool refuse(const char *reason)
    {
        m_reason = reason;
        return false;
    }
    bool checkText(const std::string &text)
    {
        if (text.find('\0') != std::string::npos)
            return refuse("nul-character"); // PostgreSQL's jsonb cannot hold it
        return characters(text) <= m_mostCharacters || refuse("string-too-long");
    }
    bool enter() { return ++m_depth <= kMaxDepth || refuse("too-deep"); }
    bool leave()
    {
        --m_depth;
        return true;
    }

    std::size_t m_mostCharacters;
    std::size_t m_depth = 0;
    std::size_t m_members = 0;
    const char *m_reason = "not-json";
};

} // namespace

Result<std::size_t> guardJson(std::string_view text, std::size_t mostCharacters)
{
    Guard guard(mostCharacters);
    if (nlohmann::json::sax_parse(text.begin(), text.end(), &guard))
        return guard.members();
    return {Fault::DataMalformed, guard.reason()};
}

} // namespace yz::hub
