// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <vector>

namespace yz::world {

/** A line in words; double quotes hold words with blanks together. */
inline std::vector<std::string> wordsOf(const std::string &line)
{
    std::vector<std::string> words;
    std::string word;
    bool quoted = false;
    bool inside = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
            inside = true;
        } else if (!quoted && (c == ' ' || c == '\t' || c == '\r')) {
            if (inside)
                words.push_back(word);
            word.clear();
            inside = false;
        } else {
            word.push_back(c);
            inside = true;
        }
    }
    if (inside)
        words.push_back(word);
    return words;
}

inline std::optional<long> numberOf(const std::string &word, int base = 10)
{
    long value = 0;
    const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), value, base);
    if (failure != std::errc{} || end != word.data() + word.size() || value < 0)
        return std::nullopt;
    return value;
}

} // namespace yz::world
