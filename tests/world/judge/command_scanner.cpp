// SPDX-License-Identifier: Apache-2.0
#include "command_scanner.h"

namespace yz::judge {

namespace {
constexpr std::uint8_t kLineFeed = 0x0a;
constexpr std::uint8_t kCancel = 0x18;
constexpr std::uint8_t kDle = 0x10;
constexpr std::uint8_t kEsc = 0x1b;
constexpr std::uint8_t kFs = 0x1c;
constexpr std::uint8_t kGs = 0x1d;
constexpr std::size_t kRasterHead = 8;
} // namespace

std::string hexOf(ByteView bytes)
{
    constexpr const char *digits = "0123456789ABCDEF";
    std::string text;
    for (const auto byte : bytes) {
        if (!text.empty())
            text.push_back(' ');
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 15]);
    }
    return text;
}

void CommandScanner::reset()
{
    m_command.clear();
    m_open = false;
    m_payload = 0;
}

CommandScanner::Step CommandScanner::feed(std::uint8_t byte)
{
    if (m_payload > 0) {
        --m_payload;
        return Step::Payload;
    }
    if (!m_open)
        m_command.clear();
    m_command.push_back(byte);
    m_open = true;
    if (m_command.size() == 1 && byte >= 0x20) {
        m_open = false;
        return Step::Text;
    }
    const std::size_t length = lengthOf();
    if (length == kUnknown) {
        m_open = false;
        return Step::Unknown;
    }
    if (m_command.size() < length)
        return Step::More;
    m_open = false;
    if (m_command[0] == kGs && m_command[1] == 'v') {
        const std::size_t across = m_command[4] + 256U * m_command[5];
        const std::size_t down = m_command[6] + 256U * m_command[7];
        m_payload = across * down;
    }
    return Step::Command;
}

std::size_t CommandScanner::lengthOf() const
{
    switch (m_command[0]) {
    case kLineFeed:
    case kCancel:
        return 1;
    case kDle:
        return lengthOfRealtime();
    case kEsc:
        return lengthOfEscape();
    case kGs:
        return lengthOfGroup();
    case kFs:
        if (m_command.size() == 1)
            return 2;
        return m_command[1] == '&' || m_command[1] == '.' ? 2 : kUnknown;
    default:
        return kUnknown;
    }
}

std::size_t CommandScanner::lengthOfEscape() const
{
    if (m_command.size() == 1)
        return 2;
    switch (m_command[1]) {
    case '@':
    case '2':
        return 2;
    case '3':
    case 'J':
    case 'd':
    case 'a':
        return 3;
    case 'c':
        if (m_command.size() == 2)
            return 4;
        return m_command[2] == '4' || m_command[2] == '5' ? 4 : kUnknown;
    default:
        return kUnknown;
    }
}

std::size_t CommandScanner::lengthOfGroup() const
{
    const std::size_t have = m_command.size();
    if (have == 1)
        return 2;
    switch (m_command[1]) {
    case 'L':
    case 'W':
        return 4;
    case 'a':
    case 'r':
    case 'I':
        return 3;
    case 'v':
        if (have >= 3 && m_command[2] != '0')
            return kUnknown;
        return kRasterHead;
    case 'V':
        if (have < 3)
            return 3;
        if (m_command[2] == 'A' || m_command[2] == 'B')
            return 4;
        return m_command[2] <= 1 || m_command[2] == '0' || m_command[2] == '1' ? 3 : kUnknown;
    case '(':
        if (have >= 3 && m_command[2] != 'H')
            return kUnknown;
        return have < 5 ? 5 : 5U + m_command[3] + 256U * m_command[4];
    default:
        return kUnknown;
    }
}

std::size_t CommandScanner::lengthOfRealtime() const
{
    constexpr std::size_t clearLength = 10; // 10 14 08 and seven fixed bytes
    const std::size_t have = m_command.size();
    if (have == 1)
        return 2;
    if (m_command[1] == 0x14) {
        static constexpr std::uint8_t fixed[clearLength] = {0x10, 0x14, 8, 1, 3, 0x14, 1, 6, 2, 8};
        return m_command[have - 1] == fixed[have - 1] ? clearLength : kUnknown;
    }
    if (m_command[1] != 0x04 && m_command[1] != 0x05)
        return kUnknown;
    if (have < 3)
        return 3;
    const bool asked = m_command[1] == 0x04 && m_command[2] >= 1 && m_command[2] <= 4;
    const bool told = m_command[1] == 0x05 && m_command[2] <= 2;
    return asked || told ? 3 : kUnknown;
}

} // namespace yz::judge
