// SPDX-License-Identifier: Apache-2.0
#include "parts/top_bar.h"

#include "parts/bar_button.h"

#include <core/said.h>

#include <QPainter>

namespace yz::ui {

TopBar::TopBar(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_back(new BarButton(theme, BarButton::Shape::Beside, QStringLiteral("bar.back"), Icon::Back, Said::tr("返回"),
                           this)),
      m_home(new BarButton(theme, BarButton::Shape::Beside, QStringLiteral("bar.home"), Icon::Home, Said::tr("首页"),
                           this)),
      m_help(new BarButton(theme, BarButton::Shape::Beside, QStringLiteral("bar.help"), Icon::HelpPerson,
                           Said::tr("求助"), this))
{
    setObjectName(QStringLiteral("bar"));
    setAccessibleName(Said::tr("法律驿站，公共法律服务"));
    connect(m_back, &Pressable::chosen, this, &TopBar::back);
    connect(m_home, &Pressable::chosen, this, &TopBar::home);
    connect(m_help, &Pressable::chosen, this, &TopBar::help);
}

void TopBar::setBack(bool possible)
{
    m_back->setEnabled(possible);
}

void TopBar::setHome(bool possible)
{
    m_home->setEnabled(possible);
}

void TopBar::setStaff(const QString &words)
{
    if (words == m_staff)
        return;
    m_staff = words;
    setAccessibleName(words.isEmpty() ? Said::tr("法律驿站，公共法律服务") : words);
    update();
}

QSize TopBar::sizeHint() const
{
    return {m_theme.mm(200), m_back->sizeHint().height() + m_theme.mm(m_theme.isPortrait() ? 8 : 6)};
}

void TopBar::resizeEvent(QResizeEvent *)
{
    const int edge = m_theme.px(token::kEdge);
    const int tall = m_back->sizeHint().height();
    const int top = (height() - tall) / 2;
    m_back->setGeometry(edge, top, m_back->sizeHint().width(), tall);
    m_home->setGeometry(m_back->geometry().right() + 1 + m_theme.px(token::kGap), top, m_home->sizeHint().width(),
                        tall);
    m_help->setGeometry(width() - edge - m_help->sizeHint().width(), top, m_help->sizeHint().width(), tall);
}

QRect TopBar::markBox() const
{
    const int left = m_home->geometry().right() + m_theme.mm(4);
    return {left, 0, m_help->x() - m_theme.mm(4) - left, height()};
}

void TopBar::paintStaff(QPainter &painter)
{
    const Colours &c = m_theme.colours();
    painter.fillRect(rect(), c.staff);
    const QRect box = markBox();
    painter.setPen(c.onStaff);
    // In the largest size the buttons leave little: the words become smaller, never fewer.
    for (const Role role : {Role::Lead, Role::Body, Role::Label, Role::Caption}) {
        const TextSetting setting{role, Weight::Bold, role == Role::Caption ? 2 : 1, Breaking::Balanced};
        if (role != Role::Caption && textWidth(m_theme, m_staff, setting) > box.width())
            continue;
        drawLaidText(painter, layText(m_theme, m_staff, setting, box.width()), box, Qt::AlignCenter);
        return;
    }
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (!m_staff.isEmpty()) {
        paintStaff(painter);
        return;
    }
    const Colours &c = m_theme.colours();
    painter.fillRect(rect(), c.surface);
    const int line = c.flat ? m_theme.px(token::kStrongBorder) : 1;
    painter.fillRect(QRect(0, height() - line, width(), line), c.line);

    // The word mark gives way, piece by piece, to the buttons in large type.
    const QRect box = markBox();
    const TextSetting bold{Role::Title, Weight::Bold, 1};
    const TextSetting small{Role::Label, Weight::Regular, 1};
    const QString house = Said::tr("法律驿站");
    const QString service = Said::tr("公共法律服务");
    const int roof = m_theme.em(Role::Title) * 5 / 4;
    const int gap = m_theme.mm(2);
    const int houseWidth = textWidth(m_theme, house, bold);
    const int serviceWidth = textWidth(m_theme, service, small) + m_theme.mm(3);
    const bool withService = roof + gap + houseWidth + serviceWidth <= box.width();
    const int total = roof + gap + houseWidth + (withService ? serviceWidth : 0);
    if (total > box.width())
        return;
    int x = box.left() + (box.width() - total) / 2;
    paintIcon(painter, Icon::Roof, QRectF(x, (height() - roof) / 2.0, roof, roof), c.brand);
    x += roof + gap;
    painter.setPen(c.brand);
    drawLaidText(painter, layText(m_theme, house, bold, houseWidth), QRect(x, 0, houseWidth, height()),
                 Qt::AlignVCenter);
    if (!withService)
        return;
    painter.setPen(c.ink2);
    drawLaidText(painter, layText(m_theme, service, small, serviceWidth),
                 QRect(x + houseWidth + m_theme.mm(3), m_theme.mm(0.6), serviceWidth, height()), Qt::AlignVCenter);
}

} // namespace yz::ui
