// SPDX-License-Identifier: Apache-2.0
#include "escpos_judge.h"

#include <algorithm>
#include <cstdlib>

namespace yz::judge {

namespace {
using Step = CommandScanner::Step;

std::size_t word(const Bytes &bytes, std::size_t at)
{
    return bytes[at] + 256U * bytes[at + 1];
}
} // namespace

void EscposJudge::find(std::size_t offset, const std::string &what)
{
    if (m_findings.size() < kMostFindings)
        m_findings.push_back({offset, what});
}

void EscposJudge::feed(std::uint8_t byte)
{
    if (m_scanner.atStart())
        m_commandOffset = m_offset;
    const Step step = m_scanner.feed(byte);
    ++m_offset;
    if (step != Step::Text)
        m_textRun = 0;
    switch (step) {
    case Step::More:
        return;
    case Step::Payload:
        rasterByte(byte);
        return;
    case Step::Command:
        command(m_scanner.command());
        return;
    case Step::Unknown:
        find(m_commandOffset, "unknown command " + hexOf(m_scanner.command()));
        return;
    case Step::Text:
        if (m_textRun++ == 0)
            find(m_commandOffset, "ordinary text from byte " + hexOf(m_scanner.command()) + ": slips are pictures");
        return;
    }
}

void EscposJudge::finish()
{
    if (m_scanner.insidePayload())
        find(m_commandOffset, "raster " + hexOf(m_scanner.command()) +
                                  " cut short: " + std::to_string(m_scanner.payloadLeft()) + " bytes are missing");
    else if (!m_scanner.atStart())
        find(m_commandOffset, "command cut short: " + hexOf(m_scanner.command()));
    m_scanner.reset();
    if (!inkIn(0, m_rows.size()) && m_findings.empty())
        return;
    Slip slip;
    slip.torn = "not cut off";
    emitSlip(std::move(slip));
}

void EscposJudge::reset(const std::string &why)
{
    if (!m_scanner.atStart() || !m_rows.empty() || m_cutPending)
        m_torn = why;
    m_scanner.reset();
    m_raster = {};
    m_modes = {};
    m_cutPending = false;
}

void EscposJudge::paperChanged()
{
    const bool begun = !m_rows.empty() || !m_scanner.atStart();
    if (!m_rows.empty()) {
        Slip slip;
        slip.torn = "the paper ended";
        emitSlip(std::move(slip));
    }
    if (begun)
        m_torn = "begun on the roll before";
}

void EscposJudge::command(const Bytes &bytes)
{
    switch (bytes[0]) {
    case 0x0a:
        feedDots(m_modes.lineSpacing);
        return;
    case 0x1b:
        escape(bytes);
        return;
    case 0x1d:
        group(bytes);
        return;
    default:
        return; // real-time and mode commands leave no mark on paper
    }
}

void EscposJudge::escape(const Bytes &bytes)
{
    switch (bytes[1]) {
    case '@':
        initialise();
        return;
    case '2':
        m_modes.lineSpacing = Modes{}.lineSpacing;
        return;
    case '3':
        m_modes.lineSpacing = bytes[2];
        return;
    case 'J':
        feedDots(bytes[2]);
        return;
    case 'd':
        feedDots(bytes[2] * m_modes.lineSpacing);
        return;
    case 'a': {
        const int n = bytes[2] >= '0' ? bytes[2] - '0' : bytes[2];
        if (n > 2)
            find(m_commandOffset, "no such alignment: " + hexOf(bytes));
        else
            m_modes.align = static_cast<Align>(n);
        return;
    }
    default:
        return; // ESC c: sensors and the feed button
    }
}

void EscposJudge::initialise()
{
    m_modes = {};
    if (inkIn(0, m_rows.size()))
        m_torn = "initialised again in the middle of a slip";
    else
        m_torn.clear();
}

void EscposJudge::group(const Bytes &bytes)
{
    switch (bytes[1]) {
    case 'L':
        m_modes.left = word(bytes, 2);
        if (m_modes.left >= kPaperDots)
            find(m_commandOffset, "left margin beyond the paper: " + hexOf(bytes));
        return;
    case 'W':
        m_modes.area = word(bytes, 2);
        if (m_modes.area == 0 || m_modes.left + m_modes.area > kPaperDots)
            find(m_commandOffset, "print area beyond the paper: " + hexOf(bytes));
        return;
    case 'v':
        rasterBegins(bytes);
        return;
    case 'V':
        cutCommand(bytes);
        return;
    default:
        if (m_hooks.query)
            m_hooks.query(bytes);
        return;
    }
}

void EscposJudge::rasterBegins(const Bytes &bytes)
{
    const int mode = bytes[3] >= '0' ? bytes[3] - '0' : bytes[3];
    const std::size_t across = word(bytes, 4);
    const std::size_t down = word(bytes, 6);
    m_raster = {};
    m_raster.bytesAcross = across;
    m_raster.rowsLeft = down;
    m_raster.wide = mode & 1;
    m_raster.tall = mode & 2;
    if (mode > 3)
        find(m_commandOffset, "no such raster mode: " + hexOf(bytes));
    if (across == 0 || down == 0)
        find(m_commandOffset, "a raster of nothing: " + hexOf(bytes));
    const std::size_t left = std::min(m_modes.left, kPaperDots);
    const std::size_t area = std::min(m_modes.area, kPaperDots - left);
    const std::size_t width = across * 8 * (m_raster.wide ? 2 : 1);
    m_raster.x = left;
    if (width > area) {
        find(m_commandOffset,
             "raster of " + std::to_string(width) + " dots on " + std::to_string(area) + ": " + hexOf(bytes));
        return;
    }
    if (m_modes.align == Align::Centre)
        m_raster.x += (area - width) / 2;
    if (m_modes.align == Align::Right)
        m_raster.x += area - width;
}

void EscposJudge::rasterByte(std::uint8_t byte)
{
    m_raster.row.push_back(byte);
    if (m_raster.row.size() == m_raster.bytesAcross)
        rasterRow();
}

void EscposJudge::rasterRow()
{
    Row row{};
    const std::size_t scale = m_raster.wide ? 2 : 1;
    const std::size_t dots = std::min(m_raster.row.size() * 8 * scale, kPaperDots - std::min(m_raster.x, kPaperDots));
    for (std::size_t i = 0; i < dots; ++i) {
        const std::size_t from = i / scale;
        const std::size_t to = m_raster.x + i;
        if (m_raster.row[from / 8] & (0x80 >> from % 8))
            row[to / 8] = static_cast<std::uint8_t>(row[to / 8] | 0x80 >> to % 8);
    }
    addRow(row);
    if (m_raster.tall)
        addRow(row);
    m_raster.row.clear();
}

void EscposJudge::addRow(const Row &row)
{
    if (m_rows.size() < kLongestSlip) {
        m_rows.push_back(row);
        return;
    }
    if (!m_tooLong)
        find(m_commandOffset, "more than " + std::to_string(kLongestSlip) + " rows without a cut");
    m_tooLong = true;
}

void EscposJudge::feedDots(std::size_t dots)
{
    for (std::size_t i = 0; i < dots; ++i)
        addRow(Row{});
}

bool EscposJudge::inkIn(std::size_t from, std::size_t to) const
{
    for (std::size_t i = from; i < to; ++i)
        if (std::any_of(m_rows[i].begin(), m_rows[i].end(), [](auto byte) { return byte != 0; }))
            return true;
    return false;
}

void EscposJudge::cutCommand(const Bytes &bytes)
{
    const std::uint8_t kind = bytes[2];
    const bool feedFirst = kind == 'A' || kind == 'B';
    m_heldFull = kind == 0 || kind == '0' || kind == 'A';
    m_heldFeed = feedFirst;
    m_heldExtra = feedFirst ? bytes[3] : 0;
    m_cutPending = true;
    if (!m_hooks.mayCut || m_hooks.mayCut())
        retryCut();
}

void EscposJudge::retryCut()
{
    if (!m_cutPending)
        return;
    m_cutPending = false;
    cut(m_heldFull, m_heldFeed, m_heldExtra);
}

void EscposJudge::cut(bool full, bool feedFirst, std::size_t extra)
{
    std::vector<Row> kept; // between head and knife: the head of the next slip
    if (feedFirst) {
        feedDots(extra);
    } else {
        const std::size_t past = m_rows.size() > kCutterDistance ? m_rows.size() - kCutterDistance : 0;
        if (inkIn(past, m_rows.size()))
            find(m_commandOffset, "cut through the print: the last " + std::to_string(kCutterDistance) +
                                      " dots had not passed the knife; feed first");
        kept.assign(m_rows.begin() + static_cast<std::ptrdiff_t>(past), m_rows.end());
        m_rows.resize(past);
    }
    Slip slip;
    slip.cut = true;
    slip.fullCut = full;
    slip.torn = m_torn;
    m_torn.clear();
    emitSlip(std::move(slip));
    m_rows = std::move(kept);
}

void EscposJudge::emitSlip(Slip &&slip)
{
    slip.number = ++m_slipNumber;
    slip.ink = inkIn(0, m_rows.size());
    slip.rows = std::move(m_rows);
    slip.findings = std::move(m_findings);
    slip.firstByte = m_slipOffset;
    slip.lastByte = m_offset;
    m_rows.clear();
    m_findings.clear();
    m_slipOffset = m_offset;
    m_tooLong = false;
    if (m_hooks.slip)
        m_hooks.slip(std::move(slip));
    else
        m_slips.push_back(std::move(slip));
}

void fuzzOne(const std::uint8_t *data, std::size_t size)
{
    EscposJudge whole;
    whole.feed(ByteView(data, size));
    whole.finish();
    EscposJudge again;
    for (std::size_t i = 0; i < size; ++i) {
        again.feed(data[i]);
        if (again.scanner().insidePayload() && again.scanner().atStart())
            std::abort();
    }
    again.finish();
    if (whole.slips().size() != again.slips().size())
        std::abort();
    for (std::size_t i = 0; i < whole.slips().size(); ++i)
        if (whole.slips()[i].rows != again.slips()[i].rows ||
            whole.slips()[i].complete() != again.slips()[i].complete())
            std::abort();
}

} // namespace yz::judge
