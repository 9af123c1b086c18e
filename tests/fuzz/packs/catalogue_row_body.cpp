// SPDX-License-Identifier: Apache-2.0
// A row of any type is taken, or refused with its type and id. The first byte chooses the type.
#include "pack_fuzz.h"

#include <words/catalogue.h>

#include <array>
#include <cstdlib>

namespace yz::fuzz {

void catalogueRow(const std::uint8_t *data, std::size_t size)
{
    static constexpr std::array kTypes{u"form",   u"item", u"org",      u"person", u"referral",
                                       u"lesson", u"tree", u"template", u"code",   u"law"};
    if (size == 0)
        return;
    const QString type = QString::fromUtf16(kTypes[data[0] % kTypes.size()]);
    const QByteArray json(reinterpret_cast<const char *>(data + 1), static_cast<qsizetype>(size - 1));
    const PackRow row{type, QStringLiteral("one"), json};
    const auto judged = judgeRow(row);
    if (!judged && (!judged.failedWith(Fault::DataMalformed) ||
                    judged.error().detail.find(type.toStdString()) == std::string::npos))
        std::abort();
    (void)untranslated(json);
    if (readCatalogues({row}, {}) && !judged)
        std::abort(); // together it cannot be better than alone
    if (const auto rows = rowsOfFile(type, QStringLiteral("file"), json)) {
        for (const auto &one : *rows)
            (void)judgeRow(one);
    }
}

} // namespace yz::fuzz
