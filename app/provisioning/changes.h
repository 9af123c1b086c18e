// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "provisioning/bundle.h"

#include <map>
#include <utility>

namespace yz::provisioning {

/** One sentence for each thing that a bundle would make different here: what it is called, what it was, what it
 * becomes. Of certificates and staff only that they change: never a hash, never a key. */
QStringList changesBetween(const std::map<QString, QByteArray> &before, const Bundle &bundle);

} // namespace yz::provisioning
