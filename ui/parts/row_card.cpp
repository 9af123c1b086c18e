// SPDX-License-Identifier: Apache-2.0
#include "parts/row_card.h"

#include <QPainter>

#include <algorithm>

namespace yz::ui {
namespace {

const TextSetting kTitle{Role::Lead, Weight::Bold, 0, Breaking::NoOrphan};
const TextSetting kFact{Role::Body, Weight::Regular, 0, Breaking::NoOrphan};
const TextSetting kBadge{Role::Label, Weight::Bold, 0};

} // namespace

RowCard::RowCard(const Theme &theme, const QString &id, Words words, QWidget *parent)
    : Pressable(theme, id, words.title, parent), m_words(std::move(words))
{
    setSecondary(false);
    QStringList more = m_words.facts;
    if (!m_words.badge.isEmpty())
        more.prepend(m_words.badge);
    setAccessibleDescription(more.join(QStringLiteral("，")));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

RowCard::Places RowCard::places(int width) const
{
    Places at;
    const int room = width - left() - sheetMargin(theme()) - arrowRoom();
    int titleRoom = room;
    if (!m_words.badge.isEmpty()) {
        at.badge = layText(theme(), m_words.badge, kBadge, room);
        const int wide = at.badge.width() + theme().mm(5);
        const int tall = at.badge.height() + theme().mm(1);
        // Beside the name where that leaves it half of the line, else above it.
        const bool beside = room - wide - theme().mm(3) > room / 2;
        at.badgeBox = QRect(beside ? left() + room - wide : left(), 0, wide, tall);
        titleRoom = beside ? room - wide - theme().mm(3) : room;
        at.wordsHeight = beside ? 0 : tall + theme().mm(1);
    }
    at.title = layText(theme(), m_words.title, kTitle, titleRoom);
    at.wordsHeight += at.title.height();
    for (const QString &fact : m_words.facts) {
        const bool marked = !m_words.marks.empty() && &fact == &m_words.facts.constLast();
        at.facts.push_back(marked ? layMarkedText(theme(), fact, m_words.marks, kFact, room)
                                  : layText(theme(), fact, kFact, room));
        at.wordsHeight += at.facts.back().height();
    }
    at.wordsHeight = std::max(at.wordsHeight, at.badgeBox.height());
    return at;
}

int RowCard::heightForWidth(int width) const
{
    const int needed = places(width).wordsHeight + 2 * (pad() + sheetMargin(theme()));
    return std::max(theme().px(token::kPrimaryHeight) + 2 * sheetMargin(theme()), needed);
}

bool RowCard::textFits() const
{
    const Places at = places(width());
    const bool cut = std::any_of(at.facts.begin(), at.facts.end(), [](const LaidText &fact) { return fact.cut; });
    return !cut && !at.title.cut && !at.badge.cut && at.wordsHeight <= height();
}

QSize RowCard::sizeHint() const
{
    const int width = theme().mm(150);
    return {width, heightForWidth(width)};
}

QSize RowCard::minimumSizeHint() const
{
    return {theme().mm(60), theme().px(token::kPrimaryHeight)};
}

void RowCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &c = theme().colours();
    paintSheet(painter, theme(), rect(), cardSheet(theme(), isDown()));
    const Places at = places(width());
    int top = (height() - at.wordsHeight) / 2;
    if (!m_words.badge.isEmpty()) {
        const QRect box = at.badgeBox.translated(0, top);
        Sheet sheet;
        sheet.fill = c.warnSoft;
        sheet.border = c.warn;
        paintSheet(painter, theme(), box, sheet);
        painter.setPen(c.warn);
        drawLaidText(painter, at.badge, box, Qt::AlignHCenter | Qt::AlignVCenter);
        if (at.badgeBox.left() == left())
            top += at.badgeBox.height() + theme().mm(1);
    }
    const auto draw = [&](const LaidText &laid, const QColor &colour) {
        painter.setPen(colour);
        drawLaidText(painter, laid, QRect(left(), top, width() - left(), laid.height()), Qt::AlignLeft | Qt::AlignTop);
        top += laid.height();
    };
    draw(at.title, c.brand);
    for (const LaidText &fact : at.facts)
        draw(fact, c.ink2);
    const double arrow = theme().mm(7);
    painter.setRenderHint(QPainter::Antialiasing);
    paintIcon(painter, Icon::Forward,
              QRectF(width() - sheetMargin(theme()) - theme().mm(4) - arrow, (height() - arrow) / 2, arrow, arrow),
              c.brand);
    if (hasFocus())
        paintFocus(painter, theme(), rect().adjusted(2, 2, -2, -2), token::kCardRadius);
}

} // namespace yz::ui
