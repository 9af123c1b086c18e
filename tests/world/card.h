// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget.h"

#include <map>
#include <string>

namespace yz::world {

using Fields = std::map<std::string, std::string, std::less<>>;

/** A card as it lies on the reader. Everything on it is invented. */
struct Card
{
    Bytes text;        ///< 256 bytes
    Bytes photo;       ///< 1024 bytes
    Bytes fingerprint; ///< empty or 1024 bytes
    Bytes newAddress;  ///< empty or 70 bytes
};

/** kind: resident, hkmotw, foreigner2017, foreigner2023. False and a sentence in `error` when it cannot be made. */
bool makeCard(const std::string &kind, const Fields &fields, Card &card, std::string &error);
bool makeRawCard(const std::string &hex, Card &card, std::string &error);
/** The 18th character of GB 11643 for the first 17. */
char checkDigit(const std::string &first17);

} // namespace yz::world
