// SPDX-License-Identifier: Apache-2.0
#include "parcel_fuzz.h"

#include <hub/order_parcel.h>
#include <hub/work_order.h>

#include <cstdlib>
#include <string_view>

using namespace yz::hub;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

void yz::fuzz::orderParcel(const std::uint8_t *data, std::size_t size)
{
    static const yz::SecretBytes key = yz::SecretBytes::random(32);
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    if (const auto parcel = parseParcel(bytes)) {
        demand(isTerminalId(parcel->terminal));
        demand(!parcel->orders.empty() && parcel->orders.size() <= kMaxParcelOrders);
        for (const auto &order : parcel->orders)
            demand(order.body.size() <= kMaxBody && order.position.sequence > 0 && order.slip.size() <= 40);
    } else {
        demand(!parcel.error().detail.empty());
    }
    const auto opened = openParcel(bytes, key, "/nobody/signs/anything.pem");
    demand(!opened && !opened.error().detail.empty());
}
