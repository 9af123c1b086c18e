// SPDX-License-Identifier: Apache-2.0
#include "printer_commands.h"

#include "words.h"

namespace yz::world {

namespace {
const std::string kOk = "ok";

std::string receipts(const SlipPrinter &printer, bool complete)
{
    std::string paths;
    std::size_t count = 0;
    for (const auto &receipt : printer.receipts()) {
        if (receipt.complete != complete)
            continue;
        ++count;
        paths += " " + (receipt.path.empty() ? std::string("-") : receipt.path);
    }
    return "ok " + std::to_string(count) + paths;
}

bool condition(SlipPrinter &printer, const std::string &what, const std::string &value)
{
    const bool on = value == "on";
    const bool switches = on || value == "off";
    if (what == "paper" && (value == "ok" || value == "low" || value == "out"))
        printer.setPaper(value == "ok" ? Paper::Ok : value == "low" ? Paper::Low : Paper::Out);
    else if (what == "cover" && (value == "open" || value == "close"))
        printer.setCover(value == "open");
    else if (what == "cutter" && (value == "jam" || value == "ok"))
        printer.setCutterJam(value == "jam");
    else if (what == "hot" && switches)
        printer.setHot(on);
    else if (what == "offline" && switches)
        printer.setOffline(on);
    else
        return false;
    return true;
}

bool habit(SlipPrinter::Faults &faults, const std::string &what, const std::string &value)
{
    const bool on = value == "on";
    if (!on && value != "off")
        return false;
    if (what == "deaf")
        faults.deaf = on;
    else if (what == "asb-noise")
        faults.asbNoise = on;
    else if (what == "hang")
        faults.hung = on;
    else if (what == "constant-port")
        faults.constantPort = on;
    else if (what == "discard")
        faults.discards = on;
    else if (what == "process-id")
        faults.processId = on;
    else if (what == "obey-in-data")
        faults.obeysInData = on;
    else if (what == "busy")
        faults.claimed = on;
    else
        return false;
    return true;
}

bool amount(SlipPrinter::Faults &faults, const std::string &what, const std::string &value)
{
    const auto number = numberOf(value);
    if (!number)
        return false;
    if (what == "out-after" && *number > 0)
        faults.outAfter = *number;
    else if (what == "diein" && *number > 0)
        faults.dieAfter = *number;
    else if (what == "slow")
        faults.bytesPerSecond = static_cast<std::size_t>(*number);
    else if (what == "buffer" && *number > 0)
        faults.capacity = static_cast<std::size_t>(*number);
    else
        return false;
    return true;
}
} // namespace

bool setTimes(Times &times, const std::vector<std::string> &words, std::size_t at)
{
    if (words.size() <= at || words[at] == "once") {
        times.set(1);
        return true;
    }
    if (words[at] == "always") {
        times.set(Times::kAlways);
        return true;
    }
    const auto count = words[at] == "off" ? std::optional<long>(0) : numberOf(words[at]);
    if (count)
        times.set(static_cast<int>(*count));
    return count.has_value();
}

std::string printerCommand(SlipPrinter &printer, const std::vector<std::string> &words)
{
    const std::string what = words.size() > 1 ? words[1] : std::string();
    const std::string value = words.size() > 2 ? words[2] : std::string("on");
    if (what == "receipts" || what == "torn")
        return receipts(printer, what == "receipts");
    if (what == "stall")
        return setTimes(printer.faults().stallOut, words, 2) ? kOk : "error printer stall once|N|always|off";
    if (what == "take")
        printer.takeSlip();
    else if (what == "clear")
        printer.clearFaults();
    else if (amount(printer.faults(), what, value) || habit(printer.faults(), what, value))
        printer.kick();
    else if (!condition(printer, what, value))
        return "error unknown or incomplete: printer " + what;
    return kOk;
}

} // namespace yz::world
