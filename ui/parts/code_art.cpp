// SPDX-License-Identifier: Apache-2.0
#include "parts/code_art.h"

#include <core/said.h>

#include <QPainter>
#include <qrencode.h>

#include <memory>

namespace yz::ui {
namespace {

constexpr int kQuiet = 4; ///< white modules around the code, as the standard asks

QImage encode(const QByteArray &content)
{
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(static_cast<int>(content.size()),
                          reinterpret_cast<const unsigned char *>(content.constData()), 0, QR_ECLEVEL_M),
        &QRcode_free);
    if (!code)
        return {};
    const int side = code->width + 2 * kQuiet;
    QImage modules(side, side, QImage::Format_RGB32);
    modules.fill(Qt::white);
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            if (code->data[y * code->width + x] & 1)
                modules.setPixel(x + kQuiet, y + kQuiet, qRgb(0, 0, 0));
    return modules;
}

} // namespace

CodeArt::CodeArt(const Theme &theme, const QByteArray &content, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_modules(content.isEmpty() ? QImage() : encode(content))
{
    setObjectName(QStringLiteral("result.code"));
    setAccessibleName(Said::tr("回执二维码"));
    setFixedSize(sizeHint());
}

QSize CodeArt::sizeHint() const
{
    if (m_modules.isNull())
        return {};
    const int module = std::max(2, m_theme.mm(52) / m_modules.width());
    return {module * m_modules.width(), module * m_modules.height()};
}

void CodeArt::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.drawImage(rect(), m_modules);
}

} // namespace yz::ui
