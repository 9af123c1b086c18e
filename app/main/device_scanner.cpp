// SPDX-License-Identifier: Apache-2.0
#include "device_scanner.h"

#include <camera/camera.h>

#include <QCoreApplication>
#include <QFile>
#include <QTimer>

#include <scanner/camera_document_scanner.h>
#include <scanner/code_reader.h>
#include <scanner/scanned_document.h>

#include <cstdio>
#include <optional>

namespace yz {
namespace {

constexpr qsizetype kShown = 4; ///< of a code's content

void say(const QString &line)
{
    std::printf("%s\n", line.toUtf8().constData());
    std::fflush(stdout);
}

QString worded(const PageSight &sight)
{
    if (sight.isTakeable())
        return QStringLiteral("a page, its longer side %1 points").arg(sight.longSide, 0, 'f', 0);
    const auto fault = name(*sight.fault);
    return QString::fromLatin1(fault.data(), static_cast<qsizetype>(fault.size()));
}

Result<QString> kept(const ScannedPage &page, const QString &path)
{
    ScannedDocument document;
    if (auto added = document.append(page); !added)
        return added.error();
    const auto pdf = document.pdf();
    if (!pdf)
        return pdf.error();
    const auto size = QStringLiteral("taken: %1x%2, %3 bytes as PDF")
                          .arg(page.picture.width())
                          .arg(page.picture.height())
                          .arg(pdf->bytes.size());
    if (path.isEmpty())
        return size;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(pdf->bytes) != pdf->bytes.size())
        return {Fault::StoreFull, "the file cannot be written"};
    return size;
}

} // namespace

Result<QString> scanOnce(Camera &camera, Milliseconds patience, const QString &file)
{
    const auto scanner = makeCameraDocumentScanner(camera);
    QString last;
    QObject::connect(scanner.get(), &DocumentScanner::sighted, qApp, [&last](const PageSight &sight) {
        const auto now = worded(sight);
        if (now.section(u',', 0, 0) != last.section(u',', 0, 0))
            say(now);
        last = now;
    });
    TakeAnswer taken = Error{Fault::Cancelled, "nothing was taken"};
    QObject::connect(scanner.get(), &DocumentScanner::taken, qApp, [&taken](TakeRequestId, const TakeAnswer &answer) {
        taken = answer;
        QCoreApplication::quit();
    });
    scanner->start();
    scanner->take(patience);
    QCoreApplication::exec();
    scanner->stop();
    if (const auto *page = std::get_if<ScannedPage>(&taken))
        return kept(*page, file);
    if (const auto *fault = std::get_if<PageFault>(&taken))
        return {Fault::TimedOut, "no page could be taken: " + std::string(name(*fault))};
    return std::get<Error>(taken);
}

Result<QString> readCodeOnce(Camera &camera, Milliseconds patience)
{
    const auto reader = makeCameraCodeReader(camera);
    std::optional<QByteArray> content;
    QObject::connect(reader.get(), &CodeReader::read, qApp, [&content](const QByteArray &read) {
        content = read;
        QCoreApplication::quit();
    });
    QTimer::singleShot(patience, qApp, &QCoreApplication::quit);
    reader->start();
    QCoreApplication::exec();
    reader->stop();
    if (!content)
        return {Fault::TimedOut, "no code was seen"};
    return QStringLiteral("a code of %1 bytes: %2…").arg(content->size()).arg(QString::fromUtf8(content->left(kShown)));
}

} // namespace yz
