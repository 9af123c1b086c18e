// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stick/stick.h"

#include <map>
#include <optional>

namespace yz {

/** A puppet: holds what it is given, fails as it is told. Thread: the owner's. */
class FakeStick final : public Stick
{
    Q_OBJECT
public:
    using Stick::Stick;

    void setWatching(bool on) override;
    StickStanding standing() const override { return m_watching ? m_standing : StickStanding::Unknown; }
    StickRequestId read() override;
    StickRequestId write(const QString &name, const QByteArray &bytes) override;

    void insert(StickFiles files);
    void become(StickStanding standing);
    void failNext(Error error) { m_next = std::move(error); }
    const std::map<QString, QByteArray> &written() const { return m_written; }

private:
    Error troubleOf(bool isBusy);

    StickStanding m_standing = StickStanding::None;
    bool m_watching = false;
    bool m_isBusy = false; ///< with the request that was made first
    StickFiles m_files;
    std::optional<Error> m_next;
    std::map<QString, QByteArray> m_written;
    StickRequestId m_last = 0;
};

} // namespace yz
