// SPDX-License-Identifier: Apache-2.0
#include "scanner/code_writer.h"

#include <QPainter>
#include <qrencode.h>

#include <algorithm>
#include <memory>

namespace yz {
namespace {

constexpr qsizetype kMostBytes = 2331; ///< version 40, level M
constexpr int kLargestModule = 64;

} // namespace

Result<CodeMatrix> CodeMatrix::of(const QByteArray &content)
{
    if (content.isEmpty() || content.size() > kMostBytes)
        return {Fault::BadInput, "nothing to write, or more than a code holds"};
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(static_cast<int>(content.size()),
                          reinterpret_cast<const unsigned char *>(content.constData()), 0, QR_ECLEVEL_M),
        &QRcode_free);
    if (!code)
        return {Fault::BadInput, "content that cannot be written as a code"};
    CodeMatrix matrix;
    matrix.m_width = code->width;
    matrix.m_dark.resize(static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width));
    std::transform(code->data, code->data + matrix.m_dark.size(), matrix.m_dark.begin(),
                   [](unsigned char module) { return static_cast<unsigned char>(module & 1U); });
    return matrix;
}

void CodeMatrix::draw(QPainter &painter, int left, int top, int module) const
{
    for (int row = 0; row < m_width; ++row) {
        for (int column = 0; column < m_width; ++column) {
            if (isDark(column, row))
                painter.fillRect(left + column * module, top + row * module, module, module, Qt::black);
        }
    }
}

QImage CodeMatrix::picture(int module) const
{
    const int scale = std::clamp(module, 1, kLargestModule);
    const int side = (m_width + 2 * kQuietZone) * scale;
    QImage picture(side, side, QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    draw(painter, kQuietZone * scale, kQuietZone * scale, scale);
    return picture;
}

} // namespace yz
