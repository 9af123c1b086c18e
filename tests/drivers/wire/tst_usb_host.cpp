// SPDX-License-Identifier: Apache-2.0
// The bus itself: real libusb, its hotplug and its transfers, on emulated devices.
#include <wire/usb_host.h>

#include <QElapsedTimer>
#include <QTest>

#include <world/world_control.h>

#include <condition_variable>
#include <mutex>
#include <thread>

using namespace yz;
using namespace std::chrono_literals;

namespace {

constexpr UsbMatch kReader{0x0400, 0xC35A, {}, {}};
constexpr UsbMatch kPrinter{{}, {}, 0x07, 0x01};
constexpr auto kPatience = 10s;

std::vector<std::byte> bytes(const char *hex)
{
    const auto raw = QByteArray::fromHex(hex);
    const auto *begin = reinterpret_cast<const std::byte *>(raw.constData());
    return {begin, begin + raw.size()};
}

/** Waits for what the event thread notices. */
class Notices
{
public:
    UsbHost::Notice note()
    {
        return [this](UsbHost::Change change, const std::string &path) {
            const std::lock_guard lock(m_mutex);
            (change == UsbHost::Change::Arrived ? m_arrived : m_left).push_back(path);
            m_wake.notify_all();
        };
    }
    std::vector<std::string> arrived(std::size_t count) { return wait(m_arrived, count); }
    std::vector<std::string> left(std::size_t count) { return wait(m_left, count); }

private:
    std::vector<std::string> wait(std::vector<std::string> &what, std::size_t count)
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, kPatience, [&] { return what.size() >= count; });
        return what;
    }

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<std::string> m_arrived, m_left;
};

} // namespace

class UsbHostTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        auto usb = UsbHost::create(m_clock);
        QVERIFY2(usb, usb ? "" : usb.error().detail.c_str());
        m_usb = *std::move(usb);
    }

    void cleanup()
    {
        m_device.reset();
        m_usb.reset();
        say("reader clear");
        say("card lift");
        m_world.say("unplug reader");
        m_world.say("unplug printer");
    }

    void anEmptyBus_hasNoDevice()
    {
        QVERIFY(m_usb->open(kReader).failedWith(Fault::DeviceAbsent));
        QVERIFY(m_usb->open(kPrinter).failedWith(Fault::DeviceAbsent));
    }

    void comingAndGoing_isNoticedByThoseItConcerns()
    {
        Notices ofReader, ofPrinter;
        const auto reader = m_usb->watch(kReader, ofReader.note());
        const auto printer = m_usb->watch(kPrinter, ofPrinter.note());
        say("plug reader");
        say("plug printer");
        QCOMPARE(ofReader.arrived(1).size(), std::size_t(1));
        QCOMPARE(ofPrinter.arrived(1).size(), std::size_t(1));
        say("unplug printer");
        QCOMPARE(ofPrinter.left(1), ofPrinter.arrived(1));
        QCOMPARE(ofReader.left(0).size(), std::size_t(0));
    }

    void theSamePlace_isTheSamePathAfterAReplug()
    {
        Notices notices;
        const auto watch = m_usb->watch(kReader, notices.note());
        for (int round = 0; round < 3; ++round) {
            say("plug reader");
            (void)notices.arrived(static_cast<std::size_t>(round) + 1);
            say("unplug reader");
            (void)notices.left(static_cast<std::size_t>(round) + 1);
        }
        const auto paths = notices.arrived(3);
        QCOMPARE(paths.size(), std::size_t(3));
        QVERIFY(paths[0] == paths[1] && paths[1] == paths[2]);
        QVERIFY(paths[0].find('-') != std::string::npos);
    }

    void aWatchThatHasGone_isNotCalledAnyMore()
    {
        Notices gone, stays;
        auto watch = m_usb->watch(kReader, gone.note());
        const auto other = m_usb->watch(kReader, stays.note());
        watch.reset();
        say("plug reader");
        QCOMPARE(stays.arrived(1).size(), std::size_t(1));
        QCOMPARE(gone.arrived(0).size(), std::size_t(0));
    }

    void descriptors_areWhatTheDeviceSays()
    {
        openReader("split");
        QCOMPARE(m_device->interfaces().size(), std::size_t(1));
        const auto &interface = m_device->interfaces().front();
        QCOMPARE(interface.interfaceClass, std::uint8_t(0xFF));
        QCOMPARE(interface.endpoints.size(), std::size_t(4));
        QCOMPARE(interface.endpoints[1].address, std::uint8_t(0x81));
        QVERIFY(interface.endpoints[1].isIn() && interface.endpoints[1].isBulkOrInterrupt);
        QCOMPARE(interface.endpoints[1].maxPacket, std::uint16_t(64));
    }

    void bytes_goOutAndComeBack()
    {
        openReader();
        QCOMPARE(*m_device->send(0x02, bytes("aaaaaa9669000311ffed"), soon()), std::size_t(10));
        const auto reply = receive();
        QVERIFY2(reply, reply ? "" : reply.error().detail.c_str());
        QVERIFY(std::vector(m_buffer.begin(), m_buffer.begin() + 11) == bytes("aaaaaa9669000400009094"));
        QCOMPARE(*reply, std::size_t(11));
    }

    void controlRequests_reachThePrinter()
    {
        say("plug printer");
        openWhenThere(kPrinter);
        QVERIFY(m_device->claim(m_device->interfaces().front()));
        std::array<std::byte, 1> port{};
        const auto moved = m_device->control({0xA1, 1, 0, 0}, port, soon());
        QVERIFY2(moved, moved ? "" : moved.error().detail.c_str());
        QCOMPARE(*moved, std::size_t(1));
        QCOMPARE(port[0] & std::byte{0x08}, std::byte{0x08}); // no error
        std::array<std::byte, 256> id{};
        const auto length = m_device->control({0xA1, 0, 0, 0}, id, soon());
        QVERIFY(length && *length > 2);
        QCOMPARE(std::to_integer<std::size_t>(id[0]) << 8 | std::to_integer<std::size_t>(id[1]), *length);
    }

    void aRequestTheDeviceDoesNotKnow_isGarbled()
    {
        openReader();
        std::array<std::byte, 8> data{};
        QVERIFY(m_device->control({0xC0, 0x77, 0, 0}, data, soon()).failedWith(Fault::DeviceGarbled));
    }

    void silence_timesOutWhenItShould()
    {
        openReader();
        QElapsedTimer time;
        time.start();
        const auto nothing = m_device->receive(0x81, m_buffer, Deadline::after(m_clock, 150ms));
        QVERIFY(nothing.failedWith(Fault::TimedOut));
        QVERIFY(time.elapsed() >= 145 && time.elapsed() < 5000);
        // And the device is none the worse for it.
        QVERIFY(m_device->send(0x02, bytes("aaaaaa9669000311ffed"), soon()));
        QVERIFY(receive());
    }

    void aStall_isToldAndCanBeCleared()
    {
        openReader();
        say("reader stall once");
        QVERIFY(m_device->send(0x02, bytes("aaaaaa9669000311ffed"), soon()));
        QVERIFY(receive().failedWith(Fault::DeviceGarbled));
        QVERIFY(m_device->clearHalt(0x81));
        QVERIFY(m_device->send(0x02, bytes("aaaaaa9669000311ffed"), soon()));
        QVERIFY(receive());
    }

    void aBufferThatIsNoMultipleOfThePacket_isRefusedBeforeItHurts()
    {
        openReader();
        QVERIFY(m_device->receive(0x81, std::span(m_buffer).first(63), soon()).failedWith(Fault::Internal));
        QVERIFY(m_device->receive(0x83, m_buffer, soon()).failedWith(Fault::Internal)); // no such endpoint
    }

    void cancellingFromAnotherThread_endsTheTransferUnderWay()
    {
        openReader();
        std::atomic<bool> isWaiting{false};
        Result<std::size_t> came = Error{};
        std::thread waiter([&] {
            isWaiting = true;
            came = m_device->receive(0x81, m_buffer, Deadline::never());
        });
        QTRY_VERIFY(isWaiting);
        m_device->cancel(); // whether the transfer was submitted by now or not
        waiter.join();
        QVERIFY(came.failedWith(Fault::Cancelled));
        QVERIFY(receive().failedWith(Fault::Cancelled)); // and every later one
        m_device->resume();
        QVERIFY(m_device->send(0x02, bytes("aaaaaa9669000311ffed"), soon()));
        QVERIFY(receive());
    }

    void unpluggedWhileWaiting_isToldAtOnce()
    {
        openReader();
        Result<std::size_t> came = Error{};
        std::thread waiter([&] { came = m_device->receive(0x81, m_buffer, Deadline::never()); });
        say("unplug reader");
        waiter.join();
        QVERIFY2(came.failedWith(Fault::DeviceAbsent), came ? "bytes came" : came.error().detail.c_str());
        QVERIFY(m_device->send(0x02, bytes("00"), soon()).failedWith(Fault::DeviceAbsent));
    }

    void anInterfaceThatIsHeldByAnother_isBusy()
    {
        say("plug reader");
        openWhenThere(kReader);
        say("reader claim busy");
        QVERIFY(m_device->claim(m_device->interfaces().front()).failedWith(Fault::DeviceBusy));
        say("reader claim free");
        QVERIFY(m_device->claim(m_device->interfaces().front()));
    }

    void openedManyTimes_nothingIsLeftOpen()
    {
        say("plug reader");
        openWhenThere(kReader);
        for (int round = 0; round < 50; ++round) {
            m_device.reset();
            auto opened = m_usb->open(kReader);
            QVERIFY2(opened, opened ? "" : opened.error().detail.c_str());
            m_device = *std::move(opened);
            QVERIFY(m_device->claim(m_device->interfaces().front()));
        }
    }

    void theHostCanGo_whileTheBusIsBusy()
    {
        for (int round = 0; round < 5; ++round) {
            say("plug reader");
            m_usb.reset(); // before, while or after the notice comes
            say("unplug reader");
            init();
        }
    }

private:
    void say(const std::string &line) { QVERIFY2(m_world.say(line), m_world.reply().c_str()); }
    Deadline soon() const { return Deadline::after(m_clock, kPatience); }
    Result<std::size_t> receive() { return m_device->receive(0x81, m_buffer, soon()); }

    void openWhenThere(const UsbMatch &match) { QTRY_VERIFY_WITH_TIMEOUT(bool(m_device = opened(match)), 10000); }
    std::unique_ptr<UsbDevice> opened(const UsbMatch &match)
    {
        auto device = m_usb->open(match);
        return device ? *std::move(device) : nullptr;
    }
    void openReader(const std::string &layout = "single")
    {
        say("plug reader " + layout);
        openWhenThere(kReader);
        QVERIFY(m_device->claim(m_device->interfaces().front()));
    }

    SystemClock m_clock;
    world::WorldControl m_world;
    std::unique_ptr<UsbHost> m_usb;
    std::unique_ptr<UsbDevice> m_device;
    std::array<std::byte, 512> m_buffer{};
};

QTEST_GUILESS_MAIN(UsbHostTest)
#include "tst_usb_host.moc"
