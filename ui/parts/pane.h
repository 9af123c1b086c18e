// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/theme.h"

#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace yz::ui {

class ActionButton;
class TextBlock;

/**
 * The part of a page that may be longer than the glass: dragged by a finger, or turned with two arrows that appear only
 * when there is more. Owner: QObject parent. Thread: GUI.
 */
class Pane : public QWidget
{
    Q_OBJECT
public:
    Pane(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    /** Where the content goes. */
    QVBoxLayout *content() const { return m_content; }
    void reveal(QWidget *part);
    /** In whichever pane it lies: what has just come to be said is not said out of sight. */
    static void bringIntoSight(QWidget *part);
    bool isTurnable() const;

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void arrange();
    void turn(int direction);
    void showWhere();
    int neededHeight(int width) const;
    int stripHeight() const;
    int stepOfTurn() const;

    const Theme &m_theme;
    QScrollArea *m_area;
    QWidget *m_paper;
    QVBoxLayout *m_content;
    ActionButton *m_up;
    ActionButton *m_down;
    TextBlock *m_where;
};

} // namespace yz::ui
