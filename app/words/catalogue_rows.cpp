// SPDX-License-Identifier: Apache-2.0
#include "catalogue_rows.h"

#include "form_pack_reader.h"

#include <QRegularExpression>

#include <functional>

namespace yz {
namespace {

constexpr qsizetype kMaxBytes = 256 * 1024;
constexpr int kTitle = 60;
constexpr int kLine = 200;
constexpr int kText = 600;
constexpr int kMaxLines = 20;
constexpr int kMaxNodes = 200;
constexpr int kMaxDepth = 12;

using Translate = std::function<QString(const QString &)>;

QJsonValue translated(const QJsonValue &value, const Translate &translate, int depth = 0)
{
    if (depth > kMaxDepth)
        return value;
    if (value.isString())
        return translate(value.toString());
    if (value.isArray()) {
        QJsonArray all;
        for (const auto &one : value.toArray())
            all.append(translated(one, translate, depth + 1));
        return all;
    }
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto one = object.begin(); one != object.end(); ++one)
            one.value() = translated(one.value(), translate, depth + 1);
        return object;
    }
    return value;
}

/** A citation stays as the law is called; all else that is Chinese wants English. */
bool wantsEnglish(const QString &text)
{
    static const QRegularExpression hanzi(QStringLiteral("[\\x{4e00}-\\x{9fff}]"));
    static const QRegularExpression citation(
        QStringLiteral("^《[^》]+》(第[〇零一二三四五六七八九十百千]+条(之[一二三四五六七八九十]+)?、?)*$"));
    return text.contains(hanzi) && !citation.match(text).hasMatch();
}

QByteArray inLanguage(const QByteArray &json, Language language)
{
    if (language == Language::English)
        return inEnglish(json);
    QJsonObject object = QJsonDocument::fromJson(json).object();
    if (!object.contains(QLatin1String("en")))
        return json;
    object.remove(QLatin1String("en"));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/** Checks the translations themselves: a bounded object of texts. */
void judgeTranslations(JsonWalk &walk, const QByteArray &json)
{
    if (json.size() > kMaxBytes)
        return; // refused when it is opened
    const auto object = QJsonDocument::fromJson(json).object();
    if (!object.contains(QLatin1String("en")))
        return;
    const JsonPlace top(walk, "$", object);
    const auto words = object.value(QLatin1String("en"));
    if (!words.isObject() || words.toObject().size() > 1000)
        return walk.refuse(top, "en", "is not an object of at most 1000 texts");
    const auto all = words.toObject();
    for (auto one = all.begin(); one != all.end(); ++one) {
        if (!one.value().isString() || one.value().toString().isEmpty() || one.value().toString().size() > 3 * kText)
            return walk.refuse(top, "en", "has a translation that is no text of reasonable length");
    }
}

JsonPlace opened(JsonWalk &walk, const QByteArray &original, const QByteArray &json)
{
    if (original.size() > kMaxBytes)
        return walk.open(original, kMaxBytes);
    judgeTranslations(walk, original);
    return walk.open(json, 2 * kMaxBytes); // in English it may be longer than what came
}

} // namespace

QByteArray inEnglish(const QByteArray &json)
{
    if (json.size() > kMaxBytes)
        return json;
    QJsonObject object = QJsonDocument::fromJson(json).object();
    const QJsonObject words = object.take(QLatin1String("en")).toObject();
    if (object.isEmpty())
        return json;
    const auto translate = [&](const QString &text) {
        const auto found = words.constFind(text);
        return found == words.constEnd() ? text : found.value().toString();
    };
    return QJsonDocument(translated(object, translate).toObject()).toJson(QJsonDocument::Compact);
}

QStringList untranslated(const QByteArray &json)
{
    QJsonObject object = QJsonDocument::fromJson(json).object();
    const QJsonObject words = object.take(QLatin1String("en")).toObject();
    object.remove(QLatin1String("citations"));
    QStringList missing;
    translated(object, [&](const QString &text) {
        if (wantsEnglish(text) && !words.contains(text) && !missing.contains(text))
            missing += text;
        return text;
    });
    return missing;
}

