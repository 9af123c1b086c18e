// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <deque>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>

namespace yz {

/**
 * Calls from any thread, made in order in the thread the mailbox lives in: the one way from a worker to the event loop.
 * Unlike a queued invokeMethod it takes what cannot be copied, and hands over under a lock that the thread sanitizer
 * sees. Owner: the object the calls are for, which joins its worker before the mailbox goes; calls not yet made are
 * dropped then. Thread: `post` from any; made, destroyed and delivered in one with an event loop.
 */
class Mailbox : public QObject
{
public:
    explicit Mailbox(QObject *parent = nullptr) : QObject(parent) {}

    template <class Call>
    void post(Call call)
    {
        static_assert(std::is_invocable_v<Call &>);
        put(std::make_unique<Letter<Call>>(std::move(call)));
    }

protected:
    bool event(QEvent *event) override;

private:
    struct AnyLetter
    {
        virtual ~AnyLetter() = default;
        virtual void open() = 0;
    };
    template <class Call>
    struct Letter : AnyLetter
    {
        explicit Letter(Call held) : call(std::move(held)) {}
        void open() override { call(); }
        Call call;
    };

    void put(std::unique_ptr<AnyLetter> letter);

    std::mutex m_mutex;
    std::deque<std::unique_ptr<AnyLetter>> m_letters;
};

} // namespace yz
