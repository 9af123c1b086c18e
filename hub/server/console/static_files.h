// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <map>
#include <string>
#include <string_view>

namespace yz::hub {

struct StaticFile
{
    std::string_view type; ///< media type
    std::string tag;       ///< entity tag, quoted
    std::string content;
};

/** The console's files, read once when the hub starts: no request can name a path outside of them. */
class StaticFiles
{
public:
    /** NotFound: no index.html. DataMalformed: a file of a kind that browsers are not served, or far too much. */
    static Result<StaticFiles> load(const std::string &root);

    /** By path with its leading slash; "/" is the index. Null: there is none. */
    const StaticFile *find(std::string_view path) const;

private:
    std::map<std::string, StaticFile, std::less<>> m_files;
};

} // namespace yz::hub
