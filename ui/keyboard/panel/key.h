// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panel/key_spec.h"
#include "panel/look.h"

#include <QAbstractButton>

namespace yz {

/**
 * One key: a small button that never takes the focus, shows at once that it is pressed, and counts only when the
 * finger leaves the glass upon it.
 * Owner: Keyboard or CandidateBar. Thread: GUI.
 */
class Key : public QAbstractButton
{
    Q_OBJECT

public:
    Key(const KeyboardLook &look, KeyKind kind, QWidget *parent);

    /** Em of the cap, before the text size; it shrinks to fit the key. */
    void setEm(double millimetres) { m_em = millimetres; }
    enum class Sign { None, Erase, Previous, Next };
    /** Draws a sign in place of the cap. */
    void setSign(Sign sign) { m_sign = sign; }
    /** A candidate: no sheet of its own until it is pressed. */
    void setOpen(bool open);
    int widthFor(const QString &cap) const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QFont capFont(const QString &cap, int width) const;
    void paintSheet(QPainter &painter, QRectF &box, const QColor &face) const;
    void paintErase(QPainter &painter, const QColor &colour) const;
    void paintChevron(QPainter &painter, const QColor &colour) const;

    const KeyboardLook &m_look;
    KeyKind m_kind;
    double m_em = 7;
    Sign m_sign = Sign::None;
    bool m_open = false;
};

} // namespace yz
