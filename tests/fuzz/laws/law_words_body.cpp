// SPDX-License-Identifier: Apache-2.0
// Tokens lie in the text and in order; what is normalised stays so; a snippet's marks lie in the snippet.
#include "cache/law_number.h"
#include "law_fuzz.h"
#include "laws/cjk_tokens.h"
#include "laws/law_asked.h"
#include "laws/law_question.h"
#include "laws/law_snippet.h"

#include <cstdlib>

namespace yz::fuzz {
namespace {

void promise(bool held)
{
    if (!held)
        std::abort();
}

void tokensOf(std::string_view text, laws::Cut purpose)
{
    std::size_t last = 0;
    laws::cut(text, purpose, [&](const laws::Token &token) {
        promise(token.begin < token.end && token.end <= text.size());
        promise(token.begin >= last || token.within);
        promise(!token.text.empty() && token.text.size() <= 72);
        last = token.begin;
        return true;
    });
}

} // namespace

void lawWords(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    tokensOf(bytes, laws::Cut::Index);
    tokensOf(bytes, laws::Cut::Query);
    const QString text = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    const QString words = laws::normalised(text);
    promise(words.size() <= laws::kMostWords);
    promise(laws::withoutStopPhrases(words).size() <= 2 * words.size());
    if (const auto citation = laws::citationIn(words))
        promise(citation->article > 0 && citation->suffix >= 0);
    if (const auto number = lawNumber(text))
        promise(lawNumber(lawNumeral(*number)) == number);
    laws::Thesaurus thesaurus;
    thesaurus.add({words.left(4), words.mid(2, 3)}, {words.right(5)});
    for (const auto &found : thesaurus.in(words))
        promise(found.begin >= 0 && found.length > 0 && found.begin + found.length <= words.size());
    laws::AskedArticles asked;
    asked.add({words.left(60), words.right(9)}, {{QStringLiteral("甲法"), 1, 0}});
    asked.finish();
    promise(asked.in(words, 3).size() <= 1);
    const auto snippet = laws::snippetOf(text, {words.left(2), words.mid(3, 2), words.right(1)});
    promise(snippet.text.size() <= 120);
    int end = 0;
    for (const auto &[begin, length] : snippet.marks) {
        promise(begin >= end && length > 0 && begin + length <= snippet.text.size());
        end = begin + length;
    }
}

} // namespace yz::fuzz
