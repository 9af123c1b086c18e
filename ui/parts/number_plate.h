// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/text.h"

#include <QWidget>

namespace yz::ui {

/** A number to be written down or dialled: digits of 14 mm and more, never cut. Owner: QObject parent. */
class NumberPlate : public QWidget, public Laid
{
    Q_OBJECT
public:
    NumberPlate(const Theme &theme, const QString &id, const QString &caption, const QString &number,
                QWidget *parent = nullptr);

    bool textFits() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    LaidText caption(int width) const;
    LaidText digits(int width) const;

    const Theme &m_theme;
    QString m_caption;
    QString m_number;
};

} // namespace yz::ui
