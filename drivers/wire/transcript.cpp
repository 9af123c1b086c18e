// SPDX-License-Identifier: Apache-2.0
#include "wire/transcript.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace yz {
namespace {

constexpr std::string_view kBlanks = " \t\r";
constexpr std::size_t kBytesPerLine = 64;
/** A transcript is a few commands, not a day's work. */
constexpr std::size_t kMostSteps = 100'000;

std::string_view nextWord(std::string_view &line)
{
    const auto begin = line.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos)
        return line = {};
    line.remove_prefix(begin);
    const auto word = line.substr(0, line.find_first_of(kBlanks));
    line.remove_prefix(word.size());
    return word;
}

template <class Number>
bool readNumber(std::string_view word, int base, Number &number)
{
    const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), number, base);
    return code == std::errc() && end == word.data() + word.size();
}

bool readBytes(std::string_view digits, std::vector<std::byte> &bytes)
{
    if (digits.size() % 2 != 0)
        return false;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        std::uint8_t byte = 0;
        if (!readNumber(digits.substr(i, 2), 16, byte))
            return false;
        bytes.push_back(static_cast<std::byte>(byte));
    }
    return true;
}

std::string hex(std::uint64_t number, int digits)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text(static_cast<std::size_t>(digits), '0');
    for (auto digit = text.rbegin(); digit != text.rend(); ++digit, number >>= 4)
        *digit = kDigits[number & 0xF];
    return text;
}

bool readFault(std::string_view word, std::optional<Error> &failure)
{
    for (const auto fault : allFaults()) {
        if (name(fault) == word) {
            failure = Error{fault, "as in the transcript"};
            return true;
        }
    }
    return false;
}

/** What may stand after a step's own words: bytes, "taken N", "fails FAULT". */
bool readOutcome(std::string_view line, WireStep &step)
{
    for (auto word = nextWord(line); !word.empty(); word = nextWord(line)) {
        if (word == "fails") {
            if (!readFault(nextWord(line), step.failure))
                return false;
        } else if (word == "taken") {
            std::size_t taken = 0;
            if (!readNumber(nextWord(line), 10, taken))
                return false;
            step.taken = taken;
        } else if (!readBytes(word, step.bytes)) {
            return false;
        }
    }
    return !step.taken || *step.taken <= step.bytes.size();
}

bool readInterface(std::string_view line, UsbInterface &interface)
{
    if (!readNumber(nextWord(line), 10, interface.number) || !readNumber(nextWord(line), 10, interface.alternate) ||
        !readNumber(nextWord(line), 16, interface.interfaceClass) ||
        !readNumber(nextWord(line), 16, interface.subClass) || !readNumber(nextWord(line), 16, interface.protocol))
        return false;
    for (auto word = nextWord(line); !word.empty(); word = nextWord(line)) {
        const auto colon = word.find(':');
        UsbEndpoint endpoint{0, true, 0};
        if (colon == std::string_view::npos || !readNumber(word.substr(0, colon), 16, endpoint.address) ||
            !readNumber(word.substr(colon + 1), 10, endpoint.maxPacket))
            return false;
        interface.endpoints.push_back(endpoint);
    }
    return true;
}

bool readStep(std::string_view verb, std::string_view line, WireStep &step)
{
    using Kind = WireStep::Kind;
    if (verb == "claim") {
        step.kind = Kind::Claim;
        return readNumber(nextWord(line), 10, step.interface) && readNumber(nextWord(line), 10, step.alternate) &&
               readOutcome(line, step);
    }
    if (verb == "control") {
        step.kind = Kind::Control;
        return readNumber(nextWord(line), 16, step.setup.requestType) &&
               readNumber(nextWord(line), 16, step.setup.request) && readNumber(nextWord(line), 16, step.setup.value) &&
               readNumber(nextWord(line), 16, step.setup.index) && readOutcome(line, step);
    }
    if (verb == "send")
        step.kind = Kind::Send;
    else if (verb == "receive")
        step.kind = Kind::Receive;
    else if (verb == "clear")
        step.kind = Kind::ClearHalt;
    else
        return false;
    return readNumber(nextWord(line), 16, step.endpoint) && readOutcome(line, step);
}

