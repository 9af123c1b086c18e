// SPDX-License-Identifier: Apache-2.0
#include "screens/home_screen.h"

#include "parts/action_button.h"
#include "parts/pane.h"
#include "parts/panel.h"
#include "parts/rows.h"
#include "parts/text_block.h"
#include "parts/tile.h"

#include <core/said.h>

#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace yz::ui {

/** Lays the tiles in two or four columns: whichever lets every name stand on one line. */
class HomeScreen::TileField : public QWidget
{
public:
    explicit TileField(const Theme &theme) : m_theme(theme)
    {
        setObjectName(QStringLiteral("tiles"));
        setAccessibleName(Said::tr("服务"));
        QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Expanding);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }

    void add(Tile *tile)
    {
        tile->setParent(this);
        m_tiles.push_back(tile);
    }
    void clear()
    {
        for (Tile *tile : m_tiles) {
            tile->setParent(nullptr);
            tile->deleteLater();
        }
        m_tiles.clear();
    }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override
    {
        if (m_tiles.empty())
            return 0;
        const Shape shape = shapeFor(width);
        const int each = (width - (shape.columns - 1) * gap()) / shape.columns;
        int tallest = 0;
        for (const Tile *tile : m_tiles)
            tallest = std::max(tallest, tile->heightNeeded(shape.look, each));
        return shape.rows * tallest + (shape.rows - 1) * gap();
    }
    QSize sizeHint() const override { return {m_theme.mm(200), heightForWidth(m_theme.mm(200))}; }
    QSize minimumSizeHint() const override { return {m_theme.mm(60), m_theme.mm(20)}; }

protected:
    void resizeEvent(QResizeEvent *) override
    {
        const Shape shape = shapeFor(width());
        const int rows = std::max(shape.rows, 1);
        for (int i = 0; i < static_cast<int>(m_tiles.size()); ++i) {
            const int column = i % shape.columns;
            const int row = i / shape.columns;
            const int wide = width() - (shape.columns - 1) * gap();
            const int tall = height() - (rows - 1) * gap();
            const int left = wide * column / shape.columns + column * gap();
            const int top = tall * row / rows + row * gap();
            const int right = wide * (column + 1) / shape.columns + column * gap();
            const int bottom = tall * (row + 1) / rows + row * gap();
            Tile *tile = m_tiles[static_cast<std::size_t>(i)];
            tile->setLook(shape.look);
            tile->setGeometry(left, top, right - left, bottom - top);
        }
    }

private:
    struct Shape
    {
        int columns;
        int rows;
        Tile::Look look;
    };
    int gap() const { return m_theme.px(token::kGap); }
    Shape shapeFor(int width) const
    {
        const int count = static_cast<int>(m_tiles.size());
        const auto rows = [count](int columns) { return (count + columns - 1) / columns; };
        const bool tall = !m_theme.isPortrait();
        const auto shape = tall ? Tile::Shape::Tall : Tile::Shape::Wide;
        const std::initializer_list<std::pair<int, Tile::Look>> wishes = {
            {tall ? 4 : 2, {shape, Role::PageTitle}},
            {tall ? 4 : 2, {shape, Role::Title}},
            {2, {Tile::Shape::Wide, Role::Title, Millimetres{20}}},
            {2, {Tile::Shape::Wide, Role::Title, Millimetres{13}}},
        };
        for (const auto &[columns, look] : wishes) {
            const int each = (width - (columns - 1) * gap()) / columns;
            if (std::all_of(m_tiles.begin(), m_tiles.end(), [&](const Tile *t) { return t->nameFits(look, each); }))
                return {columns, rows(columns), look};
        }
        return {1, count, {Tile::Shape::Wide, Role::Title}};
    }

    const Theme &m_theme;
    std::vector<Tile *> m_tiles;
};

/** 12348: how to speak with a lawyer. */
class HomeScreen::CallBar : public Pressable
{
public:
    explicit CallBar(const Theme &theme, QWidget *parent)
        : Pressable(theme, QStringLiteral("home.call"), Said::tr("12348 法律服务热线"), parent)
    {
        setSecondary(false);
        setAccessibleDescription(note());
    }

