// SPDX-License-Identifier: Apache-2.0
#include "panel/look.h"

#include <algorithm>

namespace yz {

namespace {

double factor(TextSize size)
{
    switch (size) {
    case TextSize::Standard:
        return 1.0;
    case TextSize::Large:
        return 1.25;
    case TextSize::Larger:
        return 1.5;
    case TextSize::Elder:
        return 1.75;
    }
    return 1.0;
}

} // namespace

KeyboardLook::KeyboardLook(const ScreenProfile &profile) : m_profile(profile)
{
    const auto contrasting = [this](QRgb front, QRgb back) {
        ground = bar = key = soft = onAction = onPressed = QColor(back);
        ink = ink2 = keyEdge = softEdge = onSoft = action = actionEdge = pressed = QColor(front);
        bordered = true;
    };
    switch (profile.contrast) {
    case Contrast::Standard:
        ground = QColor(0xDFE6EF);
        bar = QColor(0xF2F5F9);
        ink = QColor(0x14233A);
        ink2 = QColor(0x4A5A70);
        key = QColor(0xFFFFFF);
        keyEdge = QColor(0xB4C0CF);
        soft = QColor(0xC9D6E8);
        onSoft = QColor(0x12448C);
        softEdge = QColor(0xA3B4CC);
        action = pressed = QColor(0x12448C);
        actionEdge = QColor(0x0B2E61);
        onAction = onPressed = QColor(0xFFFFFF);
        break;
    case Contrast::BlackOnWhite:
        contrasting(0x000000, 0xFFFFFF);
        break;
    case Contrast::WhiteOnBlack:
        contrasting(0xFFFFFF, 0x000000);
        break;
    case Contrast::YellowOnBlack:
        contrasting(0xFFD400, 0x000000);
        break;
    }
}

QFont KeyboardLook::font(double millimetres, int mostPixels, bool bold) const
{
    QFont font(QStringLiteral("Noto Sans CJK SC"));
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setBold(bold);
    const int wanted = m_profile.px({millimetres * factor(m_profile.textSize)});
    font.setPixelSize(std::max(8, std::min(wanted, mostPixels)));
    return font;
}

} // namespace yz
