// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/theme.h"

#include <QWidget>

#include <vector>

namespace yz::ui {

class BarButton;

/** 大字 · 对比度 · 低位操作 · 快速离开 · 叫人帮忙: always at the foot of the screen. Owner: Shell. Thread: GUI. */
class AccessBar : public QWidget
{
    Q_OBJECT
public:
    explicit AccessBar(const Theme &theme, QWidget *parent = nullptr);

    void setLow(bool low);
    QSize sizeHint() const override;

Q_SIGNALS:
    void nextSize();
    void nextContrast();
    void lowZone();
    void quickExit();
    void help();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    const Theme &m_theme;
    std::vector<BarButton *> m_buttons;
    BarButton *m_low = nullptr;
};

} // namespace yz::ui
