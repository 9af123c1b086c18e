// SPDX-License-Identifier: Apache-2.0
#include "laws_import.h"

#include "pinyin.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <map>
#include <set>

namespace yz::publishing {
namespace {

constexpr std::size_t kMaxFiles = 50000;
constexpr qsizetype kMaxRowBytes = 256 * 1024;
constexpr std::size_t kMaxUnitsOfLaw = 4000; ///< the index numbers them in twelve bits
constexpr qsizetype kMaxShorts = 8;
constexpr int kLocal = 6;

QString plainTitle(QString title)
{
    title.remove(QStringLiteral("中华人民共和国"));
    title.remove(QRegularExpression(QStringLiteral("[《》〈〉<>\\s]")));
    return title;
}

/** How people call it: 民法典; 民间借贷解释. */
QStringList shortTitles(const QString &title)
{
    QStringList shorts;
    const auto add = [&](const QString &one) {
        if (one.size() >= 2 && one != title && !shorts.contains(one) && shorts.size() < kMaxShorts)
            shorts += one;
    };
    if (title.startsWith(QStringLiteral("中华人民共和国")))
        add(title.mid(7));
    static const QRegularExpression kCase(
        QStringLiteral("^最高人民法院关于审理(?:涉及?)?(.{2,20}?)(?:纠纷|民事|刑事|行政)*案件.*?(解释|规定|若干规定)"
                       "((?:（[一二三四五六七八九十]+）)?)$"));
    static const QRegularExpression kApplied(
        QStringLiteral("^最高人民法院(?:、最高人民检察院)?关于适用《([^》]+)》(.*?)的?(?:若干问题的)?(解释|规定)"
                       "((?:（[一二三四五六七八九十]+）)?)$"));
    if (const auto found = kCase.match(title); found.hasMatch()) {
        add(found.captured(1) + found.captured(2) + found.captured(3));
        add(found.captured(1) + QStringLiteral("司法解释") + found.captured(3));
    } else if (const auto applied = kApplied.match(title); applied.hasMatch()) {
        const QString law = plainTitle(applied.captured(1));
        add(law + applied.captured(2) + applied.captured(3) + applied.captured(4));
        add(law + applied.captured(2) + QStringLiteral("司法解释") + applied.captured(4));
        if (!applied.captured(2).isEmpty())
            add(applied.captured(2) + applied.captured(3) + applied.captured(4));
    }
    return shorts;
}

QString isoOrNull(const QDate &date)
{
    return date.isValid() ? date.toString(Qt::ISODate) : QString();
}

QJsonValue dateValue(const QDate &date)
{
    return date.isValid() ? QJsonValue(isoOrNull(date)) : QJsonValue(QJsonValue::Null);
}

/** One version of one law, its parts joined. */
struct Version
{
    LawText text;
    QString id;
    QDate validTo; ///< the last day; null: open
    QString replacedBy;
    QStringList parts;
};

QString idOf(const LawText &law)
{
    const auto digest = QCryptographicHash::hash(law.title.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return QString::fromLatin1(digest) + u'-' + isoOrNull(law.issued);
}

int firstArticle(const LawText &law)
{
    for (const auto &unit : law.units)
        if (unit.article > 0)
            return unit.article;
    return 0;
}

class Assembly
{
public:
    explicit Assembly(const LawImportOptions &options) : m_options(options) {}

    Result<LawImport> of(std::vector<LawText> texts)
    {
        std::sort(texts.begin(), texts.end(), [](const LawText &one, const LawText &other) {
            return std::pair(firstArticle(one), one.path) < std::pair(firstArticle(other), other.path);
        });
        for (auto &text : texts)
            if (auto joined = join(std::move(text)); !joined)
                return joined.error();
        order();
        repeal();
        for (const auto &[title, versions] : m_laws)
            for (const auto &[issued, version] : versions)
                if (auto put = rowsOf(version); !put)
                    return put.error();
        std::sort(m_import.rows.begin(), m_import.rows.end(), [](const PackRow &one, const PackRow &other) {
            return std::pair(one.type, one.id) < std::pair(other.type, other.id);
        });
        m_import.remarks.sort();
        return std::move(m_import);
    }

private:
    using Versions = std::map<QDate, Version>;

    Result<void> join(LawText text)
    {
        auto &versions = m_laws[text.title];
        const auto known = versions.find(text.issued);
        if (known == versions.end()) {
            const QString id = idOf(text);
            versions.emplace(text.issued, Version{text, id, {}, {}, {text.part}});
            return {};
        }
        auto &whole = known->second.text;
        if (text.part.isEmpty() || whole.part.isEmpty() || known->second.parts.contains(text.part)) {
            m_import.remarks +=
                text.path + QStringLiteral(": the same as ") + whole.path + QStringLiteral(", left out");
            return {};
        }
        known->second.parts += text.part;
        whole.units.insert(whole.units.end(), text.units.begin(), text.units.end());
        whole.repeals += text.repeals;
        for (const auto &line : std::as_const(text.history))
            if (!whole.history.contains(line))
                whole.history += line;
        whole.validFrom = std::max(whole.validFrom, text.validFrom);
        if (whole.units.size() > kMaxUnitsOfLaw)
            return {Fault::DataMalformed, text.path.toStdString() + ": the law has more than 4,000 articles"};
        return {};
    }

    /** Each version ends on the day before the next begins. */
    void order()
    {
        for (auto &[title, versions] : m_laws) {
            Version *older = nullptr;
            for (auto &[issued, version] : versions) {
                if (version.text.repealed.isValid())
                    version.validTo = version.text.repealed.addDays(-1);
                if (older != nullptr) {
                    older->validTo = version.text.validFrom.addDays(-1);
                    older->replacedBy = version.id;
                }
                older = &version;
            }
        }
    }

    /** 《…》同时废止: what still stood open of that title ends when the one that says so begins. */
    void repeal()
    {
        std::map<QString, Versions *> byTitle;
        for (auto &[title, versions] : m_laws)
            byTitle[plainTitle(title)] = &versions;
        for (const auto &[title, versions] : m_laws)
            for (const auto &[issued, version] : versions)
                for (const auto &repealed : version.text.repeals)
                    if (const auto found = byTitle.find(plainTitle(repealed)); found != byTitle.end())
                        end(*found->second, version);
    }

    void end(Versions &versions, const Version &by)
    {
        auto &last = versions.rbegin()->second;
        if (last.text.title == by.text.title || last.validTo.isValid() || last.text.issued >= by.text.issued)
            return;
        last.validTo = by.text.validFrom.addDays(-1);
        last.replacedBy = by.id;
        m_import.remarks += last.text.path + QStringLiteral(": ends on ") + isoOrNull(last.validTo) +
                            QStringLiteral(", as ") + by.text.path + QStringLiteral(" says");
    }

    Result<void> rowsOf(const Version &version)
    {
        const auto &law = version.text;
        const QStringList shorts = shortTitles(law.title);
        const QString jurisdiction = law.rank == kLocal ? m_options.jurisdiction : QStringLiteral("000000");
        QJsonObject object{{QStringLiteral("title"), law.title},
                           {QStringLiteral("short"), QJsonArray::fromStringList(shorts)},
                           {QStringLiteral("rank"), law.rank},
                           {QStringLiteral("jurisdiction"), jurisdiction},
                           {QStringLiteral("issued"), isoOrNull(law.issued)},
                           {QStringLiteral("validFrom"), isoOrNull(law.validFrom)},
                           {QStringLiteral("validTo"), dateValue(version.validTo)},
                           {QStringLiteral("history"), QJsonArray::fromStringList(law.history)}};
        object.insert(QStringLiteral("replacedBy"),
                      version.replacedBy.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(version.replacedBy));
        if (auto put = add(QStringLiteral("law"), version.id, object, law.path); !put)
            return put;
        ++m_import.laws;
        if (version.replacedBy.isEmpty())
            if (auto put = addPinyin(version, shorts); !put)
                return put;
        return articlesOf(version);
    }

    Result<void> addPinyin(const Version &version, const QStringList &shorts)
    {
        if (m_options.pinyin == nullptr)
            return {};
        QStringList initials = m_options.pinyin->initials(version.text.title);
        for (const auto &one : shorts)
            initials += m_options.pinyin->initials(one);
        initials.removeDuplicates();
        if (initials.isEmpty()) {
            m_import.remarks += version.text.path + QStringLiteral(": a character of the title has no known reading");
            return {};
        }
        return add(QStringLiteral("pinyin"), version.id,
                   {{QStringLiteral("initials"), QJsonArray::fromStringList(initials)},
                    {QStringLiteral("title"), version.text.title}},
                   version.text.path);
    }

    Result<void> articlesOf(const Version &version)
    {
        const auto &law = version.text;
        const bool hasArticles = firstArticle(law) > 0;
        int ordinal = 0;
        for (const auto &unit : law.units) {
            ++ordinal;
            const QString unnamed = !hasArticles   ? QStringLiteral("全文")
                                    : ordinal == 1 ? QStringLiteral("引言")
                                                   : QStringLiteral("说明");
            const QString number = unit.number.isEmpty() ? unnamed : unit.number;
            const QString id = version.id + u'/' + QStringLiteral("%1").arg(ordinal, 4, 10, QChar(u'0'));
            if (auto put = add(QStringLiteral("article"), id,
                               {{QStringLiteral("law"), version.id},
                                {QStringLiteral("rank"), law.rank},
                                {QStringLiteral("ordinal"), ordinal},
                                {QStringLiteral("number"), number},
                                {QStringLiteral("article"), unit.article},
                                {QStringLiteral("suffix"), unit.suffix},
                                {QStringLiteral("section"), unit.section},
                                {QStringLiteral("text"), unit.text}},
                               law.path);
                !put)
                return put;
            ++m_import.articles;
        }
        return {};
    }

    Result<void> add(const QString &type, const QString &id, const QJsonObject &object, const QString &path)
    {
        const QByteArray value = QJsonDocument(object).toJson(QJsonDocument::Compact);
        if (value.size() > kMaxRowBytes)
            return {Fault::DataMalformed, path.toStdString() + ": an article of more than 256 KiB"};
        m_import.rows.push_back({type, id, value});
        return {};
    }

    const LawImportOptions &m_options;
    std::map<QString, Versions> m_laws;
    LawImport m_import;
};

} // namespace

Result<LawImport> assembleLaws(std::vector<LawText> texts, const LawImportOptions &options)
{
    return Assembly(options).of(std::move(texts));
}

Result<LawImport> importLaws(const QString &folder, const LawImportOptions &options)
{
    std::vector<LawText> texts;
    const QDir root(QDir(folder).absolutePath()); // relative paths are told apart from absolute ones only
    QDirIterator files(root.path(), {QStringLiteral("*.md")}, QDir::Files | QDir::NoSymLinks,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = root.relativeFilePath(files.next());
        if (files.fileName().startsWith(u'_') || !path.contains(u'/'))
            continue;
        if (texts.size() >= kMaxFiles)
            return {Fault::DataMalformed, folder.toStdString() + ": more than 50,000 files"};
        QFile file(files.filePath());
        if (!file.open(QIODevice::ReadOnly))
            return {Fault::NotFound, path.toStdString() + ": cannot be read"};
        auto text = readLaw(path, file.readAll());
        if (!text)
            return text.error();
        texts.push_back(std::move(text).value());
    }
    if (texts.empty())
        return {Fault::NotFound, folder.toStdString() + ": holds no laws (*.md in a folder per kind of law)"};
    return assembleLaws(std::move(texts), options);
}

} // namespace yz::publishing
