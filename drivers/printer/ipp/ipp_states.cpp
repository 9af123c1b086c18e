// SPDX-License-Identifier: Apache-2.0
#include "ipp_states.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace yz::ipp {
namespace {

constexpr int kStopped = 5;
constexpr std::string_view kPdf = "application/pdf";
constexpr std::string_view kA4 = "iso_a4_210x297mm";

struct Meaning
{
    std::string_view word;
    void (*applies)(PagePrinterStatus &);
};

// RFC 8011 §5.4.12, as far as a terminal cares.
constexpr std::array kMeanings{
    Meaning{"media-empty", [](PagePrinterStatus &s) { s.paper = PaperState::Out; }},
    Meaning{"media-needed", [](PagePrinterStatus &s) { s.paper = PaperState::Out; }},
    Meaning{"input-tray-missing", [](PagePrinterStatus &s) { s.paper = PaperState::Out; }},
    Meaning{"media-low", [](PagePrinterStatus &s) { s.paper = std::max(s.paper, PaperState::Low); }},
    Meaning{"media-jam", [](PagePrinterStatus &s) { s.jammed = true; }},
    Meaning{"cover-open", [](PagePrinterStatus &s) { s.coverOpen = true; }},
    Meaning{"door-open", [](PagePrinterStatus &s) { s.coverOpen = true; }},
    Meaning{"interlock-open", [](PagePrinterStatus &s) { s.coverOpen = true; }},
    Meaning{"toner-empty", [](PagePrinterStatus &s) { s.toner = TonerState::Out; }},
    Meaning{"marker-supply-empty", [](PagePrinterStatus &s) { s.toner = TonerState::Out; }},
    Meaning{"toner-low", [](PagePrinterStatus &s) { s.toner = std::max(s.toner, TonerState::Low); }},
    Meaning{"marker-supply-low", [](PagePrinterStatus &s) { s.toner = std::max(s.toner, TonerState::Low); }},
    Meaning{"output-area-full", [](PagePrinterStatus &s) { s.outputFull = true; }},
    Meaning{"paused", [](PagePrinterStatus &s) { s.isStopped = true; }},
    Meaning{"moving-to-paused", [](PagePrinterStatus &s) { s.isStopped = true; }},
    Meaning{"offline", [](PagePrinterStatus &s) { s.reachable = false; }},
    Meaning{"shutdown", [](PagePrinterStatus &s) { s.reachable = false; }},
};

/** The word at the front of the reason; a cut one still begins as it should. */
bool says(const std::string &reason, std::string_view word)
{
    return reason.compare(0, word.size(), word) == 0 && (reason.size() == word.size() || reason[word.size()] == '-');
}

bool has(const std::vector<std::string> &words, std::string_view wanted)
{
    return std::any_of(words.begin(), words.end(),
                       [wanted](const std::string &word) { return word.compare(0, wanted.size(), wanted) == 0; });
}

} // namespace

PagePrinterStatus statusOf(const PrinterAnswer &answer)
{
    PagePrinterStatus status;
    status.reachable = true;
    status.paper = PaperState::Enough;
    status.toner = TonerState::Enough;
    for (const auto &reason : answer.reasons) {
        for (const auto &meaning : kMeanings) {
            if (says(reason, meaning.word))
                meaning.applies(status);
        }
    }
    // Stopped without a reason that we know is for staff; with one, the reason says more.
    if (!answer.isAccepting || (answer.state == kStopped && status.canPrint()))
        status.isStopped = true;
    return status;
}

std::optional<Error> obstacleOf(const PagePrinterStatus &status)
{
    if (!status.reachable)
        return Error{Fault::DeviceAbsent, "the printer is off or out of reach"};
    if (status.jammed)
        return Error{Fault::PaperJam, "paper jam"};
    if (status.coverOpen)
        return Error{Fault::CoverOpen, "a cover is open"};
    if (status.paper == PaperState::Out)
        return Error{Fault::PaperOut, "no paper in the tray"};
    if (status.toner == TonerState::Out)
        return Error{Fault::TonerOut, "toner or ink is used up"};
    if (status.outputFull)
        return Error{Fault::OutputFull, "the output tray is full"};
    if (status.isStopped)
        return Error{Fault::DeviceBroken, "the printer is stopped or takes no jobs"};
    return std::nullopt;
}

std::optional<Error> misfitOf(const PrinterAnswer &answer)
{
    if (!has(answer.formats, kPdf))
        return Error{Fault::Unsupported, "the printer takes no PDF"};
    if (!answer.mediaReady.empty() && !has(answer.mediaReady, kA4))
        return Error{Fault::PaperOut, "there is no A4 in any tray"};
    return std::nullopt;
}

} // namespace yz::ipp
