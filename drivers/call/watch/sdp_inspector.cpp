// SPDX-License-Identifier: Apache-2.0
#include "call/sdp_inspector.h"

#include <algorithm>
#include <charconv>

namespace yz {
namespace {

constexpr std::size_t kMostSections = 8;
constexpr std::size_t kMostNumbers = 64;

Error malformed(const char *why)
{
    return {Fault::DataMalformed, std::string("session description: ") + why};
}

std::string upper(std::string_view text)
{
    std::string made(text);
    for (auto &c : made) {
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    }
    return made;
}

std::string_view afterBlank(std::string_view text)
{
    const auto blank = text.find(' ');
    return blank == std::string_view::npos ? std::string_view() : text.substr(blank + 1);
}

/** "m=video 9 UDP/TLS/RTP/SAVPF 96 97" */
SdpFacts::Section sectionOf(std::string_view line)
{
    SdpFacts::Section section;
    section.kind = std::string(line.substr(0, std::min<std::size_t>(line.find(' '), 16)));
    const auto rest = afterBlank(line);
    section.isRefused = rest == "0" || rest.starts_with("0 ");
    return section;
}

Result<void> attribute(SdpFacts::Section &section, std::string_view line)
{
    if (line.starts_with("rtpmap:")) {
        const auto codec = afterBlank(line);
        section.codecs.push_back(upper(codec.substr(0, std::min<std::size_t>(codec.find('/'), 32))));
    } else if (line.starts_with("ssrc:")) {
        std::uint32_t ssrc = 0;
        const auto digits = line.substr(5);
        if (std::from_chars(digits.data(), digits.data() + digits.size(), ssrc).ec != std::errc())
            return malformed("an ssrc that is no number");
        section.ssrcs.insert(ssrc);
    } else if (line.starts_with("mid:")) {
        section.mid = std::string(line.substr(4, 64));
    } else if (line.starts_with("rtcp-fb:")) {
        section.hasNack = section.hasNack || afterBlank(line) == "nack";
    }
    if (section.codecs.size() > kMostNumbers || section.ssrcs.size() > kMostNumbers)
        return malformed("too many formats or sources");
    return {};
}

} // namespace

std::set<std::uint32_t> SdpFacts::ssrcsOf(std::string_view kind) const
{
    std::set<std::uint32_t> all;
    for (const auto &section : sections) {
        if (section.kind == kind)
            all.insert(section.ssrcs.begin(), section.ssrcs.end());
    }
    return all;
}

Result<SdpFacts> inspectSdp(std::string_view sdp)
{
    if (sdp.size() > kLongestSdp)
        return malformed("too long");
    if (!sdp.starts_with("v=0"))
        return malformed("is none");
    if (sdp.find('\0') != std::string_view::npos || sdp.back() != '\n')
        return malformed("a line without end");
    SdpFacts facts;
    while (!sdp.empty()) {
        const auto end = sdp.find('\n');
        auto line = sdp.substr(0, end);
        sdp.remove_prefix(end + 1);
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        if (line.starts_with("m=")) {
            if (facts.sections.size() == kMostSections)
                return malformed("too many sections");
            facts.sections.push_back(sectionOf(line.substr(2)));
        } else if (line.starts_with("a=group:BUNDLE")) {
            facts.isBundled = true;
        } else if (line.starts_with("a=fingerprint:")) {
            facts.hasFingerprint = true;
        } else if (line.starts_with("a=") && !facts.sections.empty()) {
            if (auto read = attribute(facts.sections.back(), line.substr(2)); !read)
                return read.error();
        }
    }
    if (facts.sections.empty())
        return malformed("no section");
    if (!facts.hasFingerprint)
        return malformed("no fingerprint");
    return facts;
}

} // namespace yz
