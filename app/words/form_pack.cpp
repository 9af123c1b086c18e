// SPDX-License-Identifier: Apache-2.0
#include "words/form_pack.h"

#include "form_pack_reader.h"
#include "words/json_walk.h"

#include <cache/ticket_number.h>
#include <core/said.h>

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <iterator>

namespace yz {
namespace {

constexpr qsizetype kMaxBytes = 256 * 1024;
constexpr int kMaxPages = 12;
constexpr int kMaxQuestions = 100;
constexpr int kMaxOptions = 40;
constexpr int kMaxText = 600;
constexpr int kMaxAnswer = 2000;

const std::map<QString, QuestionKind> &kinds()
{
    static const std::map<QString, QuestionKind> all = {
        {QStringLiteral("choice"), QuestionKind::Choice},       {QStringLiteral("choices"), QuestionKind::Choices},
        {QStringLiteral("text"), QuestionKind::Text},           {QStringLiteral("long-text"), QuestionKind::LongText},
        {QStringLiteral("digits"), QuestionKind::Digits},       {QStringLiteral("phone"), QuestionKind::Phone},
        {QStringLiteral("statement"), QuestionKind::Statement}, {QStringLiteral("ticket"), QuestionKind::Ticket},
    };
    return all;
}

bool hasOptions(QuestionKind kind)
{
    return kind == QuestionKind::Choice || kind == QuestionKind::Choices || kind == QuestionKind::Statement;
}

/** Reads a pack from the top; the first thing that does not fit stops it. */
class PackReader
{
public:
    explicit PackReader(JsonWalk &walk) : m_walk(walk) {}

    FormPack read(const JsonPlace &top)
    {
        FormPack pack;
        top.onlyKeys({"schema",  "id",      "version",   "service",       "title",    "lead",       "points",
                      "sources", "need",    "anonymous", "cardAfterForm", "slip",     "takesPages", "answerMinutes",
                      "pages",   "promise", "pledge",    "doneTitle",     "timeline", "slipNotes",  "paperForm"});
        if (top.integer("schema", 1, 1) != 1)
            return pack;
        pack.id = top.code("id");
        pack.version = top.text("version", 40);
        pack.service = top.code("service");
        pack.title = top.text("title", 24);
        pack.lead = top.text("lead", kMaxText);
        pack.points = top.texts("points", 12, kMaxText);
        pack.sources = top.texts("sources", 12, kMaxText);
        readNeed(top, pack.need);
        pack.anonymousAllowed = top.optionalFlag("anonymous", false);
        pack.cardAfterForm = top.optionalFlag("cardAfterForm", false);
        pack.takesPages = top.optionalFlag("takesPages", false);
        pack.givesSlip = top.optionalFlag("slip", true);
        if (top.has("answerMinutes"))
            pack.answerMinutes = static_cast<int>(top.integer("answerMinutes", 1, 7 * 24 * 60));
        for (const auto &page : top.list("pages", 1, kMaxPages))
            pack.pages.push_back(readPage(page));
        pack.promise = top.text("promise", kMaxText);
        pack.pledge = top.text("pledge", kMaxText);
        pack.doneTitle = top.optionalText("doneTitle", 24);
        for (const auto &step : top.list("timeline", 1, 8)) {
            step.onlyKeys({"title", "when", "askedWhen"});
            pack.timeline.push_back({step.text("title", 40), step.text("when", 80), readConditions(step, "askedWhen")});
        }
        pack.slipNotes = top.texts("slipNotes", 8, 120);
        pack.paperForm = top.optionalText("paperForm", 24);
        return pack;
    }

private:
    void readNeed(const JsonPlace &top, IdentityNeed &need)
    {
        for (const auto &item : top.texts("need", 4, 20)) {
            if (item == QLatin1String("address"))
                need.address = true;
            else if (item == QLatin1String("nation"))
                need.nation = true;
            else
                m_walk.refuse(top, "need", "names an item that no card has");
        }
    }

    FormPack::Page readPage(const JsonPlace &place)
    {
        place.onlyKeys({"title", "questions"});
        FormPack::Page page;
        page.title = place.text("title", 12);
        for (const auto &question : place.list("questions", 1, kMaxQuestions)) {
            page.questions.push_back(readQuestion(question));
            if (++m_questions > kMaxQuestions)
                m_walk.refuse(place, "questions", "there are too many in all");
        }
        return page;
    }

