// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget.h"
#include "judge/escpos_judge.h"
#include "loop.h"
#include "times.h"

#include <deque>
#include <mutex>
#include <string>

namespace yz::world {

enum class Paper { Ok, Low, Out };

/**
 * An 80 mm receipt printer, class 7/1/2, 0fe6:811e, bulk OUT 0x03 and IN 0x81.
 * Bytes pass the front door (real-time commands are obeyed there, also while the printer is stopped), wait in the
 * receive buffer and are printed by the engine, which stops in the middle when something is wrong; a full buffer
 * refuses more (NAK). What reaches the paper is read by the independent judge.
 * Owner: World. Thread: any, under the world's lock; slips are handed over by a task of the loop.
 */
class SlipPrinter : public Gadget
{
public:
    struct Faults
    {
        long outAfter = -1;             ///< the paper ends after so many more printed bytes
        long dieAfter = -1;             ///< the plug is pulled after so many more received bytes
        std::size_t bytesPerSecond = 0; ///< 0: as fast as they come
        std::size_t capacity = 4096;
        Times stallOut;
        bool hung = false;         ///< takes nothing, answers nothing
        bool deaf = false;         ///< answers nothing
        bool asbNoise = false;     ///< status blocks nobody asked for, before every answer
        bool constantPort = false; ///< GET_PORT_STATUS is 0x18 whatever happens, as with many cheap ones
        bool claimed = false;
        bool discards = false;   ///< the buffer is lost when the paper ends
        bool processId = true;   ///< knows GS ( H
        bool obeysInData = true; ///< executes 10 04 n also inside a picture
    };
    struct Receipt
    {
        int number;
        bool complete;
        bool taken;
        std::string path;
        std::string why;
    };
    /** Writes the slip (main thread, no lock held) and gives the path of the picture. */
    using Writer = std::function<std::string(const judge::Slip &)>;

    SlipPrinter(Loop &loop, std::mutex &world, std::function<void()> pullPlug, Writer writer);

    void setPaper(Paper paper);
    void setCover(bool open);
    void setHot(bool hot);
    void setOffline(bool offline);
    /** The knife sticks at the next cut. */
    void setCutterJam(bool jam);
    void takeSlip();
    Faults &faults() { return m_faults; }
    void clearFaults();
    /** The host is gone for good: what is buffered is printed, what is on the paper comes off. */
    void finish();
    /** Something changed that may let the engine go on. */
    void kick();

    const std::vector<Receipt> &receipts() const { return m_receipts; }
    std::size_t slipCount(bool complete) const;
    std::size_t printedBytes() const { return m_printed; }
    std::string stateJson() const;

    Shape shape() const override;
    void plugged(Port *port) override;
    void unplugged() override;
    std::optional<Bytes> control(const Setup &setup, ByteView data) override;
    std::size_t take(std::uint8_t endpoint, ByteView bytes) override;
    void transferBegins(std::uint8_t endpoint) override;
    bool claimRefused() const override { return m_faults.claimed; }

private:
    bool stopped() const;
    bool acceptByte(std::uint8_t byte);
    bool realtimeByte(std::uint8_t byte);
    void obey(ByteView realtime);
    void watchData(std::uint8_t byte);
    void runEngine(std::size_t budget);
    void startTicking();
    void paperEnds();
    void clearBuffers(const std::string &why);
    void query(ByteView command);
    void slipOff(judge::Slip &&slip);
    void answer(ByteView bytes);
    void pushStatus();
    void changed();

    std::uint8_t realtimeStatus(int n) const;
    Bytes statusBlock() const;
    std::uint8_t portStatus() const;

    Loop &m_loop;
    std::mutex &m_world;
    std::function<void()> m_pullPlug;
    Writer m_writer;
    Port *m_port = nullptr;
    Faults m_faults;
    Paper m_paper = Paper::Ok;
    bool m_coverOpen = false;
    bool m_hot = false;
    bool m_offline = false;
    bool m_jam = false;         ///< the cause
    bool m_cutterError = false; ///< the state it led to
    bool m_asbOn = false;
    Bytes m_lastBlock;
    judge::CommandScanner m_door;
    Bytes m_realtime;            ///< a real-time command at the door, not complete yet
    bool m_onlyRealtime = false; ///< nothing else has come in this transfer
    std::uint32_t m_lastThree = 0;
    std::deque<std::uint8_t> m_buffer;
    judge::EscposJudge m_judge;
    bool m_ticking = false;
    std::size_t m_printed = 0;
    std::size_t m_received = 0;
    std::size_t m_inData = 0;
    std::vector<Receipt> m_receipts;
};

} // namespace yz::world
