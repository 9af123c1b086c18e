// SPDX-License-Identifier: Apache-2.0
// The hub: on with the first subscriber and off with the last; the newest picture for everybody, and nobody waits.
#include <camera/frame_feed.h>
#include <camera/frame_hub.h>

#include <QSignalSpy>
#include <QTest>

#include <fakes/manual_clock.h>
#include <hub/hub_camera.h>
#include <probe_source.h>

#include <atomic>

using namespace yz;
using namespace std::chrono_literals;

namespace {

class CountingLog final : public EventLog
{
public:
    void write(EventId id, std::initializer_list<EventField>) override
    {
        if (id == EventId::DeviceTrouble)
            ++troubles;
        if (id == EventId::DeviceArrived)
            ++arrivals;
    }
    std::atomic<int> troubles = 0;
    std::atomic<int> arrivals = 0;
};

} // namespace

class FrameHubTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<ManualClock>();
        m_script = std::make_unique<ProbeScript>();
        m_log = std::make_unique<CountingLog>();
        HubTiming timing;
        timing.betweenOpenings = 1ms;
        m_camera =
            std::make_unique<HubCamera>(std::make_unique<ProbeSource>(*m_script, *m_clock), *m_clock, *m_log, timing);
    }
    void cleanup() { m_camera.reset(); }

    void theCameraIsOff_untilSomebodyLooks_andAfterTheLast()
    {
        QCOMPARE(opened(), 0);
        auto one = m_camera->subscribe({});
        QTRY_VERIFY(isOpen());
        auto other = m_camera->subscribe({});
        m_script->give(1);
        QVERIFY(one->wait(5s) != nullptr);
        one.reset();
        m_script->give(1);
        QVERIFY(other->wait(5s) != nullptr);
        QVERIFY(isOpen());
        other.reset();
        QTRY_VERIFY(!isOpen());
        QTRY_VERIFY(m_camera->status().state == CameraState::Off);
        QCOMPARE(opened(), 1);
        QCOMPARE(m_script->read([](auto &script) { return script.closed; }), 1);
    }

    void everySubscriber_getsTheSamePicture()
    {
        auto one = m_camera->subscribe({});
        auto other = m_camera->subscribe({});
        m_script->give(1);
        const auto first = one->wait(5s);
        const auto second = other->wait(5s);
        QVERIFY(first != nullptr);
        QCOMPARE(first.get(), second.get());
        QVERIFY(one->take() == nullptr); // once each
    }

    void aSlowSubscriber_losesPictures_andHoldsNobodyUp()
    {
        auto slow = m_camera->subscribe({});
        auto quick = m_camera->subscribe({});
        for (int i = 1; i <= 10; ++i) {
            m_script->give(1);
            const auto frame = quick->wait(5s);
            QVERIFY(frame != nullptr);
            QCOMPARE(frame->number(), std::uint64_t(i));
        }
        QTRY_COMPARE(slow->lost(), std::uint64_t(9)); // the places are filled one after the other
        QCOMPARE(slow->take()->number(), std::uint64_t(10));
        QCOMPARE(quick->lost(), std::uint64_t(0));
    }

    void aWishForFewerPictures_isKept()
    {
        auto seldom = m_camera->subscribe({250ms});
        auto each = m_camera->subscribe({});
        std::vector<std::uint64_t> numbers;
        for (int i = 0; i < 10; ++i) {
            m_script->give(1);
            QVERIFY(each->wait(5s) != nullptr);
            // `seldom` was served before `each`
            if (const auto frame = seldom->take())
                numbers.push_back(frame->number());
            m_clock->advance(100ms);
        }
        QCOMPARE(numbers, (std::vector<std::uint64_t>{1, 4, 7, 10}));
        QCOMPARE(seldom->lost(), std::uint64_t(0));
    }

    void pictures_areFreedWhenNobodyHoldsThem()
    {
        auto one = m_camera->subscribe({});
        m_script->give(3);
        FrameRef held;
        QVERIFY(QTest::qWaitFor([&] {
            if (auto next = one->take())
                held = std::move(next);
            return held && held->number() == 3;
        }));
        QImage picture = pictureOf(held);
        held.reset();
        one.reset();
        QTRY_VERIFY(!isOpen());
        picture = {};
        for (const auto &given : m_script->read([](auto &script) { return script.given; }))
            QTRY_VERIFY(given.expired());
    }

    void aPictureNobodyTook_isLetGoWithItsSubscription()
    {
        auto one = m_camera->subscribe({});
        m_script->give(1);
        QTRY_VERIFY(m_camera->status().state == CameraState::Live);
        one.reset();
        QTRY_VERIFY(!isOpen());
        QTRY_VERIFY(m_script->given.front().expired());
    }

    void stalling_isShown_andEndsByItself()
    {
        QSignalSpy changes(m_camera.get(), &Camera::statusChanged);
        auto one = m_camera->subscribe({});
        m_script->give(1);
        QTRY_VERIFY(m_camera->status().state == CameraState::Live);
        QCOMPARE(m_camera->status().size, QSize(64, 48));
        m_clock->advance(1600ms);
        m_script->timeOut(1);
        QTRY_VERIFY(m_camera->status().state == CameraState::Stalled);
        QVERIFY(m_camera->status().error.fault == Fault::TimedOut);
        QVERIFY(!m_camera->status().error.detail.empty());
        QCOMPARE(opened(), 1);
        m_script->give(1);
        QTRY_VERIFY(m_camera->status().state == CameraState::Live);
        QCOMPARE(m_log->troubles.load(), 1);
        QCOMPARE(m_log->arrivals.load(), 1);
        QVERIFY(changes.size() >= 4); // Opening, Live, Stalled, Live
    }

    void aStallThatLasts_isOpenedAnew()
    {
        auto one = m_camera->subscribe({});
        m_script->give(1);
        QTRY_VERIFY(m_camera->status().state == CameraState::Live);
        m_clock->advance(1500ms + 5000ms);
        m_script->timeOut(1);
        QTRY_COMPARE(opened(), 2);
        QVERIFY(one->take() == nullptr); // the picture from before is gone
        m_script->give(1);
        QTRY_VERIFY(m_camera->status().state == CameraState::Live);
        QVERIFY(one->wait(5s) != nullptr);
    }

    void unplugging_isShown_andTheCameraComesBackByItself()
    {
        auto one = m_camera->subscribe({});
        m_script->give(1);
        QTRY_VERIFY(m_camera->status().state == CameraState::Live);
        m_script->read([](auto &script) { script.refusal = Error{Fault::DeviceAbsent, "no such file"}; });
        m_script->fail(Fault::DeviceAbsent);
        QTRY_VERIFY(m_camera->status().state == CameraState::Gone);
        QVERIFY(m_camera->status().error.fault == Fault::DeviceAbsent);
        QVERIFY(!isOpen());
        QVERIFY(one->take() == nullptr); // not a picture of before
        QTRY_VERIFY(m_script->read([](auto &script) { return script.refused; }) > 3);
        QCOMPARE(m_log->troubles.load(), 1); // not one for each try
        m_script->read([](auto &script) { script.refusal.reset(); });
        m_script->give(1);
        QTRY_VERIFY(m_camera->status().state == CameraState::Live);
        QVERIFY(one->wait(5s) != nullptr);
        QCOMPARE(m_log->arrivals.load(), 1);
    }

    void leavingWhileItIsGone_turnsItOff()
    {
        m_script->read([](auto &script) { script.refusal = Error{Fault::DeviceBusy, "held by another"}; });
        auto one = m_camera->subscribe({});
        QTRY_VERIFY(m_camera->status().state == CameraState::Gone);
        one.reset();
        QTRY_VERIFY(m_camera->status().state == CameraState::Off);
    }

    void aSubscription_mayOutliveTheCamera()
    {
        auto one = m_camera->subscribe({});
        QTRY_VERIFY(isOpen());
        m_camera.reset();
        QVERIFY(!isOpen());
        QVERIFY(one->wait(10s) == nullptr); // at once
        one.reset();
    }

    void aFeed_speaksInSignals_oneAtATime()
    {
        FrameFeed feed(*m_camera);
        std::vector<FrameRef> seen;
        connect(&feed, &FrameFeed::frameReady, this, [&](const FrameRef &frame) {
            seen.push_back(frame);
            QVERIFY(QThread::currentThread() == thread());
        });
        m_script->give(1);
        QTRY_COMPARE(seen.size(), std::size_t(1));
        m_script->give(1);
        QTRY_COMPARE(seen.size(), std::size_t(2));
        QCOMPARE(seen.back()->number(), std::uint64_t(2));
    }

    void theRate_isMeasured()
    {
        auto one = m_camera->subscribe({});
        m_script->give(1);
        QVERIFY(one->wait(5s) != nullptr);
        for (int i = 0; i < 25; ++i) {
            m_clock->advance(40ms);
            m_script->give(1);
            QVERIFY(one->wait(5s) != nullptr);
        }
        QTRY_VERIFY(qAbs(m_camera->status().framesPerSecond - 26) < 2);
    }

    /** For the thread sanitizer: comers, goers, sleepers and a source that never stops. */
    void manyThreads_comeAndGo()
    {
        std::atomic<bool> isOver = false;
        std::atomic<int> pictures = 0;
        std::vector<std::thread> threads;
        threads.emplace_back([&] {
            while (!isOver) {
                if (m_script->read([](auto &script) { return script.answers.size() < 50; }))
                    m_script->give(20);
                std::this_thread::yield();
            }
        });
        for (int t = 0; t < 3; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < 60; ++i) {
                    std::atomic<int> notices = 0;
                    auto mine = m_camera->subscribe({Milliseconds(0), [&notices] { ++notices; }});
                    for (int n = 0; n < 5; ++n) {
                        const auto frame = t == 0 ? mine->wait(2s) : mine->take();
                        if (frame && frame->size() == QSize(64, 48))
                            ++pictures;
                    }
                }
            });
        }
        for (std::size_t i = 1; i < threads.size(); ++i)
            threads[i].join();
        isOver = true;
        threads.front().join();
        QVERIFY(pictures > 0);
        QTRY_VERIFY(!isOpen());
    }

private:
    bool isOpen()
    {
        return m_script->read([](auto &script) { return script.isOpen; });
    }
    int opened()
    {
        return m_script->read([](auto &script) { return script.opened; });
    }

    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<ProbeScript> m_script;
    std::unique_ptr<CountingLog> m_log;
    std::unique_ptr<HubCamera> m_camera;
};

QTEST_GUILESS_MAIN(FrameHubTest)
#include "tst_frame_hub.moc"
