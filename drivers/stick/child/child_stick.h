// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/stick_message.h"
#include "stick/child_stick.h"

#include <core/clock.h>

#include <QLocalSocket>
#include <QProcess>
#include <QTimer>

#include <memory>

namespace yz {

/** One request and its answer, to a program of its own. Owner: ChildStick. Thread: GUI. */
class StickExchange : public QObject
{
    Q_OBJECT
public:
    StickExchange(const StickProgram &program, QByteArray request, QObject *parent = nullptr);
    ~StickExchange() override;

Q_SIGNALS:
    void came(const QByteArray &bytes);
    /** Nothing more comes; the last signal, never within the constructor. */
    void over();

private:
    void startProcess(const QString &path, QByteArray request);
    void startSocket(const QString &path, QByteArray request);
    void end();

    QIODevice *m_device = nullptr;
    bool m_ended = false;
};

class ChildStick final : public Stick
{
    Q_OBJECT
public:
    explicit ChildStick(StickProgram program);
    ~ChildStick() override;

    void setWatching(bool on) override;
    StickStanding standing() const override { return m_standing; }
    StickRequestId read() override;
    StickRequestId write(const QString &name, const QByteArray &bytes) override;

private:
    enum class Kind { Read, Write };
    void watch();
    void watched(const QByteArray &bytes);
    void become(StickStanding standing);
    StickRequestId begin(Kind kind, const QByteArray &request);
    StickRequestId refuse(Kind kind, Error error);
    void finish(Result<StickFiles> ended);
    void tell(Kind kind, StickRequestId request, Result<StickFiles> ended);

    StickProgram m_program;
    bool m_isWatching = false;
    StickStanding m_standing = StickStanding::Unknown;
    std::unique_ptr<StickExchange> m_watch;
    QByteArray m_watched; ///< of a line not yet whole
    std::unique_ptr<StickExchange> m_exchange;
    stick::AnswerReader m_answer;
    Kind m_kind = Kind::Read;
    StickRequestId m_current = 0;
    StickRequestId m_last = 0;
    QTimer m_patience;
    QTimer m_again;
};

} // namespace yz
