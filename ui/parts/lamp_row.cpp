// SPDX-License-Identifier: Apache-2.0
#include "parts/lamp_row.h"

#include "theme/surface.h"

#include <QPainter>

#include <algorithm>

namespace yz::ui {
namespace {

const TextSetting kTitle{Role::Body, Weight::Bold, 0, Breaking::NoOrphan};
const TextSetting kWord{Role::Body, Weight::Bold, 0, Breaking::NoOrphan};
const TextSetting kFact{Role::Label, Weight::Regular, 0, Breaking::NoOrphan};

} // namespace

LampLook lookOf(const Theme &theme, Light light)
{
    const Colours &c = theme.colours();
    switch (light) {
    case Light::Good:
        return {Icon::Tick, c.ok, c.okSoft};
    case Light::Warn:
        return {Icon::Warning, c.warn, c.warnSoft};
    case Light::Bad:
        return {Icon::Warning, c.danger, c.dangerSoft};
    case Light::Unknown:
        return {Icon::Clock, c.ink2, c.surface};
    case Light::None:
        break;
    }
    return {{}, c.ink2, c.surface};
}

LampRow::LampRow(const Theme &theme, const BoardView::Row &row, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_row(row), m_look(lookOf(theme, row.light))
{
    setObjectName(QStringLiteral("board.row"));
    QStringList said{row.title};
    if (!row.word.isEmpty())
        said += row.word;
    said += row.facts;
    setAccessibleName(said.join(QStringLiteral("，")));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int LampRow::left() const
{
    return sheetMargin(m_theme) + m_theme.mm(3) + m_theme.lineHeight(Role::Body) + m_theme.mm(3);
}

LampRow::Places LampRow::places(int width) const
{
    Places at;
    const int room = width - left() - sheetMargin(m_theme) - m_theme.mm(3);
    const int wordWidth = m_row.word.isEmpty() ? 0 : textWidth(m_theme, m_row.word, kWord);
    const int titleWidth = textWidth(m_theme, m_row.title, kTitle);
    const int gap = m_theme.mm(4);
    int top = pad() + sheetMargin(m_theme);
    if (wordWidth > 0 && titleWidth + gap + wordWidth <= room) {
        at.title = layText(m_theme, m_row.title, kTitle, titleWidth);
        at.word = layText(m_theme, m_row.word, kWord, wordWidth);
        at.wordBox = QRect(left() + room - wordWidth, top, wordWidth, at.word.height());
        top += at.title.height();
    } else {
        at.title = layText(m_theme, m_row.title, kTitle, room);
        top += at.title.height();
        if (wordWidth > 0) {
            at.word = layText(m_theme, m_row.word, kWord, room);
            at.wordBox = QRect(left(), top, room, at.word.height());
            top += at.word.height();
        }
    }
    for (const QString &fact : m_row.facts) {
        at.facts.push_back(layText(m_theme, fact, kFact, room));
        top += at.facts.back().height();
    }
    at.height = top + pad() + sheetMargin(m_theme);
    return at;
}

int LampRow::heightForWidth(int width) const
{
    return places(width).height;
}

bool LampRow::textFits() const
{
    const Places at = places(width());
    const bool cut = std::any_of(at.facts.begin(), at.facts.end(), [](const LaidText &fact) { return fact.cut; });
    return !cut && !at.title.cut && !at.word.cut && at.height <= height();
}

QSize LampRow::sizeHint() const
{
    const int width = m_theme.mm(150);
    return {width, heightForWidth(width)};
}

QSize LampRow::minimumSizeHint() const
{
    return {m_theme.mm(60), m_theme.lineHeight(Role::Body) + 2 * pad()};
}

void LampRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &c = m_theme.colours();
    Sheet sheet = cardSheet(m_theme);
    sheet.shadow = false;
    sheet.fill = m_look.ground;
    sheet.border = c.flat ? c.ink : c.cardBorder;
    paintSheet(painter, m_theme, rect(), sheet);
    const Places at = places(width());
    int top = pad() + sheetMargin(m_theme);
    const int side = m_theme.lineHeight(Role::Body);
    if (m_look.icon) {
        painter.setRenderHint(QPainter::Antialiasing);
        paintIcon(painter, *m_look.icon, QRectF(sheetMargin(m_theme) + m_theme.mm(3), top, side, side), m_look.ink);
    }
    painter.setPen(c.ink);
    drawLaidText(painter, at.title, QRect(left(), top, at.title.width(), at.title.height()), Qt::AlignLeft);
    top += at.title.height();
    if (!m_row.word.isEmpty()) {
        painter.setPen(m_look.ink);
        drawLaidText(painter, at.word, at.wordBox, Qt::AlignLeft);
        top = std::max(top, at.wordBox.bottom() + 1);
    }
    painter.setPen(c.ink2);
    for (const LaidText &fact : at.facts) {
        drawLaidText(painter, fact, QRect(left(), top, width() - left(), fact.height()), Qt::AlignLeft);
        top += fact.height();
    }
}

} // namespace yz::ui
