// SPDX-License-Identifier: Apache-2.0
#include "laws/law_rows.h"

#include "laws/law_index.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace yz::laws {
namespace {

constexpr int kMaxRank = 9;
constexpr qsizetype kMaxText = 80000;
constexpr qsizetype kMaxLine = 400;
constexpr qsizetype kMaxWords = 64;

/** Reads members one after the other and keeps the first trouble. */
class Members
{
public:
    explicit Members(const PackRow &row) : m_row(row)
    {
        const auto document = QJsonDocument::fromJson(row.value);
        if (!document.isObject())
            refuse("value", "is no object");
        m_object = document.object();
    }

    QString text(const char *member, qsizetype most, bool mayBeEmpty = false)
    {
        const auto value = m_object.value(QLatin1String(member));
        const QString text = value.toString();
        if (!value.isString() || text.size() > most || (text.isEmpty() && !mayBeEmpty))
            refuse(member, "is no text of the allowed length");
        return text;
    }

    std::int64_t number(const char *member, std::int64_t least, std::int64_t most)
    {
        const double value = m_object.value(QLatin1String(member)).toDouble(-1);
        if (!(value >= static_cast<double>(least) && value <= static_cast<double>(most)) ||
            value != std::floor(value)) {
            refuse(member, "is no number in its range");
            return least;
        }
        return static_cast<std::int64_t>(value);
    }

    QDate date(const char *member, bool mayBeNull)
    {
        const auto value = m_object.value(QLatin1String(member));
        if (mayBeNull && (value.isNull() || value.isUndefined()))
            return {};
        const QDate date = QDate::fromString(value.toString(), Qt::ISODate);
        if (!date.isValid())
            refuse(member, "is no date");
        return date;
    }

    QStringList words(const char *member, bool mayBeEmpty = false)
    {
        const auto array = m_object.value(QLatin1String(member)).toArray();
        if (array.size() > kMaxWords || (array.isEmpty() && !mayBeEmpty))
            refuse(member, "is no list of the allowed length");
        QStringList words;
        for (const auto &one : array) {
            if (!one.isString() || one.toString().isEmpty() || one.toString().size() > kMaxLine)
                refuse(member, "holds what is no word");
            words += one.toString();
        }
        return words;
    }

    bool isNull(const char *member) const { return m_object.value(QLatin1String(member)).isNull(); }
    bool has(const char *member) const { return m_object.contains(QLatin1String(member)); }

    template <class Row>
    Result<Row> done(Row row) const
    {
        if (m_trouble.empty())
            return row;
        return {Fault::DataMalformed, m_trouble};
    }

    void refuse(const char *member, const char *why)
    {
        if (m_trouble.empty())
            m_trouble = m_row.type.toStdString() + " " + m_row.id.toStdString() + ": " + member + " " + why;
    }

private:
    const PackRow &m_row;
    QJsonObject m_object;
    std::string m_trouble;
};

} // namespace

Result<ArticleRow> readArticle(const PackRow &row)
{
    Members members(row);
    ArticleRow article;
    article.law = members.text("law", 90);
    article.rank = static_cast<int>(members.number("rank", 1, kMaxRank));
    article.ordinal = members.number("ordinal", 1, ArticleKey::kMaxOrdinal);
    article.number = members.text("number", kMaxLine);
    article.article = members.number("article", 0, 99999);
    article.suffix = members.number("suffix", 0, 999);
    article.section = members.text("section", 2000, true);
    article.text = members.text("text", kMaxText);
    if (row.id != article.law + u'/' + QStringLiteral("%1").arg(article.ordinal, 4, 10, QChar(u'0')))
        members.refuse("id", "is not its law's and its place in it");
    return members.done(std::move(article));
}

Result<LawRow> readLawRow(const PackRow &row)
{
    Members members(row);
    LawRow law;
    law.id = row.id;
    law.title = members.text("title", kMaxLine);
    law.shorts = members.words("short", true);
    law.rank = static_cast<int>(members.number("rank", 1, kMaxRank));
    law.jurisdiction = members.text("jurisdiction", 6);
    law.issued = members.date("issued", false);
    law.validFrom = members.date("validFrom", false);
    law.validTo = members.date("validTo", true);
    if (members.has("replacedBy") && !members.isNull("replacedBy"))
        law.replacedBy = members.text("replacedBy", 96);
    return members.done(std::move(law));
}

Result<SynonymRow> readSynonym(const PackRow &row)
{
    Members members(row);
    SynonymRow synonym;
    synonym.say = members.words("say");
    synonym.at = members.has("at") ? members.words("at") : QStringList();
    synonym.means = members.words("means", !synonym.at.isEmpty());
    return members.done(std::move(synonym));
}

Result<PinyinRow> readPinyin(const PackRow &row)
{
    Members members(row);
    PinyinRow pinyin;
    pinyin.initials = members.words("initials");
    pinyin.title = members.text("title", kMaxLine);
    return members.done(std::move(pinyin));
}

} // namespace yz::laws
