// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace yz::laws {

/** What the words are cut for: what is kept, or what is looked for. */
enum class Cut { Index, Query };

/** One token and where it stands in the text, in bytes. */
struct Token
{
    std::string text;
    std::size_t begin = 0;
    std::size_t end = 0;
    bool within = false; ///< stands where the token before it does: a run's last character, kept for itself

    bool operator==(const Token &) const = default;
};

/**
 * Cuts a text as our index keeps it. Width and case are folded (ＡＢＣ is abc). A run of hanzi gives its overlapping
 * pairs; on Index also its last character alone (in the place of the last pair, so that phrases pass over a comma), so
 * that one character typed is a prefix query; on Query a single
 * character gives itself. A run of letters is one token, a run of digits another (abc1998 is found by abc). Everything
 * else separates. Bytes that are no UTF-8 separate, too. `take` answers false to stop.
 */
void cut(std::string_view utf8, Cut purpose, const std::function<bool(const Token &)> &take);

std::vector<Token> tokens(std::string_view utf8, Cut purpose);

} // namespace yz::laws
