// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/standing.h"

#include <core/result.h>
#include <core/secret.h>
#include <core/uuid.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace yz::hub {

/** Bounds of the contract: a file, what stands before the bodies, orders. */
inline constexpr std::size_t kMaxParcel = 24U * 1024 * 1024;
inline constexpr std::size_t kMaxParcelHead = 2U * 1024 * 1024;
inline constexpr std::size_t kMaxParcelOrders = 2000;

/** An order that came on a stick, as its terminal would have sent it. Personal data: `body`. */
struct ParcelOrder
{
    Uuid id;
    Position position;
    std::string slip; ///< as plainSlipNumber has it; may be empty
    std::string body;
};

struct OrderParcel
{
    std::string terminal;
    std::vector<ParcelOrder> orders;
};

/** Reads what was sealed. Pure; takes any bytes. DataMalformed, naming what is wrong. */
Result<OrderParcel> parseParcel(std::string_view plain);

/**
 * Opens a file as a stick brought it. Nothing in it is looked at before a terminal's certificate and signature hold.
 * `exportKey`: X25519, the private half, 32 bytes; `authority`: PEM file with who signs the terminals' certificates.
 * Errors: DataMalformed; DataForged (signed by nobody of ours, for another hub, or altered); KeyMissing.
 */
Result<OrderParcel> openParcel(std::string_view file, const SecretBytes &exportKey, const std::string &authority);

} // namespace yz::hub
