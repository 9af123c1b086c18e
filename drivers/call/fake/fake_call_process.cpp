// SPDX-License-Identifier: Apache-2.0
#include "call/fake_call_process.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace yz {
namespace {

template <class Value, std::size_t N>
const Value *named(const std::array<std::pair<std::string_view, Value>, N> &table, std::string_view word)
{
    const auto found = std::find_if(table.begin(), table.end(), [&](const auto &entry) { return entry.first == word; });
    return found == table.end() ? nullptr : &found->second;
}

constexpr std::array<std::pair<std::string_view, CallState>, 4> kStates = {{{"connecting", CallState::Connecting},
                                                                            {"flowing", CallState::Flowing},
                                                                            {"stalled", CallState::Stalled},
                                                                            {"failed", CallState::Failed}}};
constexpr std::array<std::pair<std::string_view, Qt::GlobalColor>, 5> kColours = {
    {{"red", Qt::red}, {"green", Qt::green}, {"blue", Qt::blue}, {"white", Qt::white}, {"black", Qt::black}}};

} // namespace

void FakeCallProcess::start(const CallSetup &setup)
{
    isRunning = true;
    lastMedia = setup.media;
    ++session;
    offer();
}

void FakeCallProcess::setMedia(CallMedia media)
{
    lastMedia = media;
    rebuild();
}

void FakeCallProcess::rebuild()
{
    isRunning = true;
    ++session;
    offer();
}

void FakeCallProcess::stop()
{
    isRunning = false;
}

void FakeCallProcess::offer()
{
    Q_EMIT offerReady(session, QStringLiteral("v=0 offer %1").arg(session));
}

void FakeCallProcess::become(CallState state)
{
    Q_EMIT stateChanged(state);
}

void FakeCallProcess::crash()
{
    isRunning = false;
    Q_EMIT broken(Fault::DeviceBroken);
}

void FakeCallProcess::showRemote(Qt::GlobalColor colour)
{
    QImage frame(64, 48, QImage::Format_RGB32);
    frame.fill(colour);
    Q_EMIT remoteFrame(frame);
}

Result<void> FakeCallProcess::obey(std::string_view line)
{
    constexpr std::string_view kBecome = "call become ";
    constexpr std::string_view kShow = "call show ";
    if (line == "call offer") {
        offer();
    } else if (line == "call crash") {
        crash();
    } else if (const auto *state = line.starts_with(kBecome) ? named(kStates, line.substr(kBecome.size())) : nullptr) {
        become(*state);
    } else if (const auto *colour = line.starts_with(kShow) ? named(kColours, line.substr(kShow.size())) : nullptr) {
        showRemote(*colour);
    } else {
        return Error{Fault::BadInput, "the puppet does not know '" + std::string(line.substr(0, 80)) + "'"};
    }
    return {};
}

} // namespace yz
