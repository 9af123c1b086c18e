// SPDX-License-Identifier: Apache-2.0
#include "parts/tile.h"

#include <core/said.h>

#include <QPainter>

#include <algorithm>

namespace yz::ui {
namespace {

QString notBuilt()
{
    return Said::tr("暂未开通");
}

} // namespace

Tile::Tile(const Theme &theme, const HomeView::Tile &tile, QWidget *parent)
    : Pressable(theme, QStringLiteral("tile.") + tile.service, tile.title, parent), m_tile(tile)
{
    setSecondary(false);
    setAccessibleDescription(m_tile.built ? m_tile.subtitle
                                          : m_tile.subtitle + QStringLiteral("（") + notBuilt() + QStringLiteral("）"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void Tile::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

Tile::Places Tile::places(const Look &look, const QSize &size) const
{
    const int margin = sheetMargin(theme());
    const QRect inner = QRect(QPoint(), size).adjusted(margin, margin, -margin, -margin);
    const int pad = theme().mm(inner.width() < theme().mm(110) ? 4 : 6);
    if (look.shape == Shape::Wide) {
        const int side =
            std::clamp(std::min(inner.height() - 2 * pad, inner.width() / 4), theme().mm(13), theme().px(look.icon));
        const QRect icon(inner.left() + pad, inner.top() + (inner.height() - side) / 2, side, side);
        const int left = icon.right() + 1 + pad;
        return {icon, QRect(left, inner.top(), inner.right() + 1 - theme().mm(2) - left, inner.height())};
    }
    const int room = inner.width() - pad - theme().mm(2);
    const int words = name(look.name, room).height() + note(room).height();
    const int gap = theme().mm(4);
    const int side = std::clamp(inner.height() - 2 * pad - gap - words, theme().mm(16), theme().px(look.icon));
    const int top = inner.top() + std::max(pad, (inner.height() - side - gap - words) / 2);
    return {QRect(inner.left() + pad, top, side, side),
            QRect(inner.left() + pad, top + side + gap, room, inner.bottom() + 1 - top - side - gap)};
}

LaidText Tile::name(Role role, int width) const
{
    return layText(theme(), m_tile.title, {role, Weight::Bold, 2, Breaking::Balanced}, width);
}

LaidText Tile::note(int width) const
{
    return layText(theme(), m_tile.subtitle, {Role::Body, Weight::Regular, 2, Breaking::Balanced}, width);
}

QSize Tile::tagSize() const
{
    return {textWidth(theme(), notBuilt(), {Role::Label}) + theme().mm(4), theme().lineHeight(Role::Label)};
}

bool Tile::nameFits(const Look &look, int width) const
{
    const QRect words = places(look, QSize(width, theme().mm(60))).words;
    return textWidth(theme(), m_tile.title, {look.name, Weight::Bold}) <= words.width();
}

bool Tile::tagInTheWay(const Look &look, const QRect &words, int width) const
{
    const int corner = width - sheetMargin(theme()) - theme().mm(4) - tagSize().width();
    return !m_tile.built && words.left() + name(look.name, words.width()).width() > corner;
}

QRect Tile::wordsBox(const Places &at) const
{
    QRect words = at.words;
    if (m_look.shape == Shape::Tall)
        return words;
    const int needed = name(m_look.name, words.width()).height() + note(words.width()).height();
    int top = words.top() + std::max(0, (words.height() - needed) / 2);
    if (tagInTheWay(m_look, words, width()))
        top = std::max(top, sheetMargin(theme()) + theme().mm(2) + tagSize().height());
    words.setTop(top);
    return words;
}

bool Tile::textFits() const
{
    const QRect words = wordsBox(places(m_look, size()));
    const LaidText title = name(m_look.name, words.width());
    const LaidText below = note(words.width());
    return !title.cut && !below.cut && title.height() + below.height() <= words.height();
}

int Tile::heightNeeded(const Look &look, int width) const
{
    const QRect box = places(look, QSize(width, theme().mm(60))).words;
    const int words = name(look.name, box.width()).height() + note(box.width()).height();
    const int tag = tagInTheWay(look, box, width) ? tagSize().height() + theme().mm(2) : theme().mm(3);
    const int above = look.shape == Shape::Tall ? theme().mm(16 + 4 + 4) : tag;
    return words + above + theme().mm(2) + 2 * sheetMargin(theme());
}

QSize Tile::minimumSizeHint() const
{
    return {theme().mm(60), heightNeeded(m_look, theme().mm(60))};
}

QSize Tile::sizeHint() const
{
    return minimumSizeHint();
}

void Tile::paintTag(QPainter &painter) const
{
    const Colours &c = theme().colours();
    const int margin = sheetMargin(theme()) + theme().mm(2);
    const QSize size = tagSize();
    const QRect box(width() - margin - size.width(), margin, size.width(), size.height());
    paintSheet(painter, theme(), box, {c.ground, c.flat ? c.ink : c.line, token::kBorder, Millimetres{1.5}, false});
    painter.setPen(c.ink2);
    drawLaidText(painter, layText(theme(), notBuilt(), {Role::Label, Weight::Regular, 1}, size.width()), box,
                 Qt::AlignCenter);
}

void Tile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &c = theme().colours();
    paintSheet(painter, theme(), rect(), cardSheet(theme(), isDown()));
    const Places at = places(m_look, size());
    const int inset = at.icon.width() * 2 / 9;
    if (!c.flat)
        paintSheet(painter, theme(), at.icon, {c.soft, {}, {}, Millimetres{4}, false});
    paintIcon(painter, iconFor(m_tile.icon), at.icon.adjusted(inset, inset, -inset, -inset), c.brand,
              c.flat ? QColor() : c.surface);
    const LaidText title = name(m_look.name, at.words.width());
    const LaidText below = note(at.words.width());
    const QRect words = wordsBox(at);
    painter.setPen(c.ink);
    drawLaidText(painter, title, words, Qt::AlignLeft | Qt::AlignTop);
    painter.setPen(c.ink2);
    drawLaidText(painter, below, words.adjusted(0, title.height(), 0, 0), Qt::AlignLeft | Qt::AlignTop);
    if (!m_tile.built)
        paintTag(painter);
    if (hasFocus()) {
        const int margin = sheetMargin(theme());
        paintFocus(painter, theme(), rect().adjusted(margin, margin, -margin, -margin), token::kCardRadius);
    }
}

} // namespace yz::ui
