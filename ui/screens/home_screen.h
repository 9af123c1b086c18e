// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

namespace yz::ui {

class FlowRow;
class Pane;
class Panel;
class TextBlock;
class Tile;
class Pressable;

/** Greeting, the way to a lawyer, eight tiles. Owner: Shell. Thread: GUI. No personal data. */
class HomeScreen : public Screen
{
    Q_OBJECT
public:
    HomeScreen(const Theme &theme, const HomeView &view, QWidget *parent = nullptr);

    void refresh(const ScreenView &view) override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    class TileField;
    class CallBar;
    void buildTiles(const HomeView &view);
    void buildMore(const HomeView &view);
    void arrangePortrait();
    void arrangeLandscape();
    int spaceBefore(const TextBlock *block) const;
    void chooseWords(int width, int room);
    int placeGreeting(const QRect &box);

    HomeView m_view;
    Panel *m_hero;
    TextBlock *m_greeting;
    TextBlock *m_lead;
    TextBlock *m_place;
    TextBlock *m_time;
    CallBar *m_call;
    Pane *m_pane;
    TileField *m_tiles;
    FlowRow *m_more = nullptr; ///< the ways beside the tiles
};

} // namespace yz::ui
