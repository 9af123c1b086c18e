// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ui/screen_profile.h>

#include <QStringList>
#include <QWidget>

namespace yz::test {

// What must hold on every screen in every size and contrast. Each gives the breaches, in words; none is good.

QStringList overlaps(const QWidget &window);
QStringList outOfSight(const QWidget &window);
QStringList cutTexts(const QWidget &window);
QStringList smallTargets(const QWidget &window, const ScreenProfile &profile);
QStringList crowdedTargets(const QWidget &window, const ScreenProfile &profile);
QStringList nameless(const QWidget &window);
/** Panes whose window is too low to read through. */
QStringList crampedPanes(const QWidget &window, const ScreenProfile &profile);
/** Position of 返回 · 首页 · 求助; empty rectangles for what is missing. */
QList<QRect> fixedPlaces(const QWidget &window);

} // namespace yz::test
