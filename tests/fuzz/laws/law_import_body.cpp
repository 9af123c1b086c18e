// SPDX-License-Identifier: Apache-2.0
// A file of a law is read or refused by name; what was read becomes rows that the index takes, the same each time.
#include "law_fuzz.h"
#include "laws/law_rows.h"
#include "laws_import.h"
#include "pinyin.h"

#include <cstdlib>

namespace yz::fuzz {

void lawImport(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QString path = QStringLiteral("社会法/某法(2020-01-02).md");
    const auto law = publishing::readLaw(path, bytes);
    if (!law) {
        if (!law.failedWith(Fault::DataMalformed) || law.error().detail.find("某法") == std::string::npos)
            std::abort();
        (void)publishing::Pinyin::parse(bytes);
        return;
    }
    const auto one = publishing::assembleLaws({*law, *law}, {});
    const auto again = publishing::assembleLaws({*law}, {});
    if (!one || !again || one->rows != again->rows)
        std::abort();
    for (const auto &row : one->rows) {
        const bool taken = row.type == u"article" ? bool(laws::readArticle(row))
                           : row.type == u"law"   ? bool(laws::readLawRow(row))
                                                  : bool(laws::readPinyin(row));
        if (!taken)
            std::abort();
    }
}

} // namespace yz::fuzz
