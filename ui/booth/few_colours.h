// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>

namespace yz {

/**
 * The picture in its commonest colours, at most 256: what is drawn flat stays as it is, and a file of it is a third as
 * long. The same picture gives the same bytes.
 */
QImage inFewColours(const QImage &picture, int most = 256);

} // namespace yz
