// SPDX-License-Identifier: Apache-2.0
#include "progress_question.h"

#include "json_guard.h"

#include <nlohmann/json.hpp>

namespace yz::hub {
namespace {

constexpr std::size_t kMaxQuestion = 1024;
constexpr std::size_t kMaxNumber = 64;

std::string textAt(const nlohmann::json &object, const char *key)
{
    const auto it = object.find(key);
    return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

} // namespace

std::string plainSlipNumber(std::string_view text)
{
    constexpr std::size_t kMost = 40;
    std::string plain;
    for (const char c : text) {
        if (c >= 'a' && c <= 'z')
            plain += static_cast<char>(c - 'a' + 'A');
        else if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'))
            plain += c;
        else if (c != '-')
            return {};
    }
    return text.size() <= kMost ? plain : std::string();
}

Result<ProgressQuestion> parseProgressQuestion(std::string_view body)
{
    if (body.size() > kMaxQuestion)
        return {Fault::DataMalformed, "too-large"};
    if (const auto guarded = guardJson(body); !guarded)
        return guarded.error();
    const auto json = nlohmann::json::parse(body.begin(), body.end(), nullptr, false);
    if (!json.is_object())
        return {Fault::DataMalformed, "not-an-object"};
    const auto order = Uuid::parse(textAt(json, "order"));
    ProgressQuestion question{
        order ? *order : Uuid{}, plainSlipNumber(textAt(json, "number")), textAt(json, "id_number"), {}};
    if (static_cast<bool>(order) != question.slip.empty())
        return {Fault::DataMalformed, "order or number"};
    if (question.number.size() > kMaxNumber)
        return {Fault::DataMalformed, "id-number"};
    if (const auto text = textAt(json, "digest"); !text.empty()) {
        const auto digest = parseDigestField(text);
        if (!digest)
            return {Fault::DataMalformed, "digest"};
        question.digest.assign(reinterpret_cast<const char *>(digest->data()), digest->size());
    }
    if (question.number.empty() == question.digest.empty())
        return {Fault::DataMalformed, "id-number or digest"};
    return question;
}

} // namespace yz::hub