    bool textFits() const override
    {
        const Places at = places();
        return !at.first.cut && !at.second.cut && at.first.height() + at.second.height() <= height();
    }
    int heightFor(int width) const
    {
        const Places at = places(width);
        return std::max(theme().mm(28), at.first.height() + at.second.height() + theme().mm(10));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Colours &c = theme().colours();
        paintSheet(painter, theme(), rect(), cardSheet(theme(), isDown()));
        const Places at = places();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(c.flat ? QPen(c.ink, theme().px(token::kStrongBorder)) : QPen(Qt::NoPen));
        painter.setBrush(c.brand);
        painter.drawEllipse(at.disc);
        const double in = at.disc.width() * 0.26;
        paintIcon(painter, Icon::Phone, at.disc.adjusted(in, in, -in, -in), c.onBrand);
        const int top = (height() - at.first.height() - at.second.height()) / 2;
        const int room = width() - at.left;
        painter.setPen(c.brand);
        drawLaidText(painter, at.first, QRect(at.left, top, room, at.first.height()), Qt::AlignLeft);
        painter.setPen(c.ink2);
        drawLaidText(painter, at.second, QRect(at.left, top + at.first.height(), room, at.second.height()),
                     Qt::AlignLeft);
        const double arrow = theme().mm(8);
        paintIcon(painter, Icon::Forward,
                  QRectF(width() - margin() - theme().mm(4) - arrow, (height() - arrow) / 2, arrow, arrow), c.brand);
        if (hasFocus())
            paintFocus(painter, theme(), rect().adjusted(margin(), margin(), -margin(), -margin()), token::kCardRadius);
    }

private:
    struct Places
    {
        QRectF disc;
        int left = 0;
        LaidText first;
        LaidText second;
    };
    static QString note() { return Said::tr("律师接听，也可以叫工作人员"); }
    int margin() const { return sheetMargin(theme()); }
    Places places() const { return places(width()); }
    Places places(int width) const
    {
        Places at;
        const double side = theme().mm(width > theme().mm(120) ? 17 : 13);
        at.disc = QRectF(margin() + theme().mm(4), (height() - side) / 2, side, side);
        at.left = static_cast<int>(at.disc.right()) + theme().mm(4);
        const int room = width - at.left - margin() - theme().mm(13);
        at.first = layText(theme(), text(), {Role::Title, Weight::Bold, 0}, room);
        at.second = layText(theme(), note(), {Role::Body, Weight::Regular, 0, Breaking::Balanced}, room);
        return at;
    }
};

HomeScreen::HomeScreen(const Theme &theme, const HomeView &view, QWidget *parent)
    : Screen(theme, QStringLiteral("home"), Said::tr("首页"), parent),
      m_view(view),
      m_hero(new Panel(theme, Panel::Kind::Hero, QStringLiteral("home.hero"), Said::tr("欢迎"), this)),
      m_greeting(new TextBlock(theme, Said::tr("您好，请问要办什么事？"),
                               {Role::Display, Weight::Bold, 0, Breaking::Balanced}, theme.colours().onHero, m_hero)),
      m_lead(new TextBlock(theme, Said::tr("请点一下您要办的事。不会用，请点“叫人帮忙”。"),
                           {Role::Body, Weight::Regular, 0, Breaking::Balanced}, theme.colours().onHero2, m_hero)),
      m_place(new TextBlock(theme, view.place, {Role::Body, Weight::Regular, 0, Breaking::Balanced},
                            theme.colours().onHero, m_hero)),
      m_time(new TextBlock(theme, view.timeText, {Role::Body, Weight::Regular, 0, Breaking::Balanced},
                           theme.colours().onHero2, m_hero)),
      m_call(new CallBar(theme, theme.isPortrait() ? static_cast<QWidget *>(this) : m_hero)),
      m_pane(new Pane(theme, Said::tr("服务"), this)),
      m_tiles(new TileField(theme))
{
    m_greeting->setObjectName(QStringLiteral("home.greeting"));
    m_lead->setObjectName(QStringLiteral("home.lead"));
    m_place->setObjectName(QStringLiteral("home.place"));
    m_time->setObjectName(QStringLiteral("home.time"));
    m_pane->content()->addWidget(m_tiles, 1);
    buildTiles(view);
    buildMore(view);
    connect(m_call, &Pressable::chosen, this, [this] { Q_EMIT wants(AskHelp{}); });
}

void HomeScreen::buildTiles(const HomeView &view)
{
    m_tiles->clear();
    for (const HomeView::Tile &given : view.tiles) {
        auto *tile = new Tile(theme(), given);
        const QString service = given.service;
        connect(tile, &Pressable::chosen, this, [this, service] { Q_EMIT wants(OpenService{service}); });
        m_tiles->add(tile);
        tile->show();
    }
}

