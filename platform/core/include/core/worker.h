// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/mailbox.h"

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
 * Owner: whoever owns the thing it works on. Destruction finishes the jobs already posted, then joins; answers not yet
 * handed over are dropped.
 * Thread: `post` from any; `run` from the one it was made in.
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
     * Does `work()` here and hands what it returns to `done(…)` in the calling thread, where the receiver lives. If the
     * receiver is gone by then, the work has still been done and the answer is dropped.
     */
    template <class Work, class Done>
    void run(QObject *receiver, Work work, Done done)
    {
        // shared: the job is copied into std::function, while what it carries may be move-only
        auto parcel = std::make_shared<Parcel<Work, Done>>(receiver, std::move(work), std::move(done));
        post([this, parcel] {
            using Answer = std::invoke_result_t<Work &>;
            if constexpr (std::is_void_v<Answer>) {
                parcel->work();
                m_answers.post([parcel] {
                    if (parcel->receiver)
                        parcel->done();
                });
            } else {
                m_answers.post([parcel, answer = parcel->work()]() mutable {
                    if (parcel->receiver)
                        parcel->done(std::move(answer));
                });
            }
        });
    }

private:
    template <class Work, class Done>
    struct Parcel
    {
        Parcel(QObject *to, Work what, Done then) : receiver(to), work(std::move(what)), done(std::move(then)) {}
        QPointer<QObject> receiver; ///< looked at in its own thread only
        Work work;
        Done done;
    };

    void loop(const char *name);

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_jobs;
    bool m_stopping = false;
    Mailbox m_answers;
    std::thread m_thread; // last: starts when all the rest stands
};

} // namespace yz
