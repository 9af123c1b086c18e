// SPDX-License-Identifier: Apache-2.0
#include "theme/theme.h"

#include "theme/text.h"

#include <algorithm>
#include <cmath>

namespace yz::ui {
namespace {

Millimetres lengthOf(Role role)
{
    switch (role) {
    case Role::Caption:
        return token::kCaption;
    case Role::Label:
        return token::kLabel;
    case Role::Body:
        return token::kBody;
    case Role::Lead:
        return token::kLead;
    case Role::Title:
        return token::kTitle;
    case Role::PageTitle:
        return token::kPageTitle;
    case Role::Display:
        return token::kDisplay;
    }
    return token::kBody;
}

/** How much of the text size's growth a role takes: what is large already would burst the page. */
double shareOf(Role role)
{
    switch (role) {
    case Role::Lead:
        return 0.61; // meets Body at the largest size
    case Role::Title:
        return 0.8;
    case Role::PageTitle:
    case Role::Display:
        return 0.5;
    default:
        return 1;
    }
}

double factorOf(TextSize size)
{
    switch (size) {
    case TextSize::Standard:
        return 1;
    case TextSize::Large:
        return 1.25;
    case TextSize::Larger:
        return 1.5;
    case TextSize::Elder:
        return 1.75;
    }
    return 1;
}

} // namespace

Theme::Theme(const ScreenProfile &profile)
    : m_profile(profile), m_colours(coloursFor(profile.contrast)), m_texts(std::make_unique<TextMemory>())
{
}

Theme::~Theme() = default;

double Theme::textFactor() const
{
    return factorOf(m_profile.textSize);
}

int Theme::em(Role role) const
{
    return px(Millimetres{lengthOf(role).value * (1 + (textFactor() - 1) * shareOf(role))});
}

int Theme::lineHeight(Role role) const
{
    const bool running = role != Role::Title && role != Role::PageTitle && role != Role::Display;
    return static_cast<int>(std::lround(em(role) * (running ? token::kBodyLine : token::kTitleLine)));
}

QFont Theme::font(Role role, Weight weight) const
{
    return fontOfEm(em(role), weight);
}

QFont Theme::fontOfEm(int pixels, Weight weight) const
{
    // The family is named and hinting is off so that a page looks the same to the pixel on every platform.
    QFont font(QStringLiteral("Noto Sans CJK SC"));
    font.setPixelSize(std::max(1, pixels));
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setWeight(weight == Weight::Bold ? QFont::Bold : QFont::Normal);
    return font;
}

QPalette Theme::palette() const
{
    const Colours &c = m_colours;
    QPalette palette;
    palette.setColor(QPalette::Window, c.ground);
    palette.setColor(QPalette::WindowText, c.ink);
    palette.setColor(QPalette::Base, c.surface);
    palette.setColor(QPalette::AlternateBase, c.soft);
    palette.setColor(QPalette::Text, c.ink);
    palette.setColor(QPalette::PlaceholderText, c.placeholder);
    palette.setColor(QPalette::Button, c.surface);
    palette.setColor(QPalette::ButtonText, c.ink);
    palette.setColor(QPalette::Highlight, c.brand);
    palette.setColor(QPalette::HighlightedText, c.onBrand);
    return palette;
}

} // namespace yz::ui
