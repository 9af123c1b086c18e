// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "promise.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace yz::fuzz {

/** A folder made once for each target: in memory where there is such a place, for a million files. */
class OwnFolder
{
public:
    OwnFolder()
        : m_folder((QDir(QStringLiteral("/dev/shm")).exists() ? QStringLiteral("/dev/shm") : QDir::tempPath()) +
                   QStringLiteral("/yizhan-fuzz-XXXXXX"))
    {
        demand(m_folder.isValid());
    }
    QString path() const { return m_folder.path(); }
    QString at(const QString &name) const { return m_folder.filePath(name); }
    void lay(const QString &name, const QByteArray &bytes) const
    {
        QFile file(at(name));
        demand(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

private:
    QTemporaryDir m_folder;
};

} // namespace yz::fuzz
