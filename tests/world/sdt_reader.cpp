// SPDX-License-Identifier: Apache-2.0
#include "sdt_reader.h"

#include <algorithm>
#include <utility>

namespace yz::world {

namespace {
constexpr std::array<std::uint8_t, 5> kPreamble{0xaa, 0xaa, 0xaa, 0x96, 0x69};
constexpr std::size_t kHeader = 7;
constexpr std::uint8_t kHeadOut = 0x02;
constexpr std::uint8_t kBodyOut = 0x06;
constexpr std::uint8_t kHeadIn = 0x81;
constexpr std::uint8_t kBodyIn = 0x85;

std::uint8_t xorOf(ByteView bytes)
{
    std::uint8_t sum = 0;
    for (const auto byte : bytes)
        sum ^= byte;
    return sum;
}

void add(Bytes &to, ByteView more)
{
    to.insert(to.end(), more.begin(), more.end());
}

Bytes status(std::uint8_t sw3)
{
    return {0, 0, sw3};
}

std::string nameOf(ByteView body)
{
    static const std::map<int, std::string> names{
        {0x10ff, "reset"}, {0x11ff, "status"},     {0x12ff, "samid"}, {0x2001, "find"},   {0x2002, "select"},
        {0x3001, "read"},  {0x3003, "newaddress"}, {0x3005, "mgmt"},  {0x3010, "readfp"}, {0x61ff, "rf"}};
    if (body.size() < 2)
        return "unknown";
    if (body[0] == 0x60)
        return "baud";
    const auto found = names.find(body[0] << 8 | body[1]);
    return found == names.end() ? "unknown" : found->second;
}
} // namespace

SdtReader::SdtReader(Loop &loop, std::mutex &world, std::function<void()> pullPlug)
    : m_loop(loop), m_world(world), m_pullPlug(std::move(pullPlug))
{
}

Shape SdtReader::shape() const
{
    const bool two = m_pipes != Pipes::Single;
    const std::uint8_t endpoints = two ? 4 : 2;
    const auto total = static_cast<std::uint8_t>(9 + 9 + 7 * endpoints);
    Shape shape{.port = "1-1", .vendor = 0x0400, .product = 0xc35a, .strings = {u"SDT", u"ID Card Reader"}};
    shape.descriptors = {18,   1,    0x10,  0x01, 0,         0,    0, 64,   0x00,
                         0x04, 0x5a, 0xc3,  0x63, 0x00,      1,    2, 0,    1,  //
                         9,    2,    total, 0,    1,         1,    0, 0xe0, 50, //
                         9,    4,    0,     0,    endpoints, 0xff, 0, 0,    0};
    const auto endpoint = [&](std::uint8_t address) { add(shape.descriptors, Bytes{7, 5, address, 2, 64, 0, 0}); };
    endpoint(kHeadOut);
    endpoint(kHeadIn);
    if (two) {
        endpoint(kBodyOut);
        endpoint(kBodyIn);
    }
    return shape;
}

void SdtReader::plugged(Port *port)
{
    m_port = port;
    ++m_era;
    m_busy = false;
    m_dying = false;
    m_waiting.clear();
    m_partial.clear();
    m_splitLength = 0;
    m_phase = Phase::Idle;
    m_alreadyRead = false; // the module starts anew and takes the card for a new one
}

void SdtReader::unplugged()
{
    m_port = nullptr;
    ++m_era;
}

std::optional<Bytes> SdtReader::control(const Setup &, ByteView)
{
    return std::nullopt;
}

void SdtReader::lay(Card card)
{
    m_card = std::make_unique<Card>(std::move(card));
    m_alreadyRead = false;
    m_phase = Phase::Idle;
}

void SdtReader::lift()
{
    m_card.reset();
    m_alreadyRead = false;
}

long SdtReader::count(const std::string &command) const
{
    const auto found = m_counts.find(command);
    return found == m_counts.end() ? 0 : found->second;
}

void SdtReader::transferBegins(std::uint8_t endpoint)
{
    m_beginning = true;
    if (m_faults.stallOut.strike())
        m_port->stall(endpoint);
}

std::size_t SdtReader::take(std::uint8_t endpoint, ByteView bytes)
{
    const bool split = m_pipes == Pipes::Split;
    if (split)
        takeSplit(endpoint, bytes);
    else if (endpoint == (m_pipes == Pipes::Single ? kHeadOut : kBodyOut))
        takeWhole(bytes);
    m_beginning = false;
    return bytes.size(); // what is not for this pipe is swallowed, as by the real ones
}

void SdtReader::takeWhole(ByteView bytes)
{
    if (m_beginning && bytes.size() >= kPreamble.size() &&
        std::equal(kPreamble.begin(), kPreamble.end(), bytes.begin()))
        m_partial.clear(); // a new frame: the rest of a broken one is given up
    add(m_partial, bytes);
    for (;;) {
        const auto at = std::search(m_partial.begin(), m_partial.end(), kPreamble.begin(), kPreamble.end());
        m_partial.erase(m_partial.begin(), at);
        if (m_partial.size() < kHeader)
            return;
        const auto length = static_cast<std::uint16_t>(m_partial[5] << 8 | m_partial[6]);
        if (m_partial.size() < kHeader + length)
            return;
        const Bytes body(m_partial.begin() + kHeader, m_partial.begin() + kHeader + length);
        m_partial.erase(m_partial.begin(), m_partial.begin() + kHeader + length);
        frameDone(body, length);
    }
}

void SdtReader::takeSplit(std::uint8_t endpoint, ByteView bytes)
{
    if (endpoint == kHeadOut) {
        const bool header = bytes.size() == kHeader && std::equal(kPreamble.begin(), kPreamble.end(), bytes.begin());
        m_partial.clear();
        m_splitLength = header ? static_cast<std::size_t>(bytes[5] << 8 | bytes[6]) : 0;
        return;
    }
    if (m_splitLength == 0)
        return;
    add(m_partial, bytes);
    if (m_partial.size() < m_splitLength)
        return;
    const Bytes body(m_partial.begin(), m_partial.begin() + static_cast<std::ptrdiff_t>(m_splitLength));
    const auto length = static_cast<std::uint16_t>(m_splitLength);
    m_splitLength = 0;
    m_partial.clear();
    frameDone(body, length);
}

void SdtReader::frameDone(ByteView body, std::uint16_t length)
{
    if (length < 3 || length > 64) {
        enqueue({"length", {}});
        return;
    }
    const Bytes lengthBytes{static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length & 0xff)};
    if ((xorOf(lengthBytes) ^ xorOf(body)) != 0) {
        enqueue({"checksum", {}});
        return;
    }
    enqueue({nameOf(body), Bytes(body.begin(), body.end() - 1)});
}

