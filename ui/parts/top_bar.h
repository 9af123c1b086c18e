// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/text.h"

#include <QWidget>

class QPainter;

namespace yz::ui {

class BarButton;

/** 返回 · 首页 · 求助: on every page, always at the same place. Owner: Shell. Thread: GUI. */
class TopBar : public QWidget
{
    Q_OBJECT
public:
    explicit TopBar(const Theme &theme, QWidget *parent = nullptr);

    void setBack(bool possible);
    void setHome(bool possible);
    /** The maintenance mode has a header that nobody takes for a citizen's; empty: there is none. */
    void setStaff(const QString &words);
    QSize sizeHint() const override;

Q_SIGNALS:
    void back();
    void home();
    void help();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QRect markBox() const;

    void paintStaff(QPainter &painter);

    const Theme &m_theme;
    QString m_staff;
    BarButton *m_back;
    BarButton *m_home;
    BarButton *m_help;
};

} // namespace yz::ui
