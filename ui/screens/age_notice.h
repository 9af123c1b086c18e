// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parts/info_banner.h"
#include "screens/words.h"

#include <QBoxLayout>

namespace yz::ui {

/** How old is what the page says: in small print while it is fresh, as a warning when it is not. */
inline void addAgeNotice(QBoxLayout &words, const Theme &theme, const QString &notice, bool isOld)
{
    if (notice.isEmpty())
        return;
    if (isOld)
        words.addWidget(new InfoBanner(theme, InfoBanner::Tone::Warned, QStringLiteral("page.age"), notice));
    else
        words.addWidget(smallText(theme, notice));
}

} // namespace yz::ui
