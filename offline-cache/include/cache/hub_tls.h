// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/courier.h"

#include <core/result.h>

class QSslConfiguration;

namespace yz {

/** The terminal's side of mutual TLS: our authority and no other, TLS 1.3. DataMalformed when a file holds no such
 * thing. For the call's signalling, which goes to the same hub by the same door. */
Result<QSslConfiguration> hubTls(const Courier::Options &options);

} // namespace yz
