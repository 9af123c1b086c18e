// SPDX-License-Identifier: Apache-2.0
#include "printer/receipt_raster.h"

#include <QFont>
#include <QFontMetrics>
#include <QPainter>
#include <QTextLayout>
#include <qrencode.h>

#include <functional>
#include <memory>

namespace yz {
namespace {

constexpr std::size_t kMaxBlocks = 200;
constexpr qsizetype kMaxCharacters = 20'000;
constexpr qsizetype kMaxCode = 213;
constexpr int kMinModule = 4; ///< dots: half a millimetre, what a phone still reads
constexpr int kMaxModule = 7;
constexpr int kQuietZone = 4; ///< modules, ISO/IEC 18004
constexpr int kMarginDots = 8;
constexpr double kLabelShare = 0.26;
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
        return 3.25;
    case PrintDocument::Size::Body:
        return 3.75;
    case PrintDocument::Size::Title:
        return 6.0;
    case PrintDocument::Size::Display:
        return 7.0;
    }
    return 3.75;
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
    void add(const PrintDocument::Pair &pair)
    {
        const auto font = fontFor(PrintDocument::Size::Body, false);
        const int split = static_cast<int>(m_width * kLabelShare);
        auto label = text(pair.label, font, kMarginDots, split - kMarginDots, false);
        auto value =
            text(pair.value, fontFor(PrintDocument::Size::Body, true), kMarginDots + split, m_width - split, false);
        const int height = std::max(label.height, value.height);
        m_strips.push_back({height, [label, value](QPainter &painter, int top) {
                                label.draw(painter, top);
                                value.draw(painter, top);
                            }});
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
        addCode(code.content);
        if (!code.caption.isEmpty())
            addText(code.caption, fontFor(PrintDocument::Size::Caption, false), kMarginDots, m_width, true);
    }

    QImage paint() const
    {
        int height = dots(2);
        for (const auto &strip : m_strips)
            height += strip.height;
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
        while (QFontMetrics(font).horizontalAdvance(text) > m_width &&
               font.pixelSize() > dots(sizeInMillimetres(PrintDocument::Size::Body)))
            font.setPixelSize(font.pixelSize() - 1);
    }

    static Strip text(const QString &text, const QFont &font, int left, int width, bool centred)
    {
        // shared: the drawing function is copied with its strip
        auto layout = std::make_shared<QTextLayout>(text, font);
        QTextOption option(centred ? Qt::AlignHCenter : Qt::AlignLeft);
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout->setTextOption(option);
        layout->beginLayout();
        const int lineHeight = static_cast<int>(font.pixelSize() * 1.4);
        int height = 0;
        for (auto line = layout->createLine(); line.isValid(); line = layout->createLine()) {
            line.setLineWidth(width);
            line.setPosition(QPointF(0, height));
            height += lineHeight;
        }
        layout->endLayout();
        return {height, [layout, left](QPainter &painter, int top) { layout->draw(&painter, QPointF(left, top)); }};
    }

    void addText(const QString &words, const QFont &font, int left, int width, bool centred)
    {
        m_strips.push_back(text(words, font, left, width, centred));
    }

    void addCode(const QByteArray &content)
    {
        // shared: the drawing function is copied with its strip
        const std::shared_ptr<QRcode> code(
            QRcode_encodeData(static_cast<int>(content.size()),
                              reinterpret_cast<const unsigned char *>(content.constData()), 0, QR_ECLEVEL_M),
            QRcode_free);
        if (!code)
            return;
        const int across = code->width + 2 * kQuietZone;
        const int module = std::clamp(m_width * 6 / 10 / across, kMinModule, kMaxModule);
        const int left = (m_profile.dots - code->width * module) / 2;
        m_strips.push_back({across * module, [code, module, left](QPainter &painter, int top) {
                                for (int y = 0; y < code->width; ++y) {
                                    for (int x = 0; x < code->width; ++x) {
                                        if ((code->data[y * code->width + x] & 1) != 0)
                                            painter.fillRect(left + x * module, top + (y + kQuietZone) * module, module,
                                                             module, Qt::black);
                                    }
                                }
                            }});
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

Result<void> looksSane(const PrintDocument &document)
{
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
    if (auto sane = looksSane(document); !sane)
        return sane.error();
    SlipLayout layout(profile);
    for (const auto &block : document.blocks)
        std::visit([&layout](const auto &one) { layout.add(one); }, block);
    return layout.paint();
}

} // namespace yz
