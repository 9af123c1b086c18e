// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

#include "printer_commands.h"
#include "words.h"

namespace yz::world {

namespace {
const std::string kOk = "ok";

std::string error(const std::string &what)
{
    return "error " + what;
}
} // namespace

Commands::Commands(Loop &loop, World &world, std::function<void()> quit)
    : m_loop(loop), m_world(world), m_quit(std::move(quit))
{
}

void Commands::run(const std::string &line, const Reply &reply)
{
    const Words words = wordsOf(line);
    if (words.empty() || words[0][0] == '#') {
        reply(kOk);
        return;
    }
    if (words[0] == "wait") {
        if (words.size() != 2 || words[1] != "exit")
            reply(error("wait exit"));
        else if (m_exited)
            reply("ok exit " + std::to_string(m_exitStatus));
        else
            m_waitExit.push_back(reply);
        return;
    }
    if (words[0] == "await") {
        if (!await(words, reply))
            reply(error("await reader COMMAND COUNT [MS] | await printer bytes|slips|receipts COUNT [MS]"));
        return;
    }
    if (words[0] == "after") {
        after(words, line, reply);
        return;
    }
    reply(dispatch(words));
    checkAwaited();
}

void Commands::exited(int status)
{
    m_exited = true;
    m_exitStatus = status;
    for (const Reply &reply : m_waitExit)
        reply("ok exit " + std::to_string(status));
    m_waitExit.clear();
}

std::string Commands::dispatch(const Words &words)
{
    const std::string &verb = words[0];
    if (verb == "plug")
        return plug(words);
    if (verb == "unplug")
        return unplug(words);
    if (verb == "card")
        return card(words);
    if (verb == "stick")
        return stick(words);
    if (verb == "reader")
        return readerCommand(words);
    if (verb == "printer") {
        const std::lock_guard guard(m_world.mutex());
        return printerCommand(m_world.printer(), words);
    }
    if (verb == "state")
        return state();
    if (verb == "ping")
        return kOk;
    if (verb == "quit") {
        m_quit();
        return kOk;
    }
    return error("unknown command " + verb);
}

std::string Commands::plug(const Words &words)
{
    if (words.size() < 2)
        return error("plug reader [split|single|lastpair] | plug printer");
    std::string failure;
    if (words[1] == "reader") {
        const std::string pipes = words.size() > 2 ? words[2] : "split";
        if (pipes != "split" && pipes != "single" && pipes != "lastpair")
            return error("no such pipes: " + pipes);
        const Pipes kind = pipes == "split" ? Pipes::Split : pipes == "single" ? Pipes::Single : Pipes::LastPair;
        return m_world.plugReader(kind, failure) ? kOk : error(failure);
    }
    if (words[1] == "printer")
        return m_world.plugPrinter(failure) ? kOk : error(failure);
    return error("no such device: " + words[1]);
}

std::string Commands::unplug(const Words &words)
{
    std::string failure;
    if (words.size() == 2 && words[1] == "reader")
        return m_world.unplugReader(failure) ? kOk : error(failure);
    if (words.size() == 2 && words[1] == "printer")
        return m_world.unplugPrinter(failure) ? kOk : error(failure);
    return error("unplug reader | unplug printer");
}

std::string Commands::card(const Words &words)
{
    if (words.size() == 2 && words[1] == "lift") {
        const std::lock_guard guard(m_world.mutex());
        m_world.reader().lift();
        return kOk;
    }
    if (words.size() < 2 || words[1] != "lay")
        return error("card lay KIND [field=value…] | card lay raw HEX | card lift");
    const std::string kind = words.size() > 2 ? words[2] : "resident";
    Card laid;
    std::string failure;
    bool made = false;
    if (kind == "raw") {
        made = makeRawCard(words.size() > 3 ? words[3] : std::string(), laid, failure);
    } else {
        Fields fields;
        for (std::size_t i = 3; i < words.size(); ++i) {
            const auto equals = words[i].find('=');
            if (equals == std::string::npos)
                return error("not a field: " + words[i]);
            fields[words[i].substr(0, equals)] = words[i].substr(equals + 1);
        }
        made = makeCard(kind, fields, laid, failure);
    }
    if (!made)
        return error(failure);
    const std::lock_guard guard(m_world.mutex());
    m_world.reader().lay(std::move(laid));
    return kOk;
}

std::string Commands::stick(const Words &words)
{
    std::string failure;
    if (words.size() >= 3 && words[1] == "insert") {
        StickSlot::Stick stick{words[2]};
        for (std::size_t i = 3; i < words.size(); ++i) {
            if (words[i] == "keyboard")
                stick.isKeyboardToo = true;
            else if (words[i].starts_with("sd") && words[i].size() == 3)
                stick.name = words[i];
            else
                stick.system = words[i];
        }
        return m_world.sticks().insert(stick, failure) ? kOk : error(failure);
    }
    if (words.size() >= 2 && words[1] == "remove")
        return m_world.sticks().remove(words.size() > 2 ? words[2] : "sdb", failure) ? kOk : error(failure);
    return error("stick insert IMAGE [sdX] [FILESYSTEM] [keyboard] | stick remove [sdX]");
}

std::string Commands::readerCommand(const Words &words)
{
    const std::lock_guard guard(m_world.mutex());
    auto &faults = m_world.reader().faults();
    const std::string what = words.size() > 1 ? words[1] : std::string();
    const auto number = [&](std::size_t at) { return words.size() > at ? numberOf(words[at]) : std::optional<long>(); };
    if (what == "count")
        return words.size() > 2 ? "ok " + std::to_string(m_world.reader().count(words[2]))
                                : error("reader count COMMAND");
    if (what == "clear") {
        faults = {};
        return kOk;
    }
    if (what == "delay" && number(2)) {
        faults.delay = Milliseconds(*number(2));
        return kOk;
    }
    if (what == "pace" && words.size() == 3 && (words[2] == "real" || words[2] == "quick")) {
        const bool real = words[2] == "real";
        faults.pace = {Milliseconds(real ? 20 : 1), Milliseconds(real ? 30 : 1), Milliseconds(real ? 1000 : 2)};
        return kOk;
    }
    if (what == "pace" && number(2) && number(3) && number(4)) {
        faults.pace = {Milliseconds(*number(2)), Milliseconds(*number(3)), Milliseconds(*number(4))};
        return kOk;
    }
    if (what == "pieces" && number(2)) {
        faults.pieces = static_cast<std::size_t>(*number(2));
        faults.gap = Milliseconds(number(3).value_or(0));
        return kOk;
    }
    if (what == "garbage" && number(2)) {
        faults.garbage = static_cast<std::size_t>(*number(2));
        return kOk;
    }
    return readerFault(words);
}

/** The faults that happen a number of times. Under the world's lock. */
std::string Commands::readerFault(const Words &words)
{
    auto &faults = m_world.reader().faults();
    const std::string what = words.size() > 1 ? words[1] : std::string();
    const auto done = [](bool good) { return good ? kOk : error("once, always, off or a number is wanted"); };
    if (what == "badsum")
        return done(setTimes(faults.badSum, words, 2));
    if (what == "stall")
        return done(setTimes(words.size() > 3 && words[3] == "out" ? faults.stallOut : faults.stallIn, words, 2));
    if (what == "silent")
        return done(setTimes(faults.silent, words, 2));
    if (what == "truncated")
        return done(setTimes(faults.truncated, words, 2));
    if (what == "lenlie") {
        faults.lie = words.size() > 3 ? static_cast<std::uint16_t>(numberOf(words[3], 16).value_or(0xffff)) : 0xffff;
        return done(setTimes(faults.lengthLie, words, 2));
    }
    if (what == "status" && words.size() > 2 && numberOf(words[2], 16)) {
        faults.status = static_cast<std::uint8_t>(*numberOf(words[2], 16));
        faults.statusFor = words.size() > 4 ? words[4] : std::string();
        return done(setTimes(faults.statusTimes, words, 3));
    }
    if (what == "late" && words.size() > 2 && numberOf(words[2])) {
        faults.late = Milliseconds(*numberOf(words[2]));
        return done(setTimes(faults.lateTimes, words, 3));
    }
    if (what == "diein" && words.size() == 3 && numberOf(words[2])) {
        faults.dieAfter = *numberOf(words[2]);
        return kOk;
    }
    if (what == "old" && words.size() == 3) {
        faults.old = words[2] == "on";
        return kOk;
    }
    if (what == "claim" && words.size() == 3) {
        faults.claimed = words[2] == "busy";
        return kOk;
    }
    return error("unknown or incomplete: reader " + what);
}

bool Commands::await(const Words &words, const Reply &reply)
{
    if (words.size() < 4 || !numberOf(words[3]))
        return false;
    const long wanted = *numberOf(words[3]);
    const auto limit = Milliseconds(words.size() > 4 ? numberOf(words[4]).value_or(5000) : 5000);
    std::function<bool()> reached;
    if (words[1] == "reader") {
        reached = [this, name = words[2], wanted] {
            const std::lock_guard guard(m_world.mutex());
            return m_world.reader().count(name) >= wanted;
        };
    } else if (words[1] == "printer" && (words[2] == "slips" || words[2] == "receipts" || words[2] == "bytes")) {
        reached = [this, what = words[2], wanted] {
            const std::lock_guard guard(m_world.mutex());
            const auto &printer = m_world.printer();
            const auto have = what == "bytes" ? printer.printedBytes() : printer.slipCount(what == "receipts");
            return static_cast<long>(have) >= wanted;
        };
    } else {
        return false;
    }
    m_awaited.push_back({std::move(reached), reply, std::chrono::steady_clock::now() + limit});
    checkAwaited();
    return true;
}

void Commands::checkAwaited()
{
    for (auto it = m_awaited.begin(); it != m_awaited.end();) {
        const bool reached = it->reached();
        if (!reached && std::chrono::steady_clock::now() < it->deadline) {
            ++it;
            continue;
        }
        it->reply(reached ? kOk : error("did not happen in time"));
        it = m_awaited.erase(it);
    }
    if (m_awaited.empty() || m_polling)
        return;
    m_polling = true;
    m_loop.after(Milliseconds(1), [this] {
        m_polling = false;
        checkAwaited();
    });
}

void Commands::after(const Words &words, const std::string &line, const Reply &reply)
{
    const auto delay = words.size() > 2 ? numberOf(words[1]) : std::nullopt;
    if (!delay) {
        reply(error("after MS COMMAND…"));
        return;
    }
    const auto rest = line.find(words[2], line.find(words[1]) + words[1].size());
    m_loop.after(Milliseconds(*delay),
                 [this, command = line.substr(rest)] { run(command, [](const std::string &) {}); });
    reply(kOk);
}

std::string Commands::state()
{
    const std::lock_guard guard(m_world.mutex());
    return "ok {\"reader\":" + m_world.reader().stateJson() + ",\"printer\":" + m_world.printer().stateJson() + "}";
}

} // namespace yz::world
