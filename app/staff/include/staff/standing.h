// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cache/courier.h>
#include <cache/order_store.h>
#include <camera/camera.h>
#include <core/clock.h>
#include <idcard/id_card_reader.h>
#include <printer/page_printer.h>
#include <ui/views.h>

#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace yz::staff {

/** What a self-test tries for real. */
enum class Check { Reader, Slips, Pages, Camera, Calls, Hub, Store, Clock, Voice };

/** What was last seen of a part: by a self-test, or because somebody used it. */
struct Trial
{
    Light light = Light::Unknown; ///< Good, Warn or Bad
    WallTime at{};
    bool operator==(const Trial &) const = default;
};
/** By part; those that are missing were never seen. */
using Trials = std::map<Check, Trial>;

/** After so long, what was seen says nothing any more. */
constexpr Milliseconds kTrialHolds = std::chrono::hours(24);

/** What the terminal knows of itself just now: facts as last seen, nothing inferred. A value. No personal data. */
struct Standing
{
    DeviceState reader = DeviceState::Unknown;
    std::optional<WallTime> lastCard;
    PrinterStatus printer;
    std::optional<WallTime> lastSlip; ///< confirmed by the printer
    int slipsSincePaper = 0;          ///< since staff said that the roll is new
    bool hasPagePrinter = false;
    PagePrinterStatus pages;
    bool hasCamera = false;
    bool hasCalls = false;
    bool hasVoice = false;
    bool hasHub = false;
    HubState hub = HubState::Unknown;
    std::optional<WallTime> lastDelivered;
    std::optional<OutboxCount> outbox;      ///< nothing: the store did not answer
    std::optional<WallTime> oldestWaiting;  ///< its tap
    std::optional<Fault> storeTrouble;      ///< StoreFull: the ballast is gone
    std::optional<std::uint64_t> catalogue; ///< its sequence; 0: what came with the program
    std::optional<WallTime> catalogueCreated;
    bool isClockTrusted = false;
    Trials trials;
};

enum class Part { Reader, Slips, Pages, Camera, Calls, Hub, Outbox, Catalogue, Clock, Voice };

/** One traffic light: its word, when it last worked, and what citizens cannot do because of it. */
struct Lamp
{
    Part part = Part::Reader;
    Light light = Light::Unknown;
    QString name;
    QString word;
    QString last;   ///< "最近一次成功：今天 14:02", "还没有成功过"; empty where it means nothing
    QString losses; ///< empty: nothing is lost
};

/** What citizens cannot do when it does not work. */
QString lossOf(Part part);
Part partOf(Check check);

/** Every part that this terminal has, in a fixed order. Pure. */
std::vector<Lamp> lampsOf(const Standing &standing, WallTime now);

/** A thing citizens come for, and whether it can be done just now. Pure. */
struct Ability
{
    QString name;
    Light light = Light::Good;
    QString word;
};
std::vector<Ability> abilitiesOf(const Standing &standing, WallTime now);

/** What whoever minds the terminal should look into, without entering the maintenance mode to learn of it. */
enum class Notice { None, OrdersLate, OrdersRefused, Device };
/** What the citizens' own status line says already (hub, slips) is left out. Pure. */
Notice noticeOf(const Standing &standing, WallTime now);

/** The worst of them; Unknown counts as a warning. */
Light worstOf(const std::vector<Lamp> &lamps);

/** How a waiting order stands against the 300 minutes in which a message must be answered (黑司通〔2020〕63号). */
struct Delay
{
    int minutes = 0;           ///< since the tap
    int percent = 0;           ///< of the 300
    Light light = Light::Good; ///< Warn at half of them, Bad at four fifths
};
Delay delayOf(WallTime since, WallTime now);

} // namespace yz::staff
