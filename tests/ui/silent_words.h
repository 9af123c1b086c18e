// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ui/input_engine.h>
#include <ui/screen_profile.h>

namespace yz::test {

/** An engine that knows no words: the screens' own tests need none. */
class SilentWords : public InputEngine
{
public:
    std::vector<Candidate> candidates(const QString &, int) const override { return {}; }
    QString divided(const QString &letters) const override { return letters; }
};

inline ScreenProfile glass(bool portrait, TextSize size = TextSize::Standard, Contrast contrast = Contrast::Standard)
{
    return {portrait ? QSize(1080, 1920) : QSize(1920, 1080), 0.248, size, contrast};
}

} // namespace yz::test
