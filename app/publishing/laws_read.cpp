// SPDX-License-Identifier: Apache-2.0
#include "laws_import.h"

#include <cache/law_number.h>

#include <QRegularExpression>
#include <QStringDecoder>

#include <array>

namespace yz::publishing {
namespace {

constexpr qsizetype kMaxFileBytes = 4 * 1024 * 1024;
constexpr qsizetype kMaxTitle = 200;
constexpr qsizetype kMaxHeading = 200;
constexpr qsizetype kMaxHistory = 64;
constexpr qsizetype kMaxHistoryLine = 600;
constexpr std::size_t kMaxUnits = 4000;
constexpr qsizetype kMaxUnitText = 60000;
constexpr int kMaxHeadingLevel = 6;

const QString kHeaderEnd = QStringLiteral("<!-- INFO END -->");

struct Category
{
    const char16_t *folder;
    int rank;
};
constexpr std::array<Category, 12> kCategories = {{{u"宪法", 1},
                                                   {u"宪法相关法", 2},
                                                   {u"民法典", 2},
                                                   {u"民法商法", 2},
                                                   {u"行政法", 2},
                                                   {u"经济法", 2},
                                                   {u"社会法", 2},
                                                   {u"刑法", 2},
                                                   {u"诉讼与非诉讼程序法", 2},
                                                   {u"行政法规", 3},
                                                   {u"司法解释", 4},
                                                   {u"部门规章", 5}}};

int rankOf(const QString &path)
{
    const QStringView folder = QStringView(path).left(path.indexOf(u'/'));
    if (folder == u"地方性法规")
        return 6;
    for (const auto &category : kCategories)
        if (folder == QStringView(category.folder))
            return category.rank;
    return 0;
}

/** The first 2020年5月28日 in the text, and where it ends; invalid when there is none. */
QDate dateIn(const QString &text, qsizetype *end = nullptr)
{
    static const QRegularExpression kDate(QStringLiteral("([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日"));
    const auto found = kDate.match(text);
    if (!found.hasMatch())
        return {};
    if (end != nullptr)
        *end = found.capturedEnd();
    return {found.captured(1).toInt(), found.captured(2).toInt(), found.captured(3).toInt()};
}

QDate dateInName(const QString &path)
{
    static const QRegularExpression kDated(QStringLiteral("\\(([0-9]{4}-[0-9]{2}-[0-9]{2})\\)\\.md$"));
    const auto found = kDated.match(path);
    return found.hasMatch() ? QDate::fromString(found.captured(1), Qt::ISODate) : QDate();
}

/** One space where there were several, none at the ends. */
QString tidy(const QString &line)
{
    return line.simplified();
}

/** Reads one file from top to bottom. */
class Reader
{
public:
    explicit Reader(const QString &path) { m_law.path = path; }

    Result<LawText> read(const QByteArray &markdown)
    {
        if (markdown.size() > kMaxFileBytes)
            return refuse("is larger than 4 MiB");
        m_law.rank = rankOf(m_law.path);
        if (m_law.rank == 0)
            return refuse("is in a folder that stands for no kind of law");
        for (qsizetype begin = 0; begin < markdown.size();) {
            qsizetype end = markdown.indexOf('\n', begin);
            end = end < 0 ? markdown.size() : end;
            ++m_line;
            if (auto taken = take(markdown.mid(begin, end - begin)); !taken)
                return taken.error();
            begin = end + 1;
        }
        return finish();
    }

private:
    Error refuse(const char *why) const
    {
        const std::string place = m_line > 0 ? ":" + std::to_string(m_line) : std::string();
        return {Fault::DataMalformed, m_law.path.toStdString() + place + ": " + why};
    }

    Result<void> take(QByteArray bytes)
    {
        if (m_line == 1 && bytes.startsWith("\xEF\xBB\xBF"))
            bytes.remove(0, 3);
        QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString line = QString(utf8(bytes)).trimmed();
        if (utf8.hasError() || line.contains(QChar(u'\0')))
            return refuse("is no UTF-8 text");
        if (line.isEmpty())
            return {};
        if (line.startsWith(u'#'))
            return heading(line);
        if (!m_headerEnded)
            return headerLine(line);
        return bodyLine(line);
    }

    Result<void> heading(const QString &line)
    {
        qsizetype level = 0;
        while (level < line.size() && line[level] == u'#')
            ++level;
        const QString words = tidy(line.mid(level));
        if (level > kMaxHeadingLevel || words.size() > kMaxHeading)
            return refuse("is a heading that is too deep or too long");
        if (level == 1 && !m_headerEnded) {
            if (m_law.title.isEmpty())
                m_law.title = words;
            else if (m_law.part.isEmpty())
                m_law.part = words;
            else
                return refuse("is a third title");
            return {};
        }
        m_sections.resize(static_cast<qsizetype>(level));
        m_sections.last() = words;
        m_open = false;
        return {};
    }

