// SPDX-License-Identifier: Apache-2.0
#include "escpos_frames.h"

#include <algorithm>
#include <array>

namespace yz::escpos {
namespace {

constexpr int kBandRows = 256;
constexpr std::size_t kBandHead = 8;
constexpr std::byte kCancel{0x18};
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
    auto *const bits = safe.bits();
    const auto line = static_cast<std::size_t>(safe.bytesPerLine());
    const auto at = [&](std::size_t index) -> uchar & { return bits[index / width * line + index % width]; };
    const auto count = width * static_cast<std::size_t>(image.height());
    for (std::size_t i = 0; i + 1 < count; ++i) {
        // One dot more beside a black one: an eighth of a millimetre that nobody sees, and no command any more.
        if (wouldBeObeyed(at(i), at(i + 1)))
            at(i) |= 0x08;
    }
    return safe;
}

namespace {

Bytes band(const QImage &safe, int top)
{
    const auto width = stride(safe);
    const int rows = std::min(kBandRows, safe.height() - top);
    Bytes all = bytes(
        {0x1D, 0x76, 0x30, 0x00, static_cast<int>(width & 0xFF), static_cast<int>(width >> 8), rows & 0xFF, rows >> 8});
    all.reserve(kBandHead + width * static_cast<std::size_t>(rows));
    for (int y = top; y < top + rows; ++y) {
        const auto *line = reinterpret_cast<const std::byte *>(safe.constScanLine(y));
        all.insert(all.end(), line, line + width);
    }
    return all;
}

} // namespace

Bytes raster(const QImage &image)
{
    const QImage safe = harmless(image);
    Bytes all;
    for (int top = 0; top < safe.height(); top += kBandRows) {
        const auto one = band(safe, top);
        all.insert(all.end(), one.begin(), one.end());
    }
    return all;
}

Bytes filler(std::size_t count)
{
    return Bytes(count, kCancel);
}

std::size_t longestCommand(int dots)
{
    return kBandHead + static_cast<std::size_t>(dots / 8) * kBandRows;
}

SlipStream::SlipStream(const QImage &image)
{
    const QImage safe = harmless(image);
    m_bytes.reserve(stride(safe) * static_cast<std::size_t>(safe.height()) + 256);
    // Six bytes and then multiples of eight: no packet of 64 ends between two bands. So a printer that was cut off at a
    // packet is always inside a command, and the first fence it does not answer tells (EscPosSession::findFooting).
    add(beginJob());
    for (int top = 0; top < safe.height(); top += kBandRows) {
        add(band(safe, top));
        m_commands.back().head = kBandHead;
    }
    add(fence(), true);
    add(cut());
    add(fence(), true);
}

void SlipStream::add(const Bytes &command, bool isFence)
{
    m_commands.push_back({m_bytes.size(), command.size(), command.size(), isFence});
    m_bytes.insert(m_bytes.end(), command.begin(), command.end());
}

int SlipStream::fencesIn(std::size_t taken) const
{
    return static_cast<int>(std::count_if(m_commands.begin(), m_commands.end(), [taken](const Command &command) {
        return command.isFence && command.begin + command.size <= taken;
    }));
}

Bytes SlipStream::restOfCommand(std::size_t taken) const
{
    for (const auto &command : m_commands) {
        const auto end = command.begin + command.size;
        if (taken <= command.begin || taken >= end)
            continue;
        Bytes rest = filler(end - taken);
        for (std::size_t i = taken; i < command.begin + command.head; ++i)
            rest[i - taken] = m_bytes[i];
        return rest;
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

bool maySpeakEscPos(std::string_view deviceId)
{
    // What office printers name as their language. A receipt printer's own word differs too much to be asked for.
    static constexpr std::array<std::string_view, 9> kOtherLanguages = {"PCL", "PJL", "POSTSCRIPT", "PWG", "URF",
                                                                        "PDF", "SPL", "GDI",        "ZJS"};
    for (const std::string_view key : {"CMD:", "COMMAND SET:"}) {
        const auto begin = deviceId.find(key);
        if (begin == std::string_view::npos)
            continue;
        auto languages = deviceId.substr(begin + key.size());
        languages = languages.substr(0, languages.find(';'));
        if (languages.find("POS") != std::string_view::npos && languages.find("POSTSCRIPT") == std::string_view::npos)
            return true;
        return std::none_of(kOtherLanguages.begin(), kOtherLanguages.end(), [languages](std::string_view other) {
            return languages.find(other) != std::string_view::npos;
        });
    }
    return true;
}

PortStatus portStatusOf(std::byte answer)
{
    const auto value = std::to_integer<std::uint8_t>(answer);
    return {(value & 0x20) != 0, (value & 0x10) != 0, (value & 0x08) == 0};
}

} // namespace yz::escpos