    Question readQuestion(const JsonPlace &place)
    {
        place.onlyKeys({"field", "kind", "title", "help", "source", "options", "offersFrom", "filteredBy", "phrases",
                        "maxLength", "required", "askedWhen", "askedWhenAny"});
        Question question;
        question.field = place.code("field");
        if (m_fields.contains(question.field))
            m_walk.refuse(place, "field", "was already used");
        const auto kind = kinds().find(place.text("kind", 20));
        if (kind == kinds().end())
            m_walk.refuse(place, "kind", "is none of the known kinds");
        else
            question.kind = kind->second;
        question.title = place.text("title", 60);
        question.help = place.optionalText("help", kMaxText);
        question.source = place.optionalText("source", 120);
        question.phrases = place.optionalTexts("phrases", 12, 20);
        question.required = place.optionalFlag("required", true);
        readOffer(place, question);
        readOptions(place, question);
        if (!hasOptions(question.kind))
            question.maxLength = static_cast<int>(place.integer("maxLength", 1, kMaxAnswer));
        question.conditions = readConditions(place, "askedWhen");
        question.alternatives = readConditions(place, "askedWhenAny");
        m_fields.insert(question.field);
        return question;
    }

    void readOffer(const JsonPlace &place, Question &question)
    {
        static const QRegularExpression shape(QStringLiteral("^(code|org):[a-z0-9.-]{1,40}$"));
        question.offersFrom = place.optionalText("offersFrom", 50);
        if (!question.offersFrom.isEmpty() &&
            (!hasOptions(question.kind) || !shape.match(question.offersFrom).hasMatch()))
            m_walk.refuse(place, "offersFrom", "must be code:TABLE or org:KIND, with choices");
        question.filteredBy = place.has("filteredBy") ? place.code("filteredBy") : QString();
        if (!question.filteredBy.isEmpty() && !m_fields.contains(question.filteredBy))
            m_walk.refuse(place, "filteredBy", "is not an earlier question");
    }

    void readOptions(const JsonPlace &place, Question &question)
    {
        QSet<QString> seen;
        for (const auto &item : place.optionalList("options", kMaxOptions)) {
            item.onlyKeys({"value", "label", "hint", "excludesOthers", "needsDuty"});
            Question::Option option{item.code("value"),
                                    item.text("label", 40),
                                    item.optionalText("hint", 80),
                                    item.optionalFlag("excludesOthers", false),
                                    item.optionalFlag("needsDuty", false),
                                    {}};
            if (seen.contains(option.value))
                m_walk.refuse(item, "value", "was already used");
            seen.insert(option.value);
            question.options.push_back(std::move(option));
        }
        if (question.offersFrom.isEmpty() && hasOptions(question.kind) == question.options.empty())
            m_walk.refuse(place, "options", "must stand with choices and statements, and only with them");
    }

    std::vector<Question::Condition> readConditions(const JsonPlace &place, const char *key)
    {
        std::vector<Question::Condition> conditions;
        for (const auto &item : place.optionalList(key, 4)) {
            item.onlyKeys({"field", "anyOf"});
            Question::Condition condition{item.code("field"), item.texts("anyOf", kMaxOptions, 40)};
            // Only backwards: a question cannot hang on one that has not been asked.
            if (!m_fields.contains(condition.field))
                m_walk.refuse(item, "field", "is not an earlier question");
            conditions.push_back(std::move(condition));
        }
        return conditions;
    }

