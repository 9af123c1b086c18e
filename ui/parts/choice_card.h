// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parts/pressable.h"

namespace yz::ui {

/** One answer to tap. The mark is a disc for "one of these" and a square for "any of these". Owner: QObject parent. */
class ChoiceCard : public Pressable
{
    Q_OBJECT
public:
    enum class Mark { Disc, Square };

    ChoiceCard(const Theme &theme, Mark mark, const FormView::Option &option, QWidget *parent = nullptr);

    const QString &value() const { return m_option.value; }
    bool standsAlone() const { return m_option.alone; }
    bool textFits() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int markSide() const;
    QRect words(int width) const;
    LaidText label(int width) const;
    LaidText hint(int width) const;
    void paintMark(QPainter &painter) const;

    Mark m_mark;
    FormView::Option m_option;
};

} // namespace yz::ui
