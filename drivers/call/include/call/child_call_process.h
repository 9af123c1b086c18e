// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "call/call_message.h"
#include "call/call_process.h"
#include "call/frame_slots.h"

#include <QLocalSocket>
#include <QProcess>
#include <QTimer>

#include <memory>
#include <optional>

namespace yz {

/** Where the program is and what it is given. Data, from the configuration. */
struct CallProgram
{
    QString path;
    CallSources sources; ///< for every setup that names none
    bool isLoopbackOnly = false;
    int silentForMs = 4000; ///< a process that says nothing for so long after its offer hangs, and is killed
    int readyWithinMs =
        15'000; ///< up to an offer: devices are opened, on the first start all of GStreamer looked through
    int endsWithinMs = 1500;
};

/**
 * The kiosk's side of `yizhan-call`: starts it when first needed, keeps it for the next call, kills it when it hangs or
 * does not end a call in time, starts it anew. What it says is bounded and checked; a message that breaks the form ends
 * it. `broken` gives Fault::DeviceBroken when it crashed or hung, else what it told.
 * Owner: `app/main`. Thread: GUI. Personal data: the frames; the shared memory is given back at the end of a call.
 */
class ChildCallProcess final : public CallProcess
{
    Q_OBJECT
public:
    explicit ChildCallProcess(CallProgram program, QObject *parent = nullptr);
    ~ChildCallProcess() override;

    /** Starts the process while there is time, so that the first call does not wait for it. */
    void warm();
    void start(const CallSetup &setup) override;
    void setAnswer(const QString &sdp) override;
    void addCandidate(const CallCandidate &candidate) override;
    void setMedia(CallMedia media) override;
    void rebuild() override;
    void stop() override;

    /** Zero when it does not run. */
    qint64 processId() const { return m_process ? m_process->processId() : 0; }

private:
    bool launch();
    void begin();
    void refuse(Fault fault);
    bool send(const CallMessage &message);
    void read();
    void hear(const CallMessage &message);
    void lose(Fault fault);
    void showNew();
    void giveUp(Fault fault);
    void drop();

    CallProgram m_program;
    std::optional<FrameSlots> m_frames;
    std::unique_ptr<QProcess> m_process;
    std::unique_ptr<QLocalSocket> m_socket;
    CallMessageReader m_reader;
    QTimer m_silence;
    QTimer m_ending;
    QTimer m_more;
    CallSetup m_setup;
    int m_session = 0;
    bool m_isOffered = false;
    bool m_isInCall = false;
    bool m_isDeviceLost = false;
    bool m_hasRemote = false; // a picture was told of
    bool m_hasOwn = false;
};

} // namespace yz