    JsonWalk &m_walk;
    QSet<QString> m_fields;
    int m_questions = 0;
};

bool holds(const Question::Condition &condition, const FormAnswers &answers)
{
    const auto answer = answers.find(condition.field);
    return answer != answers.end() &&
           std::any_of(answer->second.begin(), answer->second.end(),
                       [&](const QString &value) { return condition.anyOf.contains(value); });
}

bool allHold(const std::vector<Question::Condition> &conditions, const FormAnswers &answers)
{
    return std::all_of(conditions.begin(), conditions.end(),
                       [&](const auto &condition) { return holds(condition, answers); });
}

bool isAsked(const Question &question, const FormAnswers &answers)
{
    const auto &either = question.alternatives;
    return allHold(question.conditions, answers) &&
           (either.empty() || std::any_of(either.begin(), either.end(),
                                          [&](const auto &condition) { return holds(condition, answers); }));
}

const Question::Option *optionOf(const Question &question, const QString &value)
{
    const auto found = std::find_if(question.options.begin(), question.options.end(),
                                    [&](const auto &option) { return option.value == value; });
    return found == question.options.end() ? nullptr : &*found;
}

QString problemWithOptions(const Question &question, const QStringList &value)
{
    const bool allKnown = std::all_of(value.begin(), value.end(),
                                      [&](const QString &item) { return optionOf(question, item) != nullptr; });
    if (!allKnown || (question.kind != QuestionKind::Choices && value.size() > 1))
        return Said::tr("请从列出的选项里选择。");
    const bool hasExclusive = std::any_of(
        value.begin(), value.end(), [&](const QString &item) { return optionOf(question, item)->excludesOthers; });
    if (hasExclusive && value.size() > 1)
        return Said::tr("选了“以上都不是”，就不能再选别的。");
    return {};
}

QString problemWithText(const Question &question, const QString &text)
{
    static const QRegularExpression digits(QStringLiteral("^[0-9]+$"));
    static const QRegularExpression phone(QStringLiteral("^(1[3-9][0-9]{9}|0[0-9]{2,3}[0-9]{7,8}|[2-9][0-9]{6,7})$"));
    if (text.size() > question.maxLength)
        return Said::tr("太长了，最多 %1 个字。").arg(question.maxLength);
    if (question.kind == QuestionKind::Digits && !digits.match(text).hasMatch())
        return Said::tr("这里只能填数字。");
    if (question.kind == QuestionKind::Phone && !phone.match(text).hasMatch())
        return Said::tr("电话号码不对，请检查：手机是 11 位，座机请带区号。");
    if (question.kind == QuestionKind::Ticket && !isTicketNumber(text))
        return Said::tr("单号不对，请对照回执单再看一看。");
    return {};
}

} // namespace

FormPack readFormPack(JsonWalk &walk, const JsonPlace &top)
{
    return PackReader(walk).read(top);
}

Result<FormPack> parseFormPack(const QByteArray &json)
{
    JsonWalk walk;
    const auto top = walk.open(json, kMaxBytes);
    FormPack pack = readFormPack(walk, top);
    if (walk.problem())
        return *walk.problem();
    return pack;
}

std::vector<const Question *> questionsFor(const FormPack &pack, const FormAnswers &answers)
{
    std::vector<const Question *> asked;
    FormAnswers standing; // an answer under a question that is no longer asked must not open others
    for (const auto &page : pack.pages) {
        for (const auto &question : page.questions) {
            if (!isAsked(question, standing))
                continue;
            asked.push_back(&question);
            if (const auto answer = answers.find(question.field); answer != answers.end())
                standing.insert(*answer);
        }
    }
    return asked;
}

std::vector<Question::Option> optionsFor(const Question &question, const FormAnswers &answers)
{
    std::vector<Question::Option> options;
    std::copy_if(question.options.begin(), question.options.end(), std::back_inserter(options),
                 [&](const auto &option) { return allHold(option.conditions, answers); });
    return options;
}

std::vector<FormPack::Step> stepsFor(const FormPack &pack, const FormAnswers &answers)
{
    std::vector<FormPack::Step> steps;
    std::copy_if(pack.timeline.begin(), pack.timeline.end(), std::back_inserter(steps),
                 [&](const auto &step) { return allHold(step.conditions, answers); });
    return steps;
}

QString problemWith(const Question &question, const QStringList &value)
{
    const bool isEmpty = value.isEmpty() || (value.size() == 1 && value.front().trimmed().isEmpty());
    if (isEmpty) {
        if (!question.required)
            return {};
        return hasOptions(question.kind) ? Said::tr("请先选一项。") : Said::tr("这里需要填写。");
    }
    return hasOptions(question.kind) ? problemWithOptions(question, value) : problemWithText(question, value.front());
}

QString spokenAnswer(const Question &question, const QStringList &value)
{
    if (!hasOptions(question.kind))
        return value.join(QString());
    QStringList labels;
    for (const auto &item : value) {
        const auto *option = optionOf(question, item);
        labels += option != nullptr ? option->label : item;
    }
    return labels.join(QStringLiteral("；"));
}

} // namespace yz
