// SPDX-License-Identifier: Apache-2.0
#include "parts/frame_picture.h"

#include <QPainter>

namespace yz::ui {

FramePicture::FramePicture(const Theme &theme, const QString &id, const QString &name, const QString &placeholder,
                           QSize leastMm, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_placeholder(placeholder),
      m_least(theme.mm(leastMm.width()), theme.mm(leastMm.height()))
{
    setObjectName(id);
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void FramePicture::showFrame(const QImage &frame)
{
    m_frame = frame.copy(); // the giver writes the next one into the same place
    update();
}

void FramePicture::clear()
{
    if (!m_frame.isNull())
        m_frame.fill(Qt::black); // the memory may be handed on before it is overwritten
    m_frame = {};
    update();
}

void FramePicture::setPlaceholder(const QString &words)
{
    if (m_placeholder == words)
        return;
    m_placeholder = words;
    update();
}

void FramePicture::setOutline(const std::optional<std::array<QPointF, 4>> &outline, bool isGood)
{
    m_outline = outline;
    m_isGood = isGood;
    update();
}

LaidText FramePicture::words() const
{
    return layText(m_theme, m_placeholder, {Role::Body, Weight::Regular, 0, Breaking::Balanced},
                   width() - 2 * m_theme.mm(3));
}

bool FramePicture::textFits() const
{
    return hasFrame() || words().height() <= height();
}

QSize FramePicture::sizeHint() const
{
    return m_least;
}

QSize FramePicture::minimumSizeHint() const
{
    return m_least;
}

void FramePicture::drawOutline(QPainter &painter, const QRect &box) const
{
    if (!m_outline)
        return;
    QPolygonF corners;
    for (const QPointF &corner : *m_outline)
        corners << QPointF(box.x() + corner.x() * box.width(), box.y() + corner.y() * box.height());
    const Colours &c = m_theme.colours();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::white, m_theme.mm(2))); // seen on any desk
    painter.drawPolygon(corners);
    painter.setPen(QPen(m_isGood ? c.ok : c.danger, m_theme.mm(1), m_isGood ? Qt::SolidLine : Qt::DashLine));
    painter.drawPolygon(corners);
}

void FramePicture::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &c = m_theme.colours();
    painter.fillRect(rect(), c.soft);
    if (!m_frame.isNull()) {
        const QSize size = m_frame.size().scaled(this->size(), Qt::KeepAspectRatio);
        const QRect box(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(box, m_frame);
        drawOutline(painter, box);
        return;
    }
    const LaidText laid = words();
    const int pad = m_theme.mm(3);
    const QRect place(pad, (height() - laid.height()) / 2, width() - 2 * pad, laid.height());
    painter.setPen(c.onSoft);
    drawLaidText(painter, laid, place, Qt::AlignHCenter | Qt::AlignTop);
}

} // namespace yz::ui
