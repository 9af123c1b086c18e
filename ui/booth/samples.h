// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ui/views.h>

#include <QString>

#include <vector>

namespace yz {

/** A screen with invented data: for looking at it alone, and for the layout tests. */
struct SampleScreen
{
    QString name; ///< English, stable: a file name
    QString about;
    ScreenView view;
};

std::vector<SampleScreen> sampleScreens();

} // namespace yz
