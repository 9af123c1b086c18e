// SPDX-License-Identifier: Apache-2.0
#include "scanner/page.h"

#include <QTransform>

namespace yz {
namespace {

struct Named
{
    PageFault fault;
    std::string_view name;
};
constexpr std::array<Named, kPageFaults> kNames{{{PageFault::NoPage, "NoPage"},
                                                 {PageFault::CutOff, "CutOff"},
                                                 {PageFault::TooSmall, "TooSmall"},
                                                 {PageFault::TooDark, "TooDark"},
                                                 {PageFault::Glare, "Glare"},
                                                 {PageFault::Blurred, "Blurred"}}};
constexpr std::array kAll{PageFault::NoPage,  PageFault::CutOff, PageFault::TooSmall,
                          PageFault::TooDark, PageFault::Glare,  PageFault::Blurred};
static_assert(kAll.size() == kPageFaults);

} // namespace

std::string_view name(PageFault fault)
{
    for (const auto &one : kNames) {
        if (one.fault == fault)
            return one.name;
    }
    return "?";
}

std::span<const PageFault> allPageFaults()
{
    return kAll;
}

ScannedPage turned(const ScannedPage &page, int quarters)
{
    const int clockwise = ((quarters % 4) + 4) % 4;
    if (clockwise == 0)
        return page;
    return {page.picture.transformed(QTransform().rotate(90.0 * clockwise))};
}

} // namespace yz
