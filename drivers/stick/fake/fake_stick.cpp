// SPDX-License-Identifier: Apache-2.0
#include "stick/fake_stick.h"

#include <utility>

namespace yz {

void FakeStick::setWatching(bool on)
{
    const auto before = standing();
    m_watching = on;
    if (standing() != before)
        Q_EMIT standingChanged(standing());
}

void FakeStick::insert(StickFiles files)
{
    m_files = std::move(files);
    become(StickStanding::Present);
}

void FakeStick::become(StickStanding standing)
{
    m_standing = standing;
    if (m_watching)
        Q_EMIT standingChanged(standing);
}

StickRequestId FakeStick::read()
{
    const auto id = ++m_last;
    const auto trouble = std::exchange(m_next, std::nullopt);
    Result<StickFiles> answer = trouble ? Result<StickFiles>(*trouble)
                                : m_standing == StickStanding::Present
                                    ? Result<StickFiles>(m_files)
                                    : Result<StickFiles>(Error{Fault::DeviceAbsent, "stick: gone"});
    QMetaObject::invokeMethod(this, [this, id, answer] { Q_EMIT readFinished(id, answer); }, Qt::QueuedConnection);
    return id;
}

StickRequestId FakeStick::write(const QString &name, const QByteArray &bytes)
{
    const auto id = ++m_last;
    const auto trouble = std::exchange(m_next, std::nullopt);
    if (!trouble)
        m_written[name] = bytes;
    const Result<void> answer = trouble ? Result<void>(*trouble) : Result<void>();
    QMetaObject::invokeMethod(this, [this, id, answer] { Q_EMIT writeFinished(id, answer); }, Qt::QueuedConnection);
    return id;
}

} // namespace yz
