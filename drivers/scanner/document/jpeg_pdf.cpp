// SPDX-License-Identifier: Apache-2.0
#include "document/jpeg_pdf.h"

#include <algorithm>

namespace yz {
namespace {

constexpr double kLongSide = 841.89; ///< A4's, in 1/72 inch
constexpr double kShortSide = 595.28;
constexpr double kNearlyA4 = 0.02;
constexpr qint64 kPerPage = 800;
constexpr qint64 kPerFile = 800;

/** Writes objects one after the other and notes where each begins. */
class Objects
{
public:
    Objects() { m_bytes = "%PDF-1.4\n%\xE4\xBD\xA0\xE5\xA5\xBD\n"; }

    void add(const QByteArray &content)
    {
        m_begins.push_back(m_bytes.size());
        m_bytes += QByteArray::number(m_begins.size()) + " 0 obj\n" + content + "\nendobj\n";
    }
    void addStream(const QByteArray &entries, const QByteArray &stream)
    {
        add("<< " + entries + " /Length " + QByteArray::number(stream.size()) + " >>\nstream\n" + stream +
            "\nendstream");
    }
    QByteArray finished()
    {
        const auto table = m_bytes.size();
        const auto count = QByteArray::number(m_begins.size() + 1);
        m_bytes += "xref\n0 " + count + "\n0000000000 65535 f \n";
        for (const auto begin : m_begins)
            m_bytes += QByteArray::number(begin).rightJustified(10, '0') + " 00000 n \n";
        m_bytes +=
            "trailer\n<< /Size " + count + " /Root 1 0 R >>\nstartxref\n" + QByteArray::number(table) + "\n%%EOF\n";
        return m_bytes;
    }

private:
    QByteArray m_bytes;
    std::vector<qsizetype> m_begins;
};

QByteArray number(double value)
{
    return QByteArray::number(value, 'f', 2);
}

/** On paper: A4 when it has nearly that shape, else as long as A4 and as wide as it comes. */
QSizeF paperOf(QSize size)
{
    const bool isUpright = size.height() >= size.width();
    const auto longer = static_cast<double>(std::max(size.width(), size.height()));
    auto shorter = kLongSide * std::min(size.width(), size.height()) / std::max(1.0, longer);
    if (std::abs(shorter / kShortSide - 1) < kNearlyA4)
        shorter = kShortSide;
    return isUpright ? QSizeF(shorter, kLongSide) : QSizeF(kLongSide, shorter);
}

} // namespace

QByteArray pdfOf(const std::vector<JpegPage> &pages)
{
    constexpr std::size_t kFirst = 3; // 1 is the catalogue, 2 the list of pages; each page has three
    QByteArray kids;
    for (std::size_t i = 0; i < pages.size(); ++i)
        kids += QByteArray::number(kFirst + 3 * i) + " 0 R ";
    Objects objects;
    objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    objects.add("<< /Type /Pages /Kids [ " + kids + "] /Count " + QByteArray::number(pages.size()) + " >>");
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const auto &page = pages[i];
        const auto paper = paperOf(page.size);
        const auto wide = number(paper.width());
        const auto high = number(paper.height());
        const auto at = kFirst + 3 * i;
        objects.add("<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 " + wide + ' ' + high +
                    " ] /Resources << /XObject << /P " + QByteArray::number(at + 2) + " 0 R >> >> /Contents " +
                    QByteArray::number(at + 1) + " 0 R >>");
        objects.addStream({}, "q " + wide + " 0 0 " + high + " 0 0 cm /P Do Q");
        objects.addStream("/Type /XObject /Subtype /Image /Width " + QByteArray::number(page.size.width()) +
                              " /Height " + QByteArray::number(page.size.height()) +
                              " /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
                          page.jpeg);
    }
    return objects.finished();
}

qint64 pdfOverhead(int pages)
{
    return kPerFile + kPerPage * pages;
}

} // namespace yz
