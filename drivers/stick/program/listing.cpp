// SPDX-License-Identifier: Apache-2.0
#include "program/listing.h"

#include "stick/stick.h"

namespace yz::stick {
namespace {

using namespace Qt::StringLiterals;

bool isHidden(const QString &name)
{
    return name.startsWith(u'.') || name.contains("/."_L1);
}

} // namespace

Result<QStringList> namesIn(const QByteArray &listing)
{
    static const QString below = kRoot + u"/"_s;
    QStringList names;
    for (const QString &line : QString::fromUtf8(listing).split(u'\n', Qt::SkipEmptyParts)) {
        if (line.endsWith(u'/'))
            continue; // a folder
        const QString name = line.startsWith(below) ? line.sliced(below.size()) : QString();
        if (name.startsWith("out/"_L1) || isHidden(name))
            continue;
        if (!isName(name))
            return {Fault::BadInput, "stick: a file whose name or depth is not allowed"};
        names += name;
    }
    if (names.size() > kMostFiles)
        return {Fault::BadInput, "stick: more than 256 files"};
    names.sort();
    return names;
}

} // namespace yz::stick
