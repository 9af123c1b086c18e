// SPDX-License-Identifier: Apache-2.0
// A pack's lines are read or refused with the line's number; what was read is written the same again.
#include "pack_fuzz.h"

#include <cache/pack_lines.h>

#include <cstdlib>

namespace yz::fuzz {
namespace {

struct Read
{
    Result<pack::FileHeader> header;
    std::vector<pack::Change> changes;
};

Read readAll(const QByteArray &plain)
{
    std::vector<pack::Change> changes;
    auto header = pack::readLines(plain, [&](const pack::Change &change) {
        changes.push_back(change);
        return Result<void>();
    });
    return {std::move(header), std::move(changes)};
}

} // namespace

void packLines(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto unpacked = pack::readPacked(bytes, 1 << 20, [](const pack::Change &) { return Result<void>(); });
    if (!unpacked && !unpacked.failedWith(Fault::DataMalformed))
        std::abort();
    const auto read = readAll(bytes);
    if (!read.header) {
        if (read.header.error().detail.find("pack: ") != 0)
            std::abort();
        return;
    }
    const auto written = pack::deltaLines(*read.header, read.changes);
    const auto again = readAll(written);
    if (!again.header || pack::deltaLines(*again.header, again.changes) != written)
        std::abort();
    for (std::size_t i = 1; i < read.changes.size(); ++i) {
        const auto &before = read.changes[i - 1].row.value, &after = read.changes[i].row.value;
        if (before.isEmpty() || after.isEmpty())
            continue;
        const PackRow from{QStringLiteral("item"), QStringLiteral("a"), before};
        const PackRow to{QStringLiteral("item"), QStringLiteral("a"), after};
        const auto changes = pack::changesBetween({from}, {to});
        if (changes.empty() != (before == after))
            std::abort();
        if (changes.empty() || changes.front().op == pack::Change::Op::Put)
            continue;
        const auto made = pack::patchedValue(before, changes.front().row.value);
        if (!made || *made != after)
            std::abort(); // a delta must lead where the snapshot leads
    }
}

} // namespace yz::fuzz
