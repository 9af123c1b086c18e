// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QMetaObject>
#include <QObject>
#include <QPointer>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>

namespace yz {

/**
 * One thread that does jobs one after the other, in the order given: the store's writer, a device's hands.
 * Owner: whoever owns the thing it works on. Destruction finishes the jobs already posted, then joins.
 * Thread: `post` and `run` from any.
 */
class Worker
{
public:
    /** `name`: at most 15 characters, shown by ps and gdb. */
    explicit Worker(const char *name);
    ~Worker();
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    void post(std::function<void()> job);

    /**
     * Does `work()` here and hands what it returns to `done(…)` in the receiver's thread. If the receiver is gone by
     * then, the work has still been done and the answer is dropped. `receiver` must live in the calling thread.
     */
    template <class Work, class Done>
    void run(QObject *receiver, Work work, Done done)
    {
        // shared: the job is copied into std::function, while what it carries may be move-only
        auto parcel = std::make_shared<std::pair<Work, Done>>(std::move(work), std::move(done));
        post([target = QPointer<QObject>(receiver), parcel]() mutable {
            using Answer = std::invoke_result_t<Work &>;
            if constexpr (std::is_void_v<Answer>) {
                parcel->first();
                deliver(target, [parcel] { parcel->second(); });
            } else {
                auto answer = std::make_shared<Answer>(parcel->first()); // shared: as above
                deliver(target, [parcel, answer] { parcel->second(std::move(*answer)); });
            }
        });
    }

private:
    /** Hops through the application object, which outlives every worker, so that the receiver is only looked at in its
     *  own thread. */
    static void deliver(QPointer<QObject> target, std::function<void()> done);
    void loop(const char *name);

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_jobs;
    bool m_stopping = false;
    std::thread m_thread; // last: starts when all the rest stands
};

} // namespace yz
