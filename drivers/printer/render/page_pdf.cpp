// SPDX-License-Identifier: Apache-2.0
#include "printer/page_pdf.h"

#include <QBuffer>
#include <QFont>
#include <QFontMetrics>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QTextLayout>

#include <scanner/code_writer.h>

#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

namespace yz {
namespace {

constexpr std::size_t kMaxBlocks = 600;
constexpr qsizetype kMaxCharacters = 60'000;
constexpr qsizetype kMaxCode = 213;
constexpr std::size_t kMaxPages = 30;
constexpr int kDotsPerInch = 300;
constexpr double kMillimetresPerInch = 25.4;
constexpr double kPageWidth = 210;
constexpr double kPageHeight = 297;
constexpr double kMargin = 20;
constexpr double kFootHeight = 8; ///< within the lower margin
constexpr double kLineHeight = 1.5;
constexpr double kLabelShare = 0.24;
constexpr double kModule = 0.8; ///< of a code, millimetres

int dots(double millimetres)
{
    return static_cast<int>(std::lround(millimetres / kMillimetresPerInch * kDotsPerInch));
}

double sizeInMillimetres(PrintDocument::Size size)
{
    switch (size) {
    case PrintDocument::Size::Caption:
        return 3.7;
    case PrintDocument::Size::Body:
        return 4.6;
    case PrintDocument::Size::Title:
        return 6.4;
    case PrintDocument::Size::Display:
        return 8.5;
    }
    return 4.6;
}

QFont fontFor(PrintDocument::Size size, bool bold)
{
    QFont font(QStringLiteral("Noto Sans CJK SC"));
    font.setPixelSize(dots(sizeInMillimetres(size)));
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setBold(bold);
    return font;
}

/** What stays together on one page, and how it is drawn from its upper left corner. */
struct Row
{
    int height = 0;
    std::function<void(QPainter &, QPoint at)> draw;
};

/** Text broken into lines, each of which can be drawn by itself. */
class BrokenText
{
public:
    BrokenText(QString text, const QFont &font, int width, Qt::Alignment alignment)
        // shared: the rows' drawing functions are copied
        : m_layout(std::make_shared<QTextLayout>(printable(std::move(text)), font)),
          m_lineHeight(static_cast<int>(font.pixelSize() * kLineHeight))
    {
        QTextOption option(alignment);
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        m_layout->setTextOption(option);
        m_layout->beginLayout();
        for (auto line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
            line.setLineWidth(width);
            line.setPosition({0, 0});
        }
        m_layout->endLayout();
    }

    int lines() const { return m_layout->lineCount(); }
    int lineHeight() const { return m_lineHeight; }
    void drawLine(QPainter &painter, int line, QPoint at) const { m_layout->lineAt(line).draw(&painter, at); }

private:
    static QString printable(QString text)
    {
        text.replace(QLatin1Char('\n'), QChar(QChar::LineSeparator));
        text.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
        return text;
    }

    std::shared_ptr<QTextLayout> m_layout; // shared: the rows that draw its lines are copied
    int m_lineHeight;
};

class PageFlow
{
public:
    void add(const PrintDocument::Line &line)
    {
        const BrokenText text(line.text, fontFor(line.size, line.bold), m_width,
                              line.align == PrintDocument::Align::Centre ? Qt::AlignHCenter : Qt::AlignLeft);
        for (int i = 0; i < text.lines(); ++i)
            m_rows.push_back(
                {text.lineHeight(), [text, i](QPainter &painter, QPoint at) { text.drawLine(painter, i, at); }});
    }
    void add(const PrintDocument::Pair &pair)
    {
        const int split = static_cast<int>(m_width * kLabelShare);
        const BrokenText label(pair.label, fontFor(PrintDocument::Size::Body, false), split - dots(3), Qt::AlignLeft);
        const BrokenText value(pair.value, fontFor(PrintDocument::Size::Body, true), m_width - split, Qt::AlignLeft);
        for (int i = 0; i < std::max(label.lines(), value.lines()); ++i) {
            m_rows.push_back({label.lineHeight(), [=](QPainter &painter, QPoint at) {
                                  if (i < label.lines())
                                      label.drawLine(painter, i, at);
                                  if (i < value.lines())
                                      value.drawLine(painter, i, at + QPoint(split, 0));
                              }});
        }
        add(PrintDocument::Gap{1});
    }
    void add(const PrintDocument::Rule &)
    {
        m_rows.push_back({dots(5), [width = m_width](QPainter &painter, QPoint at) {
                              painter.fillRect(at.x(), at.y() + dots(2.4), width, dots(0.25), Qt::black);
                          }});
    }
    void add(const PrintDocument::Gap &gap)
    {
        m_rows.push_back({dots(gap.millimetres), [](QPainter &, QPoint) {}});
    }
    void add(const PrintDocument::QrCode &code)
    {
        const auto made = CodeMatrix::of(code.content);
        m_isDrawn = made && m_isDrawn;
        if (!m_isDrawn)
            return;
        const auto &matrix = *made;
        const int module = dots(kModule);
        const int side = (matrix.width() + 2 * CodeMatrix::kQuietZone) * module;
        const BrokenText caption(code.caption, fontFor(PrintDocument::Size::Caption, false), m_width, Qt::AlignHCenter);
        m_rows.push_back({side + caption.lines() * caption.lineHeight(),
                          [matrix, caption, module, side, width = m_width](QPainter &painter, QPoint at) {
                              const int quiet = CodeMatrix::kQuietZone * module;
                              matrix.draw(painter, at.x() + (width - side) / 2 + quiet, at.y() + quiet, module);
                              for (int i = 0; i < caption.lines(); ++i)
                                  caption.drawLine(painter, i, at + QPoint(0, side + i * caption.lineHeight()));
                          }});
    }

