// SPDX-License-Identifier: Apache-2.0
#include "sdt_frames.h"

#include <core/secret.h>

#include <algorithm>

namespace yz::sdt {
namespace {

constexpr std::size_t kStatusWords = 3;

constexpr std::array kMeanings = {
    StatusMeaning{Status::Success, Action::GoOn, Fault::Internal, "success"},
    StatusMeaning{Status::CardFound, Action::GoOn, Fault::Internal, "card found"},
    StatusMeaning{Status::BadChecksum, Action::Resend, Fault::DeviceGarbled, "10: the module got a wrong checksum"},
    StatusMeaning{Status::BadLength, Action::Resend, Fault::DeviceGarbled, "11: the module got a wrong length"},
    StatusMeaning{Status::BadCommand, Action::StartOver, Fault::DeviceGarbled, "21: command out of sequence"},
    StatusMeaning{Status::NotPermitted, Action::Fail, Fault::DeviceBroken, "23: not permitted"},
    StatusMeaning{Status::Unrecognised, Action::Reset, Fault::DeviceGarbled, "24: unrecognised error"},
    StatusMeaning{Status::CardRefusedReader, Action::Fail, Fault::CardMoved, "31: the card did not accept the reader"},
    StatusMeaning{Status::ReaderRefusedCard, Action::Fail, Fault::CardDoubtful,
                  "32: the reader did not accept the card"},
    StatusMeaning{Status::VerificationFailed, Action::Fail, Fault::CardDoubtful, "33: the card's seal does not hold"},
    StatusMeaning{Status::WrongCardType, Action::Fail, Fault::CardForeign, "40: not an identity card"},
    StatusMeaning{Status::ReadFailed, Action::Fail, Fault::CardMoved, "41: reading failed"},
    StatusMeaning{Status::RandomFailed, Action::StartOver, Fault::CardMoved, "47: no random number from the card"},
    StatusMeaning{Status::SelfTestFailed, Action::Fail, Fault::DeviceBroken, "60: the module failed its self-test"},
    StatusMeaning{Status::NotAuthorised, Action::Fail, Fault::DeviceBroken, "66: the module is not authorised"},
    StatusMeaning{Status::NoCard, Action::WaitCard, Fault::TimedOut, "80: no new card"},
    StatusMeaning{Status::SelectFailed, Action::StartOver, Fault::CardMoved, "81: the card could not be selected"},
    StatusMeaning{Status::NoContent, Action::Fail, Fault::CardEmpty, "91: no such item on this card"},
};

std::byte checksum(std::span<const std::byte> bytes)
{
    std::byte sum{};
    for (const auto byte : bytes)
        sum ^= byte;
    return sum;
}

std::size_t bigEndian(std::byte high, std::byte low)
{
    return std::to_integer<std::size_t>(high) << 8 | std::to_integer<std::size_t>(low);
}

} // namespace

std::array<std::byte, 10> encode(Command command)
{
    std::array<std::byte, 10> frame{};
    std::copy(kPreamble.begin(), kPreamble.end(), frame.begin());
    frame[6] = std::byte{3}; // CMD, PARA, CHK
    frame[7] = static_cast<std::byte>(static_cast<std::uint16_t>(command) >> 8);
    frame[8] = static_cast<std::byte>(static_cast<std::uint16_t>(command) & 0xFF);
    frame[9] = checksum(std::span(frame).subspan(kPreamble.size(), 4));
    return frame;
}

std::span<const StatusMeaning> allStatuses()
{
    return kMeanings;
}

const StatusMeaning &meaningOf(std::uint8_t status)
{
    const auto byByte = [](std::uint8_t wanted) {
        return std::find_if(kMeanings.begin(), kMeanings.end(), [wanted](const StatusMeaning &meaning) {
            return static_cast<std::uint8_t>(meaning.status) == wanted;
        });
    };
    const auto found = byByte(status);
    return found != kMeanings.end() ? *found : *byByte(static_cast<std::uint8_t>(Status::Unrecognised));
}

Expectation expectationOf(Command command)
{
    switch (command) {
    case Command::FindCard:
        return {Status::CardFound, 4, 4};
    case Command::SelectCard:
        return {Status::Success, 8, 8};
    case Command::ReadCard:
        return {Status::Success, 4 + 256, kMaxFrame};
    case Command::SamId:
        return {Status::Success, 16, 16};
    case Command::Reset:
    case Command::Status:
        break;
    }
    return {Status::Success, 0, 0};
}

Reply &Reply::operator=(Reply &&other) noexcept
{
    wipe(data); // a vector that is moved into frees its bytes as they are
    status = other.status;
    data = std::move(other.data);
    return *this;
}

Reply::~Reply()
{
    wipe(data);
}

ReplyParser::~ReplyParser()
{
    wipe(m_bytes);
}

void ReplyParser::dropToPreamble()
{
    // Where a preamble begins, or the part of one that the bytes end with.
    auto begin = m_bytes.begin();
    for (; begin != m_bytes.end(); ++begin) {
        const auto length = std::min<std::ptrdiff_t>(m_bytes.end() - begin, kPreamble.size());
        if (std::equal(begin, begin + length, kPreamble.begin()))
            break;
    }
    m_bytes.erase(m_bytes.begin(), begin);
}

Result<std::optional<Reply>> ReplyParser::feed(std::span<const std::byte> bytes)
{
    if (bytes.size() > kMaxFrame)
        return {Fault::DeviceGarbled, "more bytes than the largest reply has"};
    if (m_bytes.size() + bytes.size() > 2 * kMaxFrame)
        return {Fault::DeviceGarbled, "bytes without end and no reply among them"};
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    dropToPreamble();
    if (m_bytes.size() < kHeaderSize)
        return std::optional<Reply>();
    const auto length = bigEndian(m_bytes[5], m_bytes[6]);
    if (length < kStatusWords + 1 || kHeaderSize + length > kMaxFrame)
        return {Fault::DeviceGarbled, "a reply cannot be " + std::to_string(length) + " bytes long"};
    if (m_bytes.size() < kHeaderSize + length)
        return std::optional<Reply>();
    const auto frame = std::span<const std::byte>(m_bytes).first(kHeaderSize + length);
    if (checksum(frame.subspan(kPreamble.size(), length + 1)) != frame.back())
        return {Fault::DeviceGarbled, "the checksum of a reply does not hold"};
    Reply reply;
    reply.status = std::to_integer<std::uint8_t>(frame[kHeaderSize + 2]);
    const auto data = frame.subspan(kHeaderSize + kStatusWords, length - kStatusWords - 1);
    reply.data.assign(data.begin(), data.end());
    return std::optional<Reply>(std::move(reply));
}

} // namespace yz::sdt
