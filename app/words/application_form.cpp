// SPDX-License-Identifier: Apache-2.0
#include "words/application_form.h"

#include "words/promise.h"

namespace yz {
namespace {

using Line = PrintDocument::Line;
using Pair = PrintDocument::Pair;
using Gap = PrintDocument::Gap;
using Rule = PrintDocument::Rule;
using Size = PrintDocument::Size;
using Align = PrintDocument::Align;

void addApplicant(std::vector<PrintDocument::Block> &blocks, const Applicant &applicant)
{
    blocks.push_back(Line{QStringLiteral("申请人"), Size::Body, Align::Left, true});
    const auto *who = std::get_if<Identity>(&applicant);
    if (who == nullptr) {
        blocks.push_back(Pair{QStringLiteral("姓名"), QStringLiteral("匿名")});
        return;
    }
    blocks.push_back(Pair{QStringLiteral("姓名"), who->name});
    blocks.push_back(Pair{QStringLiteral("证件号"), who->number});
    if (!who->address.isEmpty())
        blocks.push_back(Pair{QStringLiteral("住址"), who->address});
}

void addAnswers(std::vector<PrintDocument::Block> &blocks, const WorkOrder &order, const FormPack &pack)
{
    FormAnswers answers;
    for (const auto &answer : order.answers)
        answers[answer.field] = answer.value;
    for (const auto *question : questionsFor(pack, answers)) {
        const auto answer = answers.find(question->field);
        if (answer == answers.end() || question->kind == QuestionKind::Statement)
            continue;
        blocks.push_back(Line{question->title, Size::Body, Align::Left, true});
        blocks.push_back(Line{spokenAnswer(*question, answer->second), Size::Body, Align::Left, false});
    }
}

} // namespace

PrintDocument applicationForm(const WorkOrder &order, const Ticket &ticket, const FormPack &pack, const QString &place,
                              const PrintTemplate &frame)
{
    PrintDocument form;
    auto &blocks = form.blocks;
    blocks.push_back(Line{pack.paperForm, Size::Title, Align::Centre, true});
    for (const auto &line : frame.head)
        blocks.push_back(Line{line, Size::Caption, Align::Left, false});
    blocks.push_back(Rule{});
    blocks.push_back(Pair{QStringLiteral("单号"), ticket.number});
    blocks.push_back(Pair{QStringLiteral("提交时间"), writtenTime(order.stamp.at)});
    blocks.push_back(Pair{QStringLiteral("办理地点"), place});
    blocks.push_back(Rule{});
    addApplicant(blocks, order.applicant);
    blocks.push_back(Rule{});
    addAnswers(blocks, order, pack);
    blocks.push_back(Rule{});
    if (!pack.pledge.isEmpty())
        blocks.push_back(Line{pack.pledge, Size::Body, Align::Left, false});
    blocks.push_back(Gap{12});
    blocks.push_back(Line{QStringLiteral("申请人签名：＿＿＿＿＿＿＿＿　　日期：＿＿＿＿年＿＿月＿＿日"), Size::Body,
                          Align::Left, false});
    for (const auto &line : frame.foot)
        blocks.push_back(Line{line, Size::Caption, Align::Left, false});
    return form;
}

} // namespace yz
