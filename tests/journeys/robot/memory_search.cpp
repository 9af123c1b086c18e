// SPDX-License-Identifier: Apache-2.0
#include "memory_search.h"

#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

namespace yz {
namespace {

constexpr unsigned char kMask = 0x5A;

struct Region
{
    unsigned long begin;
    unsigned long end;
};

std::vector<Region> writableRegions()
{
    std::vector<Region> regions;
    const std::unique_ptr<std::FILE, int (*)(std::FILE *)> maps(std::fopen("/proc/self/maps", "re"), std::fclose);
    char line[512];
    while (maps && std::fgets(line, sizeof line, maps.get()) != nullptr) {
        Region region{};
        char rights[8];
        if (std::sscanf(line, "%lx-%lx %7s", &region.begin, &region.end, rights) == 3 && rights[0] == 'r' &&
            rights[1] == 'w')
            regions.push_back(region);
    }
    return regions;
}

bool matchesAt(const unsigned char *at, const QByteArray &masked)
{
    for (qsizetype i = 0; i < masked.size(); ++i) {
        if (at[i] != (static_cast<unsigned char>(masked[i]) ^ kMask))
            return false;
    }
    return true;
}

} // namespace

int timesInMemory(const QByteArray &masked)
{
    if (masked.isEmpty())
        return 0;
    int times = 0;
    const auto first = static_cast<unsigned char>(static_cast<unsigned char>(masked[0]) ^ kMask);
    // Read by copy: a guard page of the secret heap must not stop the search. The copy buffer is masked at once, so
    // that it cannot become a find itself.
    std::vector<unsigned char> page(1 << 16);
    for (const auto &region : writableRegions()) {
        const auto step = page.size() - static_cast<std::size_t>(masked.size());
        for (auto at = region.begin; at < region.end; at += step) {
            const auto wanted = std::min<std::size_t>(page.size(), region.end - at);
            iovec local{page.data(), wanted};
            iovec remote{reinterpret_cast<void *>(at), wanted};
            const auto got = process_vm_readv(getpid(), &local, 1, &remote, 1, 0);
            if (got <= masked.size())
                continue;
            const bool isOwnBuffer = reinterpret_cast<unsigned long>(page.data()) >= at &&
                                     reinterpret_cast<unsigned long>(page.data()) < at + wanted;
            const auto last = page.data() + got - masked.size();
            for (auto *hit = page.data(); !isOwnBuffer && hit <= last; ++hit) {
                hit = static_cast<unsigned char *>(std::memchr(hit, first, static_cast<std::size_t>(last - hit) + 1));
                if (hit == nullptr)
                    break;
                times += matchesAt(hit, masked) ? 1 : 0;
            }
            std::memset(page.data(), 0, page.size());
        }
    }
    return times;
}

} // namespace yz
