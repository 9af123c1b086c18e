// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QSize>

#include <vector>

namespace yz {

/** One page of a PDF: a JPEG of red, green and blue, and its size in points. */
struct JpegPage
{
    QByteArray jpeg;
    QSize size;
};

/**
 * The pages in one PDF 1.4 file, their JPEG bytes as they are. QPdfWriter would compress them once more, as it likes:
 * then neither what the citizen saw nor how many bytes it takes is certain. The same pages give the same bytes.
 */
QByteArray pdfOf(const std::vector<JpegPage> &pages);
/** How many bytes it takes at most, beside the JPEGs. */
qint64 pdfOverhead(int pages);

} // namespace yz
