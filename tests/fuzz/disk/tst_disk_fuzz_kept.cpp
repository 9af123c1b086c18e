// SPDX-License-Identifier: Apache-2.0
// What fuzzing has found, and where it began: each file of `kept/` through every target.
#include "disk_fuzz.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

class DiskFuzzKeptTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKeptInput_breaksNothing_data();
    void everyKeptInput_breaksNothing();
};

void DiskFuzzKeptTest::everyKeptInput_breaksNothing_data()
{
    QTest::addColumn<QString>("path");
    QDirIterator each(QStringLiteral(YIZHAN_SOURCE_DIR "/tests/fuzz/disk/kept"), QDir::Files);
    while (each.hasNext()) {
        const QString path = each.next();
        QTest::newRow(qPrintable(each.fileName())) << path;
    }
}

void DiskFuzzKeptTest::everyKeptInput_breaksNothing()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    const auto *data = reinterpret_cast<const std::uint8_t *>(bytes.constData());
    const auto size = static_cast<std::size_t>(bytes.size());
    for (auto *target : {yz::fuzz::pinLock, yz::fuzz::eventLog, yz::fuzz::pending, yz::fuzz::ratchet, yz::fuzz::audit})
        target(data, size);
}

QTEST_GUILESS_MAIN(DiskFuzzKeptTest)
#include "tst_disk_fuzz_kept.moc"
