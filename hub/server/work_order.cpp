// SPDX-License-Identifier: Apache-2.0
#include "hub/work_order.h"

#include "hub/digest.h"
#include "json_guard.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

namespace yz::hub {
namespace {

using Json = nlohmann::json;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
bool isAlphanumeric(char c)
{
    return isDigit(c) || isLower(c) || (c >= 'A' && c <= 'Z');
}

bool isServiceCode(std::string_view text)
{
    return !text.empty() && text.size() <= 64 && isLower(text.front()) &&
           std::ranges::all_of(text, [](char c) { return isLower(c) || isDigit(c) || c == '-'; });
}

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/** The text under `key`, or nothing when it is missing, no text, or not within the bounds. */
const std::string *textAt(const Json &object, const char *key, std::size_t min, std::size_t max)
{
    if (!object.is_object())
        return nullptr;
    const auto it = object.find(key);
    if (it == object.end() || !it->is_string())
        return nullptr;
    const auto *text = it->get_ptr<const std::string *>();
    const auto size = characters(*text);
    return size >= min && size <= max ? text : nullptr;
}

/** A fixed number of digits, or -1. */
int number(std::string_view text, std::size_t at, std::size_t digits)
{
    int value = -1;
    if (at + digits > text.size() || !std::ranges::all_of(text.substr(at, digits), isDigit))
        return -1;
    std::from_chars(text.data() + at, text.data() + at + digits, value);
    return value;
}

bool isDate(std::string_view text)
{
    using namespace std::chrono;
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return false;
    const int y = number(text, 0, 4), m = number(text, 5, 2), d = number(text, 8, 2);
    return y >= 0 && m > 0 && d > 0 &&
           year_month_day(year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))).ok();
}

/** Who stays anonymous was asked, and refused at some time. */
bool isAnonymous(const Json &body)
{
    const auto it = body.find("anonymous");
    const auto *at = it == body.end() ? nullptr : textAt(*it, "refused_at", 20, 40);
    return at && parseMoment(*at);
}

bool isApplicant(const Json &body)
{
    constexpr std::array<std::string_view, 5> kinds{"resident", "hk-mo-tw", "foreigner-2017", "foreigner-2023",
                                                    "manual"};
    const auto it = body.find("applicant");
    if (it != body.end() && it->is_null())
        return isAnonymous(body);
    if (it == body.end() || !it->is_object())
        return false;
    const auto *kind = textAt(*it, "kind", 1, 64);
    if (!kind || std::ranges::find(kinds, *kind) == kinds.end())
        return false;
    if (!textAt(*it, "name", 1, 200) || !textAt(*it, "number", 1, 64))
        return false;
    const auto *birth = textAt(*it, "birth", 10, 10);
    if (it->contains("birth") && (!birth || !isDate(*birth)))
        return false;
    return (!it->contains("sex") || textAt(*it, "sex", 0, 16)) &&
           (!it->contains("address") || textAt(*it, "address", 0, kMaxCharacters));
}

bool isAnswerValue(const Json &value)
{
    if (value.is_string())
        return true;
    return value.is_array() && value.size() <= kMaxAnswers &&
           std::ranges::all_of(value, [](const Json &item) { return item.is_string(); });
}

bool areAnswers(const Json &body)
{
    const auto it = body.find("answers");
    if (it == body.end() || !it->is_array() || it->size() > kMaxAnswers)
        return false;
    return std::ranges::all_of(*it, [](const Json &answer) {
        return textAt(answer, "field", 1, 128) && answer.contains("value") && isAnswerValue(answer["value"]);
    });
}

bool isWithin(const Json &object, const char *key, std::int64_t most)
{
    const auto it = object.find(key);
    return it != object.end() && it->is_number_integer() && *it >= 1 && *it <= most;
}

bool isAttachment(const Json &attachment)
{
    constexpr std::array<std::string_view, 2> types{"image/jpeg", "application/pdf"};
    const auto *digest = textAt(attachment, "digest", 1, 64);
    const auto *type = textAt(attachment, "type", 1, 64);
    return digest && parseDigestField(*digest) && type && std::ranges::find(types, *type) != types.end() &&
           isWithin(attachment, "bytes", kMaxAttachment) && isWithin(attachment, "pages", kMaxPages);
}

bool areAttachments(const Json &body)
{
    const auto it = body.find("attachments");
    return it == body.end() ||
           (it->is_array() && it->size() <= kMaxAttachments && std::ranges::all_of(*it, isAttachment));
}

/** A rating or a callback is about another order; others may be. */
Result<std::optional<Uuid>> aboutOf(const Json &body, std::string_view service)
{
    const auto it = body.find("about");
    const bool isNeeded = service == "rating" || service == "callback";
    if (it == body.end())
        return isNeeded ? Result<std::optional<Uuid>>(Error{Fault::DataMalformed, "about"}) : std::optional<Uuid>();
    const auto *text = textAt(body, "about", 36, 36);
    const auto uuid = Uuid::parse(text ? std::string_view(*text) : std::string_view());
    if (!uuid)
        return {Fault::DataMalformed, "about"};
    return std::optional<Uuid>(*uuid);
}

