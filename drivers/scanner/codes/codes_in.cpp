// SPDX-License-Identifier: Apache-2.0
#include "scanner/code_reader.h"

#include <exception>

#define ZX_USE_UTF8 1 // ZXing 1.4 on the way to 2.x
#include <ZXing/ReadBarcode.h>
#if __has_include(<ZXing/ReaderOptions.h>)
#include <ZXing/ReaderOptions.h>
using ReadOptions = ZXing::ReaderOptions;
#else
#include <ZXing/DecodeHints.h>
using ReadOptions = ZXing::DecodeHints;
#endif

namespace yz {
namespace {

constexpr qint64 kMostPoints = 40'000'000;
constexpr int kMostCodes = 8;

std::vector<QByteArray> read(const QImage &grey)
{
    ReadOptions options;
    options.setFormats(ZXing::BarcodeFormat::QRCode);
    options.setTryHarder(true);
    options.setTryRotate(true);
    options.setMaxNumberOfSymbols(kMostCodes);
    const ZXing::ImageView view(grey.constBits(), grey.width(), grey.height(), ZXing::ImageFormat::Lum,
                                static_cast<int>(grey.bytesPerLine()));
    std::vector<QByteArray> contents;
    for (const auto &code : ZXing::ReadBarcodes(view, options)) {
        const auto &bytes = code.bytes();
        if (code.isValid() && !bytes.empty())
            contents.emplace_back(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    }
    return contents;
}

} // namespace

Result<std::vector<QByteArray>> codesIn(const QImage &picture)
{
    if (picture.isNull() || static_cast<qint64>(picture.width()) * picture.height() > kMostPoints)
        return {Fault::BadInput, "no picture, or one beyond all measure"};
    auto grey = picture.convertToFormat(QImage::Format_Grayscale8);
    if (grey.isNull())
        return {Fault::BadInput, "no memory for the picture"};
    try {
        auto contents = read(grey);
        if (contents.empty()) { // 1.4 does not look for light on dark by itself
            grey.invertPixels();
            contents = read(grey);
        }
        return contents;
    } catch (const std::exception &) {
        return {Fault::BadInput, "a picture that cannot be read"};
    }
}

} // namespace yz
