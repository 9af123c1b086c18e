// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace yz::laws {

constexpr qsizetype kMostWords = 200; ///< characters of a question

/** Width and case folded, brackets of titles and needless blanks gone: what all further steps read. */
QString normalised(const QString &words);

/** As titles are compared: 中华人民共和国, brackets and blanks do not count. */
QString plainTitle(const QString &title);

/** 民法典第1077条, 劳动合同法三十八条第二款, 第十九条: a law (perhaps none is named) and an article of it. */
struct Citation
{
    QString law; ///< plain; empty: not named
    int article = 0;
    int suffix = 0;

    bool operator==(const Citation &) const = default;
};

/** From normalised words; none when they are no citation as a whole. */
std::optional<Citation> citationIn(const QString &words);

/** Without 怎么, 如何, 能不能, 吗 …; what is left may be empty. Each is replaced by a blank. */
QString withoutStopPhrases(const QString &words);

/**
 * Everyday words and what the law says instead. An entry is one stretch of text (辞退), or several that must all be in
 * the question, in any order, with a blank between them and other ways to say one behind a stroke: 结婚证 丢/遗失.
 */
class Thesaurus
{
public:
    void add(const QStringList &say, const QStringList &means);

    struct Found
    {
        qsizetype begin = 0;
        qsizetype length = 0;
        QStringList means;
    };
    /** The longest entry at every place, also where two overlap, and all of several parts; at most 32 of them. What is
     *  found of a further part means nothing more. */
    std::vector<Found> in(const QString &words) const;

private:
    /** One entry of several parts, each in one of several ways. */
    struct Parted
    {
        QList<QStringList> parts;
        QStringList means;
    };
    static void addTo(QStringList &all, const QStringList &means);
    static std::vector<Found> match(const Parted &entry, const QString &words);

    QHash<QString, QStringList> m_entries;
    qsizetype m_longest = 0;
    std::vector<Parted> m_parted;
};

} // namespace yz::laws