bool readLine(std::string_view line, std::size_t number, WireTranscript &transcript)
{
    if (kBlanks.find(line.front()) != std::string_view::npos)
        return !transcript.steps.empty() && readOutcome(line, transcript.steps.back());
    const auto verb = nextWord(line);
    if (verb == "device") {
        transcript.path = nextWord(line);
        return true;
    }
    if (verb == "interface")
        return readInterface(line, transcript.interfaces.emplace_back());
    WireStep step;
    step.line = number;
    if (transcript.steps.size() >= kMostSteps || !readStep(verb, line, step))
        return false;
    transcript.steps.push_back(std::move(step));
    return true;
}

std::string callOf(const WireStep &step)
{
    switch (step.kind) {
    case WireStep::Kind::Claim:
        return "claim " + std::to_string(step.interface) + " " + std::to_string(step.alternate);
    case WireStep::Kind::Send:
        return "send " + hex(step.endpoint, 2);
    case WireStep::Kind::Receive:
        return "receive " + hex(step.endpoint, 2);
    case WireStep::Kind::Control:
        return "control " + hex(step.setup.requestType, 2) + " " + hex(step.setup.request, 2) + " " +
               hex(step.setup.value, 4) + " " + hex(step.setup.index, 4);
    case WireStep::Kind::ClearHalt:
        break;
    }
    return "clear " + hex(step.endpoint, 2);
}

std::string textOf(const WireStep &step)
{
    std::string text = callOf(step);
    for (std::size_t i = 0; i < step.bytes.size(); ++i) {
        if (i % kBytesPerLine == 0)
            text += i == 0 ? " " : "\n  ";
        text += hex(std::to_integer<std::uint8_t>(step.bytes[i]), 2);
    }
    if (step.taken)
        text += " taken " + std::to_string(*step.taken);
    if (step.failure)
        text += " fails " + std::string(name(step.failure->fault));
    return text + "\n";
}

} // namespace

Result<WireTranscript> parseTranscript(std::string_view text)
{
    WireTranscript transcript;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        line = line.substr(0, line.find('#'));
        if (line.find_first_not_of(kBlanks) == std::string_view::npos)
            continue;
        if (!readLine(line, number, transcript))
            return {Fault::DataMalformed, "line " + std::to_string(number) + " of a transcript"};
    }
    return transcript;
}

std::string writeTranscript(const WireTranscript &transcript)
{
    std::string text = "device " + transcript.path + "\n";
    for (const auto &interface : transcript.interfaces) {
        text += "interface " + std::to_string(interface.number) + " " + std::to_string(interface.alternate) + " " +
                hex(interface.interfaceClass, 2) + " " + hex(interface.subClass, 2) + " " + hex(interface.protocol, 2);
        for (const auto &endpoint : interface.endpoints) {
            if (endpoint.isBulkOrInterrupt)
                text += " " + hex(endpoint.address, 2) + ":" + std::to_string(endpoint.maxPacket);
        }
        text += "\n";
    }
    for (const auto &step : transcript.steps)
        text += textOf(step);
    return text;
}

RecordingWire::RecordingWire(std::unique_ptr<UsbDevice> device, WireTranscript &into)
    : m_device(std::move(device)), m_transcript(into)
{
    m_transcript.path = m_device->path();
    m_transcript.interfaces = m_device->interfaces();
}

template <class Outcome>
Outcome RecordingWire::kept(WireStep step, Outcome outcome)
{
    if (!outcome)
        step.failure = outcome.error();
    m_transcript.steps.push_back(std::move(step));
    return outcome;
}

Result<void> RecordingWire::claim(const UsbInterface &interface)
{
    WireStep step{.kind = WireStep::Kind::Claim, .interface = interface.number, .alternate = interface.alternate};
    return kept(std::move(step), m_device->claim(interface));
}

Result<std::size_t> RecordingWire::send(std::uint8_t endpoint, std::span<const std::byte> bytes, Deadline deadline)
{
    WireStep step{.kind = WireStep::Kind::Send, .endpoint = endpoint, .bytes = {bytes.begin(), bytes.end()}};
    const auto sent = m_device->send(endpoint, bytes, deadline);
    if (sent && *sent != bytes.size())
        step.taken = *sent;
    return kept(std::move(step), sent);
}

Result<std::size_t> RecordingWire::receive(std::uint8_t endpoint, std::span<std::byte> into, Deadline deadline)
{
    WireStep step{.kind = WireStep::Kind::Receive, .endpoint = endpoint};
    const auto came = m_device->receive(endpoint, into, deadline);
    if (came)
        step.bytes.assign(into.begin(), into.begin() + static_cast<std::ptrdiff_t>(*came));
    return kept(std::move(step), came);
}

