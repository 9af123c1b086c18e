// SPDX-License-Identifier: Apache-2.0
#include "slip_picture.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

#define ZX_USE_UTF8 1 // ZXing 1.4 on the way to 2.x: text() as std::string
#include <ZXing/ReadBarcode.h>
#if __has_include(<ZXing/ReaderOptions.h>)
#include <ZXing/ReaderOptions.h>
using ReadOptions = ZXing::ReaderOptions;
#else
#include <ZXing/DecodeHints.h>
using ReadOptions = ZXing::DecodeHints;
#endif

namespace yz::judge {

QImage pictureOf(const Slip &slip)
{
    constexpr int dotsPerMetre = 8000;
    QImage picture(static_cast<int>(kPaperDots), static_cast<int>(std::max<std::size_t>(1, slip.rows.size())),
                   QImage::Format_Mono);
    picture.setColorTable({qRgb(255, 255, 255), qRgb(0, 0, 0)});
    picture.fill(0);
    picture.setDotsPerMeterX(dotsPerMetre);
    picture.setDotsPerMeterY(dotsPerMetre);
    for (std::size_t y = 0; y < slip.rows.size(); ++y)
        std::copy(slip.rows[y].begin(), slip.rows[y].end(), picture.scanLine(static_cast<int>(y)));
    return picture;
}

QByteArray reportOf(const Slip &slip)
{
    QJsonArray errors;
    for (const Finding &finding : slip.findings)
        errors.append(QJsonObject{{QStringLiteral("offset"), static_cast<qint64>(finding.offset)},
                                  {QStringLiteral("what"), QString::fromStdString(finding.what)}});
    QJsonArray codes;
    for (const QString &code : decodeQrCodes(pictureOf(slip)))
        codes.append(code);
    const QString cut = QString::fromLatin1(slip.cut ? slip.fullCut ? "full" : "partial" : "none");
    return QJsonDocument(QJsonObject{
                             {QStringLiteral("number"), slip.number},
                             {QStringLiteral("complete"), slip.complete()},
                             {QStringLiteral("rows"), static_cast<qint64>(slip.rows.size())},
                             {QStringLiteral("cut"), cut},
                             {QStringLiteral("ink"), slip.ink},
                             {QStringLiteral("torn"), QString::fromStdString(slip.torn)},
                             {QStringLiteral("errors"), errors},
                             {QStringLiteral("qr"), codes},
                             {QStringLiteral("first_byte"), static_cast<qint64>(slip.firstByte)},
                             {QStringLiteral("last_byte"), static_cast<qint64>(slip.lastByte)},
                         })
        .toJson();
}

QString writeSlip(const QString &folder, const Slip &slip)
{
    const QDir place(folder);
    const QString stem = place.absoluteFilePath(QStringLiteral("slip-%1").arg(slip.number));
    QFile report(stem + QStringLiteral(".json"));
    if (!QDir().mkpath(folder) || !pictureOf(slip).save(stem + QStringLiteral(".png")) ||
        !report.open(QIODevice::WriteOnly))
        return {};
    report.write(reportOf(slip));
    return stem + QStringLiteral(".png");
}

QStringList decodeQrCodes(const QImage &picture)
{
    const QImage grey = picture.convertToFormat(QImage::Format_Grayscale8);
    if (grey.isNull())
        return {};
    ReadOptions options;
    options.setFormats(ZXing::BarcodeFormat::QRCode);
    options.setTryHarder(true);
    const ZXing::ImageView view(grey.constBits(), grey.width(), grey.height(), ZXing::ImageFormat::Lum,
                                static_cast<int>(grey.bytesPerLine()));
    QStringList texts;
    for (const auto &code : ZXing::ReadBarcodes(view, options))
        if (code.isValid())
            texts.append(QString::fromStdString(code.text()));
    return texts;
}

QString decodeQr(const QImage &picture)
{
    const QStringList texts = decodeQrCodes(picture);
    return texts.isEmpty() ? QString() : texts.first();
}

} // namespace yz::judge
