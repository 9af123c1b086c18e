// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QSize>
#include <QString>

#include <scanner/page.h>

#include <cstdint>
#include <optional>

namespace yz::drawn {

/** A drawn photograph of an invented document, and what is true of it. */
struct Photograph
{
    QImage picture;                   ///< RGB32, as the camera would give it
    QImage page;                      ///< what the page looks like in itself
    std::optional<PageOutline> truth; ///< nothing: there is no page
    std::optional<PageFault> fault;   ///< nothing: it can be taken
    QString what;                     ///< the recipe in words, for who looks at a failure
};

/** The kinds go round with the seed: six in twelve can be taken, and one of each fault. */
std::optional<PageFault> faultFor(std::uint32_t seed);

/** The same for the same seed and size, always. Needs a QGuiApplication and a Chinese font. */
Photograph photographOf(std::uint32_t seed, QSize size);

/** The document alone, A4 unless the seed says otherwise; `longSide` points. */
QImage documentOf(std::uint32_t seed, int longSide);

/** The seeds the eye was tuned with, and those it is judged by; nobody tunes by the latter. */
inline constexpr std::uint32_t kTuningSeeds = 1000;
inline constexpr std::uint32_t kJudgingSeeds = 3'000'000;

} // namespace yz::drawn
