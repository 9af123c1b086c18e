// SPDX-License-Identifier: Apache-2.0
#include "laws/cjk_tokenizer.h"

#include "laws/cjk_tokens.h"
#include "laws/fts5_of.h"

#include <sqlite3.h>

namespace yz::laws {
namespace {

/** It has no state; SQLite wants an address. */
char *const kTheTokenizer = [] {
    static char one = 0;
    return &one;
}();

int create(void * /*context*/, const char ** /*words*/, int /*count*/, Fts5Tokenizer **made)
{
    *made = reinterpret_cast<Fts5Tokenizer *>(kTheTokenizer);
    return SQLITE_OK;
}

void destroy(Fts5Tokenizer * /*tokenizer*/) {}

using TakeToken = int (*)(void *, int, const char *, int, int, int);

int tokenize(Fts5Tokenizer * /*tokenizer*/, void *context, int flags, const char *text, int bytes, TakeToken take)
{
    int code = SQLITE_OK;
    const Cut purpose = (flags & FTS5_TOKENIZE_QUERY) != 0 ? Cut::Query : Cut::Index;
    cut({text, static_cast<std::size_t>(bytes)}, purpose, [&](const Token &token) {
        code = take(context, token.within ? FTS5_TOKEN_COLOCATED : 0, token.text.data(),
                    static_cast<int>(token.text.size()), static_cast<int>(token.begin), static_cast<int>(token.end));
        return code == SQLITE_OK;
    });
    return code;
}

} // namespace

Result<void> teachTokenizer(sqlite3 *connection)
{
    fts5_api *api = fts5Of(connection);
    if (api == nullptr)
        return {Fault::Unsupported, "laws: this SQLite has no FTS5"};
    fts5_tokenizer cjk{create, destroy, tokenize};
    const int code = api->xCreateTokenizer(api, "cjk", nullptr, &cjk, nullptr);
    if (code != SQLITE_OK)
        return {Fault::Internal, "laws: the tokenizer was not taken (" + std::to_string(code) + ")"};
    return {};
}

fts5_api *fts5Of(sqlite3 *connection)
{
    fts5_api *api = nullptr;
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void *>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

} // namespace yz::laws
