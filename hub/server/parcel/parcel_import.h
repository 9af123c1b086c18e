// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/order_parcel.h"
#include "hub/receipt_signer.h"

#include <core/clock.h>

#include <functional>
#include <string>
#include <vector>

namespace yz::hub {

/** What became of one order of a parcel. */
struct ImportedOrder
{
    enum class Became {
        Fresh,   ///< the hub has it now
        Held,    ///< the hub had it
        Refused, ///< it cannot be taken, or not now
    };
    Uuid id;
    std::string slip;
    Became became = Became::Refused;
    std::string number; ///< the register number, unless refused
    std::string why;    ///< code and reason, when refused
};

struct ImportOptions
{
    std::string database; ///< libpq conninfo
    std::string region;   ///< first part of the register numbers
};

/**
 * Hands a parcel's orders in, one after the other, by the same door as those that come over the network, beside a hub
 * that runs or one that does not. `each` hears of an order once what became of it is durable. Blocks. Errors:
 * HubUnreachable when the database went away; what was told before stays.
 */
Result<void> importParcel(OrderParcel parcel, const ImportOptions &options, const ReceiptSigner &signer,
                          const Clock &clock, const std::function<void(const ImportedOrder &)> &each);

} // namespace yz::hub
