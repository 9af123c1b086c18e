// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "printer/receipt_printer.h"

#include <QImage>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yz::escpos {

using Bytes = std::vector<std::byte>;

// Host to printer

/** ESC @, panel button off (a citizen's finger must not feed paper). */
Bytes beginJob();
/**
 * The picture as GS v 0 bands. `image` is Format_Mono, black set, its width a multiple of 8.
 * Inside a picture some models obey 10 04 n, 10 05 n and 10 14 n as real-time commands; see harmless().
 */
Bytes raster(const QImage &image);
/** The picture with one dot added wherever its bytes would read as a real-time command. What is sent is this. */
QImage harmless(const QImage &image);
/** Feeds past the knife and cuts, leaving a point: the slip does not fall to the floor. */
Bytes cut();
/** GS r 1: answered in its turn, so its answer says that everything before it was processed. */
Bytes fence();
/** DLE EOT n, answered at once even when the printer has stopped. n: 1 printer, 2 off-line, 3 error, 4 paper. */
Bytes askStatus(int n);
/** DLE ENQ 2: recover from an error and forget what is in the buffers. */
Bytes forgetBuffers();
/** CAN: nothing to do as a command, stripes in a picture. Ends a picture that nobody will finish, and shows it void. */
Bytes filler(std::size_t count);

/**
 * One slip as it goes over the wire: start, picture, fence, cut, fence. It is one piece, cut and all, so that a slip
 * the printer has taken comes off by itself even when the terminal dies in that moment.
 */
class SlipStream
{
public:
    explicit SlipStream(const QImage &image);

    const Bytes &bytes() const { return m_bytes; }
    /** How many answers a printer owes that took only the first `taken` bytes. */
    int fencesIn(std::size_t taken) const;
    /**
     * What ends the command that such a printer is in; until that has come it swallows any other as part of it.
     * A picture is ended with filler().
     */
    Bytes restOfCommand(std::size_t taken) const;

private:
    struct Command
    {
        std::size_t begin;
        std::size_t head; ///< bytes that must come as they are; the rest is picture
        std::size_t size;
        bool isFence;
    };
    void add(const Bytes &command, bool isFence = false);

    Bytes m_bytes;
    std::vector<Command> m_commands;
};
/** The longest picture in one command, so many bytes with its head: no printer swallows more than that. */
std::size_t longestCommand(int dots);

// Printer to host

/**
 * Sorts what a printer sends: answers to DLE EOT (fixed bits 0xx1xx10), to GS r (0xx0xxxx), and unasked status blocks
 * of four bytes (the first 0xx1xx00), which a DIP switch can turn on. Anything else is dropped.
 */
class AnswerSorter
{
public:
    void feed(std::span<const std::byte> bytes);
    std::optional<std::uint8_t> takeRealTime();
    std::optional<std::uint8_t> takeInOrder();
    /** Whatever was asked before has not been answered by what comes from now on. */
    void forgetRealTime() { m_realTime.clear(); }

private:
    int m_blockBytesLeft = 0;
    std::vector<std::uint8_t> m_realTime;
    std::vector<std::uint8_t> m_inOrder;
};

/** The four real-time answers together. */
struct Condition
{
    bool offline = false;
    bool coverOpen = false;
    bool paperOut = false;
    bool paperLow = false;
    bool cutterJam = false;
    bool hot = false;
    bool broken = false;

    /** Stopped by something that goes away by itself. */
    bool mayPass() const { return !coverOpen && !paperOut && !cutterJam && !broken && (hot || offline); }
    bool canPrint() const { return !offline && !coverOpen && !paperOut && !cutterJam && !hot && !broken; }
    /** What to say of it; the cause before the consequence. Only when it cannot print. */
    Error trouble() const;
};
Condition conditionOf(const std::array<std::uint8_t, 4> &answers);

/** GET_DEVICE_ID: a length (big-endian; some send it little-endian) and "MFG:…;MDL:…;". Empty when it is neither. */
std::string deviceIdOf(std::span<const std::byte> answer);
/** False only when the id says that the device wants another language: the A4 printer is of the same USB class. */
bool maySpeakEscPos(std::string_view deviceId);

/** GET_PORT_STATUS, the only way to ask without a byte into the stream. A hint: many models always say that all is
 * well. */
struct PortStatus
{
    bool paperEmpty = false;
    bool selected = true;
    bool error = false;
};
PortStatus portStatusOf(std::byte answer);

} // namespace yz::escpos
