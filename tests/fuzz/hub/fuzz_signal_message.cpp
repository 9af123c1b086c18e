// SPDX-License-Identifier: Apache-2.0
// Whatever either side of a call says: it is read within its bounds or refused by name, and what is passed on is read
// again as the same. Seeds: hub/contract/golden/signalling.
#include <hub/signal_message.h>

#include <cstdlib>
#include <string_view>

using namespace yz;
using namespace yz::hub;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

void look(const say::Offer &one)
{
    demand(!one.sdp.empty() && one.sdp.size() <= kMaxSdp);
}
void look(const say::Answer &one)
{
    demand(!one.sdp.empty() && one.sdp.size() <= kMaxSdp);
}
void look(const say::Candidate &one)
{
    demand(one.candidate.size() <= kMaxCandidate && one.index.value_or(0) >= 0 && one.mid.value_or("").size() <= 64);
}
void look(const say::Text &one)
{
    demand(!one.text.empty() && one.text.size() <= 4 * kMaxCallText);
}
void look(const say::Request &one)
{
    demand(one.topic.size() <= kMaxTopic);
}
void look(const say::Bye &one)
{
    demand(!one.reason.empty() && one.reason.size() <= 40);
}
template <class Other>
void look(const Other &)
{
}

/** What goes to the other side as it came. */
template <class Message>
constexpr bool isPassedOn = std::is_same_v<Message, say::Offer> || std::is_same_v<Message, say::Candidate> ||
                            std::is_same_v<Message, say::Text> || std::is_same_v<Message, say::Degrade>;

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const auto signal = parseTerminalSignal(text);
    if (signal) {
        demand(signal->session >= 0 && signal->session <= kMaxSession);
        std::visit(
            [&]<class Message>(const Message &message) {
                look(message);
                if constexpr (isPassedOn<Message>) {
                    const auto written = writeSignal({signal->call, signal->session, message});
                    const auto again = parseTerminalSignal(written);
                    demand(again && again->call == signal->call && again->message.index() == signal->message.index());
                    demand(writeSignal({again->call, again->session, std::get<Message>(again->message)}) == written);
                }
            },
            signal->message);
    } else {
        demand(!signal.error().detail.empty());
    }
    if (const auto said = parseAgentSignal(text))
        std::visit([](const auto &message) { look(message); }, said->message);
    return 0;
}
