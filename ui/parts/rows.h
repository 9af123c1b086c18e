// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/theme.h"

#include <QWidget>

#include <vector>

namespace yz::ui {

/** Buttons at the foot of a page: side by side where they fit, else under each other with the last one (the way
 * forward) on top. The last takes the room that is left. Owner: QObject parent. */
class ButtonRow : public QWidget
{
    Q_OBJECT
public:
    ButtonRow(const Theme &theme, const QString &name, QWidget *parent = nullptr);
    void add(QWidget *button);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool sideBySide(int width) const;
    std::vector<QWidget *> shown() const;
    int gap() const { return m_theme.mm(4); }

    const Theme &m_theme;
    std::vector<QWidget *> m_buttons;
};

/** Small buttons that run on like words. Owner: QObject parent. */
class FlowRow : public QWidget
{
    Q_OBJECT
public:
    FlowRow(const Theme &theme, const QString &name, QWidget *parent = nullptr);
    void add(QWidget *button);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    int flow(int width, bool place) const;

    const Theme &m_theme;
    std::vector<QWidget *> m_buttons;
};

} // namespace yz::ui
