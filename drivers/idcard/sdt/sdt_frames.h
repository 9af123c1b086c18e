// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace yz::sdt {

// Frames between host and security module (SAM_A, SAM_V):
//   request  AA AA AA 96 69 | length, 2 bytes big-endian | CMD PARA data… | CHK
//   reply    AA AA AA 96 69 | length, 2 bytes big-endian | SW1 SW2 SW3 data… | CHK
// The length counts what follows it; CHK is the XOR of everything from the length on.

constexpr std::array<std::byte, 5> kPreamble{std::byte{0xAA}, std::byte{0xAA}, std::byte{0xAA}, std::byte{0x96},
                                             std::byte{0x69}};
constexpr std::size_t kHeaderSize = kPreamble.size() + 2;
/** The largest reply there is: text, photo and fingerprints, 2321 bytes. */
constexpr std::size_t kMaxFrame = 2400;

enum class Command : std::uint16_t {
    Reset = 0x10FF,
    Status = 0x11FF,
    SamId = 0x12FF,
    FindCard = 0x2001,
    SelectCard = 0x2002,
    ReadCard = 0x3001,
};

/** The ten bytes of a request without data. */
std::array<std::byte, 10> encode(Command command);

/** SW3, what the module says of a command. */
enum class Status : std::uint8_t {
    Success = 0x90,
    CardFound = 0x9F,
    BadChecksum = 0x10,
    BadLength = 0x11,
    BadCommand = 0x21,
    NotPermitted = 0x23,
    Unrecognised = 0x24,
    CardRefusedReader = 0x31,
    ReaderRefusedCard = 0x32,
    VerificationFailed = 0x33,
    WrongCardType = 0x40,
    ReadFailed = 0x41,
    RandomFailed = 0x47,
    SelfTestFailed = 0x60,
    NotAuthorised = 0x66,
    NoCard = 0x80,
    SelectFailed = 0x81,
    NoContent = 0x91,
};

/** What the driver does about a status. */
enum class Action {
    GoOn,      ///< the command did what it should
    WaitCard,  ///< no new card: ask again later
    Resend,    ///< the frame was damaged on its way: once more
    StartOver, ///< out of step with the module: from the beginning
    Reset,     ///< the module is lost: reset it, then from the beginning
    Fail,      ///< tell the caller
};

struct StatusMeaning
{
    Status status;
    Action action;
    Fault fault; ///< with Fail, or when the retries are used up
    const char *detail;
};

/** One row per status byte; an unknown byte gets the row of an unrecognised error. */
const StatusMeaning &meaningOf(std::uint8_t status);
std::span<const StatusMeaning> allStatuses();

/** What a command's success looks like; anything else with a good status answers some other question. */
struct Expectation
{
    Status status;
    std::size_t leastData;
    std::size_t mostData;
};
Expectation expectationOf(Command command);

struct Reply
{
    std::uint8_t status = 0; ///< SW3; SW1 and SW2 are the card's own and 0 in practice
    std::vector<std::byte> data;

    Reply() = default;
    Reply(Reply &&) = default;
    Reply &operator=(Reply &&other) noexcept;
    Reply(const Reply &) = delete;
    Reply &operator=(const Reply &) = delete;
    /** It may be a card's content. */
    ~Reply();
};

/**
 * Puts a reply together from pieces of any size; skips whatever stands before a preamble.
 * Bounded: keeps at most one frame. Personal data: the bytes of a card; wiped when it goes.
 */
class ReplyParser
{
public:
    ReplyParser() { m_bytes.reserve(2 * kMaxFrame); } // never grows, so that no copy is left behind
    ~ReplyParser();
    ReplyParser(const ReplyParser &) = delete;
    ReplyParser &operator=(const ReplyParser &) = delete;

    /** At most 2400 bytes a call. A reply, nothing yet, or DeviceGarbled when what came cannot become one. */
    Result<std::optional<Reply>> feed(std::span<const std::byte> bytes);
    /** The header stands and the body is awaited: with split pipes it comes on the other one. */
    bool wantsBody() const { return m_bytes.size() >= kHeaderSize; }

private:
    void dropToPreamble();

    std::vector<std::byte> m_bytes;
};

} // namespace yz::sdt
