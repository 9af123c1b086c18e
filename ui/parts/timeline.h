// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/text.h"

#include <ui/views.h>

#include <QWidget>

#include <vector>

namespace yz::ui {

/** What happens next, in order: a tick for what is done, a number for what is to come. Owner: QObject parent. */
class Timeline : public QWidget, public Laid
{
    Q_OBJECT
public:
    Timeline(const Theme &theme, const std::vector<ResultView::Step> &steps, QWidget *parent = nullptr);

    void setSteps(const std::vector<ResultView::Step> &steps);

    bool textFits() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Row
    {
        LaidText title;
        LaidText when;
        int height = 0;
    };
    Row row(const ResultView::Step &step, int width) const;
    int gap() const { return m_theme.mm(6); }
    int knob() const { return m_theme.em(Role::Lead) + m_theme.mm(3); }
    int textLeft() const { return knob() + m_theme.mm(4); }

    const Theme &m_theme;
    std::vector<ResultView::Step> m_steps;
};

} // namespace yz::ui
