// SPDX-License-Identifier: Apache-2.0
#include "laws/law_question.h"

#include "cache/law_number.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace yz::laws {
namespace {

constexpr std::size_t kMostFound = 32;
constexpr std::size_t kMostParted = 20000;
constexpr qsizetype kLongestEntry = 60;

const QString kNation = QStringLiteral("中华人民共和国");

bool isTitleBracket(QChar character)
{
    return QStringView(u"《》〈〉<>「」『』\"“”").contains(character);
}

/** The longest first: 怎么办 before 怎么. */
constexpr std::array kStopPhrases = {u"有没有什么办法",
                                     u"应该怎么处理",
                                     u"有什么规定",
                                     u"是什么意思",
                                     u"应该怎么办",
                                     u"该怎么处理",
                                     u"怎么处理",
                                     u"怎么处罚",
                                     u"怎么计算",
                                     u"应该去哪里",
                                     u"去哪里",
                                     u"能不能",
                                     u"可不可以",
                                     u"要不要",
                                     u"是不是",
                                     u"有没有",
                                     u"该不该",
                                     u"会不会",
                                     u"合不合法",
                                     u"合法吗",
                                     u"违法吗",
                                     u"犯法吗",
                                     u"怎么办",
                                     u"怎么样",
                                     u"怎么算",
                                     u"怎么判",
                                     u"怎么赔",
                                     u"怎么要",
                                     u"怎么写",
                                     u"怎么弄",
                                     u"怎样",
                                     u"怎么",
                                     u"如何",
                                     u"为什么",
                                     u"什么时候",
                                     u"什么",
                                     u"哪里",
                                     u"哪些",
                                     u"哪个",
                                     u"多少钱",
                                     u"多少",
                                     u"多久",
                                     u"多长时间",
                                     u"多长",
                                     u"几天",
                                     u"几年",
                                     u"几个",
                                     u"几次",
                                     u"请问",
                                     u"想问一下",
                                     u"想问",
                                     u"我想",
                                     u"咨询",
                                     u"可以吗",
                                     u"行不行",
                                     u"行吗",
                                     u"可以",
                                     u"应该",
                                     u"是否",
                                     u"算不算",
                                     u"算数吗",
                                     u"谁来",
                                     u"需要",
                                     u"我家",
                                     u"我的",
                                     u"我们",
                                     u"我",
                                     u"你",
                                     u"她",
                                     u"吗",
                                     u"呢",
                                     u"啊",
                                     u"吧",
                                     u"了",
                                     u"的"};

} // namespace

QString normalised(const QString &words)
{
    QString plain = words.left(4 * kMostWords).normalized(QString::NormalizationForm_KC).toLower();
    plain.removeIf(isTitleBracket);
    return plain.simplified().left(kMostWords);
}

QString plainTitle(const QString &title)
{
    QString plain = normalised(title);
    plain.remove(kNation);
    plain.remove(u' ');
    return plain;
}

std::optional<Citation> citationIn(const QString &words)
{
    QString plain = words;
    plain.remove(u' ');
    const QString number = QStringLiteral("([零〇一二三四五六七八九十百千两0-9]{1,12})");
    static const QRegularExpression kNamed(QStringLiteral("^(.{0,60}?)第?") + number + QStringLiteral("条(?:之") +
                                           number + QStringLiteral(")?(?:第?") + number +
                                           QStringLiteral("款)?(?:第?[(（]?") + number +
                                           QStringLiteral("[)）]?项)?(?:规定|内容|的规定|是什么|说什么)?[?？。]?$"));
    // Without 条 only what cannot be meant otherwise: a title, then digits.
    static const QRegularExpression kBare(QStringLiteral("^(.{1,59}?[^0-9第])第?([0-9]{1,5})$"));
    auto found = kNamed.match(plain);
    if (!found.hasMatch())
        found = kBare.match(plain);
    if (!found.hasMatch())
        return std::nullopt;
    const auto article = lawNumber(found.capturedView(2));
    const auto suffix = found.capturedLength(3) > 0 ? lawNumber(found.capturedView(3)) : std::optional(0);
    if (!article || !suffix)
        return std::nullopt;
    QString law = found.captured(1);
    law.remove(kNation);
    if (law.endsWith(u'的'))
        law.chop(1);
    return Citation{law, *article, *suffix};
}

QString withoutStopPhrases(const QString &words)
{
    QString left = words;
    for (const char16_t *phrase : kStopPhrases)
        left.replace(QString::fromUtf16(phrase), QStringLiteral(" "));
    return left.simplified();
}

void Thesaurus::addTo(QStringList &all, const QStringList &means)
{
    for (const auto &meaning : means)
        if (const QString plain = normalised(meaning); !plain.isEmpty() && !all.contains(plain))
            all += plain;
}

void Thesaurus::add(const QStringList &say, const QStringList &means)
{
    for (const auto &one : say) {
        const QString key = normalised(one);
        if (key.isEmpty() || key.size() > kLongestEntry)
            continue;
        if (key.contains(u' ') || key.contains(u'/')) {
            Parted entry;
            for (const auto &part : key.split(u' ', Qt::SkipEmptyParts))
                entry.parts += part.split(u'/', Qt::SkipEmptyParts);
            entry.parts.removeAll(QStringList());
            addTo(entry.means, means);
            if (!entry.parts.isEmpty() && m_parted.size() < kMostParted)
                m_parted.push_back(std::move(entry));
            continue;
        }
        addTo(m_entries[key], means);
        m_longest = std::max(m_longest, key.size());
    }
}

std::vector<Thesaurus::Found> Thesaurus::match(const Parted &entry, const QString &words)
{
    std::vector<Found> found;
    for (const auto &part : entry.parts) {
        Found here;
        for (const auto &way : part)
            if (const qsizetype at = words.indexOf(way); at >= 0 && way.size() > here.length)
                here = {at, way.size(), {}};
        if (here.length == 0)
            return {};
        found.push_back(std::move(here));
    }
    found.front().means = entry.means;
    return found;
}

std::vector<Thesaurus::Found> Thesaurus::in(const QString &words) const
{
    std::vector<Found> found;
    for (const auto &entry : m_parted) {
        auto parts = match(entry, words);
        if (found.size() + parts.size() <= kMostFound)
            std::move(parts.begin(), parts.end(), std::back_inserter(found));
    }
    qsizetype covered = 0; // an entry inside a longer one adds nothing
    for (qsizetype begin = 0; begin < words.size() && found.size() < kMostFound; ++begin) {
        for (qsizetype length = std::min(m_longest, words.size() - begin); length > 0; --length) {
            if (begin + length <= covered)
                break;
            const auto entry = m_entries.constFind(words.mid(begin, length));
            if (entry == m_entries.constEnd())
                continue;
            found.push_back({begin, length, *entry});
            covered = begin + length;
            break;
        }
    }
    return found;
}

} // namespace yz::laws
