// SPDX-License-Identifier: Apache-2.0
#include "panel/candidate_bar.h"

#include <core/said.h>

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace yz {

namespace {

constexpr double kGap = 3;
constexpr double kLeastWidth = 15;
constexpr double kEm = 7.5;
constexpr double kRadius = 2.5;
constexpr double kBorder = 0.5;
constexpr double kLineEm = 5.5;

} // namespace

CandidateBar::CandidateBar(const KeyboardLook &look, QWidget *parent)
    : QWidget(parent),
      m_look(look),
      m_previous(new Key(look, KeyKind::Soft, this)),
      m_next(new Key(look, KeyKind::Soft, this))
{
    setFocusPolicy(Qt::NoFocus);
    m_previous->setObjectName(QStringLiteral("candidate.previous"));
    m_previous->setAccessibleName(Said::tr("上一页"));
    m_previous->setSign(Key::Sign::Previous);
    m_next->setObjectName(QStringLiteral("candidate.next"));
    m_next->setAccessibleName(Said::tr("下一页"));
    m_next->setSign(Key::Sign::Next);
    connect(m_previous, &Key::clicked, this, [this] {
        if (m_pageStarts.size() > 1)
            m_pageStarts.pop_back();
        layPage();
    });
    connect(m_next, &Key::clicked, this, [this] {
        m_pageStarts.push_back(m_nextStart);
        layPage();
    });
}

void CandidateBar::offer(const QString &prefix, const QStringList &words)
{
    m_prefix = prefix;
    m_words = words;
    m_pageStarts = {0};
    layPage();
}

void CandidateBar::setLine(const QString &line, bool hint)
{
    m_line = line;
    m_hint = hint;
    setAccessibleName(line);
    update();
}

void CandidateBar::setRows(int rows, int rowHeight, int lineHeight)
{
    m_rows = rows;
    m_rowHeight = rowHeight;
    m_lineHeight = lineHeight;
    m_pageStarts = {0};
    layPage();
}

Key *CandidateBar::keyAt(std::size_t index)
{
    while (m_keys.size() <= index) {
        auto *key = new Key(m_look, KeyKind::Plain, this);
        key->setEm(kEm);
        key->setOpen(true);
        const int place = static_cast<int>(m_keys.size());
        connect(key, &Key::clicked, this, [this, place] { Q_EMIT chosen(m_pageStarts.back() + place); });
        m_keys.push_back(key);
    }
    return m_keys[index];
}

/** Fills the rows with as many words as fit, beginning with the page's first. */
void CandidateBar::layPage()
{
    const int gap = m_look.mm(kGap);
    const int least = m_look.mm(kLeastWidth);
    const int right = width() - 2 * (least + gap);
    int word = m_pageStarts.back();
    std::size_t used = 0;
    for (int row = 0; row < m_rows; ++row) {
        const int top = m_lineHeight + row * (m_rowHeight + gap);
        for (int left = 0; word < m_words.size(); ++used, ++word) {
            Key *key = keyAt(used);
            key->resize(least, m_rowHeight);
            const int wide = std::max(least, key->widthFor(m_words.at(word)));
            if (left > 0 && left + wide > right)
                break;
            key->setObjectName(QStringLiteral("%1.%2").arg(m_prefix).arg(word));
            key->setText(m_words.at(word));
            key->setAccessibleName(m_words.at(word));
            key->setOpen(word > 0 || m_hint); // the space key would take the first
            key->setGeometry(left, top, std::min(wide, std::max(least, right)), m_rowHeight);
            key->show();
            left += wide + gap;
        }
    }
    for (std::size_t i = used; i < m_keys.size(); ++i) {
        m_keys[i]->hide();
        m_keys[i]->setObjectName(QString()); // a word that is gone stands nowhere any more
        m_keys[i]->setAccessibleName(QString());
        m_keys[i]->setText(QString());
    }
    m_nextStart = word;
    layArrows(width());
    update();
}

void CandidateBar::layArrows(int right)
{
    const int gap = m_look.mm(kGap);
    const int wide = m_look.mm(kLeastWidth);
    m_next->setGeometry(right - wide, m_lineHeight, wide, m_rowHeight);
    m_previous->setGeometry(right - 2 * wide - gap, m_lineHeight, wide, m_rowHeight);
    const bool paged = m_pageStarts.size() > 1 || m_nextStart < m_words.size();
    m_previous->setVisible(paged);
    m_next->setVisible(paged);
    m_previous->setEnabled(m_pageStarts.size() > 1);
    m_next->setEnabled(m_nextStart < m_words.size());
}

void CandidateBar::resizeEvent(QResizeEvent *)
{
    m_pageStarts = {0};
    layPage();
}

void CandidateBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRectF sheet(0, m_lineHeight, width(), m_rows * (m_rowHeight + m_look.mm(kGap)) - m_look.mm(kGap));
    painter.setPen(Qt::NoPen);
    if (m_look.bordered) {
        const double line = std::max(2, m_look.mm(kBorder));
        painter.setPen(QPen(m_look.keyEdge, line));
        sheet.adjust(line / 2, line / 2, -line / 2, -line / 2);
    }
    painter.setBrush(m_look.bar);
    painter.drawRoundedRect(sheet, m_look.mm(kRadius), m_look.mm(kRadius));

    const QFont font = m_look.font(kLineEm, m_lineHeight * 3 / 4);
    painter.setFont(font);
    painter.setPen(m_hint ? m_look.ink2 : m_look.onSoft);
    const QString line = QFontMetrics(font).elidedText(m_line, m_hint ? Qt::ElideRight : Qt::ElideLeft, width());
    painter.drawText(QPointF(m_look.mm(1), m_lineHeight / 2.0 + 0.33 * font.pixelSize()), line);
}

} // namespace yz