void SdtReader::enqueue(Request request)
{
    ++m_counts[request.name];
    m_waiting.push_back(std::move(request));
    if (!m_busy)
        startNext();
}

Milliseconds SdtReader::paceOf(const std::string &name)
{
    Milliseconds wait = m_faults.delay;
    if (name == "find")
        wait += m_faults.pace[0];
    else if (name == "select")
        wait += m_faults.pace[1];
    else if (name == "read" || name == "readfp")
        wait += m_faults.pace[2];
    if (m_faults.lateTimes.strike())
        wait += m_faults.late;
    return wait;
}

/** One command at a time, as the module does: a late answer keeps the following ones waiting. */
void SdtReader::startNext()
{
    while (!m_busy && !m_waiting.empty()) {
        const Request request = m_waiting.front();
        m_waiting.pop_front();
        const Milliseconds wait = paceOf(request.name);
        const Bytes reply = perform(request); // of the card lying there now: a late answer tells of the previous one
        if (wait.count() == 0) {
            answer(request, reply);
            continue;
        }
        m_busy = true;
        m_loop.after(wait, [this, request, reply, era = m_era] {
            const std::lock_guard guard(m_world);
            if (era != m_era)
                return;
            m_busy = false;
            answer(request, reply);
            startNext();
        });
    }
}

