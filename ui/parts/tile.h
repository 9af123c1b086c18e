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

    struct Look
    {
        Shape shape = Shape::Wide;
        Role name = Role::Title;
        Millimetres icon{32}; ///< at most
    };
    void setLook(const Look &look);
    /** Whether the name stands on one line in a tile so wide. */
    bool nameFits(const Look &look, int width) const;
    int heightNeeded(const Look &look, int width) const;
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
    Places places(const Look &look, const QSize &size) const;
    bool tagInTheWay(const Look &look, const QRect &words, int width) const;
    QRect wordsBox(const Places &at) const;
    LaidText name(Role role, int width) const;
    LaidText note(int width) const;
    QSize tagSize() const;
    void paintTag(QPainter &painter) const;

    HomeView::Tile m_tile;
    Look m_look;
};

} // namespace yz::ui
