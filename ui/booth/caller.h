// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QImage>

namespace yz {

/** Somebody in front of a camera, drawn: for pictures of a call in which nobody is. */
QImage drawnCaller(QSize size, const QColor &clothes);

/** A written page on a desk, aslant. */
QImage drawnPage(QSize size);

} // namespace yz
