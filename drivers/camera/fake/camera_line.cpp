// SPDX-License-Identifier: Apache-2.0
#include "camera/fake_camera.h"

#include <charconv>
#include <vector>

namespace yz {
namespace {

constexpr int kLongest = 60'000;

/** Divided by blanks; quotation marks keep blanks together. */
std::vector<std::string> wordsOf(std::string_view line)
{
    std::vector<std::string> words;
    bool isQuoted = false;
    bool isInWord = false;
    for (const char c : line) {
        if (c == '"') {
            isQuoted = !isQuoted;
        } else if (!isQuoted && (c == ' ' || c == '\t')) {
            isInWord = false;
            continue;
        }
        if (!isInWord)
            words.emplace_back();
        isInWord = true;
        if (c != '"')
            words.back() += c;
    }
    return words;
}

Error unknown(const std::string &word)
{
    return {Fault::BadInput, "the puppet does not know '" + word + "'"};
}

Result<CameraOrder> showing(puppet::Show show, const std::vector<std::string> &words)
{
    constexpr std::string_view kEvery = "every=";
    for (std::size_t i = 3; i < words.size(); ++i) {
        const auto &word = words[i];
        const char *end = word.data() + word.size();
        int every = 0;
        if (!word.starts_with(kEvery) || std::from_chars(word.data() + kEvery.size(), end, every).ptr != end ||
            every < 1 || every > kLongest)
            return unknown(word);
        show.every = Milliseconds(every);
    }
    return CameraOrder(std::move(show));
}

Result<CameraOrder> becoming(const std::vector<std::string> &words)
{
    using puppet::BecomeCamera;
    if (words[1] == "stall")
        return CameraOrder(BecomeCamera{CameraState::Stalled});
    if (words[1] == "ready")
        return CameraOrder(BecomeCamera{CameraState::Live});
    if (words[1] != "gone")
        return unknown(words[1]);
    if (words.size() < 3)
        return CameraOrder(BecomeCamera{CameraState::Gone});
    for (const auto fault : allFaults()) {
        if (name(fault) == words[2])
            return CameraOrder(BecomeCamera{CameraState::Gone, fault});
    }
    return unknown(words[2]);
}

} // namespace

Result<CameraOrder> parseCameraLine(std::string_view line)
{
    const auto words = wordsOf(line);
    if (words.size() < 2 || words[0] != "camera")
        return unknown(std::string(line));
    if (words[1] == "show" && words.size() > 2) {
        const auto scene = sceneNamed(words[2]);
        if (!scene)
            return unknown(words[2]);
        return showing({*scene, {}}, words);
    }
    if (words[1] == "picture" && words.size() > 2)
        return showing({Scene::Empty, words[2]}, words);
    return becoming(words);
}

} // namespace yz
