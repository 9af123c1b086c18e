// SPDX-License-Identifier: Apache-2.0
#include "escpos_frames.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace yz::escpos {
namespace {

constexpr int kBandRows = 256;
constexpr std::size_t kBandHead = 8;
/** Vertical motion units fed past the knife before the cut. */
constexpr std::uint8_t kFeedBeforeCut = 24;
constexpr std::uint8_t kDle = 0x10;

Bytes bytes(std::initializer_list<int> values)
{
    Bytes all;
    all.reserve(values.size());
    for (const int value : values)
        all.push_back(static_cast<std::byte>(value));
    return all;
}

bool wouldBeObeyed(std::uint8_t first, std::uint8_t second)
{
    return first == kDle && (second == 0x04 || second == 0x05 || second == 0x14);
}

std::size_t stride(const QImage &image)
{
    return static_cast<std::size_t>((image.width() + 7) / 8);
}

} // namespace

Bytes beginJob()
{
    return bytes({0x1B, 0x40, 0x1B, 0x63, 0x35, 0x01});
}

QImage harmless(const QImage &image)
{
    QImage safe = image;
    const auto width = stride(image);
    const auto at = [&](std::size_t index) -> uchar & {
        return safe.scanLine(static_cast<int>(index / width))[index % width];
    };
    const auto count = width * static_cast<std::size_t>(image.height());
    for (std::size_t i = 0; i + 1 < count; ++i) {
        // One dot more beside a black one: an eighth of a millimetre that nobody sees, and no command any more.
        if (wouldBeObeyed(at(i), at(i + 1)))
            at(i) |= 0x08;
    }
    return safe;
}

Bytes raster(const QImage &image)
{
    const QImage safe = harmless(image);
    const auto width = stride(safe);
    Bytes all;
    all.reserve(width * static_cast<std::size_t>(safe.height()) + 64);
    for (int top = 0; top < safe.height(); top += kBandRows) {
        const int rows = std::min(kBandRows, safe.height() - top);
        const auto head = bytes({0x1D, 0x76, 0x30, 0x00, static_cast<int>(width & 0xFF), static_cast<int>(width >> 8),
                                 rows & 0xFF, rows >> 8});
        all.insert(all.end(), head.begin(), head.end());
        for (int y = top; y < top + rows; ++y) {
            const auto *line = reinterpret_cast<const std::byte *>(safe.constScanLine(y));
            all.insert(all.end(), line, line + width);
        }
    }
    return all;
}

Bytes restOfBand(const QImage &image, std::size_t taken)
{
    const auto all = raster(image);
    const auto width = stride(image);
    std::size_t begin = 0;
    for (int top = 0; top < image.height(); top += kBandRows) {
        const auto size = kBandHead + width * static_cast<std::size_t>(std::min(kBandRows, image.height() - top));
        if (taken > begin && taken < begin + size) {
            Bytes rest(begin + size - taken); // white
            // The head, if it is what was cut short, as it is: it says how much more is to come.
            for (std::size_t i = taken; i < begin + kBandHead; ++i)
                rest[i - taken] = all[i];
            return rest;
        }
        begin += size;
    }
    return {};
}

Bytes cut()
{
    return bytes({0x1D, 0x56, 0x42, kFeedBeforeCut});
}

Bytes fence()
{
    return bytes({0x1D, 0x72, 0x01});
}

Bytes askStatus(int n)
{
    return bytes({kDle, 0x04, n});
}

Bytes forgetBuffers()
{
    return bytes({kDle, 0x05, 0x02});
}

void AnswerSorter::feed(std::span<const std::byte> bytes)
{
    for (const auto byte : bytes) {
        const auto value = std::to_integer<std::uint8_t>(byte);
        const bool startsBlock = (value & 0x93) == 0x10;
        if (m_blockBytesLeft > 0 && !startsBlock && (value & 0x90) == 0) {
            --m_blockBytesLeft;
            continue;
        }
        m_blockBytesLeft = startsBlock ? 3 : 0;
        if ((value & 0x93) == 0x12)
            m_realTime.push_back(value);
        else if ((value & 0x90) == 0)
            m_inOrder.push_back(value);
    }
}

std::optional<std::uint8_t> AnswerSorter::takeRealTime()
{
    if (m_realTime.empty())
        return {};
    const auto value = m_realTime.front();
    m_realTime.erase(m_realTime.begin());
    return value;
}

std::optional<std::uint8_t> AnswerSorter::takeInOrder()
{
    if (m_inOrder.empty())
        return {};
    const auto value = m_inOrder.front();
    m_inOrder.erase(m_inOrder.begin());
    return value;
}

void AnswerSorter::forget()
{
    *this = {};
}

Condition conditionOf(const std::array<std::uint8_t, 4> &answers)
{
    const auto [printer, offLine, error, paper] = answers;
    Condition condition;
    condition.offline = (printer & 0x08) != 0;
    condition.coverOpen = (offLine & 0x04) != 0;
    condition.paperOut = (offLine & 0x20) != 0 || (paper & 0x60) != 0;
    condition.paperLow = (paper & 0x0C) != 0;
    condition.cutterJam = (error & 0x08) != 0;
    condition.hot = (error & 0x40) != 0;
    condition.broken = (error & 0x20) != 0;
    return condition;
}

Error Condition::trouble() const
{
    if (coverOpen)
        return {Fault::CoverOpen, "the cover is open"};
    if (paperOut)
        return {Fault::PaperOut, "no paper"};
    if (cutterJam)
        return {Fault::CutterJam, "the cutter is jammed"};
    if (broken)
        return {Fault::DeviceBroken, "an error that needs a power cycle"};
    if (hot)
        return {Fault::PrinterHot, "the head is hot"};
    return {Fault::DeviceBusy, "the printer is off-line"};
}

std::string deviceIdOf(std::span<const std::byte> answer)
{
    constexpr std::size_t kLeast = 14;
    if (answer.size() < kLeast)
        return {};
    const auto high = std::to_integer<std::size_t>(answer[0]);
    const auto low = std::to_integer<std::size_t>(answer[1]);
    auto length = high << 8 | low;
    if (length < kLeast || length > answer.size())
        length = low << 8 | high;
    if (length < kLeast || length > answer.size())
        return {};
    std::string id(reinterpret_cast<const char *>(answer.data()) + 2, length - 2);
    const bool isText = std::all_of(id.begin(), id.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
    return isText ? id : std::string();
}

} // namespace yz::escpos