/** Of all objects in it; the guard has made sure that it is not deep. */
std::size_t membersOf(const Json &value)
{
    if (!value.is_structured())
        return 0;
    std::size_t count = value.is_object() ? value.size() : 0;
    for (const auto &inner : value)
        count += membersOf(inner);
    return count;
}

Error refused(const char *reason)
{
    return {Fault::DataMalformed, reason};
}

Result<WorkOrder> readMembers(const Json &body)
{
    WorkOrder order;
    const auto schema = body.find("schema");
    if (schema == body.end() || !schema->is_number_integer() || *schema != 1)
        return refused("schema");
    const auto *id = textAt(body, "id", 36, 36);
    const auto uuid = Uuid::parse(id ? std::string_view(*id) : std::string_view());
    if (!uuid)
        return refused("id");
    order.id = *uuid;
    const auto *terminal = textAt(body, "terminal", 1, 64);
    if (!terminal || !isTerminalId(*terminal))
        return refused("terminal");
    order.terminal = *terminal;
    const auto *service = textAt(body, "service", 1, 64);
    if (!service || !isServiceCode(*service))
        return refused("service");
    order.service = *service;
    const auto pack = body.find("pack");
    const auto *packId = pack == body.end() ? nullptr : textAt(*pack, "id", 1, 128);
    const auto *packVersion = pack == body.end() ? nullptr : textAt(*pack, "version", 1, 64);
    if (!packId || !packVersion)
        return refused("pack");
    order.packId = *packId;
    order.packVersion = *packVersion;
    const auto *captured = textAt(body, "captured_at", 20, 40);
    const auto moment = parseMoment(captured ? std::string_view(*captured) : std::string_view());
    if (!moment)
        return refused("captured-at");
    order.capturedAt = *moment;
    const auto trusted = body.find("clock_trusted");
    if (trusted == body.end() || !trusted->is_boolean())
        return refused("clock-trusted");
    order.clockTrusted = trusted->get<bool>();
    return order;
}

} // namespace

bool isTerminalId(std::string_view text)
{
    return !text.empty() && text.size() <= 64 && isAlphanumeric(text.front()) &&
           std::ranges::all_of(text, [](char c) { return isAlphanumeric(c) || c == '.' || c == '_' || c == '-'; });
}

Result<WallTime> parseMoment(std::string_view text)
{
    using namespace std::chrono;
    const auto malformed = refused("captured-at");
    if (text.size() < 20 || text.size() > 40 || !isDate(text.substr(0, 10)) || text[10] != 'T' || text[13] != ':' ||
        text[16] != ':')
        return malformed;
    const int hour = number(text, 11, 2), minute = number(text, 14, 2), second = number(text, 17, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return malformed;
    WallTime moment = sys_days(year(number(text, 0, 4)) / number(text, 5, 2) / number(text, 8, 2)) + hours(hour) +
                      minutes(minute) + seconds(second);
    std::size_t at = 19;
    if (text[at] == '.') {
        const auto first = ++at;
        for (int unit = 100; at < text.size() && isDigit(text[at]); ++at, unit /= 10)
            moment += milliseconds(unit * (text[at] - '0'));
        if (at == first || at - first > 9)
            return malformed;
    }
    const auto zone = text.substr(at);
    if (zone == "Z")
        return moment;
    const int east = number(zone, 1, 2), past = number(zone, 4, 2);
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':' || east < 0 || east > 23 || past < 0 ||
        past > 59)
        return malformed;
    const auto offset = hours(east) + minutes(past);
    return zone[0] == '+' ? moment - offset : moment + offset;
}

Result<WorkOrder> parseWorkOrder(std::string_view text)
{
    if (text.size() > kMaxBody)
        return refused("too-large");
    const auto guarded = guardJson(text);
    if (!guarded)
        return guarded.error();
    const auto body = Json::parse(text.begin(), text.end(), nullptr, false);
    if (membersOf(body) != *guarded)
        return refused("duplicate-member");
    if (!body.is_object())
        return refused("not-an-object");
    auto order = readMembers(body);
    if (!order)
        return order;
    if (!isApplicant(body))
        return refused("applicant");
    if (!areAnswers(body))
        return refused("answers");
    if (!areAttachments(body))
        return refused("attachments");
    const auto about = aboutOf(body, order->service);
    if (!about)
        return about.error();
    order->about = *about;
    return order;
}

Result<WorkOrder> parseWorkOrderOf(std::string_view body, const Uuid &id, std::string_view terminal)
{
    auto order = parseWorkOrder(body);
    if (order && order->id != id)
        return refused("id");
    if (order && order->terminal != terminal)
        return refused("terminal");
    return order;
}

} // namespace yz::hub
