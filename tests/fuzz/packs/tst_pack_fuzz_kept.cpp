// SPDX-License-Identifier: Apache-2.0
// Every input that once broke something, and those that reach far in, through the fuzz targets' own bodies.
#include "pack_fuzz.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace yz;

class PackFuzzKeptTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keptInputs_keepEveryPromise_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QDir kept(QStringLiteral(YIZHAN_SOURCE_DIR "/tests/fuzz/packs/kept"));
        for (const auto &name : kept.entryList(QDir::Files, QDir::Name)) {
            QFile file(kept.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QTest::newRow(qPrintable(name)) << file.readAll();
        }
    }
    void keptInputs_keepEveryPromise()
    {
        QFETCH(QByteArray, bytes);
        const auto *data = reinterpret_cast<const std::uint8_t *>(bytes.constData());
        const auto size = static_cast<std::size_t>(bytes.size());
        fuzz::packHead(data, size);
        fuzz::packLines(data, size);
        fuzz::catalogueRow(data, size);
        fuzz::configuration(data, size);
    }
};

QTEST_GUILESS_MAIN(PackFuzzKeptTest)
#include "tst_pack_fuzz_kept.moc"
