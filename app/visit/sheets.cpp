// SPDX-License-Identifier: Apache-2.0
#include "sheets.h"

#include "pages.h"
#include "visit_words.h"

#include <words/promise.h>

namespace yz {
namespace {

using Line = PrintDocument::Line;
using Pair = PrintDocument::Pair;
using Size = PrintDocument::Size;
using Align = PrintDocument::Align;

void begin(PrintDocument &sheet, const QString &place, const QString &title)
{
    sheet.blocks.push_back(Line{place, Size::Caption, Align::Centre, false});
    sheet.blocks.push_back(Line{title, Size::Title, Align::Centre, true});
}

void end(PrintDocument &sheet, const PackVersion &version, WallTime now)
{
    sheet.blocks.push_back(PrintDocument::Rule{});
    sheet.blocks.push_back(Line{noticeOf(version, now).words, Size::Caption, Align::Left, false});
    sheet.blocks.push_back(Pair{Said::tr("打印时间"), writtenTime(now)});
    sheet.blocks.push_back(Line{Said::tr("咨询请拨 12348"), Size::Body, Align::Centre, true});
}

void add(PrintDocument &sheet, const DetailView::Block &block)
{
    if (block.lines.isEmpty())
        return;
    sheet.blocks.push_back(PrintDocument::Gap{2});
    if (!block.heading.isEmpty())
        sheet.blocks.push_back(Line{block.heading, Size::Body, Align::Left, true});
    int number = 0;
    for (const auto &line : block.lines) {
        // A box to be ticked off at home is worth more than a bullet.
        const QString mark = block.numbered ? QStringLiteral("□ %1. ").arg(++number) : QString();
        sheet.blocks.push_back(Line{mark + line, Size::Body, Align::Left, false});
    }
}

PrintDocument readingSheet(const Catalogue &words, const Catalogue &chinese, const PageStop &page, const QString &place,
                           WallTime now)
{
    const auto content = readingOf(words, page);
    if (content.title.isEmpty())
        return {};
    PrintDocument sheet;
    begin(sheet, place, content.title);
    if (const auto title = readingOf(chinese, page).title; title != content.title)
        sheet.blocks.push_back(Line{title, Size::Body, Align::Centre, false});
    sheet.blocks.push_back(PrintDocument::Rule{});
    const auto form = words.templates.find(QStringLiteral("checklist"));
    const bool isChecklist = page.kind == PageStop::Kind::Item && form != words.templates.end();
    if (isChecklist)
        add(sheet, {{}, form->second.head, false});
    if (!content.lead.isEmpty())
        sheet.blocks.push_back(Line{content.lead, Size::Body, Align::Left, false});
    if (!content.number.isEmpty())
        sheet.blocks.push_back(Pair{Said::tr("电话"), content.number});
    for (const auto &block : content.blocks)
        add(sheet, block);
    if (!content.sources.isEmpty())
        add(sheet, {Said::tr("依据"), content.sources, false});
    if (isChecklist)
        add(sheet, {{}, form->second.foot, false});
    end(sheet, words.version, now);
    return sheet;
}

PrintDocument articleSheet(const Catalogue &words, const LawArticle &article, const QString &place, WallTime now)
{
    PrintDocument sheet;
    begin(sheet, place, QStringLiteral("《%1》").arg(article.law));
    sheet.blocks.push_back(PrintDocument::Rule{});
    if (!article.section.isEmpty())
        sheet.blocks.push_back(Line{article.section, Size::Caption, Align::Left, false});
    sheet.blocks.push_back(Line{article.number, Size::Body, Align::Left, true});
    sheet.blocks.push_back(Line{article.text, Size::Body, Align::Left, false});
    if (article.validFrom.isValid())
        sheet.blocks.push_back(Pair{Said::tr("施行日期"), article.validFrom.toString(Qt::ISODate)});
    if (article.validTo.isValid())
        sheet.blocks.push_back(Pair{Said::tr("有效至"), article.validTo.toString(Qt::ISODate)});
    end(sheet, words.version, now);
    return sheet;
}

} // namespace

PrintDocument sheetFor(const Catalogue &words, const Catalogue &chinese, const Stop &stop, const QString &place,
                       WallTime now)
{
    if (const auto *page = std::get_if<PageStop>(&stop))
        return readingSheet(words, chinese, *page, place, now);
    const auto *shown = std::get_if<ArticleStop>(&stop);
    return shown != nullptr && shown->article ? articleSheet(words, *shown->article, place, now) : PrintDocument{};
}

} // namespace yz
