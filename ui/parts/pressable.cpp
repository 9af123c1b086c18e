// SPDX-License-Identifier: Apache-2.0
#include "parts/pressable.h"

#include <QMouseEvent>

namespace yz::ui {
namespace {

constexpr quint64 kDebounceMs = 400;

} // namespace

Pressable::Pressable(const Theme &theme, const QString &id, const QString &label, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme)
{
    setObjectName(id);
    setText(label);
    setAccessibleName(label);
    // A tap must not take the focus away from the field that the keyboard writes into.
    setFocusPolicy(Qt::TabFocus);
    setContextMenuPolicy(Qt::NoContextMenu);
    connect(this, &QAbstractButton::clicked, this, &Pressable::pass);
}

QSize Pressable::minimumTarget() const
{
    return m_secondary ? QSize(m_theme.px(token::kSecondaryWidth), m_theme.px(token::kSecondaryHeight))
                       : QSize(m_theme.px(token::kPrimaryWidth), m_theme.px(token::kPrimaryHeight));
}

quint64 Pressable::s_lastReleaseAt = 0;
QPointF Pressable::s_lastPlace;

void Pressable::mousePressEvent(QMouseEvent *event)
{
    m_pressedBefore = true;
    QAbstractButton::mousePressEvent(event);
}

void Pressable::mouseDoubleClickEvent(QMouseEvent *event)
{
    // What Qt makes of touches: 6.4 calls any second touch in one place a double click, however late, for its mouse
    // event carries the touch's own press time; 6.8 calls any two touches in quick succession one, wherever they are.
    // Only stamps and places tell a nervous finger, whose second tap must not answer the page that has just come up,
    // from a quick one that means another button.
    const QPointF way = event->globalPosition() - s_lastPlace;
    const bool isNewTap = event->timestamp() - s_lastReleaseAt >= kDebounceMs ||
                          way.manhattanLength() > m_theme.px(token::kSecondaryHeight);
    if (m_pressedBefore || isNewTap)
        mousePressEvent(event);
    else
        event->accept();
}

void Pressable::mouseReleaseEvent(QMouseEvent *event)
{
    m_releasedAt = event->timestamp();
    s_lastReleaseAt = m_releasedAt;
    s_lastPlace = event->globalPosition();
    QAbstractButton::mouseReleaseEvent(event); // may destroy this
}

void Pressable::pass()
{
    // Measured by the events' own stamps: what counts is when the finger moved, not when we came round to it.
    const quint64 at = m_releasedAt;
    m_releasedAt = 0;
    if (!m_repeatable && at != 0 && m_chosenAt && at - *m_chosenAt < kDebounceMs)
        return;
    if (at != 0)
        m_chosenAt = at;
    Q_EMIT chosen();
}

} // namespace yz::ui
