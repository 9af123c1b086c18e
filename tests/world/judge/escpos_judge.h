// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "command_scanner.h"

#include <array>
#include <functional>

namespace yz::judge {

/** Paper of 80 mm printers: 576 dots of 1/8 mm. */
constexpr std::size_t kPaperDots = 576;
using Row = std::array<std::uint8_t, kPaperDots / 8>;

/** Something that must not be in the bytes of a slip. */
struct Finding
{
    std::size_t offset; ///< of its first byte, from the start of the stream
    std::string what;
};

/** A piece of paper that came off: by a cut, or because its roll ended. */
struct Slip
{
    int number = 0;
    std::vector<Row> rows; ///< top first; a set bit is black, the most significant one left
    bool cut = false;
    bool fullCut = false;
    bool ink = false;
    std::string torn; ///< not empty: why this is not the picture of one whole job
    std::vector<Finding> findings;
    std::size_t firstByte = 0;
    std::size_t lastByte = 0;

    bool complete() const { return cut && ink && torn.empty() && findings.empty(); }
};

/**
 * A strict reading of ESC/POS bytes that rebuilds the picture on the paper. Knows only what the command tables say,
 * nothing of the encoder: an unknown command, ordinary text, a raster beside the paper, a cut through the print
 * are findings; each names the offset and the bytes.
 * Owner: a test or the emulated printer. Thread: one at a time.
 */
class EscposJudge
{
public:
    struct Hooks
    {
        std::function<void(Slip &&)> slip;
        /** GS a, GS r, GS I, GS ( H: commands that want an answer. */
        std::function<void(ByteView command)> query;
        /** False: the cutter is jammed; the cut waits for retryCut(). */
        std::function<bool()> mayCut;
    };

    static constexpr std::size_t kCutterDistance = 110; ///< the knife sits so many dots after the print head
    static constexpr std::size_t kLongestSlip = 40'000; ///< dots; five metres are a runaway
    static constexpr std::size_t kMostFindings = 32;

    EscposJudge() = default;
    explicit EscposJudge(Hooks hooks) : m_hooks(std::move(hooks)) {}

    void feed(ByteView bytes)
    {
        for (const auto byte : bytes)
            feed(byte);
    }
    void feed(std::uint8_t byte);
    /** The stream is over: what is begun and not finished is a finding, what is on the paper an incomplete slip. */
    void finish();

    /** Power on, soft reset, buffers cleared: commands under way and modes are forgotten, the paper stays. */
    void reset(const std::string &why);
    /** The roll ended and a new one was put in. */
    void paperChanged();
    void retryCut();
    bool cutPending() const { return m_cutPending; }

    const CommandScanner &scanner() const { return m_scanner; }
    std::size_t bytesSeen() const { return m_offset; }
    /** Without a slip hook the slips are kept here. */
    const std::vector<Slip> &slips() const { return m_slips; }

private:
    enum class Align { Left, Centre, Right };
    struct Modes
    {
        std::size_t left = 0;
        std::size_t area = kPaperDots;
        std::size_t lineSpacing = 30;
        Align align = Align::Left;
    };
    struct Raster
    {
        std::size_t bytesAcross = 0;
        std::size_t rowsLeft = 0;
        bool wide = false;
        bool tall = false;
        std::size_t x = 0;
        Bytes row;
    };

    void find(std::size_t offset, const std::string &what);
    void command(const Bytes &bytes);
    void escape(const Bytes &bytes);
    void group(const Bytes &bytes);
    void initialise();
    void rasterBegins(const Bytes &bytes);
    void rasterByte(std::uint8_t byte);
    void rasterRow();
    void feedDots(std::size_t dots);
    void addRow(const Row &row);
    void cutCommand(const Bytes &bytes);
    void cut(bool full, bool feedFirst, std::size_t extra);
    void emitSlip(Slip &&slip);
    bool inkIn(std::size_t from, std::size_t to) const;

    Hooks m_hooks;
    CommandScanner m_scanner;
    Modes m_modes;
    Raster m_raster;
    std::vector<Row> m_rows;
    std::vector<Finding> m_findings;
    std::vector<Slip> m_slips;
    std::string m_torn;
    std::size_t m_offset = 0;
    std::size_t m_commandOffset = 0;
    std::size_t m_slipOffset = 0;
    std::size_t m_textRun = 0;
    bool m_tooLong = false;
    bool m_cutPending = false;
    bool m_heldFull = false;
    bool m_heldFeed = false;
    std::size_t m_heldExtra = 0;
    int m_slipNumber = 0;
};

/** For libFuzzer: any bytes, in one piece and byte by byte, must give the same slips and never a crash. */
void fuzzOne(const std::uint8_t *data, std::size_t size);

} // namespace yz::judge
