// SPDX-License-Identifier: Apache-2.0
#include "theme/text.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace yz::ui {
namespace {

void breakParagraph(const QString &paragraph, const QFont &font, int width, std::vector<LaidText::Line> &lines)
{
    if (paragraph.isEmpty()) {
        lines.push_back({});
        return;
    }
    QTextLayout layout(paragraph, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.setCacheEnabled(false);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        QString text = paragraph.mid(line.textStart(), line.textLength());
        while (text.endsWith(QLatin1Char(' ')))
            text.chop(1);
        lines.push_back({text, static_cast<int>(std::ceil(line.naturalTextWidth()))});
    }
    layout.endLayout();
}

std::vector<LaidText::Line> breakText(const QString &text, const QFont &font, int width)
{
    std::vector<LaidText::Line> lines;
    for (const QString &paragraph : text.split(QLatin1Char('\n')))
        breakParagraph(paragraph, font, width, lines);
    return lines;
}

/** The narrowest width that needs no more lines: makes them about equally long. */
std::vector<LaidText::Line> balance(const QString &text, const QFont &font, int width,
                                    std::vector<LaidText::Line> lines)
{
    const std::size_t count = lines.size();
    int low = width / 2;
    int high = width;
    while (high - low > std::max(2, font.pixelSize() / 4)) {
        const int middle = (low + high) / 2;
        std::vector<LaidText::Line> tried = breakText(text, font, middle);
        if (tried.size() <= count) {
            lines = std::move(tried);
            high = middle;
        } else {
            low = middle;
        }
    }
    return lines;
}

/** Two lines divided where a reader would draw breath, when such a place lies in the later half of the first. */
std::vector<LaidText::Line> breathe(const QString &text, const QFont &font, int width,
                                    std::vector<LaidText::Line> lines)
{
    static const QString marks = QStringLiteral("。；：！？，");
    const qsizetype first = lines.front().text.size();
    for (qsizetype at = first - 1; at > first / 3; --at) {
        const bool closed = at + 1 < text.size() && QStringLiteral("”》）").contains(text.at(at + 1));
        if (!marks.contains(text.at(at)) || closed)
            continue;
        const QString before = text.left(at + 1);
        const QString after = text.mid(at + 1).trimmed();
        const int rest = textWidth(after, font);
        if (rest <= width)
            return {{before, textWidth(before, font)}, {after, rest}};
        break;
    }
    return lines;
}

/** A little narrower, until the last line is not so short; as it was when that takes another line. */
std::vector<LaidText::Line> adopt(const QString &text, const QFont &font, int width, std::vector<LaidText::Line> lines)
{
    const int em = font.pixelSize();
    for (int narrower = width - em; narrower > width * 3 / 4; narrower -= em) {
        std::vector<LaidText::Line> tried = breakText(text, font, narrower);
        if (tried.size() > lines.size())
            break;
        if (tried.back().width >= 3 * em)
            return tried;
    }
    return lines;
}

} // namespace

int LaidText::width() const
{
    int widest = 0;
    for (const Line &line : lines)
        widest = std::max(widest, line.width);
    return widest;
}

LaidText layText(const QString &text, const QFont &font, int lineHeight, int width, int maxLines, Breaking breaking)
{
    LaidText laid;
    laid.font = font;
    laid.em = font.pixelSize();
    laid.lineHeight = lineHeight;
    if (text.isEmpty())
        return laid;
    const int room = std::max(width, laid.em);
    laid.lines = breakText(text, font, room);
    if (laid.lines.size() > 1 && breaking == Breaking::Balanced)
        laid.lines = balance(text, font, room, std::move(laid.lines));
    if (laid.lines.size() == 2 && breaking != Breaking::Plain)
        laid.lines = breathe(text, font, room, std::move(laid.lines));
    const bool orphaned = laid.lines.size() > 1 && laid.lines.back().width < 3 * laid.em;
    if (orphaned && breaking == Breaking::NoOrphan)
        laid.lines = adopt(text, font, room, std::move(laid.lines));
    if (maxLines > 0 && static_cast<int>(laid.lines.size()) > maxLines) {
        laid.cut = true;
        QString rest;
        for (std::size_t i = static_cast<std::size_t>(maxLines) - 1; i < laid.lines.size(); ++i)
            rest += laid.lines[i].text;
        laid.lines.resize(static_cast<std::size_t>(maxLines));
        const QString elided = QFontMetrics(font).elidedText(rest, Qt::ElideRight, room);
        laid.lines.back() = {elided, textWidth(elided, font)};
    }
    laid.cut = laid.cut || laid.width() > width;
    return laid;
}

LaidText layText(const Theme &theme, const QString &text, const TextSetting &setting, int width)
{
    return layText(text, theme.font(setting.role, setting.weight), theme.lineHeight(setting.role), width,
                   setting.maxLines, setting.breaking);
}

int textWidth(const QString &text, const QFont &font)
{
    return static_cast<int>(std::ceil(QFontMetricsF(font).horizontalAdvance(text)));
}

void drawLaidText(QPainter &painter, const LaidText &laid, const QRect &box, Qt::Alignment alignment)
{
    painter.setFont(laid.font);
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
        painter.drawText(QPointF(left, std::round(baseline)), line.text);
        baseline += laid.lineHeight;
    }
}

} // namespace yz::ui
