// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace yz {

/** What is looked at in a description of a session. A value. */
struct SdpFacts
{
    struct Section
    {
        std::string kind; ///< "video", "audio", …
        std::string mid;
        bool isRefused = false;
        std::vector<std::string> codecs; ///< in upper case, without clock rate
        std::set<std::uint32_t> ssrcs;
        bool hasNack = false;
    };
    std::vector<Section> sections;
    bool isBundled = false;
    bool hasFingerprint = false;

    std::set<std::uint32_t> ssrcsOf(std::string_view kind) const;
};

constexpr std::size_t kLongestSdp = 32UL * 1024;

/** Reads a description from the other side. DataMalformed, naming what: too long, no description, a line without end,
 *  too many sections or numbers, a section before the first, no fingerprint (unencrypted media are never spoken). */
Result<SdpFacts> inspectSdp(std::string_view sdp);

} // namespace yz
