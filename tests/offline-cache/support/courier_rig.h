// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/fake_hub.h"
#include "support/store_fixture.h"
#include "sync/http_courier.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <future>
#include <random>

namespace yz::test {

/** A courier between a store (or a feed of the test's own) and a FakeHub, on a clock that only the rig moves. */
class CourierRig
{
public:
    CourierRig(const QString &certificates, outbox::OutboxFeed &feed, FakeHub &hub, ManualClock &clock,
               RecordingEventLog &log, const QByteArray &terminal = "HRB07", unsigned seed = 1)
        : m_feed(feed), m_hub(hub), m_clock(clock), m_random(seed)
    {
        Courier::Options options;
        options.hub = QUrl(QStringLiteral("https://localhost:%1/").arg(hub.port()));
        options.certificateAuthority = certificates + QStringLiteral("/ca.crt");
        options.certificate = certificates + QStringLiteral("/terminal-%1.crt").arg(QString::fromLatin1(terminal));
        options.privateKey = certificates + QStringLiteral("/terminal-%1.key").arg(QString::fromLatin1(terminal));
        options.receiptKey = hub.receiptKey();
        options.terminal = terminal;
        m_options = options;
        m_log = &log;
    }
    ~CourierRig() { stop(); }

    Courier::Options &options() { return m_options; }
    void start()
    {
        auto tls = sync::tlsFor(m_options);
        QVERIFY(bool(tls));
        m_courier = std::make_unique<sync::HttpCourier>(
            m_options, *tls, m_feed, *m_worker, m_clock, *m_log, [this](Milliseconds longest) {
                m_longestJitter = std::max(m_longestJitter, longest);
                std::uniform_int_distribution<Milliseconds::rep> any(0, longest.count());
                return Milliseconds(m_exactJitter ? longest.count() : any(m_random));
            });
    }
    /** As the program's end does it: the courier, then the worker with what it still has to do. */
    void stop()
    {
        m_courier.reset();
        m_worker.reset();
        m_worker = std::make_unique<Worker>("test-store");
    }
    sync::HttpCourier &courier() { return *m_courier; }
    void useExactJitter() { m_exactJitter = true; }

    /** Does something with the store in its own thread, and waits. */
    template <class Work>
    auto onStore(Work work)
    {
        std::promise<decltype(work())> answer;
        auto coming = answer.get_future();
        m_worker->post([&] { answer.set_value(work()); });
        return coming.get();
    }

    /** Lets time pass in leaps: whatever the courier waits for becomes due at once. False when nothing comes of it. */
    template <class Wanted>
    bool leapUntil(Wanted wanted)
    {
        QElapsedTimer real;
        real.start();
        while (!wanted()) {
            if (real.hasExpired(30'000))
                return false;
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 1);
            if (!wanted() && isWaiting())
                leap();
        }
        return true;
    }
    /** Without moving the clock. */
    template <class Wanted>
    bool standUntil(Wanted wanted)
    {
        QElapsedTimer real;
        real.start();
        while (!wanted()) {
            if (real.hasExpired(30'000))
                return false;
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 1);
        }
        return true;
    }
    /** Moves the clock to what is due. */
    void leap()
    {
        const auto due = m_courier->due();
        if (!due)
            return;
        if (*due > m_clock.now())
            m_clock.advance(std::chrono::ceil<Milliseconds>(*due - m_clock.now()));
        m_courier->tick();
    }
    Milliseconds dueIn() const
    {
        const auto due = m_courier->due();
        return due ? std::chrono::ceil<Milliseconds>(*due - m_clock.now()) : Milliseconds(-1);
    }

private:
    bool isWaiting()
    {
        using Step = sync::HttpCourier::Step;
        const auto step = m_courier->step();
        if (step == Step::Waiting || step == Step::Spreading || step == Step::Paused)
            return true;
        if (m_hub.unanswered > 0 && (step == Step::Asking || step == Step::Sending || step == Step::Piecing)) {
            m_hub.unanswered = 0;
            return true;
        }
        return false;
    }

    outbox::OutboxFeed &m_feed;
    FakeHub &m_hub;
    ManualClock &m_clock;
    RecordingEventLog *m_log;
    Courier::Options m_options;
    std::mt19937 m_random;
    bool m_exactJitter = false;
    Milliseconds m_longestJitter{0};
    std::unique_ptr<Worker> m_worker = std::make_unique<Worker>("test-store");
    std::unique_ptr<sync::HttpCourier> m_courier;
};

} // namespace yz::test
