// SPDX-License-Identifier: Apache-2.0
#include "plain_usb.h"

#include <QTest>

#include <world/world_control.h>

#include <array>
#include <ctime>
#include <memory>

using namespace yz::world;

namespace {

struct HandleCloser
{
    void operator()(libusb_device_handle *handle) const { libusb_close(handle); }
};
using Handle = std::unique_ptr<libusb_device_handle, HandleCloser>;

constexpr std::uint16_t kVendor = 0x0400;
constexpr std::uint16_t kProduct = 0xc35a;

QByteArray request(const char *hex)
{
    return QByteArray::fromHex(hex);
}
const QByteArray kStatus = request("AAAAAA96690003 11FFED");
const QByteArray kFind = request("AAAAAA96690003 200122");
const QByteArray kSelect = request("AAAAAA96690003 200221");
const QByteArray kRead = request("AAAAAA96690003 300132");

/** One pair of pipes: whole frames. Returns the libusb error or 0. */
int write(libusb_device_handle *handle, const QByteArray &bytes, std::uint8_t endpoint = 0x02)
{
    QByteArray copy = bytes;
    int moved = 0;
    return bulk(handle, endpoint, reinterpret_cast<unsigned char *>(copy.data()), static_cast<int>(copy.size()), moved,
                1000);
}

int readSome(libusb_device_handle *handle, QByteArray &into, unsigned timeout = 1000, std::uint8_t endpoint = 0x81,
             int size = 4096)
{
    QByteArray buffer(size, 0);
    int moved = 0;
    const int failure = bulk(handle, endpoint, reinterpret_cast<unsigned char *>(buffer.data()), size, moved, timeout);
    into += buffer.left(moved);
    return failure;
}

QByteArray ask(libusb_device_handle *handle, const QByteArray &bytes)
{
    QByteArray reply;
    if (write(handle, bytes) == 0)
        readSome(handle, reply);
    return reply;
}

} // namespace

class TestWorld : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<WorldControl>();
        QVERIFY2(m_world->connected(), m_world->reply().c_str());
    }
    void cleanup()
    {
        m_world->say("unplug reader");
        m_world->say("card lift");
        m_world->say("reader clear");
        m_world.reset();
    }

    void emptyBus_showsNothing();
    void plugAndUnplug_areTold();
    void descriptors_areWhatTheReaderHas();
    void wholeVisit_onOnePair();
    void wholeVisit_onTwoPairs();
    void lastPair_answersOnlyThere();
    void order_isEnforced();
    void readCard_isNotFoundAgain_untilLifted();
    void pieces_areShortPackets();
    void garbage_comesBeforeThePreamble();
    void badSum_happensOnce();
    void lateAnswer_isOfThePreviousCard();
    void stall_isPipeUntilCleared();
    void tooSmallBuffer_isOverflow();
    void silent_isTimeout();
    void unplugInMidReply_isNoDevice();
    void cancel_fromAnotherThread();
    void waiting_costsNoProcessorTime();
    void manyRounds_plugReadUnplug();
    void badCommands_areNamed();

private:
    Handle openReader(PlainBus &bus, const char *pipes)
    {
        const int before = bus.arrived();
        if (!m_world->say(std::string("plug reader ") + pipes) || !bus.sawEvents(before + 1, 0))
            return nullptr;
        return Handle(bus.open(kVendor, kProduct));
    }
    QByteArray readCard(libusb_device_handle *handle)
    {
        if (ask(handle, kFind) != request("AAAAAA96690008 0000 9F 00000000 97"))
            return {};
        if (ask(handle, kSelect) != request("AAAAAA9669000C 0000 90 0000000000000000 9C"))
            return {};
        return ask(handle, kRead);
    }

    std::unique_ptr<WorldControl> m_world;
};

void TestWorld::emptyBus_showsNothing()
{
    const PlainBus bus;
    QCOMPARE(bus.deviceCount(), 0U);
}

void TestWorld::plugAndUnplug_areTold()
{
    PlainBus bus;
    QVERIFY(m_world->say("plug reader"));
    QVERIFY(bus.sawEvents(1, 0));
    QCOMPARE(bus.deviceCount(), 1U);
    QVERIFY(!m_world->say("plug reader"));
    QVERIFY(m_world->say("unplug reader"));
    QVERIFY(bus.sawEvents(1, 1));
    QCOMPARE(bus.deviceCount(), 0U);
}

