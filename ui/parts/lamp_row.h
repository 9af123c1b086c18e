// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/icons.h"
#include "theme/text.h"

#include <ui/views.h>

#include <QWidget>

#include <optional>
#include <vector>

namespace yz::ui {

/** A light's sign and colours; the word beside it is the view's. */
struct LampLook
{
    std::optional<Icon> icon; ///< none: no light at all
    QColor ink;
    QColor ground;
};
LampLook lookOf(const Theme &theme, Light light);

/** How one thing stands: a sign, its name, the word, and up to three lines. Only to be read. Owner: QObject parent. */
class LampRow : public QWidget, public Laid
{
    Q_OBJECT
public:
    LampRow(const Theme &theme, const BoardView::Row &row, QWidget *parent = nullptr);

    bool textFits() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Places
    {
        LaidText title;
        LaidText word;
        QRect wordBox; ///< beside the title, or below it
        std::vector<LaidText> facts;
        int height = 0;
    };
    Places places(int width) const;
    int left() const;
    int pad() const { return m_theme.mm(3); }

    const Theme &m_theme;
    BoardView::Row m_row;
    LampLook m_look;
};

} // namespace yz::ui