void HomeScreen::buildMore(const HomeView &view)
{
    if (m_more != nullptr) {
        m_pane->content()->removeWidget(m_more);
        m_more->hide();
        m_more->deleteLater();
        m_more = nullptr;
    }
    if (view.more.empty())
        return;
    m_more = new FlowRow(theme(), Said::tr("还可以"));
    for (const PageAction &given : view.more) {
        const auto kind = given.primary ? ActionButton::Kind::Primary : ActionButton::Kind::Secondary;
        auto *button = new ActionButton(theme(), kind, QStringLiteral("home.") + given.id, given.label);
        connect(static_cast<Pressable *>(button), &Pressable::chosen, this,
                [this, id = given.id] { Q_EMIT wants(DoAction{id}); });
        m_more->add(button);
    }
    m_pane->content()->addWidget(m_more);
}

void HomeScreen::refresh(const ScreenView &view)
{
    const auto *home = std::get_if<HomeView>(&view.page);
    if (!home || *home == m_view)
        return;
    const bool sameTiles = home->tiles == m_view.tiles;
    const bool sameMore = home->more == m_view.more;
    m_view = *home;
    m_place->setWords(m_view.place);
    m_time->setWords(m_view.timeText);
    if (!sameTiles)
        buildTiles(m_view);
    if (!sameMore)
        buildMore(m_view);
    resizeEvent(nullptr);
}

void HomeScreen::resizeEvent(QResizeEvent *)
{
    if (theme().isPortrait())
        arrangePortrait();
    else
        arrangeLandscape();
}

int HomeScreen::spaceBefore(const TextBlock *block) const
{
    const double millimetres = block == m_greeting ? (theme().isPortrait() ? 4 : 8) : block == m_lead ? 2 : 0;
    return theme().mm(millimetres);
}

/** What is said beside the greeting gives way where the type is large and the glass low; the greeting stays. */
void HomeScreen::chooseWords(int width, int room)
{
    int used = m_greeting->heightForWidth(width);
    for (TextBlock *block : {m_place, m_lead, m_time}) {
        const int needed =
            block->heightForWidth(width) + spaceBefore(block) + (block == m_place ? spaceBefore(m_greeting) : 0);
        const bool fits = used + needed <= room;
        block->setVisible(fits);
        used += fits ? needed : 0;
    }
}

int HomeScreen::placeGreeting(const QRect &box)
{
    int top = box.top();
    for (TextBlock *block : {m_place, m_time, m_greeting, m_lead}) {
        if (block->isHidden())
            continue;
        if (top > box.top())
            top += spaceBefore(block);
        const int tall = block->heightForWidth(box.width());
        block->setGeometry(box.left(), top, box.width(), tall);
        top += tall;
    }
    return top;
}

void HomeScreen::arrangePortrait()
{
    const int edge = theme().mm(12);
    const int inner = width() - 2 * edge;
    int words = 0;
    for (TextBlock *block : {m_place, m_time, m_greeting, m_lead})
        words += block->heightForWidth(inner);
    words += theme().mm(6);
    const int hero = std::max(height() / 5, words + theme().mm(12));
    m_hero->setGeometry(0, 0, width(), hero);
    placeGreeting(QRect(edge, (hero - words) / 2, inner, words));
    const int side = theme().mm(10);
    const int call = m_call->heightFor(width() - 2 * side);
    const int callTop = hero + theme().mm(6);
    m_call->setGeometry(side, callTop, width() - 2 * side, call);
    const int top = callTop + call + theme().mm(4);
    m_pane->setGeometry(side, top, width() - 2 * side, height() - top - theme().mm(6));
}

void HomeScreen::arrangeLandscape()
{
    const int panel = width() * 28 / 100;
    const int edge = theme().mm(8);
    const int inner = panel - 2 * edge;
    m_hero->setGeometry(0, 0, panel, height());
    const int call = m_call->heightFor(inner);
    m_call->setGeometry(edge, height() - edge - call, inner, call);
    const int top = theme().mm(8);
    chooseWords(inner, m_call->y() - theme().mm(4) - top);
    placeGreeting(QRect(edge, top, inner, 0));
    const int left = panel + theme().mm(8);
    m_pane->setGeometry(left, theme().mm(8), width() - left - theme().mm(8), height() - 2 * theme().mm(8));
}

} // namespace yz::ui
