// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>
#include <core/secret.h>

#include <QDate>
#include <QObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace yz {

/** What a citizen looks for. */
struct LawQuestion
{
    QString words;        ///< as typed: question, 民法典第1077条, pinyin initials; at most 200 characters
    QDate on;             ///< in force on that day
    QString jurisdiction; ///< six digits; national law always counts
    bool alsoOld = false; ///< versions no longer (or not yet) in force too
    int limit = 20;
};

/** One article found. Public data. */
struct LawHit
{
    std::int64_t article = 0;               ///< key, to be asked for with article()
    QString law;                            ///< title
    QString number;                         ///< 第一千零七十七条
    QString snippet;                        ///< at most 120 characters of the text
    std::vector<std::pair<int, int>> marks; ///< where the words stand in the snippet: begin, length
    bool inForce = true;
};

struct LawFindings
{
    enum class How { Exact, Title, Words, Nothing };
    How how = How::Nothing;
    std::vector<LawHit> hits;
    QStringList understoodAs; ///< the legal words that were looked for beside those typed
};

/** One article as a page. */
struct LawArticle
{
    std::int64_t key = 0;
    QString law;
    QString number;
    QString section; ///< 第三编 合同 · 第一分编 通则
    QString text;
    QDate issued;
    QDate validFrom;
    QDate validTo; ///< null: open
    QString replacedBy;
    std::int64_t before = 0; ///< neighbours; 0: none
    std::int64_t after = 0;
};

using LawRequestId = std::uint64_t;

/**
 * The law library: full text, in force, of the nation and of this province.
 * Owner: `app/main`. Thread: GUI; looks on a thread of its own. Exactly one answer per request, in any order; an older
 * search that is still under way when a newer one comes is interrupted and answered with Cancelled.
 * Errors: NotFound (no such article), StoreDamaged, BadInput (too long). Personal data: what was typed, until answered;
 * never logged.
 */
class LawLibrary : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    ~LawLibrary() override = default;

    virtual LawRequestId search(const LawQuestion &question) = 0;
    virtual LawRequestId article(std::int64_t key) = 0;
    /** By citation: full or short title, article, 之一; the version in force on `on`. */
    virtual LawRequestId cited(const QString &law, int article, int suffix, QDate on) = 0;
    /** The catalogue was switched: what is asked from now on is answered from the file as it is now. */
    virtual void renew() = 0;

Q_SIGNALS:
    void found(yz::LawRequestId request, const yz::Result<yz::LawFindings> &findings);
    void opened(yz::LawRequestId request, const yz::Result<yz::LawArticle> &article);
};

/**
 * On a catalogue's file, with a connection of its own that only reads. Opens at once and looks into the file on its own
 * thread: a file that is missing or damaged is told by the answers (NotFound, StoreDamaged), and looked for again after
 * renew().
 */
std::unique_ptr<LawLibrary> openLawLibrary(const QString &catalogue, SecretBytes key);

} // namespace yz
