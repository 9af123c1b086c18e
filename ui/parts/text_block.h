// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/text.h"

#include <QLabel>

namespace yz::ui {

/**
 * Words on a page, set by our own line breaking. A QLabel only so that screen readers know it as static text.
 * Owner: QObject parent. Thread: GUI. Personal data: the text it was given.
 */
class TextBlock : public QLabel, public Laid
{
    Q_OBJECT
public:
    TextBlock(const Theme &theme, const QString &text, const TextSetting &setting, const QColor &colour,
              QWidget *parent = nullptr);

    void setWords(const QString &text);
    void setColour(const QColor &colour);
    void setAlign(Qt::Alignment alignment);

    bool textFits() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int measure() const;

    const Theme &m_theme;
    TextSetting m_setting;
    QColor m_colour;
    Qt::Alignment m_align = Qt::AlignLeft | Qt::AlignTop;
};

} // namespace yz::ui
