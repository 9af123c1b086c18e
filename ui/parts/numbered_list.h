// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/text.h"

#include <QStringList>
#include <QWidget>

namespace yz::ui {

/** Sentences with 1 2 3 before them, on a card. Owner: QObject parent. */
class NumberedList : public QWidget, public Laid
{
    Q_OBJECT
public:
    NumberedList(const Theme &theme, const QString &id, const QStringList &points, QWidget *parent = nullptr);

    bool textFits() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int knob() const { return m_theme.em(Role::Lead) + m_theme.mm(3); }
    int gap() const { return m_theme.mm(6); }
    int pad() const;
    LaidText point(const QString &text, int width) const;

    const Theme &m_theme;
    QStringList m_points;
};

} // namespace yz::ui
