// SPDX-License-Identifier: Apache-2.0
// Whatever the hub, or whoever sits in its place, may say. An order must never be taken for delivered without a
// signed receipt, and nothing said may make a word of its own into an error's detail.
#include "sync/hub_answer.h"

#include <cstdint>
#include <cstdlib>

using namespace yz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 3 || size > 64 * 1024)
        return 0;
    sync::HttpAnswer answer;
    answer.status = 200 + (data[0] * 256 + data[1]) % 400;
    const auto field = static_cast<std::size_t>(data[2]) % 32;
    const std::size_t rest = std::min(size, 3 + field);
    answer.retryAfter = QByteArray(reinterpret_cast<const char *>(data + 3), static_cast<qsizetype>(rest - 3));
    answer.body = QByteArray(reinterpret_cast<const char *>(data + rest), static_cast<qsizetype>(size - rest));
    const sync::Sent sent{
        Uuid{}, "fuzz", "01934e5f-0000-7000-8000-0000000000e1", 1, QByteArray(32, 'd'), QByteArray(32, 'k')};
    const auto verdict = sync::judgeOrder(answer, sent);
    if (verdict.does == sync::Verdict::Does::Ack)
        std::abort();
    if (verdict.retryAfter && (*verdict.retryAfter < Milliseconds(0) || *verdict.retryAfter > std::chrono::hours(1)))
        std::abort();
    for (const char c : verdict.error.detail) {
        if (c < ' ' || c > '~')
            std::abort();
    }
    const auto state = sync::judgeState(answer);
    if (state.standing && (state.standing->nextSeq == 0 || state.standing->lastHash.size() != 32))
        std::abort();
    return 0;
}
