// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "router.h"

#include <string>
#include <string_view>

namespace yz::hub {

/** The longest piece of a file that is given at once. */
constexpr std::uint64_t kMostPiece = 1024U * 1024;

/**
 * Pack folders, one per region, as `yizhan-pack` leaves them: handed out unread, since every terminal verifies for
 * itself. The head may change at any time, files never do. Owner: the hub. Thread: the io thread; what it reads at once
 * is a piece at most. Errors: NotFound, and BadRange for a file longer than a piece that is asked for whole.
 */
class CatalogueShelf
{
public:
    /** Empty: there are none. */
    explicit CatalogueShelf(std::string folder) : m_folder(std::move(folder)) {}

    /** What comes after `/v1/catalogues/`: `230199/head`, `230199/deltas/6-7.ndjson.zst`. */
    static bool isName(std::string_view path);
    Response answer(std::string_view path, const http::fields &headers) const;

private:
    Response head(const std::string &file, const http::fields &headers) const;
    Response piece(const std::string &file, const http::fields &headers) const;

    std::string m_folder;
};

} // namespace yz::hub
