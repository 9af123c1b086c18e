// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/text.h"

#include <ui/views.h>

#include <QWidget>

namespace yz::ui {

class ActionButton;

/** One answer to look over, with 修改 where it may be changed. Owner: QObject parent. Personal data: masked value. */
class CheckRow : public QWidget, public Laid
{
    Q_OBJECT
public:
    CheckRow(const Theme &theme, const CheckView::Row &row, QWidget *parent = nullptr);

    bool textFits() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void wantsChange(const QString &field);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Places
    {
        LaidText label;
        LaidText value;
        QRect labelBox;
        QRect valueBox;
        int height = 0;
    };
    Places places(int width) const;

    const Theme &m_theme;
    CheckView::Row m_row;
    ActionButton *m_change = nullptr;
};

} // namespace yz::ui
