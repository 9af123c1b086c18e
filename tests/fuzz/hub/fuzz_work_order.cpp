// SPDX-License-Identifier: Apache-2.0
// Whatever a terminal sends as a body: it is read or refused for a reason, and what was read is within its bounds.
// Seeds: the bodies in hub/contract/golden/work-orders.
#include <hub/digest.h>
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

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    if (const auto order = parseWorkOrder(text)) {
        demand(isTerminalId(order->terminal));
        demand(!order->service.empty() && order->service.size() <= 64);
        demand(!order->packId.empty() && !order->packVersion.empty());
        demand(order->id.toString().size() == 36);
    } else {
        demand(!order.error().detail.empty());
    }
    (void)parseMoment(text);
    if (const auto digest = parseDigestField(text))
        demand(toDigestField(*digest) == text);
    return 0;
}
