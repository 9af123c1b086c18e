// SPDX-License-Identifier: Apache-2.0
#include "theme/text.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace yz::ui {
namespace {

/** One paragraph, shaped once and broken as often as it takes to find the best lines. */
class Paragraph
{
public:
    using Lines = std::vector<LaidText::Line>;

    Paragraph(const QString &text, const QFont &font) : m_text(text), m_em(font.pixelSize()), m_layout(text, font)
    {
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        m_layout.setTextOption(option);
    }

    /** Before it is broken: these stand out, by weight and line, never by colour alone. */
    void mark(const Marks &marks, const QFont &font)
    {
        QTextCharFormat format;
        format.setFont(font);
        format.setFontUnderline(true);
        QList<QTextLayout::FormatRange> ranges;
        for (const auto &[begin, length] : marks)
            ranges.append({begin, length, format});
        m_layout.setFormats(ranges);
    }

    /** Where each line ends when none is wider. */
    std::vector<int> ends(double width) { return ends(width, width); }
    std::vector<int> ends(double firstWidth, double width)
    {
        std::vector<int> ends;
        m_widths.clear();
        m_layout.beginLayout();
        for (QTextLine line = m_layout.createLine(); line.isValid(); line = m_layout.createLine()) {
            line.setLineWidth(ends.empty() ? firstWidth : width);
            line.setPosition({0, 0});
            ends.push_back(line.textStart() + line.textLength());
            m_widths.push_back(line.naturalTextWidth());
        }
        m_layout.endLayout();
        return ends;
    }
    /** Widths of the lines broken last. */
    const std::vector<double> &widths() const { return m_widths; }

    Lines taken() const
    {
        Lines lines;
        for (int i = 0; i < m_layout.lineCount(); ++i) {
            const QTextLine line = m_layout.lineAt(i);
            lines.push_back({line.glyphRuns(), line.ascent(), static_cast<int>(std::ceil(line.naturalTextWidth()))});
        }
        return lines;
    }

    void balance(double width);
    void breathe(double width);
    void adopt(double width);

private:
    QString m_text;
    int m_em;
    QTextLayout m_layout;
    std::vector<double> m_widths;
};

/** The narrowest width that needs no more lines: makes them about equally long. */
void Paragraph::balance(double width)
{
    const std::size_t count = ends(width).size();
    double low = width / 2;
    double high = width;
    while (high - low > std::max(2.0, m_em / 4.0)) {
        const double middle = (low + high) / 2;
        (ends(middle).size() <= count ? high : low) = middle;
    }
    ends(high);
}

/** Two lines divided where a reader would draw breath, when such a place lies in the later part of the first. */
void Paragraph::breathe(double width)
{
    static const QString marks = QStringLiteral("。；：！？，");
    static const QString closing = QStringLiteral("”》）");
    const int first = static_cast<int>(m_layout.lineAt(0).textLength());
    for (int at = first - 1; at > first / 3; --at) {
        const bool closed = at + 1 < m_text.size() && closing.contains(m_text.at(at + 1));
        if (!marks.contains(m_text.at(at)) || closed)
            continue;
        const double before = m_layout.lineAt(0).cursorToX(at + 1);
        const double sum = m_widths.at(0) + m_widths.at(1);
        if (sum - before <= width)
            ends(before + 0.5, width);
        return;
    }
}

/** A little narrower, until the last line is not so short; as it was when that takes another line. */
void Paragraph::adopt(double width)
{
    const std::size_t count = m_widths.size();
    for (double narrower = width - m_em; narrower > width * 3 / 4; narrower -= m_em) {
        if (ends(narrower).size() > count)
            break;
        if (m_widths.back() >= 3 * m_em)
            return;
    }
    ends(width);
}

Paragraph::Lines breakParagraph(const QString &text, const QFont &font, int width, Breaking breaking)
{
    if (text.isEmpty())
        return {LaidText::Line{}};
    Paragraph paragraph(text, font);
    const std::size_t count = paragraph.ends(width).size();
    if (count > 1 && breaking == Breaking::Balanced)
        paragraph.balance(width);
    if (count == 2 && breaking != Breaking::Plain)
        paragraph.breathe(width);
    if (count > 1 && breaking == Breaking::NoOrphan && paragraph.widths().back() < 3 * font.pixelSize())
        paragraph.adopt(width);
    return paragraph.taken();
}

/** The first lines, the last of them ending in an ellipsis. */
void cut(LaidText &laid, const QString &text, const QFont &font, int width, int maxLines)
{
    Paragraph whole(text, font);
    const std::vector<int> ends = whole.ends(width);
    laid.cut = true;
    laid.lines.resize(static_cast<std::size_t>(maxLines));
    const int from =
        maxLines > 1 && static_cast<int>(ends.size()) >= maxLines ? ends[static_cast<std::size_t>(maxLines) - 2] : 0;
    const QString elided = QFontMetrics(font).elidedText(text.mid(from), Qt::ElideRight, width);
    laid.lines.back() = breakParagraph(elided, font, std::numeric_limits<short>::max(), Breaking::Plain).front();
}

} // namespace

