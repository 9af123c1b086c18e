// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "words/identity.h"

#include <core/result.h>

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <map>
#include <vector>

namespace yz {

/** What has been answered so far, field by field. Personal data: all of it. */
using FormAnswers = std::map<QString, QStringList>;

enum class QuestionKind { Choice, Choices, Text, LongText, Digits, Phone, Statement, Ticket };

/** One question, as data. */
struct Question
{
    /** Asked, or offered, only when `field` was answered with one of `anyOf`. */
    struct Condition
    {
        QString field;
        QStringList anyOf;
    };
    struct Option
    {
        QString value;
        QString label;
        QString hint;
        /** Choices only: "以上都不是" cannot stand beside others. */
        bool excludesOthers = false;
        /** Offered only while somebody is on duty at the other end. */
        bool needsDuty = false;
        std::vector<Condition> conditions = {}; ///< all must hold
    };

    QString field;
    QuestionKind kind = QuestionKind::Choice;
    QString title;
    QString help;
    QString source; ///< article citation
    std::vector<Option> options;
    QString offersFrom; ///< "code:TABLE" or "org:KIND": the catalogue's own come before the options
    QString filteredBy; ///< an earlier field: only institutions that may do what was answered there
    QStringList phrases;
    int maxLength = 0;
    bool required = true;
    std::vector<Condition> conditions;   ///< all must hold
    std::vector<Condition> alternatives; ///< one of them must, if there are any
};

/**
 * A journey as data: its guide, its pages of questions, its promises, each with the article it rests on.
 * Immutable once parsed; the version is recorded with every order.
 */
struct FormPack
{
    struct Page
    {
        QString title;
        std::vector<Question> questions;
    };
    struct Step
    {
        QString title;
        QString when;                                ///< may say {due}
        std::vector<Question::Condition> conditions; ///< all must hold
    };

    QString id;
    QString version;
    QString service;
    QString title;
    QString lead;
    QStringList points;
    QStringList sources;
    IdentityNeed need;
    bool anonymousAllowed = false; ///< one may ask without saying who one is; the refusal is recorded
    bool cardAfterForm = false;    ///< the form says what is looked for, the card who may see it; nothing is sent
    bool givesSlip = true;
    bool takesPages = false; ///< contracts, notes of debt, letters may be photographed and sent along
    int answerMinutes = 0;   ///< promised from the tap on; 0: no such promise
    std::vector<Page> pages;
    QString promise;
    QString pledge;
    QString doneTitle; ///< what is said when the order is durable
    std::vector<Step> timeline;
    QStringList slipNotes;
    QString paperForm; ///< title of the form that can be printed on A4 and signed; empty: there is none
};

/**
 * Reads a form pack. Bounds: 256 KiB, 12 pages, 100 questions, 40 options each, texts of 600 characters.
 * DataMalformed with the place in the pack; nothing is taken from a pack that breaks a rule.
 */
Result<FormPack> parseFormPack(const QByteArray &json);

/** The questions to ask given what was answered, in order; a question whose condition fell away is not among them. */
std::vector<const Question *> questionsFor(const FormPack &pack, const FormAnswers &answers);

/** What can be chosen given what was answered before. */
std::vector<Question::Option> optionsFor(const Question &question, const FormAnswers &answers);

/** What happens after, given what was answered. */
std::vector<FormPack::Step> stepsFor(const FormPack &pack, const FormAnswers &answers);

/** Why `value` is no answer to `question`, as a sentence for the citizen; empty when it is one. */
QString problemWith(const Question &question, const QStringList &value);

/** The answer in words: option labels instead of codes. */
QString spokenAnswer(const Question &question, const QStringList &value);

} // namespace yz
