// SPDX-License-Identifier: Apache-2.0
#include "theme/tokens.h"

#include <algorithm>
#include <cmath>

namespace yz::ui {
namespace {

Colours standardColours()
{
    Colours c;
    c.ground = QColor(0xF2, 0xF5, 0xF9);
    c.surface = Qt::white;
    c.ink = QColor(0x14, 0x23, 0x3A);
    c.ink2 = QColor(0x4A, 0x5A, 0x70);
    c.placeholder = QColor(0x5A, 0x68, 0x7C);
    c.fieldBorder = QColor(0x7C, 0x8B, 0xA0);
    c.line = QColor(0xDD, 0xE4, 0xEC);
    c.cardBorder = QColor(0xE1, 0xE8, 0xF0);
    c.brand = QColor(0x12, 0x44, 0x8C);
    c.brandPressed = QColor(0x0B, 0x2E, 0x63);
    c.onBrand = Qt::white;
    c.soft = QColor(0xE6, 0xEE, 0xF9);
    c.softPressed = QColor(0xCF, 0xDE, 0xF3);
    c.onSoft = c.brand;
    c.danger = QColor(0xB4, 0x23, 0x2A);
    c.dangerPressed = QColor(0x86, 0x17, 0x1D);
    c.onDanger = Qt::white;
    c.dangerSoft = QColor(0xFD, 0xEE, 0xEE);
    c.ok = QColor(0x0B, 0x6B, 0x43);
    c.okSoft = QColor(0xE4, 0xF4, 0xEC);
    c.warn = QColor(0x8A, 0x4B, 0x00);
    c.warnSoft = QColor(0xFF, 0xF4, 0xE0);
    c.staff = QColor(0xB8, 0x50, 0x0A);
    c.onStaff = QColor(0xFF, 0xFF, 0xFF);
    c.hero = c.brand;
    c.onHero = Qt::white;
    c.onHero2 = QColor(0xD6, 0xE3, 0xF6);
    c.pale = QColor(0x7C, 0x8B, 0xA0);
    c.focus = QColor(0xFF, 0xB0, 0x00);
    c.focusRing = c.ink;
    c.scrim = QColor(0x0B, 0x17, 0x2A, 150);
    return c;
}

/** Two inks only: meaning is carried by icon, word and border, never by hue. */
Colours twoInks(const QColor &ink, const QColor &paper)
{
    const bool dark = paper.lightness() < 128;
    Colours c;
    c.ground = c.surface = c.soft = c.dangerSoft = c.okSoft = c.warnSoft = c.hero = paper;
    c.ink = c.ink2 = c.placeholder = c.fieldBorder = c.line = c.cardBorder = ink;
    c.brand = c.danger = c.ok = c.warn = c.onSoft = c.onHero = c.onHero2 = ink;
    c.onBrand = c.onDanger = c.onStaff = paper;
    c.staff = ink;
    c.brandPressed = c.dangerPressed = dark ? ink.darker(125) : QColor(0x40, 0x40, 0x40);
    c.softPressed = dark ? QColor(0x38, 0x38, 0x38) : QColor(0xD8, 0xD8, 0xD8);
    c.pale = dark ? QColor(0x9A, 0x9A, 0x9A) : QColor(0x6A, 0x6A, 0x6A);
    c.focus = dark ? QColor(0x4F, 0xC3, 0xFF) : QColor(0xFF, 0xB0, 0x00);
    c.focusRing = dark ? QColor(Qt::white) : QColor(Qt::black);
    c.scrim = dark ? QColor(0, 0, 0, 220) : QColor(0, 0, 0, 150);
    c.flat = true;
    return c;
}

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

} // namespace

Colours coloursFor(Contrast contrast)
{
    switch (contrast) {
    case Contrast::Standard:
        return standardColours();
    case Contrast::BlackOnWhite:
        return twoInks(Qt::black, Qt::white);
    case Contrast::WhiteOnBlack:
        return twoInks(Qt::white, Qt::black);
    case Contrast::YellowOnBlack:
        return twoInks(QColor(0xFF, 0xD4, 0x00), Qt::black);
    }
    return standardColours();
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

std::vector<ColourPair> colourPairs(const Colours &c)
{
    return {
        {"ink on surface", c.ink, c.surface, 4.5},
        {"ink on ground", c.ink, c.ground, 4.5},
        {"second ink on surface", c.ink2, c.surface, 4.5},
        {"second ink on ground", c.ink2, c.ground, 4.5},
        {"placeholder on surface", c.placeholder, c.surface, 4.5},
        {"field border on surface", c.fieldBorder, c.surface, 3},
        {"label on primary button", c.onBrand, c.brand, 4.5},
        {"label on pressed primary button", c.onBrand, c.brandPressed, 4.5},
        {"brand on surface", c.brand, c.surface, 4.5},
        {"brand on ground", c.brand, c.ground, 4.5},
        {"ink on soft", c.ink, c.soft, 4.5},
        {"second ink on soft", c.ink2, c.soft, 4.5},
        {"brand on soft", c.onSoft, c.soft, 4.5},
        {"brand on pressed soft", c.onSoft, c.softPressed, 4.5},
        {"label on danger button", c.onDanger, c.danger, 4.5},
        {"label on pressed danger button", c.onDanger, c.dangerPressed, 4.5},
        {"danger on surface", c.danger, c.surface, 4.5},
        {"danger on its pale ground", c.danger, c.dangerSoft, 4.5},
        {"ink on pale danger", c.ink, c.dangerSoft, 4.5},
        {"ok on surface", c.ok, c.surface, 4.5},
        {"ok on its pale ground", c.ok, c.okSoft, 4.5},
        {"ink on pale ok", c.ink, c.okSoft, 4.5},
        {"warning on its pale ground", c.warn, c.warnSoft, 4.5},
        {"ink on pale warning", c.ink, c.warnSoft, 4.5},
        {"maintenance header", c.onStaff, c.staff, 4.5},
        {"greeting", c.onHero, c.hero, 4.5},
        {"second line of the greeting", c.onHero2, c.hero, 4.5},
        {"what cannot be used just now", c.pale, c.surface, 3},
        {"focus ring on surface", c.focusRing, c.surface, 3},
        {"focus against its ring", c.focus, c.focusRing, c.flat ? 1.5 : 3},
    };
}

} // namespace yz::ui