int LaidText::width() const
{
    int widest = 0;
    for (const Line &line : lines)
        widest = std::max(widest, line.width);
    return widest;
}

std::size_t TextMemory::Hash::operator()(const Key &key) const noexcept
{
    return qHashMulti(0, key.text, static_cast<int>(key.role), static_cast<int>(key.weight), key.maxLines,
                      static_cast<int>(key.breaking), key.width);
}

const LaidText *TextMemory::find(const QString &text, const TextSetting &setting, int width) const
{
    const auto at = m_kept.find(Key{text, setting.role, setting.weight, setting.maxLines, setting.breaking, width});
    return at == m_kept.end() ? nullptr : &at->second;
}

const LaidText &TextMemory::keep(const QString &text, const TextSetting &setting, int width, LaidText laid)
{
    constexpr std::size_t most = 512; // a page has far fewer; a clock that ticks on Home would fill it in days
    if (m_kept.size() >= most)
        m_kept.clear();
    const Key key{text, setting.role, setting.weight, setting.maxLines, setting.breaking, width};
    return m_kept.insert_or_assign(key, std::move(laid)).first->second;
}

LaidText layText(const QString &text, const QFont &font, int lineHeight, int width, int maxLines, Breaking breaking)
{
    LaidText laid;
    laid.em = font.pixelSize();
    laid.lineHeight = lineHeight;
    if (text.isEmpty())
        return laid;
    const int room = std::max(width, laid.em);
    for (const QString &paragraph : text.split(QLatin1Char('\n')))
        for (LaidText::Line &line : breakParagraph(paragraph, font, room, breaking))
            laid.lines.push_back(std::move(line));
    if (maxLines > 0 && static_cast<int>(laid.lines.size()) > maxLines)
        cut(laid, text, font, room, maxLines);
    laid.cut = laid.cut || laid.width() > width;
    return laid;
}

LaidText layText(const Theme &theme, const QString &text, const TextSetting &setting, int width)
{
    if (const LaidText *known = theme.texts().find(text, setting, width))
        return *known;
    return theme.texts().keep(text, setting, width,
                              layText(text, theme.font(setting.role, setting.weight), theme.lineHeight(setting.role),
                                      width, setting.maxLines, setting.breaking));
}

LaidText layMarkedText(const Theme &theme, const QString &text, const Marks &marks, const TextSetting &setting,
                       int width)
{
    const QFont font = theme.font(setting.role, setting.weight);
    LaidText laid;
    laid.em = font.pixelSize();
    laid.lineHeight = theme.lineHeight(setting.role);
    if (text.isEmpty())
        return laid;
    Paragraph paragraph(text, font);
    paragraph.mark(marks, theme.font(setting.role, Weight::Bold));
    paragraph.ends(std::max(width, laid.em));
    laid.lines = paragraph.taken();
    laid.cut = laid.width() > width;
    return laid;
}

int textWidth(const Theme &theme, const QString &text, const TextSetting &setting)
{
    return layText(theme, text, {setting.role, setting.weight}, std::numeric_limits<short>::max()).width();
}

int textWidth(const QString &text, const QFont &font)
{
    return static_cast<int>(std::ceil(QFontMetricsF(font).horizontalAdvance(text)));
}

void drawLaidText(QPainter &painter, const LaidText &laid, const QRect &box, Qt::Alignment alignment)
{
    int top = box.top();
    if (alignment & Qt::AlignVCenter)
        top += (box.height() - laid.height()) / 2;
    else if (alignment & Qt::AlignBottom)
        top += box.height() - laid.height();
    // The em box of Noto's hanzi reaches 0.88 em above the baseline.
    double baseline = top + (laid.lineHeight - laid.em) / 2.0 + 0.88 * laid.em;
    for (const LaidText::Line &line : laid.lines) {
        int left = box.left();
        if (alignment & Qt::AlignHCenter)
            left += (box.width() - line.width) / 2;
        else if (alignment & Qt::AlignRight)
            left += box.width() - line.width;
        for (const QGlyphRun &run : line.glyphs)
            painter.drawGlyphRun(QPointF(left, std::round(baseline) - line.ascent), run);
        baseline += laid.lineHeight;
    }
}

} // namespace yz::ui
