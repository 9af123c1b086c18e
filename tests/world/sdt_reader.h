// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "card.h"
#include "gadget.h"
#include "loop.h"
#include "times.h"

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>

namespace yz::world {

/** The layouts of pipes such readers are sold with. */
enum class Pipes {
    Split,   ///< header and body on two pairs, as the module's document says
    Single,  ///< whole frames on the only pair
    LastPair ///< two pairs shown, whole frames on the last one
};

/**
 * An ID-card reader with a SAM_V module, 0400:C35A.
 * Owner: World. Thread: any, under the world's lock; its delays are timers of the loop.
 */
class SdtReader : public Gadget
{
public:
    /** Everything a script may put wrong; read and written under the world's lock. */
    struct Faults
    {
        Milliseconds delay{0};
        std::array<Milliseconds, 3> pace{Milliseconds(1), Milliseconds(1), Milliseconds(2)}; ///< find, select, read
        std::size_t pieces = 0;
        Milliseconds gap{0};
        std::size_t garbage = 0;
        Times badSum;
        Times stallIn;
        Times stallOut;
        Times silent;
        Times truncated;
        Times lengthLie;
        std::uint16_t lie = 0xffff;
        std::uint8_t status = 0;
        std::string statusFor; ///< empty: any command
        Times statusTimes;
        Milliseconds late{0};
        Times lateTimes;
        long dieAfter = -1;
        bool old = false;
        bool claimed = false;
    };

    SdtReader(Loop &loop, std::mutex &world, std::function<void()> pullPlug);

    void setPipes(Pipes pipes) { m_pipes = pipes; }
    void lay(Card card);
    void lift();
    bool cardPresent() const { return m_card != nullptr; }
    Faults &faults() { return m_faults; }
    /** Commands since the start of the world, by name: reset status samid find select read newaddress mgmt readfp baud
     * rf. */
    long count(const std::string &command) const;
    std::string stateJson() const;

    Shape shape() const override;
    void plugged(Port *port) override;
    void unplugged() override;
    std::optional<Bytes> control(const Setup &setup, ByteView data) override;
    std::size_t take(std::uint8_t endpoint, ByteView bytes) override;
    void transferBegins(std::uint8_t endpoint) override;
    bool claimRefused() const override { return m_faults.claimed; }

private:
    enum class Phase { Idle, Found, Selected, Read };
    struct Request
    {
        std::string name;
        Bytes body; ///< command, parameter, data
    };

    void takeWhole(ByteView bytes);
    void takeSplit(std::uint8_t endpoint, ByteView bytes);
    void frameDone(ByteView body, std::uint16_t length);
    void enqueue(Request request);
    void startNext();
    void answer(const Request &request, ByteView reply);
    Bytes perform(const Request &request);
    Bytes find();
    Bytes select();
    Bytes read(bool withFingerprint);
    Bytes newestAddress() const;
    std::optional<std::uint8_t> forcedStatus(const std::string &name);
    Milliseconds paceOf(const std::string &name);
    Bytes framed(ByteView reply);
    void sendFrame(const Bytes &frame);
    void sendPiece(std::uint8_t endpoint, const std::shared_ptr<Bytes> &bytes, std::size_t from);
    void sendPart(std::uint8_t endpoint, const Bytes &bytes);

    Loop &m_loop;
    std::mutex &m_world;
    std::function<void()> m_pullPlug;
    Pipes m_pipes = Pipes::Split;
    Port *m_port = nullptr;
    long m_era = 0; ///< counts plugs: a timer of an earlier life does nothing
    std::unique_ptr<Card> m_card;
    bool m_alreadyRead = false;
    Phase m_phase = Phase::Idle;
    Faults m_faults;
    Bytes m_partial;
    std::size_t m_splitLength = 0;
    std::deque<Request> m_waiting;
    bool m_busy = false;
    bool m_dying = false;
    bool m_beginning = false; ///< the next OUT bytes are the first of their transfer
    std::map<std::string, long> m_counts;
};

} // namespace yz::world
