// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QtConcurrentRun>

#include <utility>

namespace yz {

/**
 * Does `work()` on the thread pool and calls `done(answer)` in the receiver's thread, unless the receiver has gone.
 * For work that needs no order; where order matters, use a Worker. `receiver` must live in the calling thread.
 */
template <class Work, class Done>
void inBackground(QObject *receiver, Work work, Done done)
{
    using Answer = std::invoke_result_t<Work &>;
    auto *watcher = new QFutureWatcher<Answer>(receiver); // owned by the receiver: goes with it
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver, [watcher, done = std::move(done)]() mutable {
        watcher->deleteLater();
        if constexpr (std::is_void_v<Answer>)
            done();
        else
            done(watcher->future().takeResult());
    });
    watcher->setFuture(QtConcurrent::run(std::move(work)));
}

} // namespace yz
