// SPDX-License-Identifier: Apache-2.0
#include "parts/access_bar.h"

#include "parts/bar_button.h"

#include <QPainter>

namespace yz::ui {
namespace {

QString sizeName(TextSize size)
{
    switch (size) {
    case TextSize::Standard:
        return QStringLiteral("现在是标准字号");
    case TextSize::Large:
        return QStringLiteral("现在是大字");
    case TextSize::Larger:
        return QStringLiteral("现在是更大的字");
    case TextSize::Elder:
        return QStringLiteral("现在是最大的字");
    }
    return {};
}

QString contrastName(Contrast contrast)
{
    switch (contrast) {
    case Contrast::Standard:
        return QStringLiteral("现在是标准颜色");
    case Contrast::BlackOnWhite:
        return QStringLiteral("现在是白底黑字");
    case Contrast::WhiteOnBlack:
        return QStringLiteral("现在是黑底白字");
    case Contrast::YellowOnBlack:
        return QStringLiteral("现在是黑底黄字");
    }
    return {};
}

} // namespace

AccessBar::AccessBar(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("access"));
    setAccessibleName(QStringLiteral("辅助功能"));
    const auto shape = theme.isPortrait() ? BarButton::Shape::Above : BarButton::Shape::Beside;
    const auto add = [&](const char *id, Icon icon, const QString &label, void (AccessBar::*signal)()) {
        auto *button = new BarButton(theme, shape, QLatin1String(id), icon, label, this);
        connect(button, &Pressable::chosen, this, signal);
        m_buttons.push_back(button);
        return button;
    };
    BarButton *size = add("access.size", Icon::TextSize, QStringLiteral("大字"), &AccessBar::nextSize);
    BarButton *contrast = add("access.contrast", Icon::HalfMoon, QStringLiteral("对比度"), &AccessBar::nextContrast);
    m_low = add("access.low", Icon::LowZone, QStringLiteral("低位操作"), &AccessBar::lowZone);
    add("access.quick-exit", Icon::Leave, QStringLiteral("快速离开"), &AccessBar::quickExit);
    add("access.help", Icon::HelpPerson, QStringLiteral("叫人帮忙"), &AccessBar::help);
    size->setRepeatable(true);
    contrast->setRepeatable(true);
    size->setAccessibleDescription(sizeName(theme.profile().textSize));
    contrast->setAccessibleDescription(contrastName(theme.profile().contrast));
    size->setActive(theme.profile().textSize != TextSize::Standard);
    contrast->setActive(theme.profile().contrast != Contrast::Standard);
}

void AccessBar::setLow(bool low)
{
    m_low->setActive(low);
}

QSize AccessBar::sizeHint() const
{
    return {m_theme.mm(200), m_buttons.front()->sizeHint().height() + m_theme.mm(m_theme.isPortrait() ? 8 : 6)};
}

void AccessBar::resizeEvent(QResizeEvent *)
{
    const int edge = m_theme.px(token::kEdge);
    const int gap = m_theme.px(token::kGap);
    const int count = static_cast<int>(m_buttons.size());
    const int room = width() - 2 * edge - (count - 1) * gap;
    const int tall = m_buttons.front()->sizeHint().height();
    for (int i = 0; i < count; ++i) {
        const int left = edge + i * gap + room * i / count;
        const int right = edge + i * gap + room * (i + 1) / count;
        m_buttons[static_cast<std::size_t>(i)]->setGeometry(left, (height() - tall) / 2, right - left, tall);
    }
}

void AccessBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &c = m_theme.colours();
    painter.fillRect(rect(), c.surface);
    painter.fillRect(QRect(0, 0, width(), c.flat ? m_theme.px(token::kStrongBorder) : 1), c.line);
}

} // namespace yz::ui
