// SPDX-License-Identifier: Apache-2.0
#include "parts/cover_sheet.h"

#include "parts/action_button.h"
#include "parts/number_plate.h"
#include "parts/pane.h"
#include "parts/panel.h"
#include "parts/rows.h"
#include "parts/text_block.h"

#include <core/said.h>

#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace yz::ui {
namespace {

QString nameOf(Cover cover)
{
    switch (cover) {
    case Cover::Help:
        return Said::tr("求助");
    case Cover::Idle:
        return Said::tr("还要继续吗");
    case Cover::Leave:
        return Said::tr("要离开吗");
    case Cover::Hidden:
        return Said::tr("公共服务自助终端");
    case Cover::None:
        break;
    }
    return {};
}

} // namespace

CoverSheet::CoverSheet(const Theme &theme, Cover cover, bool staffDoor, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_cover(cover),
      m_panel(new Panel(theme, cover == Cover::Hidden ? Panel::Kind::Plain : Panel::Kind::Card,
                        QStringLiteral("cover.panel"), nameOf(cover), this)),
      m_pane(new Pane(theme, nameOf(cover), m_panel))
{
    setObjectName(QStringLiteral("cover"));
    setAccessibleName(nameOf(cover));
    setFocusPolicy(Qt::StrongFocus);
    if (cover == Cover::Help)
        buildHelp(staffDoor);
    else if (cover == Cover::Idle)
        buildIdle();
    else if (cover == Cover::Leave)
        buildLeave();
    else
        buildHidden();
}

void CoverSheet::addTitle(const QString &text)
{
    auto *title =
        new TextBlock(m_theme, text, {Role::PageTitle, Weight::Bold, 0, Breaking::Balanced}, m_theme.colours().ink);
    title->setObjectName(QStringLiteral("cover.title"));
    title->setAlign(Qt::AlignHCenter | Qt::AlignTop);
    m_pane->content()->addWidget(title);
}

void CoverSheet::addWords(const QString &text)
{
    auto *words =
        new TextBlock(m_theme, text, {Role::Lead, Weight::Regular, 0, Breaking::Balanced}, m_theme.colours().ink);
    words->setObjectName(QStringLiteral("cover.words"));
    words->setAlign(Qt::AlignHCenter | Qt::AlignTop);
    m_pane->content()->addWidget(words);
}

void CoverSheet::addChoice(const QString &outId, const QString &out, const Intent &outIntent, const QString &onId,
                           const QString &on)
{
    auto *row = new ButtonRow(m_theme, Said::tr("操作"), m_panel);
    if (!outId.isEmpty()) {
        auto *leave = new ActionButton(m_theme, ActionButton::Kind::Secondary, outId, out);
        connect(leave, &Pressable::chosen, this, [this, outIntent] { Q_EMIT wants(outIntent); });
        row->add(leave);
    }
    auto *go = new ActionButton(m_theme, ActionButton::Kind::Primary, onId, on);
    connect(go, &Pressable::chosen, this, [this] { Q_EMIT wants(CloseCover{}); });
    row->add(go);
    m_foot = row;
}

void CoverSheet::buildHelp(bool staffDoor)
{
    addTitle(Said::tr("需要帮忙吗？"));
    addWords(Said::tr("请向大厅里的工作人员招手，或到服务台说一声，会有人来帮您。"));
    m_pane->content()->addWidget(new NumberPlate(m_theme, QStringLiteral("cover.number"),
                                                 Said::tr("也可以拨打公共法律服务热线"), QStringLiteral("12348")));
    addWords(Said::tr("遇到危险，请马上拨打 110。"));
    addChoice(staffDoor ? QStringLiteral("cover.staff") : QString(), Said::tr("工作人员入口"), AskStaff{},
              QStringLiteral("cover.close"), Said::tr("知道了"));
}

void CoverSheet::buildIdle()
{
    auto *clock = new Picture(m_theme, Icon::Clock, Millimetres{26}, m_theme.colours().onSoft, Said::tr("时钟"),
                              Picture::Look::Disc);
    m_pane->content()->addWidget(clock, 0, Qt::AlignHCenter);
    addTitle(Said::tr("还要继续吗？"));
    addWords(Said::tr("有一会儿没有操作了。为了保护您的信息，稍后会清空屏幕。"));
    m_left =
        new TextBlock(m_theme, QString(), {Role::Title, Weight::Bold, 0, Breaking::Balanced}, m_theme.colours().ink);
    m_left->setObjectName(QStringLiteral("cover.seconds"));
    m_left->setAlign(Qt::AlignHCenter | Qt::AlignTop);
    m_pane->content()->addWidget(m_left);
    addChoice(QStringLiteral("cover.finish"), Said::tr("不办了"), GoHome{}, QStringLiteral("cover.continue"),
              Said::tr("继续办理"));
}

void CoverSheet::buildLeave()
{
    addTitle(Said::tr("要离开吗？"));
    addWords(Said::tr("您填的内容还没有提交。离开后，屏幕会马上清空。"));
    addChoice(QStringLiteral("cover.leave"), Said::tr("离开"), LeaveNow{}, QStringLiteral("cover.continue"),
              Said::tr("留下继续办"));
}

void CoverSheet::buildHidden()
{
    // Nothing here says what was being done: the one who looks over a shoulder must learn nothing.
    auto *mark = new Picture(m_theme, Icon::Roof, Millimetres{34}, m_theme.colours().onSoft, Said::tr("标记"),
                             Picture::Look::Disc);
    m_pane->content()->addWidget(mark, 0, Qt::AlignHCenter);
    addTitle(Said::tr("公共服务自助终端"));
    addWords(Said::tr("欢迎使用"));
    addChoice({}, {}, GoHome{}, QStringLiteral("cover.close"), Said::tr("开始使用"));
}

void CoverSheet::setSecondsLeft(int seconds, bool elder)
{
    if (!m_left)
        return;
    m_left->setVisible(!elder);
    if (!elder)
        m_left->setWords(Said::tr("还有 %1 秒").arg(std::max(0, seconds)));
}

void CoverSheet::resizeEvent(QResizeEvent *)
{
    const int edge = m_theme.mm(12);
    const int wide = std::min(width() - 2 * edge, m_theme.mm(205 * std::min(1.3, m_theme.textFactor())));
    const int margin = m_panel->margin() + m_theme.mm(12);
    const int room = wide - 2 * margin;
    const int foot = m_foot->heightForWidth(room);
    const int between = m_theme.mm(8);
    const int words = std::max(m_pane->content()->heightForWidth(room), m_pane->content()->minimumSize().height());
    const int tall = std::min(height() - 2 * edge, words + foot + between + 2 * margin);
    // Below the middle where the glass is tall: within reach of a hand.
    const int top = m_theme.isPortrait() ? (height() - tall) * 3 / 5 : (height() - tall) / 2;
    m_panel->setGeometry((width() - wide) / 2, top, wide, tall);
    m_pane->setGeometry(margin, margin, room, tall - 2 * margin - foot - between);
    m_foot->setGeometry(margin, tall - margin - foot, room, foot);
}

void CoverSheet::mousePressEvent(QMouseEvent *event)
{
    event->accept();
}

void CoverSheet::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept();
}

void CoverSheet::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_cover == Cover::Hidden ? m_theme.colours().ground : m_theme.colours().scrim);
}

} // namespace yz::ui
