// SPDX-License-Identifier: Apache-2.0
#include "slip_printer.h"

#include <algorithm>
#include <memory>

namespace yz::world {

namespace {
constexpr std::uint8_t kOut = 0x03;
constexpr std::uint8_t kIn = 0x81;
constexpr std::size_t kAll = static_cast<std::size_t>(-1);
constexpr Milliseconds kTick{5};
const std::string kDeviceId = "MFG:YIZHAN;MDL:POS80;CMD:ESC/POS;CLS:PRINTER;SN:0001;";

/** True when this was the last of them; a counter that is not set stays as it is. */
bool countedDown(long &counter)
{
    if (counter <= 0)
        return false;
    --counter;
    return counter == 0;
}
} // namespace

SlipPrinter::SlipPrinter(Loop &loop, std::mutex &world, std::function<void()> pullPlug, Writer writer)
    : m_loop(loop),
      m_world(world),
      m_pullPlug(std::move(pullPlug)),
      m_writer(std::move(writer)),
      m_judge({.slip = [this](judge::Slip &&slip) { slipOff(std::move(slip)); },
               .query = [this](ByteView command) { query(command); },
               .mayCut =
                   [this] {
                       m_cutterError = m_jam;
                       return !m_jam;
                   }})
{
}

Shape SlipPrinter::shape() const
{
    Shape shape{.port = "1-2", .vendor = 0x0fe6, .product = 0x811e, .strings = {u"YIZHAN", u"POS80", u"0001"}};
    shape.descriptors = {18, 1, 0x10, 0x01, 0,  0, 0, 64,   0xe6, 0x0f, 0x1e, 0x81, 0x00, 0x01, 1, 2, 3, 1, //
                         9,  2, 32,   0,    1,  1, 0, 0xc0, 1,                                              //
                         9,  4, 0,    0,    2,  7, 1, 2,    0,                                              //
                         7,  5, kOut, 2,    64, 0, 0,                                                       //
                         7,  5, kIn,  2,    64, 0, 0};
    return shape;
}

void SlipPrinter::plugged(Port *port)
{
    m_port = port;
    m_asbOn = m_faults.asbNoise;
    m_lastBlock = statusBlock();
    if (m_asbOn)
        pushStatus();
}

void SlipPrinter::unplugged()
{
    m_port = nullptr;
    clearBuffers("the printer was unplugged in the middle");
}

void SlipPrinter::clearFaults()
{
    m_faults = {};
    setPaper(Paper::Ok);
    setCover(false);
    setHot(false);
    setOffline(false);
    setCutterJam(false);
}

bool SlipPrinter::stopped() const
{
    return m_paper == Paper::Out || m_coverOpen || m_cutterError || m_hot || m_offline || m_faults.hung;
}

void SlipPrinter::setPaper(Paper paper)
{
    const bool reloaded = m_paper == Paper::Out && paper != Paper::Out;
    m_paper = paper;
    if (reloaded)
        m_judge.paperChanged();
    kick();
}

void SlipPrinter::setCover(bool open)
{
    m_coverOpen = open;
    kick();
}

void SlipPrinter::setHot(bool hot)
{
    m_hot = hot;
    kick();
}

void SlipPrinter::setOffline(bool offline)
{
    m_offline = offline;
    kick();
}

void SlipPrinter::setCutterJam(bool jam)
{
    m_jam = jam;
    if (!jam) {
        m_cutterError = false;
        m_judge.retryCut();
    }
    kick();
}

void SlipPrinter::takeSlip()
{
    for (Receipt &receipt : m_receipts)
        receipt.taken = true;
}

void SlipPrinter::finish()
{
    runEngine(kAll);
    m_judge.finish();
}

void SlipPrinter::kick()
{
    changed();
    if (m_faults.bytesPerSecond == 0)
        runEngine(kAll);
    else
        startTicking();
    if (m_port)
        m_port->resume(kOut);
}

void SlipPrinter::transferBegins(std::uint8_t endpoint)
{
    m_onlyRealtime = true;
    if (m_faults.stallOut.strike())
        m_port->stall(endpoint);
}

std::size_t SlipPrinter::take(std::uint8_t endpoint, ByteView bytes)
{
    if (endpoint != kOut)
        return bytes.size();
    std::size_t taken = 0;
    while (taken < bytes.size() && !m_faults.hung) {
        if (!acceptByte(bytes[taken])) {
            if (m_faults.bytesPerSecond > 0 || stopped())
                break; // the buffer is full: NAK
            runEngine(kAll);
            continue;
        }
        ++taken;
        ++m_received;
        if (countedDown(m_faults.dieAfter)) {
            m_loop.post(m_pullPlug);
            break;
        }
    }
    if (m_faults.bytesPerSecond == 0)
        runEngine(kAll);
    else
        startTicking();
    return taken;
}

bool SlipPrinter::acceptByte(std::uint8_t byte)
{
    const bool full = m_buffer.size() >= m_faults.capacity;
    // After an aborted picture the next transfer is still inside its data; what it asks for is answered all the same.
    const bool asked = m_door.atStart() || (full && m_onlyRealtime);
    if (!m_realtime.empty() || (asked && byte == 0x10))
        return realtimeByte(byte);
    if (full)
        return false;
    m_onlyRealtime = false;
    watchData(byte);
    m_door.feed(byte);
    m_buffer.push_back(byte);
    return true;
}

/** Obeyed at the door, out of turn, never kept: also when the buffer is full or the printer is stopped. */
bool SlipPrinter::realtimeByte(std::uint8_t byte)
{
    m_realtime.push_back(byte);
    judge::CommandScanner scanner;
    auto step = judge::CommandScanner::Step::More;
    for (const auto each : m_realtime)
        step = scanner.feed(each);
    if (step == judge::CommandScanner::Step::More)
        return true;
    const Bytes whole = std::move(m_realtime);
    m_realtime.clear();
    if (step == judge::CommandScanner::Step::Command)
        obey(whole);
    else
        m_buffer.insert(m_buffer.end(), whole.begin(), whole.end()); // the judge will name it
    return true;
}

/** A picture that happens to hold a status request is answered by some models; a careful driver avoids it. */
void SlipPrinter::watchData(std::uint8_t byte)
{
    m_lastThree = (m_lastThree << 8 | byte) & 0xffffff;
    const int n = byte;
    if (!m_door.insidePayload() || m_lastThree >> 8 != 0x1004 || n < 1 || n > 4)
        return;
    ++m_inData;
    if (m_faults.obeysInData)
        answer(Bytes{realtimeStatus(n)});
}

void SlipPrinter::obey(ByteView realtime)
{
    if (realtime[1] == 0x04) {
        answer(Bytes{realtimeStatus(realtime[2])});
    } else if (realtime[1] == 0x14) {
        clearBuffers("the buffers were cleared in the middle");
    } else if (realtime[2] > 0 && m_cutterError && !m_jam) { // DLE ENQ 1, 2: the cause is gone, go on or start over
        m_cutterError = false;
        changed();
    } else if (realtime[2] == 2) {
        clearBuffers("the buffers were cleared in the middle");
        m_cutterError = false;
        changed();
    }
}

void SlipPrinter::clearBuffers(const std::string &why)
{
    m_buffer.clear();
    m_door.reset();
    m_realtime.clear();
    m_judge.reset(why);
}

void SlipPrinter::runEngine(std::size_t budget)
{
    for (; budget > 0 && !m_buffer.empty() && !stopped(); --budget) {
        const std::uint8_t byte = m_buffer.front();
        m_buffer.pop_front();
        ++m_printed;
        m_judge.feed(byte);
        if (m_cutterError)
            changed();
        if (countedDown(m_faults.outAfter))
            paperEnds();
    }
}

void SlipPrinter::paperEnds()
{
    m_faults.outAfter = -1;
    m_paper = Paper::Out;
    if (m_faults.discards)
        clearBuffers("the printer threw the rest away when its paper ended");
    changed();
}

void SlipPrinter::startTicking()
{
    if (m_ticking || m_buffer.empty() || stopped())
        return;
    m_ticking = true;
    m_loop.after(kTick, [this] {
        const std::lock_guard guard(m_world);
        m_ticking = false;
        const std::size_t rate = m_faults.bytesPerSecond;
        runEngine(rate ? std::max<std::size_t>(1, rate * kTick.count() / 1000) : kAll);
        if (m_port)
            m_port->resume(kOut);
        startTicking();
    });
}

void SlipPrinter::slipOff(judge::Slip &&slip)
{
    std::string why = slip.torn;
    if (why.empty() && !slip.findings.empty())
        why = std::to_string(slip.findings.front().offset) + ": " + slip.findings.front().what;
    if (why.empty() && !slip.ink)
        why = "nothing printed";
    m_receipts.push_back({slip.number, slip.complete(), false, {}, why});
    m_loop.post([this, index = m_receipts.size() - 1, kept = std::make_shared<judge::Slip>(std::move(slip))] {
        const std::string path = m_writer ? m_writer(*kept) : std::string();
        const std::lock_guard guard(m_world);
        m_receipts[index].path = path;
    });
}

void SlipPrinter::query(ByteView command)
{
    switch (command[1]) {
    case 'a':
        m_asbOn = command[2] != 0;
        if (m_asbOn)
            pushStatus();
        return;
    case 'r': {
        const int low = m_paper == Paper::Ok ? 0x00 : 0x03;
        answer(Bytes{static_cast<std::uint8_t>(m_paper == Paper::Out ? 0x0f : low)});
        return;
    }
    case 'I':
        if (command[2] < 64) {
            answer(Bytes{static_cast<std::uint8_t>(command[2] == 1 ? 0x20 : 0x02)});
        } else {
            const std::string name = "_POS80";
            Bytes block(name.begin(), name.end());
            block.push_back(0);
            answer(block);
        }
        return;
    default: // GS ( H
        if (m_faults.processId && command.size() == 11)
            answer(Bytes{0x37, 0x22, command[7], command[8], command[9], command[10], 0});
        return;
    }
}

void SlipPrinter::answer(ByteView bytes)
{
    if (!m_port || m_faults.deaf || m_faults.hung)
        return;
    if (m_faults.asbNoise)
        pushStatus();
    m_port->send(kIn, bytes);
}

void SlipPrinter::pushStatus()
{
    m_lastBlock = statusBlock();
    if (m_port && !m_faults.deaf && !m_faults.hung)
        m_port->send(kIn, m_lastBlock);
}

void SlipPrinter::changed()
{
    if (m_asbOn && statusBlock() != m_lastBlock)
        pushStatus();
}

std::uint8_t SlipPrinter::realtimeStatus(int n) const
{
    int bits = 0x12;
    if (n == 1 && stopped())
        bits |= 0x08;
    if (n == 2)
        bits |= (m_coverOpen ? 0x04 : 0) | (m_paper == Paper::Out ? 0x20 : 0) | (m_cutterError || m_hot ? 0x40 : 0);
    if (n == 3)
        bits |= (m_cutterError ? 0x08 : 0) | (m_hot ? 0x40 : 0);
    if (n == 4)
        bits |= (m_paper == Paper::Ok ? 0 : 0x0c) | (m_paper == Paper::Out ? 0x60 : 0);
    return static_cast<std::uint8_t>(bits);
}

Bytes SlipPrinter::statusBlock() const
{
    const int first = 0x10 | (stopped() ? 0x08 : 0) | (m_coverOpen ? 0x20 : 0);
    const int second = (m_cutterError ? 0x08 : 0) | (m_hot ? 0x40 : 0);
    const int third = (m_paper == Paper::Ok ? 0 : 0x03) | (m_paper == Paper::Out ? 0x0c : 0);
    return {static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(second), static_cast<std::uint8_t>(third),
            0x0f};
}

std::uint8_t SlipPrinter::portStatus() const
{
    if (m_faults.constantPort || !stopped())
        return 0x18;
    if (m_paper == Paper::Out)
        return 0x30;
    return m_offline || m_coverOpen ? 0x00 : 0x10;
}

std::optional<Bytes> SlipPrinter::control(const Setup &setup, ByteView)
{
    if (setup.type == 0xa1 && setup.request == 0) {
        const std::size_t length = kDeviceId.size() + 2; // counts itself, most significant byte first
        Bytes reply{static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length & 0xff)};
        reply.insert(reply.end(), kDeviceId.begin(), kDeviceId.end());
        return reply;
    }
    if (setup.type == 0xa1 && setup.request == 1)
        return Bytes{portStatus()};
    if (setup.type == 0x21 && setup.request == 2) {
        clearBuffers("the printer was reset in the middle");
        m_asbOn = m_faults.asbNoise;
        return Bytes{};
    }
    return std::nullopt; // SOFT_RESET with recipient "other" too: the caller falls back
}