    Result<void> headerLine(const QString &line)
    {
        if (m_law.title.isEmpty() || m_law.title.size() > kMaxTitle)
            return refuse("comes before a title of at most 200 characters");
        if (line == kHeaderEnd) {
            m_headerEnded = true;
            return {};
        }
        if (m_law.history.size() >= kMaxHistory || line.size() > kMaxHistoryLine)
            return refuse("makes a header that is too long");
        m_law.history += line;
        note(line);
        return {};
    }

    /** 2024年2月1日 施行: what the header says of dates. */
    void note(const QString &line)
    {
        qsizetype end = 0;
        const QDate date = dateIn(line, &end);
        if (!date.isValid())
            return;
        const QString event = line.mid(end).trimmed();
        if (event.startsWith(QStringLiteral("施行")) || event.startsWith(QStringLiteral("起施行")))
            m_law.validFrom = date;
        else if (event.startsWith(QStringLiteral("废止")))
            m_law.repealed = date;
        else if (!m_lastEvent.isValid() || date > m_lastEvent)
            m_lastEvent = date;
    }

    Result<void> bodyLine(const QString &line)
    {
        static const QRegularExpression kArticle(
            QStringLiteral("^第([零〇一二三四五六七八九十百千0-9]{1,12})条(?:之([零〇一二三四五六七八九十百0-9]{1,6}))?"
                           "[\\s\\x{3000}]+(.*)$"));
        const auto article = kArticle.match(line);
        if (article.hasMatch()) {
            const auto number = lawNumber(article.capturedView(1));
            const auto suffix = article.capturedLength(2) > 0 ? lawNumber(article.capturedView(2)) : std::optional(0);
            if (!number || !suffix)
                return refuse("begins an article whose number cannot be read");
            return begin({lawArticleName(*number, *suffix), *number, *suffix, section(), article.captured(3)});
        }
        if (!m_open)
            return begin({m_sections.isEmpty() ? QString() : m_sections.last(), 0, 0, section(), line});
        auto &text = m_law.units.back().text;
        if (text.size() + line.size() >= kMaxUnitText)
            return refuse("makes an article longer than 60,000 characters");
        text += u'\n' + line;
        return {};
    }

    Result<void> begin(LawUnit unit)
    {
        if (m_law.units.size() >= kMaxUnits)
            return refuse("is more than the 4,000th article");
        if (unit.text.size() > kMaxUnitText)
            return refuse("is an article longer than 60,000 characters");
        m_law.units.push_back(std::move(unit));
        m_open = true;
        return {};
    }

    QString section() const
    {
        QStringList parts = m_sections;
        parts.removeAll(QString());
        if (!m_law.part.isEmpty())
            parts.prepend(m_law.part);
        return parts.join(QStringLiteral(" · "));
    }

    /** What the text says at its end: 自2021年1月1日起施行, 《…》同时废止. */
    void readEnd()
    {
        static const QRegularExpression kFrom(
            QStringLiteral("自([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)起(?:施行|实施|生效)"));
        static const QRegularExpression kQuoted(
            QStringLiteral("《([^《》]{2,100}(?:《[^《》]{2,60}》[^《》]{0,60})?)》"));
        for (auto unit = m_law.units.rbegin(); unit != m_law.units.rend() && unit < m_law.units.rbegin() + 3; ++unit) {
            if (const auto from = kFrom.match(unit->text); from.hasMatch() && !m_textFrom.isValid())
                m_textFrom = dateIn(from.captured(1));
            const qsizetype repeal = unit->text.indexOf(QStringLiteral("同时废止"));
            if (repeal < 0)
                continue;
            for (auto quoted = kQuoted.globalMatch(unit->text.left(repeal)); quoted.hasNext();)
                m_law.repeals += quoted.next().captured(1);
        }
    }

    Result<LawText> finish()
    {
        m_line = 0;
        if (!m_headerEnded)
            return refuse("has no line <!-- INFO END -->");
        if (m_law.units.empty())
            return refuse("has no text");
        m_law.issued = dateInName(m_law.path);
        if (!m_law.issued.isValid())
            m_law.issued = m_lastEvent;
        if (!m_law.issued.isValid())
            return refuse("names no day of issue, neither in its name nor in its header");
        readEnd();
        // An amended version still carries the day on which the first one came into force.
        if (!m_law.validFrom.isValid() || m_law.validFrom < m_law.issued)
            m_law.validFrom = m_textFrom >= m_law.issued ? m_textFrom : m_law.issued;
        return std::move(m_law);
    }

    LawText m_law;
    QDate m_lastEvent;
    QDate m_textFrom;
    QStringList m_sections;
    bool m_headerEnded = false;
    bool m_open = false; ///< a unit that takes the next line
    int m_line = 0;
};

} // namespace

Result<LawText> readLaw(const QString &path, const QByteArray &markdown)
{
    return Reader(path).read(markdown);
}

} // namespace yz::publishing
