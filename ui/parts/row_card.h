// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parts/pressable.h"

namespace yz::ui {

/** One thing of a list that leads somewhere: its name, up to three facts, a word beside it. Owner: QObject parent. */
class RowCard : public Pressable
{
    Q_OBJECT
public:
    struct Words
    {
        QString title;
        QStringList facts;
        QString badge; ///< empty: none
        Marks marks;   ///< in the last of the facts
    };

    RowCard(const Theme &theme, const QString &id, Words words, QWidget *parent = nullptr);

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
        LaidText badge;
        QRect badgeBox;
        LaidText title;
        std::vector<LaidText> facts;
        int wordsHeight = 0;
    };
    Places places(int width) const;
    int pad() const { return theme().mm(4); }
    int left() const { return sheetMargin(theme()) + theme().mm(6); }
    int arrowRoom() const { return theme().mm(14); }

    Words m_words;
};

} // namespace yz::ui