std::size_t SlipPrinter::slipCount(bool complete) const
{
    return static_cast<std::size_t>(std::count_if(
        m_receipts.begin(), m_receipts.end(), [&](const Receipt &receipt) { return !complete || receipt.complete; }));
}

std::string SlipPrinter::stateJson() const
{
    const auto flag = [](const char *name, bool set) {
        return std::string(",\"") + name + (set ? "\":true" : "\":false");
    };
    const char *paper = m_paper == Paper::Ok ? "ok" : m_paper == Paper::Low ? "low" : "out";
    const bool inMouth = std::any_of(m_receipts.begin(), m_receipts.end(), [](const auto &one) { return !one.taken; });
    std::string slips;
    for (const Receipt &receipt : m_receipts) {
        std::string why = receipt.why;
        std::replace(why.begin(), why.end(), '"', '\'');
        slips += (slips.empty() ? "{\"number\":" : ",{\"number\":") + std::to_string(receipt.number) +
                 flag("complete", receipt.complete) + flag("taken", receipt.taken) + ",\"picture\":\"" + receipt.path +
                 "\",\"why\":\"" + why + "\"}";
    }
    return std::string("{\"plugged\":") + (m_port ? "true" : "false") + ",\"paper\":\"" + paper + "\"" +
           flag("cover_open", m_coverOpen) + flag("cutter_error", m_cutterError) + flag("hot", m_hot) +
           flag("offline", m_offline) + flag("asb", m_asbOn) + flag("slip_in_mouth", inMouth) +
           ",\"received\":" + std::to_string(m_received) + ",\"printed\":" + std::to_string(m_printed) +
           ",\"buffered\":" + std::to_string(m_buffer.size()) +
           ",\"status_requests_in_data\":" + std::to_string(m_inData) + ",\"slips\":[" + slips + "]}";
}

} // namespace yz::world
