// SPDX-License-Identifier: Apache-2.0
#include "visit/step.h"

namespace yz {

using namespace std::chrono_literals;

std::optional<Milliseconds> patienceOf(const State &state)
{
    struct Patience
    {
        std::optional<Milliseconds> operator()(const AtHome &) const { return {}; }
        std::optional<Milliseconds> operator()(const Storing &) const { return {}; }
        std::optional<Milliseconds> operator()(const Leaving &) const { return {}; }
        std::optional<Milliseconds> operator()(const WithStaff &) const { return {}; }
        std::optional<Milliseconds> operator()(const Calling &) const { return {}; }
        std::optional<Milliseconds> operator()(const Consenting &) const { return 120s; }
        std::optional<Milliseconds> operator()(const AtProgress &) const { return 120s; }
        std::optional<Milliseconds> operator()(const Inquiring &) const { return 60s; }
        std::optional<Milliseconds> operator()(const CallOver &) const { return 60s; }
        std::optional<Milliseconds> operator()(const Filling &) const { return 120s; }
        std::optional<Milliseconds> operator()(const Checking &) const { return 120s; }
        std::optional<Milliseconds> operator()(const Scanning &) const { return 120s; }
        std::optional<Milliseconds> operator()(const StoreFailed &) const { return 120s; }
        std::optional<Milliseconds> operator()(const Browsing &stage) const
        {
            // What is being read takes longer than what is being chosen from.
            const auto &stop = stage.trail.back();
            const bool isChosenFrom =
                std::holds_alternative<ListStop>(stop) || std::holds_alternative<ChoiceStop>(stop);
            return isChosenFrom ? 60s : 120s;
        }
        std::optional<Milliseconds> operator()(const AtGuide &) const { return 60s; }
        std::optional<Milliseconds> operator()(const AwaitingCard &) const { return 60s; }
        std::optional<Milliseconds> operator()(const ConfirmingIdentity &) const { return 60s; }
        std::optional<Milliseconds> operator()(const Done &) const { return 60s; }
    };
    const auto patience = std::visit(Patience{}, state.stage);
    return patience && state.elder ? std::optional(*patience * 2) : patience;
}

Milliseconds warningOf(const State &state)
{
    return state.elder ? 60s : 30s;
}

} // namespace yz
