// SPDX-License-Identifier: Apache-2.0
#include "printer/receipt_raster.h"

#include <QFont>
#include <QFontMetrics>
#include <QPainter>
#include <QTextLayout>

#include <scanner/code_writer.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

namespace yz {
namespace {

constexpr std::size_t kMaxBlocks = 200;
constexpr qsizetype kMaxCharacters = 20'000;
constexpr qsizetype kMaxCode = 213;
constexpr int kMinModule = 4; ///< dots: half a millimetre, what a phone still reads
constexpr int kMaxModule = 7;
constexpr int kMarginDots = 8;
constexpr double kLineHeight = 1.4;
constexpr double kWidestLabelShare = 0.42;
constexpr double kLabelGapMillimetres = 2.5;
/** A metre and a quarter of paper: nobody wants to hold more, and a loop somewhere shall not empty the roll. */
constexpr int kMaxRows = 10'000;
constexpr int kNarrowest = 192;
constexpr int kWidest = 832;
/** Darker than this becomes a dot: keeps thin strokes without closing small spaces. */
constexpr int kThreshold = 150;

/** One horizontal piece of the slip: how high it is and how it is drawn from its upper edge. */
struct Strip
{
    int height = 0;
    std::function<void(QPainter &, int top)> draw;
};

double sizeInMillimetres(PrintDocument::Size size)
{
    switch (size) {
    case PrintDocument::Size::Caption:
        return 3.5;
    case PrintDocument::Size::Body:
        return 4.0;
    case PrintDocument::Size::Title:
        return 6.5;
    case PrintDocument::Size::Display:
        return 7.5;
    }
    return 4.0;
}

/** What QTextLayout breaks a line at, and nothing that has no shape. */
QString printable(QString text)
{
    text.replace(QLatin1Char('\n'), QChar(QChar::LineSeparator));
    text.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    return text;
}

/** Numbers and codes: a line break inside one makes two of it. */
bool mustStayWhole(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x2E80 || c.isSpace(); });
}

class SlipLayout
{
public:
    explicit SlipLayout(const PaperProfile &profile) : m_profile(profile), m_width(profile.dots - 2 * kMarginDots) {}

    void add(const PrintDocument::Line &line)
    {
        auto font = fontFor(line.size, line.bold);
        if (line.size == PrintDocument::Size::Display)
            shrinkToFit(font, line.text);
        addText(line.text, font, kMarginDots, m_width, line.align == PrintDocument::Align::Centre);
    }
    /** One below the other, so that their values begin at the same place. */
    void add(std::span<const PrintDocument::Pair> pairs)
    {
        const QFontMetrics metrics(fontFor(PrintDocument::Size::Body, false));
        int widest = 0;
        for (const auto &pair : pairs)
            widest = std::max(widest, metrics.horizontalAdvance(pair.label));
        widest = std::min(widest, static_cast<int>(m_width * kWidestLabelShare));
        for (const auto &pair : pairs)
            addPair(pair, widest, widest + dots(kLabelGapMillimetres));
    }
    void add(const PrintDocument::Rule &)
    {
        const int width = m_width;
        m_strips.push_back({dots(3), [width, y = dots(1.5)](QPainter &painter, int top) {
                                for (int x = 0; x < width; x += 12)
                                    painter.fillRect(kMarginDots + x, top + y, 7, 2, Qt::black);
                            }});
    }
    void add(const PrintDocument::Gap &gap)
    {
        m_strips.push_back({dots(gap.millimetres), [](QPainter &, int) {}});
    }
    void add(const PrintDocument::QrCode &code)
    {
        m_isDrawn = addCode(code.content) && m_isDrawn;
        if (!code.caption.isEmpty())
            addText(code.caption, fontFor(PrintDocument::Size::Caption, false), kMarginDots, m_width, true);
    }