void TestWorld::descriptors_areWhatTheReaderHas()
{
    PlainBus bus;
    const Handle handle = openReader(bus, "split");
    QVERIFY(handle);
    libusb_config_descriptor *config = nullptr;
    QCOMPARE(libusb_get_active_config_descriptor(libusb_get_device(handle.get()), &config), 0);
    const auto &interface = config->interface[0].altsetting[0];
    QCOMPARE(int(interface.bInterfaceClass), 0xff);
    QCOMPARE(int(interface.bNumEndpoints), 4);
    QCOMPARE(int(interface.endpoint[0].bEndpointAddress), 0x02);
    QCOMPARE(int(interface.endpoint[1].bEndpointAddress), 0x81);
    QCOMPARE(int(interface.endpoint[2].bEndpointAddress), 0x06);
    QCOMPARE(int(interface.endpoint[3].bEndpointAddress), 0x85);
    libusb_free_config_descriptor(config);
    alignas(char16_t) std::array<unsigned char, 64> text{};
    const int length = controlTransfer(handle.get(), 0x80, 6, 0x0302, 0x0409, text.data(), text.size());
    QCOMPARE(length, 2 + 2 * 14);
    const QString name = QString::fromUtf16(reinterpret_cast<const char16_t *>(text.data()) + 1, 14);
    QCOMPARE(name, QStringLiteral("ID Card Reader"));
}

void TestWorld::wholeVisit_onOnePair()
{
    PlainBus bus;
    const Handle handle = openReader(bus, "single");
    QVERIFY(handle);
    QCOMPARE(ask(handle.get(), kStatus), request("AAAAAA96690004 0000 90 94"));
    QCOMPARE(ask(handle.get(), kFind), request("AAAAAA96690004 0000 80 84"));
    QVERIFY(m_world->say("card lay resident name=王小明 birth=19491231 sex=2 number=11010519491231002X"));
    const QByteArray frame = readCard(handle.get());
    QCOMPARE(frame.size(), 1295);
    QCOMPARE(frame.left(14), request("AAAAAA96690508 0000 90 0100 0400"));
    const QByteArray text = frame.mid(14, 256);
    const QString record = QString::fromUtf16(reinterpret_cast<const char16_t *>(text.constData()), 128);
    QCOMPARE(record.left(15).trimmed(), QStringLiteral("王小明"));
    QCOMPARE(record.mid(15, 1), QStringLiteral("2"));
    QCOMPARE(record.mid(61, 18), QStringLiteral("11010519491231002X"));
    QCOMPARE(record.mid(102, 8).trimmed(), QStringLiteral("长期"));
    QCOMPARE(frame.mid(270, 6), request("574C66007E00"));
    char sum = 0;
    for (qsizetype i = 5; i < frame.size(); ++i)
        sum = char(sum ^ frame[i]);
    QCOMPARE(int(sum), 0);
}

void TestWorld::wholeVisit_onTwoPairs()
{
    PlainBus bus;
    const Handle handle = openReader(bus, "split");
    QVERIFY(handle);
    QVERIFY(m_world->say("card lay hkmotw"));
    const auto exchange = [&](const QByteArray &frame) {
        QByteArray reply;
        if (write(handle.get(), frame.left(7), 0x02) == 0 && write(handle.get(), frame.mid(7), 0x06) == 0 &&
            readSome(handle.get(), reply) == 0)
            readSome(handle.get(), reply, 1000, 0x85);
        return reply;
    };
    QCOMPARE(exchange(kFind), request("AAAAAA96690008 0000 9F 00000000 97"));
    QCOMPARE(exchange(kSelect), request("AAAAAA9669000C 0000 90 0000000000000000 9C"));
    const QByteArray frame = exchange(kRead);
    QCOMPARE(frame.size(), 1295);
    QCOMPARE(frame.mid(14 + 248, 2), QByteArray("J\0", 2));
    QByteArray none; // a whole frame on one pipe is not understood by such a reader
    QCOMPARE(write(handle.get(), kFind, 0x02), 0);
    QCOMPARE(readSome(handle.get(), none, 50), int(LIBUSB_ERROR_TIMEOUT));
}

void TestWorld::lastPair_answersOnlyThere()
{
    PlainBus bus;
    const Handle handle = openReader(bus, "lastpair");
    QVERIFY(handle);
    QByteArray reply;
    QCOMPARE(write(handle.get(), kStatus, 0x06), 0);
    QCOMPARE(readSome(handle.get(), reply, 1000, 0x85), 0);
    QCOMPARE(reply, request("AAAAAA96690004 0000 90 94"));
    QCOMPARE(write(handle.get(), kStatus.left(7), 0x02), 0);
    QCOMPARE(write(handle.get(), kStatus.mid(7), 0x06), 0);
    QCOMPARE(readSome(handle.get(), reply, 50, 0x81), int(LIBUSB_ERROR_TIMEOUT));
}

