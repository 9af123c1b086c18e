// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/text.h"

#include <QWidget>

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

    const Theme &m_theme;
    BarButton *m_back;
    BarButton *m_home;
    BarButton *m_help;
};

} // namespace yz::ui
