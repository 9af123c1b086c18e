// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parts/pressable.h"

namespace yz::ui {

/** One service on Home: picture, name, a word about it. Owner: QObject parent. Thread: GUI. */
class Tile : public Pressable
{
    Q_OBJECT
public:
    enum class Shape { Wide, Tall }; ///< picture beside the words, or above them

    Tile(const Theme &theme, const HomeView::Tile &tile, QWidget *parent = nullptr);

    void setShape(Shape shape);
    /** Whether the name stands on one line in a tile so wide. */
    bool nameFits(Shape shape, int width) const;
    bool textFits() const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Places
    {
        QRect icon;
        QRect words;
    };
    Places places(Shape shape, const QSize &size) const;
    LaidText name(int width) const;
    LaidText note(int width) const;

    HomeView::Tile m_tile;
    Shape m_shape = Shape::Wide;
};

} // namespace yz::ui
