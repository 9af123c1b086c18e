// SPDX-License-Identifier: Apache-2.0
// A blob from anywhere, resealed so that what lies behind the checksum is reached, and letters typed upon it.
#include "pinyin/pinyin_engine.h"

#include <cstdlib>
#include <cstring>

using namespace yz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1)
        return 0;
    const std::size_t letterCount = std::min<std::size_t>(data[0], size - 1);
    const QString letters =
        QString::fromLatin1(reinterpret_cast<const char *>(data + 1), static_cast<qsizetype>(letterCount));
    const std::size_t blobSize = size - 1 - letterCount;
    std::vector<std::uint64_t> aligned(blobSize / 8 + 1);
    const std::span<std::byte> blob(reinterpret_cast<std::byte *>(aligned.data()), blobSize);
    if (blobSize > 0)
        std::memcpy(blob.data(), data + 1 + letterCount, blobSize);
    if (const auto raw = pinyin::PinyinEngine::over(blob); !raw && raw.fault() != Fault::DataMalformed)
        std::abort();
    pinyin::seal(blob);
    const auto engine = pinyin::PinyinEngine::over(blob);
    if (!engine)
        return 0;
    for (const auto &candidate : (*engine)->candidates(letters, 30)) {
        if (candidate.keysUsed < 1 || candidate.keysUsed > letters.size() || candidate.text.isEmpty())
            std::abort();
    }
    (void)(*engine)->divided(letters);
    return 0;
}
