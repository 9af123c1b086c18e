// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/catalogue_store.h"
#include "cache/courier.h"

#include <core/worker.h>

#include <QObject>

#include <memory>

namespace yz {

/**
 * Keeps the catalogue as the hub has it: asks every quarter of an hour for the head, fetches what is missing piece by
 * piece (what came before a break, or before the program's end, is not fetched again), and changes the file only while
 * nobody is being served. What is not to be believed the store refuses; the follower asks again in time.
 * Owner: `app/main`. Thread: the one it was made in (needs its event loop); the store is only used on `worker`.
 * Errors: none given; the store logs what it refuses.
 */
class CatalogueFollower : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        Courier::Options hub; ///< as the courier's, without its receipts
        QString region;
        QString directory; ///< for what has come of a file so far
        Milliseconds period{15 * 60'000};
    };
    static Result<std::unique_ptr<CatalogueFollower>> create(const Options &options, CatalogueStore &store,
                                                             Worker &worker, const Clock &clock);
    using QObject::QObject;

    /** Whether nobody is being served just now. At first somebody is. */
    virtual void setAtRest(bool atRest) = 0;
    /** Something may have changed: ask now. */
    virtual void wake() = 0;

Q_SIGNALS:
    /** The file holds another state. */
    void switched();
};

} // namespace yz
