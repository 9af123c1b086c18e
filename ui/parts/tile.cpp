// SPDX-License-Identifier: Apache-2.0
#include "parts/tile.h"

#include <QPainter>

#include <algorithm>

namespace yz::ui {

Tile::Tile(const Theme &theme, const HomeView::Tile &tile, QWidget *parent)
    : Pressable(theme, QStringLiteral("tile.") + tile.service, tile.title, parent), m_tile(tile)
{
    setSecondary(false);
    if (!m_tile.built)
        m_tile.subtitle = QStringLiteral("本机暂未开通");
    setAccessibleDescription(m_tile.subtitle);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void Tile::setShape(Shape shape)
{
    m_shape = shape;
    updateGeometry();
    update();
}

Tile::Places Tile::places(Shape shape, const QSize &size) const
{
    const int margin = sheetMargin(theme());
    const QRect inner = QRect(QPoint(), size).adjusted(margin, margin, -margin, -margin);
    const int pad = theme().mm(5);
    if (shape == Shape::Wide) {
        const int side = std::clamp(inner.height() - 2 * pad, theme().mm(14), theme().mm(24));
        const int inset = std::min(pad, (inner.height() - side) / 2);
        const QRect icon(inner.left() + pad, inner.top() + (inner.height() - side) / 2, side, side);
        const int left = icon.right() + 1 + theme().mm(4);
        return {icon,
                QRect(left, inner.top() + inset, inner.right() + 1 - theme().mm(2) - left, inner.height() - 2 * inset)};
    }
    const int side = std::clamp(inner.height() * 2 / 5, theme().mm(16), theme().mm(30));
    const QRect icon(inner.left() + pad, inner.top() + pad, side, side);
    const int top = icon.bottom() + 1 + theme().mm(3);
    return {icon, QRect(inner.left() + pad, top, inner.width() - pad - theme().mm(2),
                        inner.bottom() + 1 - theme().mm(3) - top)};
}

LaidText Tile::name(int width) const
{
    return layText(theme(), m_tile.title, {Role::Title, Weight::Bold, 2, true}, width);
}

LaidText Tile::note(int width) const
{
    return layText(theme(), m_tile.subtitle, {Role::Label, Weight::Regular, 2, true}, width);
}

bool Tile::nameFits(Shape shape, int width) const
{
    const QRect words = places(shape, QSize(width, theme().mm(60))).words;
    return textWidth(m_tile.title, theme().font(Role::Title, Weight::Bold)) <= words.width();
}

bool Tile::textFits() const
{
    const QRect words = places(m_shape, size()).words;
    const LaidText title = name(words.width());
    const LaidText below = note(words.width());
    return !title.cut && !below.cut && title.height() + below.height() <= words.height();
}

QSize Tile::minimumSizeHint() const
{
    const int words = 2 * theme().lineHeight(Role::Label) + theme().lineHeight(Role::Title) + theme().mm(4);
    const int tall = m_shape == Shape::Tall ? theme().mm(24) : 0;
    return {theme().mm(60), words + tall + 2 * sheetMargin(theme())};
}

QSize Tile::sizeHint() const
{
    return minimumSizeHint();
}

void Tile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &c = theme().colours();
    paintSheet(painter, theme(), rect(), cardSheet(theme(), isDown()));
    const Places at = places(m_shape, size());
    const QColor stroke = m_tile.built ? c.brand : c.ink2;
    const int inset = at.icon.width() * 2 / 9;
    if (!c.flat)
        paintSheet(painter, theme(), at.icon, {m_tile.built ? c.soft : c.ground, {}, {}, Millimetres{4}, false});
    paintIcon(painter, iconFor(m_tile.icon), at.icon.adjusted(inset, inset, -inset, -inset), stroke,
              c.flat ? QColor() : c.surface);
    const LaidText title = name(at.words.width());
    const LaidText below = note(at.words.width());
    QRect words = at.words;
    if (m_shape == Shape::Wide)
        words.setTop(words.top() + std::max(0, (words.height() - title.height() - below.height()) / 2));
    painter.setPen(c.ink);
    drawLaidText(painter, title, words, Qt::AlignLeft | Qt::AlignTop);
    painter.setPen(c.ink2);
    drawLaidText(painter, below, words.adjusted(0, title.height(), 0, 0), Qt::AlignLeft | Qt::AlignTop);
    if (hasFocus()) {
        const int margin = sheetMargin(theme());
        paintFocus(painter, theme(), rect().adjusted(margin, margin, -margin, -margin), token::kCardRadius);
    }
}

} // namespace yz::ui
