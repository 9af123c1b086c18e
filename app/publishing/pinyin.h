// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace yz::publishing {

/**
 * Initials of titles, from the dictionary that the keyboard is made of (rime-data-pinyin-simp, Apache-2.0): words give
 * a character its reading (会计 is kj), a character that stands alone gives every usual one (行: x and h), so a title
 * has one to sixteen. Only for publishing; the terminal gets what came out.
 */
class Pinyin
{
public:
    /** DataMalformed, NotFound. */
    static Result<Pinyin> load(const QString &dictionary);
    /** From the dictionary's lines `word TAB syllables TAB weight`. */
    static Result<Pinyin> parse(const QByteArray &dictionary);

    /** Lower case, without spaces: mfd. Empty when a hanzi has no reading. */
    QStringList initials(const QString &title) const;

private:
    struct Reading
    {
        QString initials;
        int weight = 0;
    };
    /** What may stand for the words that begin there, and how many characters they have. */
    std::pair<QStringList, qsizetype> at(const QString &title, qsizetype begin) const;

    QHash<QString, std::vector<Reading>> m_words;
};

} // namespace yz::publishing
