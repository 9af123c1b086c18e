// SPDX-License-Identifier: Apache-2.0
#include "pinyin.h"

#include <QFile>

#include <algorithm>

namespace yz::publishing {
namespace {

constexpr qsizetype kMaxBytes = 16 * 1024 * 1024;
constexpr qsizetype kLongestWord = 6;
constexpr qsizetype kMostVariants = 16;
/** A reading rarer than one in this many of the commonest is a mistake of whoever types it. */
constexpr int kRare = 50;

QString initialsOf(const QString &syllables)
{
    QString initials;
    for (const auto &syllable : syllables.split(u' ', Qt::SkipEmptyParts))
        initials += syllable.at(0);
    return initials;
}

bool isPlain(QChar character)
{
    return character.unicode() < 0x80 && character.isLetterOrNumber();
}

} // namespace

Result<Pinyin> Pinyin::load(const QString &dictionary)
{
    QFile file(dictionary);
    if (!file.open(QIODevice::ReadOnly))
        return {Fault::NotFound, "pinyin: " + dictionary.toStdString() + " cannot be read"};
    return parse(file.read(kMaxBytes + 1));
}

Result<Pinyin> Pinyin::parse(const QByteArray &dictionary)
{
    if (dictionary.size() > kMaxBytes)
        return {Fault::DataMalformed, "pinyin: the dictionary is larger than 16 MiB"};
    Pinyin pinyin;
    for (const auto &line : QString::fromUtf8(dictionary).split(u'\n')) {
        const auto fields = line.split(u'\t');
        if (fields.size() != 3 || fields[0].isEmpty() || fields[0].size() > kLongestWord)
            continue;
        const QString initials = initialsOf(fields[1]);
        if (initials.size() == fields[0].size())
            pinyin.m_words[fields[0]].push_back({initials, fields[2].toInt()});
    }
    if (pinyin.m_words.isEmpty())
        return {Fault::DataMalformed, "pinyin: the dictionary has no words"};
    for (auto &readings : pinyin.m_words)
        std::stable_sort(readings.begin(), readings.end(),
                         [](const Reading &one, const Reading &other) { return one.weight > other.weight; });
    return pinyin;
}

std::pair<QStringList, qsizetype> Pinyin::at(const QString &title, qsizetype begin) const
{
    for (qsizetype length = std::min(kLongestWord, title.size() - begin); length > 1; --length)
        if (const auto word = m_words.constFind(title.mid(begin, length)); word != m_words.constEnd())
            return {{word->front().initials}, length};
    QStringList variants;
    if (const auto character = m_words.constFind(title.mid(begin, 1)); character != m_words.constEnd())
        for (const auto &reading : *character)
            if (!variants.contains(reading.initials) && reading.weight >= character->front().weight / kRare)
                variants += reading.initials;
    return {variants, 1};
}

QStringList Pinyin::initials(const QString &title) const
{
    QStringList all{QString()};
    for (qsizetype begin = 0; begin < title.size();) {
        if (!title[begin].isLetterOrNumber()) {
            ++begin;
            continue;
        }
        if (isPlain(title[begin])) {
            for (auto &one : all)
                one += title[begin].toLower();
            ++begin;
            continue;
        }
        const auto [variants, length] = at(title, begin);
        if (variants.isEmpty())
            return {};
        QStringList longer;
        for (const auto &one : std::as_const(all))
            for (const auto &variant : variants)
                if (longer.size() < kMostVariants)
                    longer += one + variant;
        all = longer;
        begin += length;
    }
    all.removeAll(QString());
    all.removeDuplicates();
    return all;
}

} // namespace yz::publishing
