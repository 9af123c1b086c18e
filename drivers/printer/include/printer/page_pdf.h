// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "printer/page_printer.h"

namespace yz {

/** A finished document: PDF 1.4, A4 upright, fonts embedded. Carries what the document carried. */
struct PagePdf
{
    QByteArray bytes;
    int pages = 0;
};

/**
 * The document set on A4 pages with 20 mm margins; the foot and "第 n 页，共 m 页" below each. A line is never divided
 * between two pages, nor a code.
 * BadInput when the document is absurd: over 600 blocks, over 60 000 characters, a code of over 213 bytes, over 30
 * pages. Thread: any.
 */
Result<PagePdf> renderPages(const PageDocument &document);

} // namespace yz
