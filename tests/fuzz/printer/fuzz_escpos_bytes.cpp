// SPDX-License-Identifier: Apache-2.0
// What a printer may send, through every parser; and any picture, through the encoder and back through the judge, also
// cut short and ended.
#include <escpos_frames.h>
#include <judge/escpos_judge.h>

#include <algorithm>
#include <cstdlib>

using namespace yz;
using namespace yz::escpos;

namespace {

void parse(std::span<const std::byte> bytes)
{
    AnswerSorter sorter;
    sorter.feed(bytes);
    while (const auto answer = sorter.takeRealTime()) {
        if ((*answer & 0x93) != 0x12)
            std::abort();
    }
    while (const auto answer = sorter.takeInOrder()) {
        if ((*answer & 0x90) != 0)
            std::abort();
    }
    const auto id = deviceIdOf(bytes);
    if (id.size() > bytes.size())
        std::abort();
    (void)maySpeakEscPos(id);
    std::array<std::uint8_t, 4> answers{};
    for (std::size_t i = 0; i < std::min(answers.size(), bytes.size()); ++i)
        answers[i] = std::to_integer<std::uint8_t>(bytes[i]);
    if (const auto condition = conditionOf(answers); condition.canPrint() && condition.mayPass())
        std::abort();
}

QImage pictureOf(std::span<const std::uint8_t> bytes)
{
    constexpr std::size_t kAcross = 72;
    const auto rows = static_cast<int>(bytes.size() / kAcross + 1);
    QImage image(kAcross * 8, rows, QImage::Format_Mono);
    image.fill(0);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        image.scanLine(static_cast<int>(i / kAcross))[i % kAcross] = bytes[i];
    return image;
}

void feed(judge::EscposJudge &judge, const Bytes &bytes, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        judge.feed(std::to_integer<std::uint8_t>(bytes[i]));
}

void encode(std::span<const std::uint8_t> bytes, std::size_t cutShort)
{
    const auto image = pictureOf(bytes);
    const SlipStream slip(image);
    const auto all = slip.bytes();
    judge::EscposJudge judge;
    const auto taken = cutShort % all.size();
    feed(judge, all, taken);
    for (const auto &part : {slip.restOfCommand(taken), beginJob(), cut(), all})
        feed(judge, part, part.size());
    const auto &slips = judge.slips();
    if (slips.size() < 2 ||
        !std::all_of(slips.begin(), slips.end(), [](const auto &one) { return one.findings.empty(); }))
        std::abort();
    const auto safe = harmless(image);
    const auto &rows = slips.back().rows;
    for (int y = 0; y < safe.height(); ++y) {
        if (!std::equal(rows[static_cast<std::size_t>(y)].begin(), rows[static_cast<std::size_t>(y)].end(),
                        safe.constScanLine(y)))
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::span bytes(data, size);
    parse(std::as_bytes(bytes));
    if (size > 2)
        encode(bytes.subspan(2), data[0] << 8U | data[1]);
    return 0;
}
