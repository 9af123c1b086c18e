// SPDX-License-Identifier: Apache-2.0
#include "sync/part_file.h"

#include <QDir>
#include <QFile>

#include <utility>

namespace yz::sync {

QString PartFile::path() const
{
    return m_directory + QStringLiteral("/catalogue-") + QString::fromLatin1(m_whole.sha256.toHex()) +
           QStringLiteral(".part");
}

void PartFile::begin(const PackFile &whole)
{
    m_whole = whole;
    m_bytes.clear();
    const QString mine = path();
    QDir directory(m_directory);
    for (const auto &name : directory.entryList({QStringLiteral("catalogue-*.part")}, QDir::Files)) {
        if (directory.filePath(name) != mine)
            directory.remove(name);
    }
    QFile file(mine);
    if (file.open(QIODevice::ReadOnly) && file.size() <= whole.bytes)
        m_bytes = file.readAll();
    else
        file.remove();
}

Result<void> PartFile::append(const QByteArray &piece)
{
    QFile file(path());
    if (!file.open(QIODevice::Append) || file.write(piece) != piece.size() || !file.flush())
        return {Fault::StoreFull, "pack: no room for what comes of it"};
    m_bytes += piece;
    return {};
}

void PartFile::drop()
{
    QFile::remove(path());
    m_bytes = {};
}

} // namespace yz::sync
