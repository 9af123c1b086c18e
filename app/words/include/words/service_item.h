// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <vector>

namespace yz {

/** One thing a citizen can come for. A value. */
struct ServiceItem
{
    QString code;
    QString title; ///< at most 6 hanzi
    QString subtitle;
};

/** The eight of the home page, in their places. */
std::vector<ServiceItem> homeServices();

} // namespace yz