void SdtReader::answer(const Request &, ByteView reply)
{
    if (!m_port || m_faults.silent.strike())
        return;
    if (m_faults.stallIn.strike()) {
        m_port->stall(m_pipes == Pipes::LastPair ? kBodyIn : kHeadIn);
        return;
    }
    sendFrame(framed(reply));
}

std::optional<std::uint8_t> SdtReader::forcedStatus(const std::string &name)
{
    const bool meant = m_faults.statusFor.empty() || m_faults.statusFor == name;
    if (!meant || !m_faults.statusTimes.strike())
        return std::nullopt;
    if (name == "read" || name == "readfp") {
        m_phase = Phase::Idle;
        m_alreadyRead = true; // after a read error the card must be lifted first
    }
    return m_faults.status;
}

Bytes SdtReader::perform(const Request &request)
{
    if (const auto forced = forcedStatus(request.name))
        return status(*forced);
    const auto &name = request.name;
    const auto &body = request.body;
    if (name == "checksum")
        return status(0x10);
    if (name == "length")
        return status(0x11);
    if (name == "reset") {
        m_phase = Phase::Idle;
        return status(0x90);
    }
    if (name == "status")
        return status(0x90);
    if (name == "samid")
        return {0, 0, 0x90, 5, 0, 3, 0, 0x19, 0x2c, 0x34, 0x01, 0x2a, 0, 0, 0, 0x15, 0xcd, 0x5b, 0x07};
    if (name == "find")
        return find();
    if (name == "select")
        return select();
    if (name == "read")
        return read(false);
    if (name == "readfp")
        return m_faults.old ? status(0x21) : read(true);
    if (name == "newaddress")
        return newestAddress();
    if (name == "mgmt") {
        Bytes reply = status(m_phase == Phase::Idle ? 0x21 : 0x90);
        if (reply[2] == 0x90)
            add(reply, Bytes(32, 0x11));
        return reply;
    }
    if (name == "baud")
        return status(body.size() == 2 && body[1] <= 4 ? 0x90 : 0x21);
    if (name == "rf")
        return status(body.size() == 3 && body[2] >= 0x18 && body[2] <= 0x50 ? 0x90 : 0x21);
    return status(0x21);
}

Bytes SdtReader::find()
{
    if (!m_card || m_alreadyRead) {
        m_phase = m_phase == Phase::Read ? Phase::Read : Phase::Idle;
        return status(0x80);
    }
    m_phase = Phase::Found;
    return {0, 0, 0x9f, 0, 0, 0, 0};
}

Bytes SdtReader::select()
{
    if (m_phase != Phase::Found)
        return status(0x21);
    if (!m_card) {
        m_phase = Phase::Idle;
        return status(0x81);
    }
    m_phase = Phase::Selected;
    Bytes reply = status(0x90);
    add(reply, Bytes(8, 0));
    return reply;
}

Bytes SdtReader::read(bool withFingerprint)
{
    if (m_phase != Phase::Selected)
        return status(0x21);
    if (!m_card) {
        m_phase = Phase::Idle;
        return status(0x41);
    }
    m_phase = Phase::Read;
    m_alreadyRead = true;
    Bytes reply = status(0x90);
    add(reply, Bytes{0x01, 0x00, 0x04, 0x00});
    if (withFingerprint)
        add(reply, Bytes{static_cast<std::uint8_t>(m_card->fingerprint.empty() ? 0 : 4), 0x00});
    add(reply, m_card->text);
    add(reply, m_card->photo);
    if (withFingerprint)
        add(reply, m_card->fingerprint);
    return reply;
}

Bytes SdtReader::newestAddress() const
{
    if (!m_card || (m_phase != Phase::Selected && m_phase != Phase::Read))
        return status(0x21);
    if (m_card->newAddress.empty())
        return status(0x91);
    Bytes reply = status(0x90);
    add(reply, m_card->newAddress);
    return reply;
}

