// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/theme.h"

#include <ui/intents.h>
#include <ui/views.h>

#include <QWidget>

namespace yz::ui {

class Pane;
class Panel;
class TextBlock;

/**
 * What lies over the page, in the same window: help, the idle warning, the question before leaving, the neutral page of
 * a quick exit. Takes every touch. Owner: Shell. Thread: GUI.
 */
class CoverSheet : public QWidget
{
    Q_OBJECT
public:
    /** `staffDoor`: the help sheet has the way to the maintenance mode. */
    CoverSheet(const Theme &theme, Cover cover, bool staffDoor, QWidget *parent = nullptr);

    Cover cover() const { return m_cover; }
    /** The countdown; in elder mode none is shown. */
    void setSecondsLeft(int seconds, bool elder);

Q_SIGNALS:
    void wants(yz::Intent intent);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void buildHelp(bool staffDoor);
    void buildIdle();
    void buildLeave();
    void buildHidden();
    void addTitle(const QString &text);
    void addWords(const QString &text);
    /** The foot: a way out (none when its id is empty) and the way on. */
    void addChoice(const QString &outId, const QString &out, const Intent &outIntent, const QString &onId,
                   const QString &on);

    const Theme &m_theme;
    Cover m_cover;
    Panel *m_panel;
    Pane *m_pane;
    QWidget *m_foot = nullptr;
    TextBlock *m_left = nullptr;
};

} // namespace yz::ui
