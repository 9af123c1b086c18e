// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/tokens.h"

#include <QFont>
#include <QFontMetrics>
#include <QPalette>

#include <memory>

namespace yz::ui {

enum class Role { Caption, Label, Body, Lead, Title, PageTitle, Display };
enum class Weight { Regular, Bold };

class TextMemory;

/**
 * The tokens seen through one ScreenProfile: the only place where millimetres become pixels.
 * Never changes: another text size or contrast is another Theme, and the parts are built anew upon it.
 * Owner: Shell (or the booth). Parts hold a reference and are destroyed before it. Thread: GUI.
 */
class Theme
{
public:
    explicit Theme(const ScreenProfile &profile);
    ~Theme();

    const ScreenProfile &profile() const { return m_profile; }
    const Colours &colours() const { return m_colours; }
    bool isPortrait() const { return m_profile.isPortrait(); }

    int mm(double length) const { return m_profile.px(Millimetres{length}); }
    int px(Millimetres length) const { return m_profile.px(length); }
    double millimetres(int pixels) const { return pixels * m_profile.millimetresPerPixel; }

    /** Running text grows by the whole factor; what is large already grows by about half of it. */
    double textFactor() const;
    int em(Role role) const;
    int lineHeight(Role role) const;
    QFont font(Role role, Weight weight = Weight::Regular) const;
    /** A font of an em of so many pixels, for what fits itself to a width. */
    QFont fontOfEm(int pixels, Weight weight) const;

    QPalette palette() const;

    /** Texts already broken into lines: a help to speed, no part of what the theme is. Personal data: the texts, until
     * forgotten with their page. */
    TextMemory &texts() const { return *m_texts; }

private:
    ScreenProfile m_profile;
    Colours m_colours;
    std::unique_ptr<TextMemory> m_texts;
};

} // namespace yz::ui