RowReader::RowReader(const QByteArray &json, Language language)
    : m_walk(language == Language::English ? 3 : 1), // a word takes about three times the letters
      m_json(json.size() > kMaxBytes ? json : inLanguage(json, language)),
      m_top(opened(m_walk, json, m_json))
{
    if (m_top.has("order"))
        m_place = static_cast<int>(m_top.integer("order", 0, 100'000));
}

FormPack RowReader::form()
{
    auto pack = readFormPack(m_walk, m_top);
    return pack;
}

GuideItem RowReader::item()
{
    m_top.onlyKeys({"order", "group", "title", "subtitle", "lead", "audience", "materials", "steps", "place",
                    "duration", "fee", "basis", "service", "institution", "referrals"});
    GuideItem item;
    item.group = m_top.code("group");
    item.title = m_top.text("title", kTitle);
    item.subtitle = m_top.text("subtitle", kTitle);
    item.lead = m_top.optionalText("lead", kText);
    item.audience = m_top.optionalText("audience", kText);
    item.materials = m_top.optionalTexts("materials", kMaxLines, kLine);
    item.steps = m_top.optionalTexts("steps", kMaxLines, kLine);
    item.place = m_top.optionalText("place", kLine);
    item.duration = m_top.optionalText("duration", kLine);
    item.fee = m_top.optionalText("fee", kLine);
    item.basis = m_top.optionalTexts("basis", kMaxLines, kLine);
    item.service = m_top.has("service") ? m_top.code("service") : QString();
    item.institution = m_top.has("institution") ? m_top.code("institution") : QString();
    item.referrals = m_top.optionalTexts("referrals", kMaxLines, 40);
    return item;
}

Institution RowReader::institution()
{
    m_top.onlyKeys({"order", "kind", "name", "region", "address", "phone", "hours", "fields", "note"});
    Institution place;
    place.kind = m_top.code("kind");
    place.name = m_top.text("name", kTitle);
    place.region = m_top.text("region", 6);
    place.address = m_top.text("address", kLine);
    place.phone = m_top.text("phone", 20);
    place.hours = m_top.optionalText("hours", kLine);
    place.fields = m_top.optionalTexts("fields", kMaxLines, 40);
    place.note = m_top.optionalText("note", kText);
    return place;
}

Person RowReader::person()
{
    m_top.onlyKeys({"order", "name", "role", "institution", "licence", "skills", "duty"});
    Person person;
    person.name = m_top.text("name", 40);
    person.role = m_top.code("role");
    person.institution = m_top.text("institution", 96);
    person.licence = m_top.optionalText("licence", 40);
    person.skills = m_top.optionalTexts("skills", kMaxLines, 40);
    person.duty = m_top.optionalText("duty", kLine);
    return person;
}

Referral RowReader::referral()
{
    m_top.onlyKeys({"order", "number", "title", "handles", "when", "emergency"});
    Referral line;
    line.number = m_top.text("number", 20);
    line.title = m_top.text("title", kTitle);
    line.handles = m_top.text("handles", kText);
    line.when = m_top.text("when", kText);
    line.emergency = m_top.optionalFlag("emergency", false);
    return line;
}

Lesson RowReader::lesson()
{
    m_top.onlyKeys({"order", "topic", "title", "lead", "paragraphs", "citations"});
    Lesson lesson;
    lesson.topic = m_top.code("topic");
    lesson.title = m_top.text("title", kTitle);
    lesson.lead = m_top.text("lead", kLine);
    lesson.paragraphs = m_top.texts("paragraphs", kMaxLines, kText);
    for (const auto &one : m_top.optionalList("citations", kMaxLines)) {
        one.onlyKeys({"law", "article", "suffix"});
        lesson.citations.push_back({one.text("law", 120), static_cast<int>(one.integer("article", 1, 9999)),
                                    one.has("suffix") ? static_cast<int>(one.integer("suffix", 0, 99)) : 0});
    }
    return lesson;
}

HelpTree RowReader::tree()
{
    m_top.onlyKeys({"order", "root", "nodes"});
    HelpTree tree;
    tree.root = m_top.code("root");
    for (const auto &place : m_top.list("nodes", 1, kMaxNodes)) {
        place.onlyKeys({"id", "question", "help", "options"});
        HelpTree::Node node;
        node.question = place.text("question", kTitle);
        node.help = place.optionalText("help", kLine);
        for (const auto &option : place.list("options", 1, 12)) {
            option.onlyKeys({"label", "hint", "to"});
            node.options.push_back(
                {option.text("label", kTitle), option.optionalText("hint", kLine), option.text("to", 96)});
        }
        if (!tree.nodes.emplace(place.code("id"), std::move(node)).second)
            m_walk.refuse(place, "id", "was already used");
    }
    return tree;
}

PrintTemplate RowReader::sheet()
{
    m_top.onlyKeys({"order", "title", "head", "foot"});
    return {{},
            m_top.text("title", kTitle),
            m_top.optionalTexts("head", kMaxLines, kText),
            m_top.optionalTexts("foot", kMaxLines, kText)};
}

CodeTable RowReader::codes()
{
    m_top.onlyKeys({"order", "title", "entries"});
    CodeTable table;
    table.title = m_top.text("title", kTitle);
    for (const auto &entry : m_top.list("entries", 1, 200)) {
        entry.onlyKeys({"code", "label"});
        table.entries.emplace_back(entry.code("code"), entry.text("label", kTitle));
    }
    return table;
}

} // namespace yz
