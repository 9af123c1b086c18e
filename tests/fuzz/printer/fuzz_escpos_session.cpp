// SPDX-License-Identifier: Apache-2.0
// A printer that answers anything at any time and takes as much as it likes. However it behaves, a slip comes to an
// end, and is confirmed only if all of it was taken and both fences were answered.
#include <escpos_session.h>
#include <fakes/manual_clock.h>

#include <algorithm>
#include <cstdlib>

using namespace yz;
using namespace yz::escpos;

namespace {

/** The fuzzer's bytes, in turn; zeros when they are used up. */
struct Script
{
    std::span<const std::uint8_t> bytes;
    std::size_t taken = 0;        ///< by the printer
    std::size_t answersGiven = 0; ///< that can stand for a fence's

    std::uint8_t next()
    {
        if (bytes.empty())
            return 0;
        const auto value = bytes.front();
        bytes = bytes.subspan(1);
        return value;
    }
};

class AnyPrinter final : public UsbDevice
{
public:
    AnyPrinter(Script &script, ManualClock &clock) : m_script(script), m_clock(clock) {}

    const std::string &path() const override { return m_path; }
    const std::vector<UsbInterface> &interfaces() const override { return m_interfaces; }
    Result<void> claim(const UsbInterface &) override { return {}; }

    Result<std::size_t> send(std::uint8_t, std::span<const std::byte> bytes, Deadline deadline) override
    {
        const auto mood = m_script.next();
        if (mood < 0x80) {
            const auto took = mood == 0 ? bytes.size() : std::min<std::size_t>(bytes.size(), mood * 64U);
            m_script.taken += took;
            return took;
        }
        return trouble(mood, deadline);
    }
    Result<std::size_t> receive(std::uint8_t, std::span<std::byte> into, Deadline deadline) override
    {
        const auto mood = m_script.next();
        if (mood >= 0x80 || m_script.bytes.empty())
            return trouble(m_script.bytes.empty() ? 0x80 : mood, deadline);
        const auto count = std::min<std::size_t>(into.size(), mood & 0x0F);
        for (std::size_t i = 0; i < count; ++i) {
            into[i] = std::byte{m_script.next()};
            m_script.answersGiven += (into[i] & std::byte{0x90}) == std::byte{0} ? 1U : 0U;
        }
        m_clock.advance(Milliseconds(1));
        return count;
    }
    Result<std::size_t> control(ControlSetup, std::span<std::byte> data, Deadline deadline) override
    {
        const auto mood = m_script.next();
        if (mood >= 0x80)
            return trouble(mood, deadline);
        const auto count = std::min<std::size_t>(data.size(), mood);
        for (std::size_t i = 0; i < count; ++i)
            data[i] = std::byte{m_script.next()};
        return count;
    }
    Result<void> clearHalt(std::uint8_t) override { return {}; }
    void cancel() override {}
    void resume() override {}

private:
    Error trouble(std::uint8_t mood, Deadline deadline)
    {
        if (mood == 0xFF)
            return {Fault::DeviceAbsent, "gone"};
        if (mood >= 0xF0) {
            m_clock.advance(Milliseconds(1));
            return {Fault::DeviceGarbled, "stalled"};
        }
        m_clock.advance(deadline.remaining(m_clock));
        return {Fault::TimedOut, "nothing"};
    }

    Script &m_script;
    ManualClock &m_clock;
    std::string m_path = "1-1";
    std::vector<UsbInterface> m_interfaces = {{0, 0, 0x07, 0x01, 0x02, {{0x02, true, 64}, {0x81, true, 64}}}};
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const QImage image = [] {
        QImage black(384, 300, QImage::Format_Mono);
        black.fill(1);
        return black;
    }();
    ManualClock clock;
    Script script{{data, size}};
    auto session = EscPosSession::open(std::make_unique<AnyPrinter>(script, clock), clock, Timing{});
    if (!session)
        return 0;
    for (int i = 0; i < 2; ++i) {
        script.taken = script.answersGiven = 0;
        const auto report = (*session)->print(image, Deadline::after(clock, Milliseconds(1000)),
                                              {[&clock](Milliseconds period) {
                                                   clock.advance(period);
                                                   return true;
                                               },
                                               [] { return true; }});
        const bool isPossible = script.taken >= SlipStream(image).bytes().size() && script.answersGiven >= 2;
        if (report.outcome == PrintOutcome::Confirmed && !isPossible)
            std::abort();
    }
    return 0;
}
