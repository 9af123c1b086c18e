// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ui/screen_profile.h>

#include <QColor>

#include <vector>

namespace yz::ui {

/** Lengths on the glass. Chosen for a standing citizen of seventy: see docs/ui.md for where each comes from. */
namespace token {
// Type, by the height of the em.
constexpr Millimetres kCaption{4.5};
constexpr Millimetres kLabel{5};
constexpr Millimetres kBody{6};
constexpr Millimetres kLead{7.2}; ///< what a page says: larger than running text, grows less
constexpr Millimetres kTitle{8};
constexpr Millimetres kPageTitle{11};
constexpr Millimetres kDisplay{14};
constexpr double kBodyLine = 1.4;
constexpr double kTitleLine = 1.3;

// Touch targets.
constexpr Millimetres kPrimaryWidth{24};
constexpr Millimetres kPrimaryHeight{20};
constexpr Millimetres kSecondaryWidth{20};
constexpr Millimetres kSecondaryHeight{15};
constexpr Millimetres kFloor{12.7};
constexpr Millimetres kGap{3};
constexpr Millimetres kEdge{8};

// Space: 1 2 3 4 6 8 12.
constexpr Millimetres kCardRadius{3};
constexpr Millimetres kButtonRadius{2.5};
constexpr Millimetres kShadowReach{1.4};
constexpr Millimetres kShadowDrop{0.6};
constexpr Millimetres kBorder{0.3};
constexpr Millimetres kStrongBorder{0.5};
constexpr Millimetres kFocusRing{0.7};
} // namespace token

/** Every colour a screen may use. Named by what it is for; four sets, one per Contrast. */
struct Colours
{
    QColor ground;  ///< behind the cards
    QColor surface; ///< cards, bars, panels
    QColor ink;
    QColor ink2;
    QColor placeholder;
    QColor fieldBorder;
    QColor line; ///< decoration only: never the sole sign of anything
    QColor cardBorder;
    QColor brand;
    QColor brandPressed;
    QColor onBrand;
    QColor soft; ///< pale brand: icon grounds, chosen cards
    QColor softPressed;
    QColor onSoft;
    QColor danger;
    QColor dangerPressed;
    QColor onDanger;
    QColor dangerSoft;
    QColor ok;
    QColor okSoft;
    QColor warn;
    QColor warnSoft;
    QColor hero; ///< the greeting band
    QColor onHero;
    QColor onHero2;
    QColor staff; ///< the header of the maintenance mode
    QColor onStaff;
    QColor pale; ///< text of what cannot be used just now
    QColor focus;
    QColor focusRing;
    QColor scrim;
    bool flat = false; ///< borders instead of shadows
};

Colours coloursFor(Contrast contrast);

/** A pair that is shown one upon the other, and the contrast it must keep (WCAG: 4.5 text, 3 large text and borders).
 */
struct ColourPair
{
    const char *name;
    QColor front;
    QColor back;
    double minimum;
};
std::vector<ColourPair> colourPairs(const Colours &colours);
double contrastRatio(const QColor &a, const QColor &b);

} // namespace yz::ui
