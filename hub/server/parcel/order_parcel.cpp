// SPDX-License-Identifier: Apache-2.0
#include "hub/order_parcel.h"

#include "hub/work_order.h"
#include "json_guard.h"
#include "progress_question.h"

#include <nlohmann/json.hpp>

namespace yz::hub {
namespace {

using Json = nlohmann::json;

Error malformed(const std::string &why)
{
    return {Fault::DataMalformed, "parcel: " + why};
}

std::string textAt(const Json &object, const char *key)
{
    const auto it = object.is_object() ? object.find(key) : object.end();
    return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

std::optional<std::uint64_t> numberAt(const Json &object, const char *key, std::uint64_t most)
{
    const auto it = object.is_object() ? object.find(key) : object.end();
    if (it == object.end() || !it->is_number_unsigned() || it->get<std::uint64_t>() > most)
        return std::nullopt;
    return it->get<std::uint64_t>();
}

/** One order without its body; `bytes` says how long that is. */
Result<ParcelOrder> readOrder(const Json &entry, std::size_t &bytes)
{
    constexpr std::uint64_t kMostSequence = (1ULL << 53) - 1; // as many as JSON's numbers tell apart
    const auto id = Uuid::parse(textAt(entry, "order"));
    const auto epoch = Uuid::parse(textAt(entry, "epoch"));
    const auto previous = parseDigestField(textAt(entry, "prev"));
    const auto sequence = numberAt(entry, "seq", kMostSequence);
    const auto size = numberAt(entry, "bytes", kMaxBody);
    if (!id || !epoch || !previous || !sequence || *sequence == 0 || !size)
        return malformed("an order has no id, no place or no size");
    bytes = *size;
    return ParcelOrder{*id, {*epoch, *sequence, *previous}, plainSlipNumber(textAt(entry, "slip")), {}};
}

} // namespace

Result<OrderParcel> parseParcel(std::string_view plain)
{
    const auto end = plain.substr(0, kMaxParcelHead).find('\n');
    if (end == std::string_view::npos)
        return malformed("has no head, or one that is too long");
    const auto text = plain.substr(0, end);
    if (const auto guarded = guardJson(text); !guarded)
        return malformed("head: " + guarded.error().detail);
    const auto head = Json::parse(text.begin(), text.end(), nullptr, false);
    OrderParcel parcel{textAt(head, "terminal"), {}};
    if (!isTerminalId(parcel.terminal))
        return malformed("does not say which terminal it is from");
    const auto orders = head.find("orders");
    if (orders == head.end() || !orders->is_array() || orders->empty() || orders->size() > kMaxParcelOrders)
        return malformed("has no orders, or too many");
    auto rest = plain.substr(end + 1);
    for (const auto &entry : *orders) {
        std::size_t bytes = 0;
        auto order = readOrder(entry, bytes);
        if (!order)
            return order.error();
        if (bytes > rest.size())
            return malformed("ends before the last order is whole");
        order->body = rest.substr(0, bytes);
        rest.remove_prefix(bytes);
        parcel.orders.push_back(std::move(*order));
    }
    if (!rest.empty())
        return malformed("has more bytes than its head lists");
    return parcel;
}

} // namespace yz::hub