    Result<QImage> paint() const
    {
        if (!m_isDrawn)
            return {Fault::BadInput, "this content makes no code"};
        int height = dots(2);
        for (const auto &strip : m_strips)
            height = std::min(height + strip.height, kMaxRows + 1);
        if (height > kMaxRows)
            return {Fault::BadInput, "longer than a slip can be"};
        QImage grey(m_profile.dots, height, QImage::Format_Grayscale8);
        grey.fill(Qt::white);
        QPainter painter(&grey);
        painter.setPen(Qt::black);
        int top = dots(2);
        for (const auto &strip : m_strips) {
            strip.draw(painter, top);
            top += strip.height;
        }
        painter.end();
        return thresholded(grey);
    }

private:
    int dots(double millimetres) const
    {
        return static_cast<int>(std::lround(millimetres * m_profile.dotsPerMillimetre));
    }

    QFont fontFor(PrintDocument::Size size, bool bold) const
    {
        QFont font(QStringLiteral("Noto Sans CJK SC"));
        font.setPixelSize(dots(sizeInMillimetres(size)));
        font.setHintingPreference(QFont::PreferNoHinting);
        font.setBold(bold);
        return font;
    }

    void shrinkToFit(QFont &font, const QString &text) const
    {
        const int least = dots(sizeInMillimetres(PrintDocument::Size::Body));
        for (int advance = QFontMetrics(font).horizontalAdvance(text); advance > m_width && font.pixelSize() > least;
             advance = QFontMetrics(font).horizontalAdvance(text))
            font.setPixelSize(std::max(least, std::min(font.pixelSize() - 1, font.pixelSize() * m_width / advance)));
    }

    void addPair(const PrintDocument::Pair &pair, int labelWidth, int split)
    {
        const auto label = text(pair.label, fontFor(PrintDocument::Size::Body, false), kMarginDots, labelWidth, false);
        const auto font = fontFor(PrintDocument::Size::Body, true);
        const bool isTooWide =
            mustStayWhole(pair.value) && QFontMetrics(font).horizontalAdvance(pair.value) > m_width - split;
        const int below = isTooWide ? label.height : 0;
        const int left = isTooWide ? 0 : split;
        const auto value = text(pair.value, font, kMarginDots + left, m_width - left, false);
        m_strips.push_back({std::max(label.height, below + value.height), [=](QPainter &painter, int top) {
                                label.draw(painter, top);
                                value.draw(painter, top + below);
                            }});
    }

    /** Breaks the lines anew; says how many there are. */
    static int breakLines(QTextLayout &layout, int width, int lineHeight)
    {
        int lines = 0;
        layout.beginLayout();
        for (auto line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            line.setPosition(QPointF(0, lineHeight * lines++));
        }
        layout.endLayout();
        return lines;
    }

    /** Centred lines of about the same length, instead of a last one with two characters. */
    static int balancedWidth(QTextLayout &layout, int width, int lineHeight, int lines)
    {
        int tooNarrow = width / 2;
        while (width - tooNarrow > lineHeight / 4) {
            const int middle = (width + tooNarrow) / 2;
            (breakLines(layout, middle, lineHeight) > lines ? tooNarrow : width) = middle;
        }
        return width;
    }

    static Strip text(const QString &text, const QFont &font, int left, int width, bool centred)
    {
        // shared: the drawing function is copied with its strip
        auto layout = std::make_shared<QTextLayout>(printable(text), font);
        QTextOption option(centred ? Qt::AlignHCenter : Qt::AlignLeft);
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout->setTextOption(option);
        const int lineHeight = static_cast<int>(font.pixelSize() * kLineHeight);
        const int lines = breakLines(*layout, width, lineHeight);
        if (centred && lines > 1) {
            const int balanced = balancedWidth(*layout, width, lineHeight, lines);
            breakLines(*layout, balanced, lineHeight);
            left += (width - balanced) / 2;
        }
        return {lines * lineHeight,
                [layout, left](QPainter &painter, int top) { layout->draw(&painter, QPointF(left, top)); }};
    }

    void addText(const QString &words, const QFont &font, int left, int width, bool centred)
    {
        m_strips.push_back(text(words, font, left, width, centred));
    }

