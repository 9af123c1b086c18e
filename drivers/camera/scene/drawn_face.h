// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPainter>
#include <QSize>

namespace yz {

/** A head that nobody has: light and shade enough that a face finder takes it for one. */
void drawFace(QPainter &painter, QSize size);

} // namespace yz
