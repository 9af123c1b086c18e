// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/fault.h>

#include <QImage>
#include <QObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace yz {

enum class CallMedia { Video, Audio };
enum class CallCodec { Vp8, H264 };

struct CallIceServer
{
    QStringList urls; ///< stun:, turn: and turns: as in RTCIceServer
    QString username;
    QString credential;
};

/** What the call looks and listens through: descriptions in the language of gst_parse_launch, from a source up to raw
 *  video or audio, and for the loudspeaker from raw audio on; data, from the configuration, never from outside. */
struct CallSources
{
    QString video; ///< see sourceDescription() of the camera
    QString audio;
    QString speaker;
    QSize size{640, 480};
    int framesPerSecond = 15;
};

/** What a call is started with. */
struct CallSetup
{
    CallMedia media = CallMedia::Video;
    std::vector<CallIceServer> iceServers;
    CallCodec codec = CallCodec::Vp8;
    CallSources sources = {};    ///< empty: what the process was made with
    bool isLoopbackOnly = false; ///< tests and demonstration: no other address of this machine is offered
};

struct CallCandidate
{
    QString mid;
    int index = 0;
    QString candidate;
};

/** How the media of a call stands. */
enum class CallState {
    Idle,
    Connecting,
    Flowing,
    Stalled, ///< no picture or sound for a while: "the network is unstable"
    Failed,  ///< none for three seconds, or no way to the other side: rebuild() or give up
};

/** Once a second, for the technician and for tests; no content. */
struct CallStats
{
    int framesDecoded = 0;
    int framesPerSecond = 0;
    int remoteHertz = 0; ///< the loudest steady tone, from zero crossings
    int remoteLevel = 0; ///< of the sound, root mean square in thousandths of full scale
    int videoKbits = 0;  ///< what the encoder is told
    int lossPercent = 0; ///< of what we sent, as the other side counts it
    int nacks = 0;       ///< that we sent
};

/**
 * The process that makes the media of a call, as the terminal sees it: it alone touches camera, microphone and what the
 * other side sends. From stop() on nothing looks or listens, and no frame comes any more.
 * Owner: `app/main`. Thread: GUI; no call of it waits. Errors: by `broken`. Personal data: the frames; kept nowhere.
 */
class CallProcess : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void start(const yz::CallSetup &setup) = 0;
    virtual void setAnswer(const QString &sdp) = 0;
    virtual void addCandidate(const yz::CallCandidate &candidate) = 0;
    /** Another session with these media: a new offer follows. */
    virtual void setMedia(yz::CallMedia media) = 0;
    /** A new session of the same call: a new offer follows. */
    virtual void rebuild() = 0;
    virtual void stop() = 0;

Q_SIGNALS:
    void offerReady(int session, const QString &sdp);
    void candidateReady(int session, const yz::CallCandidate &candidate);
    void stateChanged(yz::CallState state);
    /** Valid until the next one: copy what is kept. */
    void remoteFrame(const QImage &frame);
    void selfFrame(const QImage &frame);
    void statsReady(const yz::CallStats &stats);
    /** The process ended or cannot be started; start() or rebuild() tries again. */
    void broken(yz::Fault fault);
};

} // namespace yz
