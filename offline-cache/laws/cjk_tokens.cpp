// SPDX-License-Identifier: Apache-2.0
#include "laws/cjk_tokens.h"

#include <QChar>

#include <array>
#include <cstdint>

namespace yz::laws {
namespace {

/** A longer run of letters or digits is no word of anybody's: its beginning is kept. */
constexpr std::size_t kMaxTokenBytes = 64;
constexpr char32_t kNoCharacter = 0xFFFFFFFF;

enum class Kind { Separator, Hanzi, Letter, Digit };

struct Character
{
    char32_t code = kNoCharacter;
    std::size_t bytes = 1;
};

/** The character at the head of `rest`; one bad byte is a separator of its own. */
Character decode(std::string_view rest)
{
    const auto at = [&](std::size_t index) { return static_cast<std::uint8_t>(rest[index]); };
    const std::uint8_t first = at(0);
    if (first < 0x80)
        return {first, 1};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || rest.size() < length)
        return {};
    char32_t code = first & (0xFFU >> (length + 1));
    for (std::size_t index = 1; index < length; ++index) {
        if ((at(index) & 0xC0U) != 0x80U)
            return {};
        code = (code << 6) | (at(index) & 0x3FU);
    }
    constexpr std::array<char32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
    if (code < kSmallest[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return {};
    return {code, length};
}

void append(std::string &text, char32_t code)
{
    const auto put = [&](char32_t byte) { text += static_cast<char>(static_cast<std::uint8_t>(byte)); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | (code >> 6));
        put(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        put(0xE0 | (code >> 12));
        put(0x80 | ((code >> 6) & 0x3F));
        put(0x80 | (code & 0x3F));
    } else {
        put(0xF0 | (code >> 18));
        put(0x80 | ((code >> 12) & 0x3F));
        put(0x80 | ((code >> 6) & 0x3F));
        put(0x80 | (code & 0x3F));
    }
}

char32_t folded(char32_t code)
{
    if (code >= 0xFF01 && code <= 0xFF5E)
        code -= 0xFEE0;
    if (code < 0x80)
        return code >= 'A' && code <= 'Z' ? code + 0x20 : code;
    return QChar::toLower(code);
}

Kind kindOf(char32_t code)
{
    if (code == kNoCharacter)
        return Kind::Separator;
    if (code < 0x80) {
        if (code >= '0' && code <= '9')
            return Kind::Digit;
        return code >= 'a' && code <= 'z' ? Kind::Letter : Kind::Separator;
    }
    if (code == 0x3007 || (code >= 0x3400 && code <= 0x4DBF) || (code >= 0x4E00 && code <= 0x9FFF) ||
        (code >= 0xF900 && code <= 0xFAFF) || (code >= 0x20000 && code <= 0x3FFFF))
        return Kind::Hanzi;
    if (QChar::isDigit(code))
        return Kind::Digit;
    return QChar::isLetter(code) ? Kind::Letter : Kind::Separator;
}

/** Gathers runs of one kind and gives their tokens away. */
class Cutter
{
public:
    Cutter(Cut purpose, const std::function<bool(const Token &)> &take) : m_purpose(purpose), m_take(take) {}

    /** False when the taker has had enough. */
    bool put(char32_t code, Kind kind, std::size_t begin, std::size_t end)
    {
        if (kind != m_kind && !close())
            return false;
        m_kind = kind;
        switch (kind) {
        case Kind::Separator:
            return true;
        case Kind::Hanzi:
            return hanzi(code, begin, end);
        case Kind::Letter:
        case Kind::Digit:
            return plain(kind == Kind::Digit ? U'0' + static_cast<char32_t>(QChar::digitValue(code)) : code, begin,
                         end);
        }
        return true;
    }

    bool close()
    {
        bool more = true;
        if (m_kind == Kind::Hanzi && (m_purpose == Cut::Index || m_inRun == 1))
            more = m_take({m_last, m_lastBegin, m_lastEnd, m_inRun > 1});
        else if ((m_kind == Kind::Letter || m_kind == Kind::Digit) && m_inRun > 0)
            more = m_take(m_word);
        m_kind = Kind::Separator;
        m_inRun = 0;
        return more;
    }

private:
    bool hanzi(char32_t code, std::size_t begin, std::size_t end)
    {
        std::string character;
        append(character, code);
        bool more = true;
        if (m_inRun++ > 0)
            more = m_take({m_last + character, m_lastBegin, end, false});
        m_last = std::move(character);
        m_lastBegin = begin;
        m_lastEnd = end;
        return more;
    }

    bool plain(char32_t code, std::size_t begin, std::size_t end)
    {
        if (m_inRun++ == 0)
            m_word = {{}, begin, begin, false};
        if (m_word.text.size() < kMaxTokenBytes) {
            append(m_word.text, code);
            m_word.end = end;
        }
        return true;
    }

    Cut m_purpose;
    const std::function<bool(const Token &)> &m_take;
    Kind m_kind = Kind::Separator;
    std::size_t m_inRun = 0;
    std::string m_last;
    std::size_t m_lastBegin = 0;
    std::size_t m_lastEnd = 0;
    Token m_word;
};

} // namespace

void cut(std::string_view utf8, Cut purpose, const std::function<bool(const Token &)> &take)
{
    Cutter cutter(purpose, take);
    for (std::size_t at = 0; at < utf8.size();) {
        const auto [code, bytes] = decode(utf8.substr(at));
        const char32_t plain = code == kNoCharacter ? code : folded(code);
        if (!cutter.put(plain, kindOf(plain), at, at + bytes))
            return;
        at += bytes;
    }
    cutter.close();
}

std::vector<Token> tokens(std::string_view utf8, Cut purpose)
{
    std::vector<Token> all;
    cut(utf8, purpose, [&](const Token &token) {
        all.push_back(token);
        return true;
    });
    return all;
}

} // namespace yz::laws
