// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/usb_host.h"

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yz {

/** One call on a device and what came of it. */
struct WireStep
{
    enum class Kind { Claim, Send, Receive, Control, ClearHalt };

    Kind kind = Kind::Send;
    std::uint8_t endpoint = 0;                 ///< Send, Receive, ClearHalt
    std::uint8_t interface = 0, alternate = 0; ///< Claim
    ControlSetup setup;                        ///< Control
    std::vector<std::byte> bytes;              ///< sent, or received
    std::optional<std::size_t> taken;          ///< Send: fewer than all
    std::optional<Error> failure;
    std::size_t line = 0; ///< where it stands in its file, for whoever has to look there
};

/**
 * What a driver and a device said to each other, as text that people read and correct:
 *
 *     device 1-1
 *     interface 0 0 ff 00 00 02:64 81:64        number, alternate, class, subclass, protocol, endpoints:packet size
 *     claim 0 0
 *     send 02 aaaaaa9669000311ffed [taken 7]
 *     receive 81 aaaaaa96690004
 *       00009094                                 an indented line goes on
 *     receive 81 fails TimedOut
 *     control a1 01 0000 0000 18                 request type, request, value, index, data
 *     clear 81
 *
 * Addresses, classes, requests and data are hexadecimal, numbers and sizes decimal; `#` begins a remark.
 * Personal data: whatever was on the card. Only ever record test cards.
 */
struct WireTranscript
{
    std::string path;
    std::vector<UsbInterface> interfaces;
    std::vector<WireStep> steps;
};

/** DataMalformed, with the line. */
Result<WireTranscript> parseTranscript(std::string_view text);
std::string writeTranscript(const WireTranscript &transcript);

/** A device that is spoken to through it, and a transcript of that. Owner, thread: as UsbDevice. */
class RecordingWire final : public UsbDevice
{
public:
    /** `into` lives longer than this. */
    RecordingWire(std::unique_ptr<UsbDevice> device, WireTranscript &into);

    const std::string &path() const override { return m_device->path(); }
    const std::vector<UsbInterface> &interfaces() const override { return m_device->interfaces(); }
    Result<void> claim(const UsbInterface &interface) override;
    Result<std::size_t> send(std::uint8_t endpoint, std::span<const std::byte> bytes, Deadline deadline) override;
    Result<std::size_t> receive(std::uint8_t endpoint, std::span<std::byte> into, Deadline deadline) override;
    Result<std::size_t> control(ControlSetup setup, std::span<std::byte> data, Deadline deadline) override;
    Result<void> clearHalt(std::uint8_t endpoint) override;
    void cancel() override { m_device->cancel(); }
    void resume() override { m_device->resume(); }

private:
    template <class Outcome>
    Outcome kept(WireStep step, Outcome outcome);

    std::unique_ptr<UsbDevice> m_device;
    WireTranscript &m_transcript;
};

/**
 * A device that says what a transcript says it said, as long as the driver says its own part exactly; the first
 * difference fails with Internal, as does all that follows. Takes no time; whoever holds the clock is told how much
 * would have passed. Owner, thread: as UsbDevice.
 */
class ReplayWire final : public UsbDevice
{
public:
    using LetTimePass = std::function<void(Deadline)>;
    ReplayWire(WireTranscript transcript, LetTimePass letTimePass);

    /** Empty while the driver keeps to the transcript. */
    const std::string &difference() const { return m_difference; }
    bool isFinished() const { return m_next == m_transcript.steps.size(); }

    const std::string &path() const override { return m_transcript.path; }
    const std::vector<UsbInterface> &interfaces() const override { return m_transcript.interfaces; }
    Result<void> claim(const UsbInterface &interface) override;
    Result<std::size_t> send(std::uint8_t endpoint, std::span<const std::byte> bytes, Deadline deadline) override;
    Result<std::size_t> receive(std::uint8_t endpoint, std::span<std::byte> into, Deadline deadline) override;
    Result<std::size_t> control(ControlSetup setup, std::span<std::byte> data, Deadline deadline) override;
    Result<void> clearHalt(std::uint8_t endpoint) override;
    void cancel() override { m_isCancelled = true; }
    void resume() override { m_isCancelled = false; }

private:
    Result<const WireStep *> next(const WireStep &said);
    Error differs(const WireStep &said);
    Result<std::size_t> outcome(const WireStep &step, std::span<std::byte> into, Deadline deadline);

    WireTranscript m_transcript;
    LetTimePass m_letTimePass;
    std::size_t m_next = 0;
    std::string m_difference;
    std::atomic<bool> m_isCancelled{false};
};

} // namespace yz
