// SPDX-License-Identifier: Apache-2.0
#include "camera/frame_hub.h"

#include "frame_fan.h"

#include <pthread.h>

#include <string>
#include <utility>

namespace yz {
namespace {

using namespace std::chrono_literals;

/** So often the hub looks up whether it is still wanted, and whether the source has stalled. */
constexpr Milliseconds kSlice = 100ms;
constexpr Milliseconds kRateWindow = 1s;

} // namespace

FrameHub::FrameHub(std::unique_ptr<FrameSource> source, const Clock &clock, EventLog &log, Told told, HubTiming timing)
    : m_source(std::move(source)),
      m_clock(clock),
      m_log(log),
      m_told(std::move(told)),
      m_timing(timing),
      m_fan(std::make_shared<FrameFan>()), // shared: see the header
      m_thread([this] { loop(); })
{
}

FrameHub::~FrameHub()
{
    m_fan->end();
    m_thread.join();
}

std::unique_ptr<FrameSubscription> FrameHub::subscribe(FrameWish wish)
{
    return m_fan->subscribe(std::move(wish));
}

void FrameHub::loop()
{
    pthread_setname_np(pthread_self(), "yz-camera");
    while (m_fan->awaitWanted()) {
        auto served = serve();
        if (served) {
            becomes(CameraState::Off);
            continue;
        }
        becomes(CameraState::Gone, served.error());
        m_fan->pause(m_timing.betweenOpenings);
        if (!m_fan->isWanted())
            becomes(CameraState::Off);
    }
}

/** One opening. Without an error: it is not wanted any more. */
Result<void> FrameHub::serve()
{
    if (m_status.state != CameraState::Gone)
        becomes(CameraState::Opening);
    auto served = m_source->open();
    if (served)
        served = pump();
    m_source->close();
    m_fan->clear();
    return served;
}

Result<void> FrameHub::pump()
{
    auto last = m_clock.now();
    auto patience = m_timing.firstFrameWithin;
    m_rateSince = last;
    m_rateCount = 0;
    while (m_fan->isWanted()) {
        auto frame = m_source->next(kSlice);
        const auto now = m_clock.now();
        if (frame) {
            last = now;
            patience = m_timing.stalledAfter;
            isAlive(*frame);
            m_fan->offer(*frame, now);
            continue;
        }
        if (!frame.failedWith(Fault::TimedOut))
            return frame.error();
        if (now - last >= patience + m_timing.reopenedAfter)
            return Error{Fault::TimedOut, "still no picture: the camera is opened anew"};
        if (now - last >= patience && m_status.state != CameraState::Stalled && m_status.state != CameraState::Gone)
            becomes(CameraState::Stalled,
                    {Fault::TimedOut, "no picture for " + std::to_string(patience.count()) + " ms"});
    }
    return {};
}

void FrameHub::isAlive(const FrameRef &frame)
{
    ++m_rateCount;
    measureRate();
    if (m_status.state == CameraState::Live && m_status.size == frame->size())
        return;
    m_status.size = frame->size();
    becomes(CameraState::Live);
}

void FrameHub::measureRate()
{
    const auto past = m_clock.now() - m_rateSince;
    if (past < kRateWindow)
        return;
    m_status.framesPerSecond = m_rateCount / std::chrono::duration<double>(past).count();
    m_rateSince += past;
    m_rateCount = 0;
    m_told(m_status);
}

void FrameHub::becomes(CameraState state, Error error)
{
    const bool isTrouble = state == CameraState::Stalled || state == CameraState::Gone;
    if (isTrouble && !m_isTroubled)
        m_log.write(EventId::DeviceTrouble,
                    {{"kind", FixedWord("camera")}, {"error", error}}); // once, however often it is tried
    if (state == CameraState::Live && m_isTroubled)
        m_log.write(EventId::DeviceArrived, {{"kind", FixedWord("camera")}});
    if (state == CameraState::Live || isTrouble)
        m_isTroubled = isTrouble;
    m_status.state = state;
    m_status.error = std::move(error);
    if (state != CameraState::Live) {
        m_status.size = {};
        m_status.framesPerSecond = 0;
    }
    m_told(m_status);
}

} // namespace yz