    bool isDrawn() const { return m_isDrawn; }

    /** The first row of every page, and the end. */
    std::vector<std::size_t> pages() const
    {
        std::vector<std::size_t> starts{0};
        int filled = 0;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            if (filled + m_rows[i].height > m_height && i > starts.back()) {
                starts.push_back(i);
                filled = 0;
            }
            filled += m_rows[i].height;
        }
        starts.push_back(m_rows.size());
        return starts;
    }
    void draw(QPainter &painter, std::size_t from, std::size_t to) const
    {
        QPoint at(dots(kMargin), dots(kMargin));
        for (std::size_t i = from; i < to; ++i) {
            m_rows[i].draw(painter, at);
            at.ry() += m_rows[i].height;
        }
    }

private:
    int m_width = dots(kPageWidth - 2 * kMargin);
    int m_height = dots(kPageHeight - 2 * kMargin);
    std::vector<Row> m_rows;
    bool m_isDrawn = true;
};

qsizetype charactersIn(const PrintDocument::Block &block)
{
    if (const auto *line = std::get_if<PrintDocument::Line>(&block))
        return line->text.size();
    if (const auto *pair = std::get_if<PrintDocument::Pair>(&block))
        return pair->label.size() + pair->value.size();
    return 0;
}

Result<void> looksSane(const PageDocument &document)
{
    const auto &blocks = document.content.blocks;
    if (blocks.empty() || blocks.size() > kMaxBlocks)
        return {Fault::BadInput, "a document has between 1 and 600 blocks"};
    const auto count = [](qsizetype sum, const PrintDocument::Block &block) { return sum + charactersIn(block); };
    if (std::accumulate(blocks.begin(), blocks.end(), document.foot.size(), count) > kMaxCharacters)
        return {Fault::BadInput, "a document has at most 60000 characters"};
    for (const auto &block : blocks) {
        const auto *code = std::get_if<PrintDocument::QrCode>(&block);
        if (code && (code->content.isEmpty() || code->content.size() > kMaxCode || code->caption.size() > kMaxCode))
            return {Fault::BadInput, "a code holds between 1 and 213 bytes"};
        const auto *gap = std::get_if<PrintDocument::Gap>(&block);
        if (gap && !(gap->millimetres >= 0 && gap->millimetres <= 100))
            return {Fault::BadInput, "a gap is at most 100 mm"};
    }
    return {};
}

void drawFoot(QPainter &painter, const QString &foot, std::size_t page, std::size_t pages)
{
    const QRect box(dots(kMargin), dots(kPageHeight - kMargin + (kMargin - kFootHeight) / 2),
                    dots(kPageWidth - 2 * kMargin), dots(kFootHeight));
    painter.setFont(fontFor(PrintDocument::Size::Caption, false));
    const auto number = QStringLiteral("第 %1 页，共 %2 页").arg(page).arg(pages);
    const int room = box.width() - painter.fontMetrics().horizontalAdvance(number) - dots(5);
    painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, number);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(foot, Qt::ElideRight, room));
}

} // namespace

Result<PagePdf> renderPages(const PageDocument &document)
{
    if (auto sane = looksSane(document); !sane)
        return sane.error();
    PageFlow flow;
    for (const auto &block : document.content.blocks)
        std::visit([&flow](const auto &one) { flow.add(one); }, block);
    if (!flow.isDrawn())
        return {Fault::BadInput, "this content makes no code"};
    const auto starts = flow.pages();
    const std::size_t pages = starts.size() - 1;
    if (pages > kMaxPages)
        return {Fault::BadInput, "longer than 30 pages"};

    QBuffer out;
    out.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&out);
        writer.setCreator(QStringLiteral("Yizhan"));
        writer.setResolution(kDotsPerInch);
        writer.setPageLayout({QPageSize(QPageSize::A4), QPageLayout::Portrait, QMarginsF(0, 0, 0, 0)});
        QPainter painter(&writer);
        for (std::size_t page = 0; page < pages; ++page) {
            if (page > 0)
                writer.newPage();
            flow.draw(painter, starts[page], starts[page + 1]);
            drawFoot(painter, document.foot, page + 1, pages);
        }
        if (!painter.end())
            return {Fault::Internal, "the pages could not be written"};
    }
    return PagePdf{out.data(), static_cast<int>(pages)};
}

} // namespace yz