Bytes SdtReader::framed(ByteView reply)
{
    const std::size_t length = reply.size() + 1;
    Bytes frame(kPreamble.begin(), kPreamble.end());
    frame.push_back(static_cast<std::uint8_t>(length >> 8));
    frame.push_back(static_cast<std::uint8_t>(length & 0xff));
    add(frame, reply);
    frame.push_back(xorOf(ByteView(frame).subspan(kPreamble.size())));
    if (m_faults.lengthLie.strike()) {
        frame[5] = static_cast<std::uint8_t>(m_faults.lie >> 8);
        frame[6] = static_cast<std::uint8_t>(m_faults.lie & 0xff);
    }
    if (m_faults.badSum.strike())
        frame.back() ^= 0x5a;
    if (m_faults.truncated.strike())
        frame.erase(frame.end() - static_cast<std::ptrdiff_t>(std::min<std::size_t>(10, frame.size() - kHeader)),
                    frame.end());
    return frame;
}

void SdtReader::sendFrame(const Bytes &frame)
{
    Bytes bytes;
    for (std::size_t i = 0; i < m_faults.garbage; ++i)
        bytes.push_back(static_cast<std::uint8_t>(i % 3 ? 0xaa : 0x55 + i)); // looks like a preamble, and is none
    add(bytes, frame);
    if (m_pipes != Pipes::Split) {
        sendPart(m_pipes == Pipes::Single ? kHeadIn : kBodyIn, bytes);
        return;
    }
    const auto cut = static_cast<std::ptrdiff_t>(m_faults.garbage + kHeader);
    sendPart(kHeadIn, Bytes(bytes.begin(), bytes.begin() + cut));
    sendPart(kBodyIn, Bytes(bytes.begin() + cut, bytes.end()));
}

void SdtReader::sendPart(std::uint8_t endpoint, const Bytes &bytes)
{
    sendPiece(endpoint, std::make_shared<Bytes>(bytes), 0);
}

void SdtReader::sendPiece(std::uint8_t endpoint, const std::shared_ptr<Bytes> &bytes, std::size_t from)
{
    while (m_port && !m_dying && from < bytes->size()) {
        std::size_t piece = m_faults.pieces ? std::min(m_faults.pieces, bytes->size() - from) : bytes->size() - from;
        const bool dies = m_faults.dieAfter >= 0 && std::cmp_less_equal(m_faults.dieAfter, piece);
        if (dies)
            piece = static_cast<std::size_t>(m_faults.dieAfter);
        m_port->send(endpoint, ByteView(*bytes).subspan(from, piece), !dies);
        from += piece;
        if (dies) {
            m_faults.dieAfter = -1;
            m_dying = true;
            m_loop.after(Milliseconds(10), m_pullPlug);
            return;
        }
        if (m_faults.dieAfter > 0)
            m_faults.dieAfter -= static_cast<long>(piece);
        if (m_faults.gap.count() > 0 && from < bytes->size()) {
            m_loop.after(m_faults.gap, [this, endpoint, bytes, from, era = m_era] {
                const std::lock_guard guard(m_world);
                if (era == m_era)
                    sendPiece(endpoint, bytes, from);
            });
            return;
        }
    }
}

std::string SdtReader::stateJson() const
{
    std::string counts;
    for (const auto &[name, times] : m_counts)
        counts += (counts.empty() ? "\"" : ",\"") + name + "\":" + std::to_string(times);
    const char *pipes = m_pipes == Pipes::Split ? "split" : m_pipes == Pipes::Single ? "single" : "lastpair";
    return std::string("{\"plugged\":") + (m_port ? "true" : "false") + ",\"pipes\":\"" + pipes +
           "\",\"card\":" + (m_card ? "true" : "false") + ",\"already_read\":" + (m_alreadyRead ? "true" : "false") +
           ",\"commands\":{" + counts + "}}";
}

} // namespace yz::world
