// SPDX-License-Identifier: Apache-2.0
#include "scanner/code_reader.h"

#include <camera/camera.h>
#include <core/worker.h>

#include <atomic>
#include <mutex>
#include <optional>
#include <utility>

namespace yz {
namespace {

class CameraCodeReader final : public CodeReader
{
public:
    CameraCodeReader(Camera &camera, CodeTiming timing) : m_camera(camera), m_timing(timing), m_worker("yz-codes") {}
    ~CameraCodeReader() override { end(); }

    void start() override
    {
        if (m_subscription) // set in this thread only
            return;
        m_isNoted = false;
        const int round = ++m_round;
        auto subscription = m_camera.subscribe({m_timing.every, [this, round] {
                                                    if (m_isNoted.exchange(true))
                                                        return;
                                                    m_worker.post([this, round] { look(round); });
                                                }});
        {
            const std::lock_guard lock(m_mutex);
            m_subscription = std::move(subscription);
        }
        m_worker.post([this, round] { look(round); }); // what arrived before the place was ours
    }
    void stop() override
    {
        end();
        ++m_round;
        m_last.clear();
    }
    bool isLooking() const override { return m_subscription != nullptr; }

private:
    void end()
    {
        std::unique_ptr<FrameSubscription> ended; // outside the lock, which the worker may be waiting for
        const std::lock_guard lock(m_mutex);
        ended = std::exchange(m_subscription, nullptr);
    }

    /** In the worker. */
    void look(int round)
    {
        m_isNoted = false;
        FrameRef frame;
        {
            const std::lock_guard lock(m_mutex);
            if (m_subscription)
                frame = m_subscription->take();
        }
        if (!frame)
            return;
        const auto takenAt = frame->takenAt();
        if (auto contents = codesIn(pictureOf(frame)); contents && !contents->empty())
            m_inbox.post([this, round, takenAt, content = contents->front()] { saw(round, takenAt, content); });
    }

    void saw(int round, Instant takenAt, const QByteArray &content)
    {
        if (round != m_round)
            return;
        const bool isNew = content != m_last || takenAt - m_seenAt > m_timing.awayFor;
        m_last = content;
        m_seenAt = takenAt;
        if (isNew)
            Q_EMIT read(content);
    }

    Camera &m_camera;
    CodeTiming m_timing;
    int m_round = 0; ///< the how-many-eth start: answers of an earlier one are dropped
    QByteArray m_last;
    Instant m_seenAt{};
    std::atomic<bool> m_isNoted = false;
    Mailbox m_inbox;
    std::mutex m_mutex;
    std::unique_ptr<FrameSubscription> m_subscription; ///< under the mutex: the worker takes from it
    Worker m_worker;                                   // last: ends before all that it works with
};

} // namespace

std::unique_ptr<CodeReader> makeCameraCodeReader(Camera &camera, CodeTiming timing)
{
    return std::make_unique<CameraCodeReader>(camera, timing);
}

bool FakeCodeReader::show(const QByteArray &content)
{
    if (m_isLooking)
        Q_EMIT read(content);
    return m_isLooking;
}

Result<QByteArray> parseCodeLine(std::string_view line)
{
    constexpr std::string_view kWord = "code ";
    if (!line.starts_with(kWord) || line.size() == kWord.size())
        return {Fault::BadInput, "the puppet does not know '" + std::string(line) + "'"};
    const auto content = line.substr(kWord.size());
    return QByteArray(content.data(), static_cast<qsizetype>(content.size()));
}

} // namespace yz
