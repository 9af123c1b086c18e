// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ui/screen_profile.h>

#include <QColor>
#include <QFont>

namespace yz {

/** Colours and lengths of the keyboard, for one contrast and one glass. */
class KeyboardLook
{
public:
    explicit KeyboardLook(const ScreenProfile &profile);

    QColor ground, bar, ink, ink2;
    QColor key, keyEdge;                 ///< letters and digits
    QColor soft, onSoft, softEdge;       ///< what changes the keyboard itself
    QColor action, onAction, actionEdge; ///< done
    QColor pressed, onPressed;
    bool bordered = false; ///< contrast modes: borders where others have shades

    int mm(double millimetres) const { return m_profile.px({millimetres}); }
    /** A font of `millimetres` grown by the text size, but no more than `mostPixels`. */
    QFont font(double millimetres, int mostPixels, bool bold = false) const;

private:
    ScreenProfile m_profile;
};

} // namespace yz
