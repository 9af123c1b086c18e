// SPDX-License-Identifier: Apache-2.0
#include "sdt_link.h"

#include <core/secret.h>

#include <algorithm>

namespace yz::sdt {
namespace {

using namespace std::chrono_literals;

/** Quiet for this long means that nothing more of a late answer is coming. */
constexpr Milliseconds kQuiet = 50ms;
constexpr int kMaxDrained = 200;
/** A multiple of every full- and high-speed packet size. */
constexpr std::size_t kBuffer = 512;
constexpr std::uint8_t kVendorClass = 0xFF;
constexpr std::uint8_t kHeaderOut = 0x02;
constexpr std::uint8_t kHeaderIn = 0x81;
constexpr std::uint8_t kBodyOut = 0x06;
constexpr std::uint8_t kBodyIn = 0x85;

/** Received bytes, wiped when they have been taken over. */
struct Buffer
{
    std::array<std::byte, kBuffer> bytes{};
    ~Buffer() { wipe(bytes); }
};

bool has(const UsbInterface &interface, std::uint8_t address)
{
    return std::any_of(interface.endpoints.begin(), interface.endpoints.end(), [address](const UsbEndpoint &endpoint) {
        return endpoint.address == address && endpoint.isBulkOrInterrupt;
    });
}

/** A late answer has a good checksum too; only what it says shows that it is not meant. */
bool answers(Command command, const Reply &reply)
{
    if (meaningOf(reply.status).action != Action::GoOn)
        return true;
    const auto expected = expectationOf(command);
    return reply.status == static_cast<std::uint8_t>(expected.status) && reply.data.size() >= expected.leastData &&
           reply.data.size() <= expected.mostData;
}

} // namespace

std::vector<Pipes> possiblePipes(const UsbInterface &interface)
{
    std::vector<Pipes> ways;
    if (has(interface, kHeaderOut) && has(interface, kHeaderIn) && has(interface, kBodyOut) && has(interface, kBodyIn))
        ways.push_back({kHeaderOut, kHeaderIn, kBodyOut, kBodyIn});
    Pipes last;
    for (const auto &endpoint : interface.endpoints) {
        if (endpoint.isBulkOrInterrupt && endpoint.isIn())
            last.headerIn = last.bodyIn = endpoint.address;
        else if (endpoint.isBulkOrInterrupt)
            last.headerOut = last.bodyOut = endpoint.address;
    }
    if (last.headerIn != 0 && last.headerOut != 0)
        ways.push_back(last);
    return ways;
}

const UsbInterface *speakingInterface(const std::vector<UsbInterface> &interfaces)
{
    for (const auto &interface : interfaces) {
        if (interface.interfaceClass == kVendorClass)
            return &interface;
    }
    return interfaces.empty() ? nullptr : &interfaces.front();
}

Result<void> SdtLink::sendAll(std::uint8_t endpoint, std::span<const std::byte> bytes, Deadline deadline)
{
    while (!bytes.empty()) {
        const auto sent = m_wire.send(endpoint, bytes, deadline);
        if (!sent)
            return sent.error();
        bytes = bytes.subspan(*sent);
        if (*sent == 0 && deadline.expired(m_clock))
            return {Fault::TimedOut, "the reader takes no bytes"};
    }
    return {};
}

Result<void> SdtLink::drain(std::uint8_t endpoint)
{
    for (int i = 0; i < kMaxDrained; ++i) {
        Buffer buffer;
        const auto late = m_wire.receive(endpoint, buffer.bytes, Deadline::after(m_clock, kQuiet));
        if (late.failedWith(Fault::TimedOut))
            return {};
        if (late.failedWith(Fault::DeviceGarbled)) {
            if (auto cleared = m_wire.clearHalt(endpoint); !cleared)
                return cleared;
        } else if (!late) {
            return late.error();
        }
    }
    return {Fault::DeviceGarbled, "the reader does not stop sending"};
}

Result<void> SdtLink::drain()
{
    if (auto drained = drain(m_pipes.headerIn); !drained)
        return drained;
    if (m_pipes.isSplit()) {
        if (auto drained = drain(m_pipes.bodyIn); !drained)
            return drained;
    }
    m_isDirty = false;
    return {};
}

Result<Reply> SdtLink::askOnce(Command command, Deadline deadline)
{
    if (m_isDirty) {
        if (auto drained = drain(); !drained)
            return drained.error();
    }
    m_isDirty = true; // until the whole answer is here
    const auto frame = encode(command);
    const auto header = std::span(frame).first(kHeaderSize);
    const auto body = std::span(frame).subspan(kHeaderSize);
    auto sent =
        m_pipes.isSplit() ? sendAll(m_pipes.headerOut, header, deadline) : sendAll(m_pipes.headerOut, frame, deadline);
    if (sent && m_pipes.isSplit())
        sent = sendAll(m_pipes.bodyOut, body, deadline);
    if (!sent)
        return sent.error();
    ReplyParser parser;
    for (;;) {
        Buffer buffer;
        const auto endpoint = parser.wantsBody() ? m_pipes.bodyIn : m_pipes.headerIn;
        const auto came = m_wire.receive(endpoint, buffer.bytes, deadline);
        if (!came)
            return came.error();
        auto reply = parser.feed(std::span(buffer.bytes).first(*came));
        if (!reply)
            return reply.error();
        if (*reply) {
            if (!answers(command, **reply))
                return {Fault::DeviceGarbled, "the reader answers another question"};
            m_isDirty = false;
            return std::move(**reply);
        }
        if (deadline.expired(m_clock))
            return {Fault::TimedOut, "the reader's answer is not complete in time"};
    }
}

Result<Reply> SdtLink::ask(Command command, Milliseconds patience)
{
    auto reply = askOnce(command, Deadline::after(m_clock, patience));
    const bool wasDamaged =
        reply ? meaningOf(reply->status).action == Action::Resend : reply.failedWith(Fault::DeviceGarbled);
    if (!wasDamaged)
        return reply;
    m_isDirty = true; // of a damaged answer more may follow
    return askOnce(command, Deadline::after(m_clock, patience));
}

} // namespace yz::sdt
