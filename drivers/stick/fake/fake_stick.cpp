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

Error FakeStick::troubleOf(bool isBusy)
{
    if (isBusy)
        return {Fault::DeviceBusy, "stick: one thing at a time"};
    return std::exchange(m_next, std::nullopt).value_or(Error{Fault::DeviceAbsent, "stick: gone"});
}

StickRequestId FakeStick::read()
{
    const auto id = ++m_last;
    const bool isBusy = std::exchange(m_isBusy, true);
    const bool isFine = !isBusy && !m_next && m_standing == StickStanding::Present;
    const Result<StickFiles> answer = isFine ? Result<StickFiles>(m_files) : Result<StickFiles>(troubleOf(isBusy));
    QMetaObject::invokeMethod(
        this,
        [this, id, answer, isBusy] {
            m_isBusy = m_isBusy && isBusy;
            Q_EMIT readFinished(id, answer);
        },
        Qt::QueuedConnection);
    return id;
}

StickRequestId FakeStick::write(const QString &name, const QByteArray &bytes)
{
    const auto id = ++m_last;
    const bool isBusy = std::exchange(m_isBusy, true);
    const bool isFine = !isBusy && !m_next && m_standing == StickStanding::Present;
    if (isFine)
        m_written[name] = bytes;
    const Result<void> answer = isFine ? Result<void>() : Result<void>(troubleOf(isBusy));
    QMetaObject::invokeMethod(
        this,
        [this, id, answer, isBusy] {
            m_isBusy = m_isBusy && isBusy;
            Q_EMIT writeFinished(id, answer);
        },
        Qt::QueuedConnection);
    return id;
}

} // namespace yz
