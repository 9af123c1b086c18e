// SPDX-License-Identifier: Apache-2.0
#include "catalogue_shelf.h"

#include "hub/digest.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>

namespace yz::hub {
namespace {

constexpr std::uint64_t kMostHead = 64U * 1024;
constexpr std::string_view kFileEnd = ".ndjson.zst";

std::string_view toView(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

bool isNumber(std::string_view text)
{
    return !text.empty() && text.size() <= 16 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool isFile(std::string_view path)
{
    constexpr std::string_view snapshots = "snapshots/", deltas = "deltas/";
    if (!path.ends_with(kFileEnd))
        return false;
    path.remove_suffix(kFileEnd.size());
    if (path.starts_with(snapshots))
        return isNumber(path.substr(snapshots.size()));
    if (!path.starts_with(deltas))
        return false;
    path.remove_prefix(deltas.size());
    const auto dash = path.find('-');
    return dash != std::string_view::npos && isNumber(path.substr(0, dash)) && isNumber(path.substr(dash + 1));
}

/** Nothing: there is no such file. */
std::optional<std::uint64_t> sizeOf(const std::string &file)
{
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    return error ? std::nullopt : std::optional<std::uint64_t>(size);
}

std::string bytesOf(const std::string &file, std::uint64_t from, std::uint64_t count)
{
    std::ifstream in(file, std::ios::binary);
    std::string bytes(count, '\0');
    in.seekg(static_cast<std::streamoff>(from));
    in.read(bytes.data(), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, in.gcount())));
    return bytes;
}

struct Range
{
    std::uint64_t from = 0;
    std::uint64_t to = 0; ///< the last byte
};

/** `bytes=0-1023` or `bytes=1024-`, within the file and no longer than a piece. */
std::optional<Range> rangeIn(std::string_view field, std::uint64_t size)
{
    constexpr std::string_view unit = "bytes=";
    if (!field.starts_with(unit))
        return std::nullopt;
    field.remove_prefix(unit.size());
    const auto dash = field.find('-');
    if (dash == std::string_view::npos || !isNumber(field.substr(0, dash)))
        return std::nullopt;
    Range range;
    std::from_chars(field.data(), field.data() + dash, range.from);
    if (range.from >= size)
        return std::nullopt;
    const auto last = field.substr(dash + 1);
    range.to = size - 1;
    if (!last.empty()) {
        if (!isNumber(last))
            return std::nullopt;
        std::from_chars(last.data(), last.data() + last.size(), range.to);
    }
    range.to = std::min({range.to, size - 1, range.from + kMostPiece - 1});
    return range.to < range.from ? std::nullopt : std::optional(range);
}

} // namespace

bool CatalogueShelf::isName(std::string_view path)
{
    constexpr std::size_t region = 6;
    return path.size() > region + 1 && isNumber(path.substr(0, region)) && path[region] == '/' &&
           (path.substr(region + 1) == "head" || isFile(path.substr(region + 1)));
}

Response CatalogueShelf::answer(std::string_view path, const http::fields &headers) const
{
    if (m_folder.empty() || !isName(path))
        return refusalResponse({Problem::NotFound});
    const auto file = m_folder + '/' + std::string(path);
    return path.ends_with("/head") ? head(file + ".json", headers) : piece(file, headers);
}

Response CatalogueShelf::head(const std::string &file, const http::fields &headers) const
{
    const auto size = sizeOf(file);
    if (!size || *size > kMostHead)
        return refusalResponse({Problem::NotFound});
    Response response(http::status::ok, 11);
    response.body() = bytesOf(file, 0, *size);
    const auto tag = '"' + toHex(sha256(response.body())).substr(0, 32) + '"';
    response.set(http::field::etag, tag);
    response.set(http::field::cache_control, "no-cache");
    if (toView(headers[http::field::if_none_match]) == tag) {
        response.result(http::status::not_modified);
        response.body().clear();
    } else {
        response.set(http::field::content_type, "application/json");
    }
    return response;
}

Response CatalogueShelf::piece(const std::string &file, const http::fields &headers) const
{
    const auto size = sizeOf(file);
    if (!size)
        return refusalResponse({Problem::NotFound});
    const auto asked = toView(headers[http::field::range]);
    if (asked.empty() && *size > kMostPiece)
        return refusalResponse({Problem::BadRange});
    const auto range = asked.empty() ? std::optional(Range{0, *size - 1}) : rangeIn(asked, *size);
    if (!range || *size == 0)
        return refusalResponse({Problem::BadRange});
    Response response(asked.empty() ? http::status::ok : http::status::partial_content, 11);
    response.body() = bytesOf(file, range->from, range->to - range->from + 1);
    response.set(http::field::content_type, "application/zstd");
    response.set(http::field::accept_ranges, "bytes");
    response.set(http::field::cache_control, "public, max-age=31536000, immutable");
    if (!asked.empty())
        response.set(http::field::content_range, "bytes " + std::to_string(range->from) + '-' +
                                                     std::to_string(range->to) + '/' + std::to_string(*size));
    return response;
}

} // namespace yz::hub
