// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "printer/print_document.h"

#include <core/result.h>

#include <QImage>

namespace yz {

/** The paper and the head of one model. Data. */
struct PaperProfile
{
    int dots = 576; ///< printable width; 576 on 80 mm paper, 384 on 58 mm, both at 203 dpi
    double dotsPerMillimetre = 8.0;

    static PaperProfile forDots(int dots) { return {dots, 8.0}; }
};

/**
 * The document as the dots that will be on the paper: one bit a dot, black set, as wide as the profile.
 * All text is drawn here, since what Chinese characters a printer knows by itself differs from model to model.
 * BadInput when the document is absurd: over 200 blocks, over 20 000 characters, a code of over 213 bytes, a slip
 * longer than 10 000 dots (1.25 m), a paper that does not exist. Thread: any.
 */
Result<QImage> renderReceipt(const PrintDocument &document, const PaperProfile &profile);

} // namespace yz