void TestWorld::order_isEnforced()
{
    PlainBus bus;
    const Handle handle = openReader(bus, "single");
    QVERIFY(handle);
    QVERIFY(m_world->say("card lay"));
    QCOMPARE(ask(handle.get(), kRead), request("AAAAAA96690004 0000 21 25"));
    QCOMPARE(ask(handle.get(), kSelect), request("AAAAAA96690004 0000 21 25"));
    QVERIFY(!ask(handle.get(), kFind).isEmpty());
    QVERIFY(m_world->say("card lift"));
    QCOMPARE(ask(handle.get(), kSelect), request("AAAAAA96690004 0000 81 85"));
    QCOMPARE(ask(handle.get(), request("AAAAAA96690003 2001 23")), request("AAAAAA96690004 0000 10 14"));
}

void TestWorld::readCard_isNotFoundAgain_untilLifted()
{
    PlainBus bus;
    const Handle handle = openReader(bus, "single");
    QVERIFY(handle);
    QVERIFY(m_world->say("card lay foreigner2023"));
    QCOMPARE(readCard(handle.get()).size(), 1295);
    QCOMPARE(ask(handle.get(), kFind), request("AAAAAA96690004 0000 80 84"));
    QVERIFY(m_world->say("card lift"));
    QVERIFY(m_world->say("card lay foreigner2017"));
    const QByteArray frame = readCard(handle.get());
    QCOMPARE(frame.mid(14 + 248, 2), QByteArray("I\0", 2));
}

void TestWorld::pieces_areShortPackets()
{
    PlainBus bus;
    const Handle handle = openReader(bus, "single");
    QVERIFY(handle);
    QVERIFY(m_world->say("reader pieces 50 1"));
    QVERIFY(m_world->say("card lay"));
    QVERIFY(!ask(handle.get(), kFind).isEmpty());
    QVERIFY(!ask(handle.get(), kSelect).isEmpty());
    QCOMPARE(write(handle.get(), kRead), 0);
    QByteArray frame;
    int transfers = 0;
    while (frame.size() < 1295 && readSome(handle.get(), frame) == 0)
        ++transfers;
    QCOMPARE(frame.size(), 1295);
    QCOMPARE(transfers, 26);
}

void TestWorld::garbage_comesBeforeThePreamble()
{
    PlainBus bus;
    const Handle handle = openReader(bus, "single");
    QVERIFY(handle);
    QVERIFY(m_world->say("reader garbage 6"));
    const QByteArray reply = ask(handle.get(), kStatus);
    QCOMPARE(reply.size(), 17);
    QCOMPARE(reply.mid(6), request("AAAAAA96690004 0000 90 94"));
}

void TestWorld::badSum_happensOnce()
{
    PlainBus bus;
    const Handle handle = openReader(bus, "single");
    QVERIFY(handle);
    QVERIFY(m_world->say("reader badsum once"));
    QVERIFY(ask(handle.get(), kStatus) != request("AAAAAA96690004 0000 90 94"));
    QCOMPARE(ask(handle.get(), kStatus), request("AAAAAA96690004 0000 90 94"));
    QVERIFY(m_world->say("reader status 41 once select"));
    QVERIFY(m_world->say("card lay"));
    QCOMPARE(ask(handle.get(), kFind).size(), 15);
    QCOMPARE(ask(handle.get(), kSelect), request("AAAAAA96690004 0000 41 45"));
}

void TestWorld::lateAnswer_isOfThePreviousCard()
{
    PlainBus bus;
    const Handle handle = openReader(bus, "single");
    QVERIFY(handle);
    QVERIFY(m_world->say("card lay resident name=前一位"));
    QCOMPARE(ask(handle.get(), kFind).size(), 15);
    QCOMPARE(ask(handle.get(), kSelect).size(), 19);
    QVERIFY(m_world->say("reader late 500 once"));
    QCOMPARE(write(handle.get(), kRead), 0);
    QByteArray nothing;
    QCOMPARE(readSome(handle.get(), nothing, 20), int(LIBUSB_ERROR_TIMEOUT));
    QVERIFY(m_world->say("card lift"));
    QVERIFY(m_world->say("card lay resident name=后一位"));
    QCOMPARE(write(handle.get(), kFind), 0);
    QByteArray late;
    QCOMPARE(readSome(handle.get(), late), 0);
    QCOMPARE(late.size(), 1295); // whoever does not drain first takes this for the answer to find
    QByteArray found;
    QCOMPARE(readSome(handle.get(), found), 0);
    QCOMPARE(found.size(), 15);
}

