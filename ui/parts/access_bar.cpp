// SPDX-License-Identifier: Apache-2.0
#include "parts/access_bar.h"

#include "parts/bar_button.h"

#include <core/said.h>

#include <QPainter>

#include <algorithm>
#include <iterator>

namespace yz::ui {
namespace {

QString sizeName(TextSize size)
{
    switch (size) {
    case TextSize::Standard:
        return Said::tr("现在是标准字号");
    case TextSize::Large:
        return Said::tr("现在是大字");
    case TextSize::Larger:
        return Said::tr("现在是更大的字");
    case TextSize::Elder:
        return Said::tr("现在是最大的字");
    }
    return {};
}

QString contrastName(Contrast contrast)
{
    switch (contrast) {
    case Contrast::Standard:
        return Said::tr("现在是标准颜色");
    case Contrast::BlackOnWhite:
        return Said::tr("现在是白底黑字");
    case Contrast::WhiteOnBlack:
        return Said::tr("现在是黑底白字");
    case Contrast::YellowOnBlack:
        return Said::tr("现在是黑底黄字");
    }
    return {};
}

} // namespace

AccessBar::AccessBar(const Theme &theme, Language language, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("access"));
    setAccessibleName(Said::tr("辅助功能"));
    const auto shape = theme.isPortrait() ? BarButton::Shape::Above : BarButton::Shape::Beside;
    const auto add = [&](const char *id, Icon icon, const QString &label, auto signal) {
        auto *button = new BarButton(theme, shape, QLatin1String(id), icon, label, this);
        connect(button, &Pressable::chosen, this, signal);
        m_buttons.push_back(button);
        return button;
    };
    BarButton *size = add("access.size", Icon::TextSize, Said::tr("大字"), &AccessBar::nextSize);
    BarButton *contrast = add("access.contrast", Icon::HalfMoon, Said::tr("对比度"), &AccessBar::nextContrast);
    m_speech = add("access.speech", Icon::Sound, Said::tr("语音"), [this] { Q_EMIT useSpeech(!m_speaks); });
    m_speech->setRepeatable(true);
    m_speech->hide();
    m_low = add("access.low", Icon::LowZone, Said::tr("低位操作"), &AccessBar::lowZone);
    // The language is named in itself: whoever needs it cannot read the other one.
    const bool isChinese = language == Language::Chinese;
    add("access.language", Icon::Globe, isChinese ? QStringLiteral("English") : QStringLiteral("中文"),
        [this, isChinese] { Q_EMIT useLanguage(isChinese ? Language::English : Language::Chinese); });
    add("access.quick-exit", Icon::Leave, Said::tr("快速离开"), &AccessBar::quickExit);
    add("access.help", Icon::HelpPerson, Said::tr("叫人帮忙"), &AccessBar::help);
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

void AccessBar::setSpeech(bool can, bool on)
{
    m_speaks = on;
    m_speech->setActive(on);
    m_speech->setAccessibleDescription(on ? Said::tr("正在读给您听") : Said::tr("每一页都读给您听"));
    if (m_speech->isHidden() == can) {
        m_speech->setVisible(can);
        arrange();
    }
}

QSize AccessBar::sizeHint() const
{
    return {m_theme.mm(200), m_buttons.front()->sizeHint().height() + m_theme.mm(m_theme.isPortrait() ? 8 : 6)};
}

void AccessBar::resizeEvent(QResizeEvent *)
{
    arrange();
}

void AccessBar::arrange()
{
    const int edge = m_theme.px(token::kEdge);
    const int gap = m_theme.px(token::kGap);
    std::vector<BarButton *> shown;
    std::copy_if(m_buttons.begin(), m_buttons.end(), std::back_inserter(shown),
                 [](const BarButton *button) { return !button->isHidden(); });
    const int count = static_cast<int>(shown.size());
    int needed = 0;
    for (const BarButton *button : shown)
        needed += button->sizeHint().width();
    // To each what its words need, and the same share of what is left: in large print equal widths would cut words.
    const int spare = width() - 2 * edge - (count - 1) * gap - needed;
    const int tall = m_buttons.front()->sizeHint().height();
    int left = edge;
    for (int i = 0; i < count; ++i) {
        BarButton *button = shown[static_cast<std::size_t>(i)];
        const int wide = button->sizeHint().width() + spare * (i + 1) / count - spare * i / count;
        button->setGeometry(left, (height() - tall) / 2, wide, tall);
        left += wide + gap;
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
