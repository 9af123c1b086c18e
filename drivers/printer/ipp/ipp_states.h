// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "printer/page_printer.h"

#include <optional>
#include <string>
#include <vector>

namespace yz::ipp {

/** What a printer says of itself (RFC 8011 §5.4). Words are as sent: at most 64, each at most 255 bytes. */
struct PrinterAnswer
{
    int state = 0; ///< 3 idle, 4 processing, 5 stopped; 0 when it was not said
    bool isAccepting = true;
    std::vector<std::string> reasons;
    std::vector<std::string> formats;
    std::vector<std::string> mediaReady; ///< empty when it was not said
};

/** How far a job is (RFC 8011 §5.3.7). */
struct JobAnswer
{
    int state = 0; ///< 3 pending … 9 completed
    std::vector<std::string> reasons;
    int sheets = -1; ///< that have come out; -1 when it was not said
};

constexpr int kJobCanceled = 7;
constexpr int kJobAborted = 8;
constexpr int kJobCompleted = 9;
inline bool isOver(const JobAnswer &job)
{
    return job.state >= kJobCanceled && job.state <= kJobCompleted;
}

/**
 * The reasons' words, whatever severity is hung on them: printers call an empty tray a report as well as an error, and
 * some cut long words short.
 */
PagePrinterStatus statusOf(const PrinterAnswer &answer);

/** Why it cannot print now; nothing when it can. */
std::optional<Error> obstacleOf(const PagePrinterStatus &status);

/** PDF is taken, and A4 lies in a tray as far as that is known. */
std::optional<Error> misfitOf(const PrinterAnswer &answer);

} // namespace yz::ipp