    [[nodiscard]] bool addCode(const QByteArray &content)
    {
        const auto made = CodeMatrix::of(content);
        if (!made)
            return false;
        const auto &code = *made;
        const int across = code.width() + 2 * CodeMatrix::kQuietZone;
        const int module = std::clamp(m_width * 3 / 4 / across, kMinModule, kMaxModule);
        const int left = (m_profile.dots - code.width() * module) / 2;
        m_strips.push_back({across * module, [code, module, left](QPainter &painter, int top) {
                                code.draw(painter, left, top + CodeMatrix::kQuietZone * module, module);
                            }});
        return true;
    }

    static QImage thresholded(const QImage &grey)
    {
        QImage bits(grey.size(), QImage::Format_Mono);
        bits.setColorTable({qRgb(255, 255, 255), qRgb(0, 0, 0)});
        bits.fill(0);
        for (int y = 0; y < grey.height(); ++y) {
            const auto *from = grey.constScanLine(y);
            auto *to = bits.scanLine(y);
            for (int x = 0; x < grey.width(); ++x) {
                if (from[x] < kThreshold)
                    to[x / 8] = static_cast<uchar>(to[x / 8] | (0x80 >> (x % 8)));
            }
        }
        return bits;
    }

    PaperProfile m_profile;
    int m_width;
    std::vector<Strip> m_strips;
    bool m_isDrawn = true;
};

qsizetype charactersIn(const PrintDocument::Block &block)
{
    struct Count
    {
        qsizetype operator()(const PrintDocument::Line &line) const { return line.text.size(); }
        qsizetype operator()(const PrintDocument::Pair &pair) const { return pair.label.size() + pair.value.size(); }
        qsizetype operator()(const PrintDocument::QrCode &code) const { return code.caption.size(); }
        qsizetype operator()(const PrintDocument::Rule &) const { return 0; }
        qsizetype operator()(const PrintDocument::Gap &) const { return 0; }
    };
    return std::visit(Count{}, block);
}

Result<void> looksSane(const PrintDocument &document, const PaperProfile &profile)
{
    if (profile.dots < kNarrowest || profile.dots > kWidest || profile.dots % 8 != 0 ||
        !(profile.dotsPerMillimetre >= 5 && profile.dotsPerMillimetre <= 12))
        return {Fault::BadInput, "no such paper"};
    if (document.blocks.empty() || document.blocks.size() > kMaxBlocks)
        return {Fault::BadInput, "a slip has between 1 and 200 blocks"};
    qsizetype characters = 0;
    for (const auto &block : document.blocks) {
        characters += charactersIn(block);
        if (const auto *code = std::get_if<PrintDocument::QrCode>(&block);
            code != nullptr && (code->content.isEmpty() || code->content.size() > kMaxCode))
            return {Fault::BadInput, "a code holds between 1 and 213 bytes"};
        if (const auto *gap = std::get_if<PrintDocument::Gap>(&block);
            gap != nullptr && !(gap->millimetres >= 0 && gap->millimetres <= 50))
            return {Fault::BadInput, "a gap is at most 50 mm"};
    }
    if (characters > kMaxCharacters)
        return {Fault::BadInput, "a slip has at most 20000 characters"};
    return {};
}

} // namespace

Result<QImage> renderReceipt(const PrintDocument &document, const PaperProfile &profile)
{
    if (auto sane = looksSane(document, profile); !sane)
        return sane.error();
    SlipLayout layout(profile);
    std::vector<PrintDocument::Pair> pairs;
    const auto flush = [&layout, &pairs] {
        layout.add(std::span<const PrintDocument::Pair>(pairs));
        pairs.clear();
    };
    for (const auto &block : document.blocks) {
        if (const auto *pair = std::get_if<PrintDocument::Pair>(&block)) {
            pairs.push_back(*pair);
            continue;
        }
        flush();
        std::visit(
            [&layout](const auto &one) {
                if constexpr (!std::is_same_v<std::decay_t<decltype(one)>, PrintDocument::Pair>)
                    layout.add(one);
            },
            block);
    }
    flush();
    return layout.paint();
}

} // namespace yz
