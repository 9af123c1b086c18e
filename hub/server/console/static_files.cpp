// SPDX-License-Identifier: Apache-2.0
#include "static_files.h"

#include "hub/digest.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace yz::hub {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMostBytes = 16U * 1024 * 1024;
constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".webmanifest", "application/manifest+json"},
};

std::string_view typeOf(const fs::path &path)
{
    const auto extension = path.extension().string();
    for (const auto &[known, type] : kTypes) {
        if (known == extension)
            return type;
    }
    return {};
}

StaticFile readFile(const fs::path &path)
{
    std::ifstream file(path, std::ios::binary);
    StaticFile read{typeOf(path), {}, {std::istreambuf_iterator<char>(file), {}}};
    read.tag = '"' + toHex(sha256(read.content)).substr(0, 32) + '"';
    return read;
}

} // namespace

Result<StaticFiles> StaticFiles::load(const std::string &root)
{
    StaticFiles files;
    std::error_code error;
    std::uintmax_t bytes = 0;
    for (const auto &entry : fs::recursive_directory_iterator(root, error)) {
        if (!entry.is_regular_file(error))
            continue;
        const auto name = '/' + fs::relative(entry.path(), root, error).generic_string();
        bytes += entry.file_size(error);
        if (typeOf(entry.path()).empty() || bytes > kMostBytes)
            return {Fault::DataMalformed, root + name};
        files.m_files.emplace(name, readFile(entry.path()));
    }
    if (error || !files.find("/"))
        return {Fault::NotFound, root + "/index.html"};
    return files;
}

const StaticFile *StaticFiles::find(std::string_view path) const
{
    const auto it = m_files.find(path == "/" ? std::string_view("/index.html") : path);
    return it == m_files.end() ? nullptr : &it->second;
}

} // namespace yz::hub