void TestWorld::stall_isPipeUntilCleared()
{
    PlainBus bus;
    const Handle handle = openReader(bus, "single");
    QVERIFY(handle);
    QVERIFY(m_world->say("reader stall once"));
    QByteArray reply;
    QCOMPARE(write(handle.get(), kStatus), 0);
    QCOMPARE(readSome(handle.get(), reply), int(LIBUSB_ERROR_PIPE));
    QCOMPARE(readSome(handle.get(), reply), int(LIBUSB_ERROR_PIPE));
    QCOMPARE(libusb_clear_halt(handle.get(), 0x81), 0);
    QCOMPARE(ask(handle.get(), kStatus), request("AAAAAA96690004 0000 90 94"));
    QVERIFY(m_world->say("reader stall once out"));
    QCOMPARE(write(handle.get(), kStatus), int(LIBUSB_ERROR_PIPE));
    QCOMPARE(libusb_clear_halt(handle.get(), 0x02), 0);
    QCOMPARE(ask(handle.get(), kStatus), request("AAAAAA96690004 0000 90 94"));
}

void TestWorld::tooSmallBuffer_isOverflow()
{
    PlainBus bus;
    const Handle handle = openReader(bus, "single");
    QVERIFY(handle);
    QByteArray reply;
    QCOMPARE(write(handle.get(), kStatus), 0);
    QCOMPARE(readSome(handle.get(), reply, 1000, 0x81, 8), int(LIBUSB_ERROR_OVERFLOW));
}

void TestWorld::silent_isTimeout()
{
    PlainBus bus;
    const Handle handle = openReader(bus, "single");
    QVERIFY(handle);
    QVERIFY(m_world->say("reader silent once"));
    QByteArray reply;
    QCOMPARE(write(handle.get(), kStatus), 0);
    QCOMPARE(readSome(handle.get(), reply, 30), int(LIBUSB_ERROR_TIMEOUT));
    QCOMPARE(ask(handle.get(), kStatus), request("AAAAAA96690004 0000 90 94"));
}

void TestWorld::unplugInMidReply_isNoDevice()
{
    PlainBus bus;
    const Handle handle = openReader(bus, "single");
    QVERIFY(handle);
    QVERIFY(m_world->say("card lay"));
    QCOMPARE(ask(handle.get(), kFind).size(), 15);
    QCOMPARE(ask(handle.get(), kSelect).size(), 19);
    QVERIFY(m_world->say("reader diein 200"));
    QCOMPARE(write(handle.get(), kRead), 0);
    QByteArray partial;
    QCOMPARE(readSome(handle.get(), partial, 3000), int(LIBUSB_ERROR_NO_DEVICE));
    QCOMPARE(partial.size(), 192); // whole packets only: the fourth broke off
    QVERIFY(bus.sawEvents(1, 1));
    QCOMPARE(write(handle.get(), kFind), int(LIBUSB_ERROR_NO_DEVICE));
}

void TestWorld::cancel_fromAnotherThread()
{
    PlainBus bus;
    const Handle handle = openReader(bus, "single");
    QVERIFY(handle);
    QByteArray buffer(128, 0);
    PlainTransfer transfer;
    QCOMPARE(transfer.submitBulk(handle.get(), 0x81, reinterpret_cast<unsigned char *>(buffer.data()), 128, 0), 0);
    std::thread([&] { transfer.cancel(); }).join();
    QCOMPARE(transfer.wait(), int(LIBUSB_ERROR_INTERRUPTED));
}

void TestWorld::waiting_costsNoProcessorTime()
{
    PlainBus bus;
    const Handle handle = openReader(bus, "single");
    QVERIFY(handle);
    QByteArray nothing;
    const auto before = std::clock();
    QCOMPARE(readSome(handle.get(), nothing, 300), int(LIBUSB_ERROR_TIMEOUT));
    const double milliseconds = 1000.0 * double(std::clock() - before) / CLOCKS_PER_SEC;
    qInfo("waiting 300 ms cost %.1f ms of processor time", milliseconds);
    QVERIFY(milliseconds < 30); // a node that is always "ready" would cost the whole time
}

void TestWorld::manyRounds_plugReadUnplug()
{
    PlainBus bus;
    for (int round = 0; round < 10; ++round) {
        Handle handle = openReader(bus, round % 2 ? "single" : "lastpair");
        QVERIFY(handle);
        if (round % 2) {
            QVERIFY(m_world->say("card lay"));
            QCOMPARE(readCard(handle.get()).size(), 1295);
        }
        QVERIFY(m_world->say("unplug reader"));
        handle.reset();
        QVERIFY(bus.sawEvents(round + 1, round + 1));
    }
}

void TestWorld::badCommands_areNamed()
{
    for (const char *wrong :
         {"dance", "plug toaster", "card lay passport", "card lay resident shoe=42", "reader status", "card lay raw 00",
          "reader delay soon", "unplug reader", "await reader find"})
        QVERIFY2(!m_world->say(wrong), wrong);
    QVERIFY(m_world->say("# a remark"));
    QVERIFY(m_world->say("state"));
    QVERIFY(m_world->reply().find("\"plugged\":false") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestWorld)
#include "tst_world.moc"
