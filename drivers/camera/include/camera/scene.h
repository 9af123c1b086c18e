// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>

#include <QImage>

#include <cstdint>
#include <optional>
#include <string_view>

namespace yz {

/** What a generated camera shows. */
enum class Scene {
    Clock, ///< red, green and blue in three columns, under the clock bars
    Page,  ///< a written page lying aslant on a dark desk
    Face,  ///< a drawn head, for presence
    Empty, ///< the desk or the hall with nobody there
};

std::optional<Scene> sceneNamed(std::string_view name);

/** The scene as an opaque RGB32 picture. Needs no application object, draws no text. Thread: any. */
QImage drawScene(Scene scene, QSize size);

/**
 * The clock bars: 32 columns of equal width in the top eighth of a picture, white for one and black for zero. The first
 * 24 are a count of milliseconds, highest bit first; the last 8 are its three bytes and A5h, exclusive-or'd. They are
 * wide enough to come through any video codec, and tell the picture's age at the other end of a call.
 */
void drawClockBars(QImage &picture, std::uint32_t milliseconds);
/** Nothing where there are none, or they are damaged. The picture may have any size and format. */
std::optional<std::uint32_t> readClockBars(const QImage &picture);
/** What a generated camera writes there: the machine's monotonic clock, its lowest 24 bits of milliseconds. */
std::uint32_t clockBarsOf(Instant now);

} // namespace yz
