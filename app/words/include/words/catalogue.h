// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "words/form_pack.h"

#include <cache/pack_row.h>
#include <core/language.h>
#include <core/result.h>

#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace yz {

/** What one can come for, as the guide tells it: who may, what to bring, where, how long, what it rests on. */
struct GuideItem
{
    QString id;
    QString group;    ///< one of the catalogue's group codes, for the list's chips
    QString title;    ///< at most 6 hanzi
    QString subtitle; ///< one line
    QString lead;
    QString audience;
    QStringList materials; ///< what to bring, one per line
    QStringList steps;     ///< how it goes
    QString place;         ///< where
    QString duration;      ///< how long it takes, with the legal clock
    QString fee;
    QStringList basis;   ///< article citations
    QString service;     ///< the journey that begins here: a FormPack's service; empty: guidance only
    QString institution; ///< kind of institution that does it; empty: none to be listed
    QStringList referrals;
};

/** An institution of the network. Public data. */
struct Institution
{
    QString id;
    QString kind; ///< legal-aid-centre, mediation-committee, notary-office, appraisal-institution, law-firm,
                  ///< service-centre, …
    QString name;
    QString region; ///< six digits
    QString address;
    QString phone;
    QString hours;
    QStringList fields; ///< appraisal: codes of what it may do
    QString note;
};

/** Somebody of an institution whom citizens may look up. Public data of office, never private. */
struct Person
{
    QString id;
    QString name;
    QString role; ///< lawyer, notary, mediator, appraiser, legal-worker
    QString institution;
    QString licence;
    QStringList skills;
    QString duty; ///< when on duty, in words
};

/** Somebody else's line: what it is for and when it is the right one. */
struct Referral
{
    QString id;
    QString number; ///< 12345, 110, …
    QString title;
    QString handles;
    QString when;
    bool emergency = false;
};

/** One page of 法治宣传. */
struct Lesson
{
    struct Citation
    {
        QString law; ///< full title
        int article = 0;
        int suffix = 0; ///< 第…条之一: 1
    };
    QString id;
    QString topic;
    QString title;
    QString lead;
    QStringList paragraphs;
    std::vector<Citation> citations;
};

/** 帮我选: questions that lead to what fits. Every path ends at something a citizen can do, a human at the least. */
struct HelpTree
{
    struct Option
    {
        QString label;
        QString hint;
        QString to; ///< "node:ID", "service:ID", "item:ID", "lesson:ID", "referral:ID", "list:TOPIC" or "human"
    };
    struct Node
    {
        QString question;
        QString help;
        std::vector<Option> options;
    };
    QString root;
    std::map<QString, Node> nodes;
};

/** What stands on an A4 sheet besides the answers. */
struct PrintTemplate
{
    QString id;
    QString title;
    QStringList head;
    QStringList foot;
};

/** A code table: what a form offers, under the codes the hub counts by. */
struct CodeTable
{
    QString id;
    QString title;
    std::vector<std::pair<QString, QString>> entries; ///< code, words
};

/**
 * All that a terminal offers, in one language, read once per switch. Immutable; public data only.
 * Made by readCatalogue() from the rows of the signed pack; laws are not in it (see cache/law_library.h).
 */
struct Catalogue
{
    PackVersion version;
    std::map<QString, FormPack> forms; ///< by service
    std::vector<GuideItem> items;      ///< in the order to be shown
    std::vector<Institution> institutions;
    std::vector<Person> people;
    std::vector<Referral> referrals;
    std::vector<Lesson> lessons;
    HelpTree tree;
    std::map<QString, PrintTemplate> templates;
    std::map<QString, CodeTable> codes;
};

/**
 * Why a row cannot be taken: DataMalformed with type, id and place. Bounded like parseFormPack. Types that are not
 * words (law, article, synonym, pinyin) pass: they are judged where they are kept.
 */
Result<void> judgeRow(const PackRow &row);

/** Chinese texts of a row's JSON that its `en` does not translate, citations apart. For the lint: at run time they are
 *  shown in Chinese. */
QStringList untranslated(const QByteArray &json);

/**
 * Reads all rows; whatever one row says of another (a form's options from a code table, an item's service, a tree's
 * ends, a lesson's topic) must be there: DataMalformed otherwise. What has no words in `language` is in Chinese.
 */
Result<Catalogue> readCatalogue(const std::vector<PackRow> &rows, Language language, PackVersion version);

/** One catalogue in every language a citizen may choose. What is sent and kept is always made from the Chinese one. */
struct Catalogues
{
    Catalogue chinese;
    Catalogue english;
    const Catalogue &in(Language language) const { return language == Language::English ? english : chinese; }
};

/** DataMalformed with the row's type, id and place; nothing is taken from rows that do not fit together. */
Result<Catalogues> readCatalogues(const std::vector<PackRow> &rows, const PackVersion &version);

/** The rows of one source file of a catalogue: one object, whose id is the file's name, or an array of objects with
 *  their ids, in the order to be shown. */
Result<std::vector<PackRow>> rowsOfFile(const QString &type, const QString &name, const QByteArray &json);

/** What the program brings along: the sample catalogue of the build, so that no terminal is ever empty. */
Result<std::vector<PackRow>> builtInRows();

} // namespace yz
