// SPDX-License-Identifier: Apache-2.0
// What fuzzing has found in a room, and where it began: each file of its `kept/` through every body.
#pragma once

#include "promise.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

namespace yz::fuzz {

using Body = void (*)(const std::uint8_t *data, std::size_t size);

/** A row for each kept input of `tests/fuzz/<room>`. */
inline void rowsOfKept(const char *room)
{
    QTest::addColumn<QString>("path");
    QDirIterator each(QStringLiteral(YIZHAN_SOURCE_DIR "/tests/fuzz/%1/kept").arg(QLatin1String(room)), QDir::Files);
    while (each.hasNext()) {
        const QString path = each.next();
        QTest::newRow(qPrintable(each.fileName())) << path;
    }
}

inline void runKept(std::initializer_list<Body> bodies)
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    for (const Body body : bodies)
        body(reinterpret_cast<const std::uint8_t *>(bytes.constData()), static_cast<std::size_t>(bytes.size()));
}

} // namespace yz::fuzz
