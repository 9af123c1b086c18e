// SPDX-License-Identifier: Apache-2.0
// Any description of a session that a stranger may answer with: what is taken is encrypted and within bounds.
#include <call/sdp_inspector.h>

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto facts = yz::inspectSdp({reinterpret_cast<const char *>(data), size});
    if (!facts)
        return 0;
    if (!facts->hasFingerprint || facts->sections.empty() || facts->sections.size() > 8)
        std::abort();
    for (const auto &section : facts->sections) {
        if (section.mid.size() > 64 || section.kind.size() > 16 || section.ssrcs.size() > 64 ||
            section.codecs.size() > 64)
            std::abort();
    }
    return 0;
}
