// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <QByteArray>
#include <QImage>

#include <vector>

class QPainter;

namespace yz {

/** A QR code of level M, as modules that are dark or not, without the quiet zone. A value. */
class CodeMatrix
{
public:
    static constexpr int kQuietZone = 4; ///< modules around it, ISO/IEC 18004

    /** BadInput: nothing, or more than a code holds (2331 bytes). */
    static Result<CodeMatrix> of(const QByteArray &content);

    int width() const { return m_width; }
    bool isDark(int column, int row) const { return m_dark[static_cast<std::size_t>(row * m_width + column)] != 0; }
    /** The dark modules in black, `left` and `top` being the first module's. */
    void draw(QPainter &painter, int left, int top, int module) const;
    /** Black on white with its quiet zone, so many points a module. */
    QImage picture(int module) const;

private:
    CodeMatrix() = default;

    int m_width = 0;
    std::vector<unsigned char> m_dark;
};

} // namespace yz
