// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "call/call_process.h"

#include <core/result.h>

#include <string_view>

namespace yz {

/** A puppet: notes what it was told and says what it is made to say. Thread: the owner's only. */
class FakeCallProcess final : public CallProcess
{
    Q_OBJECT
public:
    using CallProcess::CallProcess;

    void start(const CallSetup &setup) override;
    void setAnswer(const QString &sdp) override { answers += sdp; }
    void addCandidate(const CallCandidate &candidate) override { candidates.push_back(candidate); }
    void setMedia(CallMedia media) override;
    void rebuild() override;
    void stop() override;

    /** As the process would: an offer for the session under way. */
    void offer();
    void become(CallState state);
    void crash();
    /** A picture of one colour. */
    void showRemote(Qt::GlobalColor colour);
    /**
     * One line of the puppet's language; BadInput, naming the word that is none:
     *
     *     call offer | crash
     *     call become connecting|flowing|stalled|failed
     *     call show red|green|blue|white|black
     */
    Result<void> obey(std::string_view line);

    bool isRunning = false;
    int session = 0;
    CallMedia lastMedia = CallMedia::Video;
    QStringList answers;
    std::vector<CallCandidate> candidates;
};

} // namespace yz
