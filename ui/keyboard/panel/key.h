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
    /** Draws the sign for deleting in place of a cap. */
    void setErasing(bool erasing) { m_erasing = erasing; }
    /** A candidate: no sheet of its own until it is pressed. */
    void setOpen(bool open) { m_open = open; }
    int widthFor(const QString &cap) const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QFont capFont(const QString &cap, int width) const;
    void paintErase(QPainter &painter, const QColor &colour) const;

    const KeyboardLook &m_look;
    KeyKind m_kind;
    double m_em = 7;
    bool m_erasing = false;
    bool m_open = false;
};

} // namespace yz
