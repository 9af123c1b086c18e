// SPDX-License-Identifier: Apache-2.0
#include "core/fault.h"

#include <algorithm>
#include <array>
#include <utility>

namespace yz {
namespace {

#define YZ_NAMED(value) {Fault::value, #value}
constexpr std::array<std::pair<Fault, std::string_view>, 35> kNames{{
    YZ_NAMED(Cancelled),     YZ_NAMED(TimedOut),       YZ_NAMED(Unsupported),  YZ_NAMED(BadInput),
    YZ_NAMED(Internal),      YZ_NAMED(DeviceAbsent),   YZ_NAMED(DeviceBusy),   YZ_NAMED(DeviceBroken),
    YZ_NAMED(DeviceGarbled), YZ_NAMED(CardMoved),      YZ_NAMED(CardForeign),  YZ_NAMED(CardDoubtful),
    YZ_NAMED(CardEmpty),     YZ_NAMED(CardGarbled),    YZ_NAMED(PaperOut),     YZ_NAMED(CoverOpen),
    YZ_NAMED(CutterJam),     YZ_NAMED(PaperJam),       YZ_NAMED(TonerOut),     YZ_NAMED(OutputFull),
    YZ_NAMED(PrinterHot),    YZ_NAMED(OutcomeUnknown), YZ_NAMED(StoreDamaged), YZ_NAMED(StoreFull),
    YZ_NAMED(KeyMissing),    YZ_NAMED(NotFound),       YZ_NAMED(Conflict),     YZ_NAMED(DataMalformed),
    YZ_NAMED(DataForged),    YZ_NAMED(HubUnreachable), YZ_NAMED(HubDenied),    YZ_NAMED(HubRefused),
    YZ_NAMED(HubMistaken),   YZ_NAMED(SequenceGap),    YZ_NAMED(SequenceFork),
}};
#undef YZ_NAMED

constexpr auto kFaults = [] {
    std::array<Fault, kNames.size()> all{};
    std::transform(kNames.begin(), kNames.end(), all.begin(), [](const auto &named) { return named.first; });
    return all;
}();

} // namespace

std::string_view name(Fault fault)
{
    const auto index = static_cast<std::size_t>(fault);
    return index < kNames.size() ? kNames[index].second : std::string_view("?");
}

std::span<const Fault> allFaults()
{
    return kFaults;
}

} // namespace yz
