// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <wire/usb_host.h>

#include <fakes/manual_clock.h>
#include <judge/escpos_judge.h>

#include <algorithm>
#include <deque>
#include <functional>
#include <vector>

namespace yz {

/**
 * A receipt printer in the test's own process, of the cheap sort: it takes DLE EOT inside a picture for dots. Its time
 * is the test's: a transfer that nothing comes of moves the clock to its deadline.
 */
class ClonePrinter final : public UsbDevice
{
public:
    /** What it is and does wrong; shared with the test, since a session owns its device. */
    struct Nature
    {
        std::string deviceId = "MFG:X;MDL:POS-80;CMD:ESC/POS;CLS:PRINTER;";
        std::byte portStatus{0x18};
        bool isOneWay = false;
        std::uint8_t status[4] = {0x12, 0x12, 0x12, 0x12};
        int answersWithheld = 0;                  ///< so many real-time answers come only with the one after them
        bool holdsFences = false;                 ///< answers to fences are kept back
        Instant fencesHeldUntil = Instant::max(); ///< … at the longest until then
        std::size_t takenWhenFencesCame = 0;
        std::size_t standsAt = 0; ///< takes nothing for a while once it has so many bytes
        Milliseconds standsFor{0};
        std::size_t taken = 0;
        std::size_t sends = 0;
        judge::EscposJudge paper;
        judge::CommandScanner door;
        std::vector<std::uint8_t> heldRealTime;
        std::vector<std::uint8_t> heldFences;
        std::deque<std::uint8_t> answers;

        void feed(std::uint8_t byte)
        {
            ++taken;
            paper.feed(byte);
            if (door.feed(byte) != judge::CommandScanner::Step::Command)
                return;
            const auto &command = door.command();
            if (command[0] == 0x10 && command[1] == 0x04)
                answerRealTime(status[command[2] - 1]);
            if (command[0] == 0x1D && command[1] == 'r')
                answerFence();
        }

    private:
        void answerRealTime(std::uint8_t value)
        {
            heldRealTime.push_back(value);
            if (answersWithheld-- > 0)
                return;
            answers.insert(answers.end(), heldRealTime.begin(), heldRealTime.end());
            heldRealTime.clear();
        }
        void answerFence()
        {
            heldFences.push_back(0);
            if (!holdsFences)
                letFencesGo();
        }

    public:
        void letFencesGo()
        {
            holdsFences = false;
            answers.insert(answers.end(), heldFences.begin(), heldFences.end());
            heldFences.clear();
        }
    };

    ClonePrinter(Nature &nature, ManualClock &clock) : m_nature(nature), m_clock(clock)
    {
        UsbInterface interface{0, 0, 0x07, 0x01, 0x02, {{0x02, true, 64}}};
        if (!nature.isOneWay)
            interface.endpoints.push_back({0x81, true, 64});
        m_interfaces = {interface};
    }

    const std::string &path() const override { return m_path; }
    const std::vector<UsbInterface> &interfaces() const override { return m_interfaces; }
    Result<void> claim(const UsbInterface &) override { return {}; }

    Result<std::size_t> send(std::uint8_t, std::span<const std::byte> bytes, Deadline deadline) override
    {
        ++m_nature.sends;
        const auto mayTake = m_nature.standsFor.count() == 0 ? bytes.size()
                             : m_nature.standsAt > m_nature.taken
                                 ? std::min(bytes.size(), m_nature.standsAt - m_nature.taken)
                                 : 0;
        for (const auto byte : bytes.first(mayTake))
            m_nature.feed(std::to_integer<std::uint8_t>(byte));
        if (mayTake > 0)
            return mayTake;
        const auto waited = std::min(deadline.remaining(m_clock), m_nature.standsFor);
        m_nature.standsFor -= waited;
        m_clock.advance(waited);
        return Error{Fault::TimedOut, "stands still"};
    }

    Result<std::size_t> receive(std::uint8_t, std::span<std::byte> into, Deadline deadline) override
    {
        if (m_nature.answers.empty()) {
            m_clock.advance(deadline.remaining(m_clock));
            if (m_clock.now() >= m_nature.fencesHeldUntil && !m_nature.heldFences.empty()) {
                m_nature.takenWhenFencesCame = m_nature.taken;
                m_nature.letFencesGo();
            }
            return Error{Fault::TimedOut, "says nothing"};
        }
        const auto count = std::min(into.size(), m_nature.answers.size());
        for (std::size_t i = 0; i < count; ++i) {
            into[i] = std::byte{m_nature.answers.front()};
            m_nature.answers.pop_front();
        }
        return count;
    }

    Result<std::size_t> control(ControlSetup setup, std::span<std::byte> data, Deadline) override
    {
        if (setup.request == 1) {
            data[0] = m_nature.portStatus;
            return std::size_t(1);
        }
        const auto &id = m_nature.deviceId;
        data[0] = static_cast<std::byte>((id.size() + 2) >> 8);
        data[1] = static_cast<std::byte>((id.size() + 2) & 0xFF);
        std::transform(id.begin(), id.end(), data.begin() + 2, [](char c) { return static_cast<std::byte>(c); });
        return id.size() + 2;
    }

    Result<void> clearHalt(std::uint8_t) override { return {}; }
    void cancel() override {}
    void resume() override {}

private:
    Nature &m_nature;
    ManualClock &m_clock;
    std::string m_path = "1-1";
    std::vector<UsbInterface> m_interfaces;
};

} // namespace yz
