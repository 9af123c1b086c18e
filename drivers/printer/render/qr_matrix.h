// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QPainter>
#include <qrencode.h>

#include <memory>

namespace yz {

/** A QR code, level M, as modules that are dark or not. */
class QrMatrix
{
public:
    static constexpr int kQuietZone = 4; ///< modules around it, ISO/IEC 18004

    explicit QrMatrix(const QByteArray &content)
        // shared: drawing functions that hold a matrix are copied
        : m_code(QRcode_encodeData(static_cast<int>(content.size()),
                                   reinterpret_cast<const unsigned char *>(content.constData()), 0, QR_ECLEVEL_M),
                 QRcode_free)
    {
    }

    bool isThere() const { return m_code != nullptr; }
    int width() const { return m_code->width; }
    void draw(QPainter &painter, int left, int top, int module) const
    {
        for (int y = 0; y < width(); ++y)
            for (int x = 0; x < width(); ++x)
                if ((m_code->data[y * width() + x] & 1) != 0)
                    painter.fillRect(left + x * module, top + y * module, module, module, Qt::black);
    }

private:
    std::shared_ptr<QRcode> m_code; // shared: see above
};

} // namespace yz