Result<std::size_t> RecordingWire::control(ControlSetup setup, std::span<std::byte> data, Deadline deadline)
{
    const auto moved = m_device->control(setup, data, deadline);
    const bool isIn = (setup.requestType & 0x80) != 0;
    const auto shown = isIn ? data.first(moved ? std::min(*moved, data.size()) : 0) : data;
    WireStep step{.kind = WireStep::Kind::Control, .setup = setup, .bytes = {shown.begin(), shown.end()}};
    return kept(std::move(step), moved);
}

Result<void> RecordingWire::clearHalt(std::uint8_t endpoint)
{
    WireStep step{.kind = WireStep::Kind::ClearHalt, .endpoint = endpoint};
    return kept(std::move(step), m_device->clearHalt(endpoint));
}

ReplayWire::ReplayWire(WireTranscript transcript, LetTimePass letTimePass)
    : m_transcript(std::move(transcript)), m_letTimePass(std::move(letTimePass))
{
}

Error ReplayWire::differs(const WireStep &said)
{
    m_difference = isFinished() ? "after the transcript's end: "
                                : "line " + std::to_string(m_transcript.steps[m_next].line) + ": ";
    m_difference += "not " + textOf(said);
    return {Fault::Internal, m_difference};
}

Result<const WireStep *> ReplayWire::next(const WireStep &said)
{
    if (m_isCancelled)
        return {Fault::Cancelled, "cancelled"};
    if (!m_difference.empty())
        return {Fault::Internal, m_difference};
    if (isFinished())
        return differs(said);
    const auto &step = m_transcript.steps[m_next];
    const bool isOurs = said.kind == WireStep::Kind::Send ||
                        (said.kind == WireStep::Kind::Control && (said.setup.requestType & 0x80) == 0);
    if (callOf(step) != callOf(said) || (isOurs && step.bytes != said.bytes))
        return differs(said);
    ++m_next;
    return &step;
}

Result<std::size_t> ReplayWire::outcome(const WireStep &step, std::span<std::byte> into, Deadline deadline)
{
    if (step.failure) {
        if (step.failure->fault == Fault::TimedOut)
            m_letTimePass(deadline);
        return *step.failure;
    }
    if (step.bytes.size() > into.size())
        return {Fault::DeviceGarbled, "the device sent more than asked for"};
    std::copy(step.bytes.begin(), step.bytes.end(), into.begin());
    return step.bytes.size();
}

Result<void> ReplayWire::claim(const UsbInterface &interface)
{
    const auto step =
        next({.kind = WireStep::Kind::Claim, .interface = interface.number, .alternate = interface.alternate});
    if (!step)
        return step.error();
    return (*step)->failure ? Result<void>(*(*step)->failure) : Result<void>();
}

Result<std::size_t> ReplayWire::send(std::uint8_t endpoint, std::span<const std::byte> bytes, Deadline deadline)
{
    const auto step = next({.kind = WireStep::Kind::Send, .endpoint = endpoint, .bytes = {bytes.begin(), bytes.end()}});
    if (!step)
        return step.error();
    if ((*step)->failure)
        return outcome(**step, {}, deadline);
    return (*step)->taken.value_or(bytes.size());
}

Result<std::size_t> ReplayWire::receive(std::uint8_t endpoint, std::span<std::byte> into, Deadline deadline)
{
    const auto step = next({.kind = WireStep::Kind::Receive, .endpoint = endpoint});
    return step ? outcome(**step, into, deadline) : Result<std::size_t>(step.error());
}

Result<std::size_t> ReplayWire::control(ControlSetup setup, std::span<std::byte> data, Deadline deadline)
{
    const bool isIn = (setup.requestType & 0x80) != 0;
    const auto sent = isIn ? std::span<std::byte>() : data;
    const auto step = next({.kind = WireStep::Kind::Control, .setup = setup, .bytes = {sent.begin(), sent.end()}});
    if (!step)
        return step.error();
    if (!isIn && !(*step)->failure)
        return data.size();
    return outcome(**step, data, deadline);
}

Result<void> ReplayWire::clearHalt(std::uint8_t endpoint)
{
    const auto step = next({.kind = WireStep::Kind::ClearHalt, .endpoint = endpoint});
    if (!step)
        return step.error();
    return (*step)->failure ? Result<void>(*(*step)->failure) : Result<void>();
}

} // namespace yz
