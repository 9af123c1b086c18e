// SPDX-License-Identifier: Apache-2.0
#include "judge/slip_picture.h"
#include "plain_usb.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <world/world_control.h>

#include <array>
#include <memory>

using namespace yz::world;

namespace {

struct HandleCloser
{
    void operator()(libusb_device_handle *handle) const { libusb_close(handle); }
};
using Handle = std::unique_ptr<libusb_device_handle, HandleCloser>;

struct Written
{
    int failure;
    int moved;
};

Written write(libusb_device_handle *handle, const QByteArray &bytes, unsigned timeout = 2000)
{
    QByteArray copy = bytes;
    Written written{0, 0};
    written.failure = bulk(handle, 0x03, reinterpret_cast<unsigned char *>(copy.data()), static_cast<int>(copy.size()),
                           written.moved, timeout);
    return written;
}

QByteArray readReply(libusb_device_handle *handle, unsigned timeout = 1000)
{
    QByteArray buffer(64, 0);
    int moved = 0;
    bulk(handle, 0x81, reinterpret_cast<unsigned char *>(buffer.data()), 64, moved, timeout);
    return buffer.left(moved);
}

int status(libusb_device_handle *handle, char n)
{
    write(handle, QByteArray("\x10\x04", 2) + n);
    const QByteArray reply = readReply(handle);
    return reply.size() == 1 ? static_cast<unsigned char>(reply[0]) : -1;
}

int portStatus(libusb_device_handle *handle)
{
    unsigned char byte = 0;
    return controlTransfer(handle, 0xa1, 1, 0, 0, &byte, 1) == 1 ? byte : -1;
}

/** Full-width stripes: `rows` lines of `pattern`. */
QByteArray stripes(int rows, char pattern)
{
    QByteArray raster = QByteArray::fromHex("1D763000 4800");
    raster += static_cast<char>(rows & 0xff);
    raster += static_cast<char>(rows >> 8);
    return raster + QByteArray(qsizetype{72} * rows, pattern);
}

const QByteArray kInit = QByteArray::fromHex("1B40");
const QByteArray kCut = QByteArray::fromHex("1D564200");

} // namespace

class TestWorldPrinter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<WorldControl>();
        QVERIFY2(m_world->connected(), m_world->reply().c_str());
        m_bus = std::make_unique<PlainBus>();
        QVERIFY(m_world->say("plug printer"));
        QVERIFY(m_bus->sawEvents(1, 0));
        m_handle.reset(m_bus->open(0x0fe6, 0x811e));
        QVERIFY(m_handle);
        m_before = slips().size();
    }
    void cleanup()
    {
        m_world->say("unplug printer");
        m_handle.reset();
        m_bus.reset();
        m_world->say("printer clear");
        m_world.reset();
    }

    void says_whatItIs();
    void slip_isCutAndWritten();
    void paperStates_areInEveryStatus();
    void coverHotOfflineCutter_haveTheirBits();
    void paperEndsInMidPrint_refusesMore_stillAnswers();
    void newPaper_theRestIsNotAWholeSlip();
    void fence_answersOnlyWhenReached();
    void jam_keepsTheSlipUntilCleared();
    void asb_isPushedOnChange();
    void noise_comesBeforeAnswers();
    void deafPrinter_printsAndSaysNothing();
    void slowPrinter_takesItsTime();
    void stall_isPipeUntilCleared();
    void statusRequestInAPicture_isObeyedAndCounted();
    void softReset_clearsTheBuffer();
    void unplugInMidPrint_leavesATornSlip();
    void wrongBytes_areNamedInTheReport();

private:
    QJsonObject state()
    {
        m_world->say("state");
        return QJsonDocument::fromJson(QByteArray::fromStdString(m_world->reply())).object()[u"printer"].toObject();
    }
    QJsonArray slips() { return state()[u"slips"].toArray(); }
    QJsonObject newSlip() { return slips().at(m_before).toObject(); }

    std::unique_ptr<WorldControl> m_world;
    std::unique_ptr<PlainBus> m_bus;
    Handle m_handle;
    qsizetype m_before = 0;
};

void TestWorldPrinter::says_whatItIs()
{
    std::array<unsigned char, 256> id{};
    const int length = controlTransfer(m_handle.get(), 0xa1, 0, 0, 0, id.data(), id.size());
    QVERIFY(length > 2);
    QCOMPARE(id[0] << 8 | id[1], length);
    QVERIFY(QByteArray(reinterpret_cast<const char *>(id.data() + 2), length - 2).contains("CMD:ESC/POS;"));
    QCOMPARE(portStatus(m_handle.get()), 0x18);
    for (char n = 1; n <= 4; ++n)
        QCOMPARE(status(m_handle.get(), n), 0x12);
}

void TestWorldPrinter::slip_isCutAndWritten()
{
    const QByteArray slip = kInit + stripes(40, '\x0f') + kCut;
    QCOMPARE(write(m_handle.get(), slip).moved, slip.size());
    QVERIFY(m_world->say("printer receipts"));
    const QString path = QString::fromStdString(m_world->reply()).section(u' ', -1);
    QVERIFY2(path.endsWith(QStringLiteral(".png")), qPrintable(path));
    const QImage picture(path);
    QCOMPARE(picture.width(), 576);
    QCOMPARE(picture.height(), 40);
    QCOMPARE(picture.pixelColor(0, 0), QColor(Qt::white));
    QCOMPARE(picture.pixelColor(4, 39), QColor(Qt::black));
    QVERIFY(newSlip()[u"complete"].toBool());
    QVERIFY(state()[u"slip_in_mouth"].toBool());
    QVERIFY(m_world->say("printer take"));
    QVERIFY(!state()[u"slip_in_mouth"].toBool());
}

void TestWorldPrinter::paperStates_areInEveryStatus()
{
    QVERIFY(m_world->say("printer paper low"));
    QCOMPARE(status(m_handle.get(), 4), 0x1e);
    QCOMPARE(status(m_handle.get(), 1), 0x12);
    QVERIFY(m_world->say("printer paper out"));
    QCOMPARE(status(m_handle.get(), 1), 0x1a);
    QCOMPARE(status(m_handle.get(), 2), 0x32);
    QCOMPARE(status(m_handle.get(), 4), 0x7e);
    QCOMPARE(portStatus(m_handle.get()), 0x30);
    QVERIFY(m_world->say("printer constant-port on"));
    QCOMPARE(portStatus(m_handle.get()), 0x18);
}

void TestWorldPrinter::coverHotOfflineCutter_haveTheirBits()
{
    QVERIFY(m_world->say("printer cover open"));
    QCOMPARE(status(m_handle.get(), 2), 0x16);
    QVERIFY(m_world->say("printer cover close"));
    QVERIFY(m_world->say("printer hot on"));
    QCOMPARE(status(m_handle.get(), 3), 0x52);
    QVERIFY(m_world->say("printer hot off"));
    QVERIFY(m_world->say("printer offline on"));
    QCOMPARE(status(m_handle.get(), 1), 0x1a);
    QVERIFY(m_world->say("printer offline off"));
    QCOMPARE(status(m_handle.get(), 1), 0x12);
}

void TestWorldPrinter::paperEndsInMidPrint_refusesMore_stillAnswers()
{
    QVERIFY(m_world->say("printer out-after 1000"));
    const QByteArray slip = kInit + stripes(200, '\xff') + kCut; // 14 414 bytes
    const Written written = write(m_handle.get(), slip, 100);
    QCOMPARE(written.failure, int(LIBUSB_ERROR_TIMEOUT));
    QCOMPARE(written.moved, 1000 + 4096);
    QCOMPARE(status(m_handle.get(), 4), 0x7e); // the buffer is full, the door is not
    QCOMPARE(state()[u"buffered"].toInt(), 4096);
}

void TestWorldPrinter::newPaper_theRestIsNotAWholeSlip()
{
    QVERIFY(m_world->say("printer out-after 1000"));
    const QByteArray slip = kInit + stripes(40, '\xff') + kCut;
    QCOMPARE(write(m_handle.get(), slip).moved, slip.size());
    QCOMPARE(slips().size(), m_before);
    QVERIFY(m_world->say("printer paper ok"));
    QCOMPARE(slips().size(), m_before + 2); // what was on the old roll, and the rest on the new one
    QVERIFY(!newSlip()[u"complete"].toBool());
    QVERIFY(!slips().last().toObject()[u"complete"].toBool());
    QCOMPARE(write(m_handle.get(), slip).moved, slip.size());
    QVERIFY(slips().last().toObject()[u"complete"].toBool());
}

void TestWorldPrinter::fence_answersOnlyWhenReached()
{
    const QByteArray fence = QByteArray::fromHex("1D7201");
    write(m_handle.get(), fence);
    QCOMPARE(readReply(m_handle.get()), QByteArray(1, '\0'));
    QVERIFY(m_world->say("printer paper out"));
    write(m_handle.get(), fence);
    QCOMPARE(readReply(m_handle.get(), 30), QByteArray());
    QVERIFY(m_world->say("printer paper low"));
    QCOMPARE(readReply(m_handle.get()), QByteArray(1, '\x03'));
    write(m_handle.get(), QByteArray::fromHex("1D28480600303041424344"));
    QCOMPARE(readReply(m_handle.get()), QByteArray::fromHex("37224142434400"));
}

void TestWorldPrinter::jam_keepsTheSlipUntilCleared()
{
    QVERIFY(m_world->say("printer cutter jam"));
    QCOMPARE(status(m_handle.get(), 3), 0x12); // nothing is known of it before the cut
    write(m_handle.get(), kInit + stripes(24, '\x55') + kCut);
    QCOMPARE(status(m_handle.get(), 3), 0x1a);
    QCOMPARE(status(m_handle.get(), 2), 0x52);
    QCOMPARE(slips().size(), m_before);
    QVERIFY(m_world->say("printer cutter ok"));
    QCOMPARE(status(m_handle.get(), 3), 0x12);
    QVERIFY(newSlip()[u"complete"].toBool());
}

void TestWorldPrinter::asb_isPushedOnChange()
{
    write(m_handle.get(), QByteArray::fromHex("1D61FF"));
    QCOMPARE(readReply(m_handle.get()), QByteArray::fromHex("1000000F"));
    QVERIFY(m_world->say("printer paper low"));
    QCOMPARE(readReply(m_handle.get()), QByteArray::fromHex("1000030F"));
    QVERIFY(m_world->say("printer cover open"));
    QCOMPARE(readReply(m_handle.get()), QByteArray::fromHex("3800030F"));
    QCOMPARE(readReply(m_handle.get(), 30), QByteArray());
}

void TestWorldPrinter::noise_comesBeforeAnswers()
{
    QVERIFY(m_world->say("printer asb-noise on"));
    write(m_handle.get(), QByteArray("\x10\x04\x01", 3));
    QCOMPARE(readReply(m_handle.get()), QByteArray::fromHex("1000000F"));
    QCOMPARE(readReply(m_handle.get()), QByteArray("\x12"));
}

void TestWorldPrinter::deafPrinter_printsAndSaysNothing()
{
    QVERIFY(m_world->say("printer deaf on"));
    write(m_handle.get(), QByteArray("\x10\x04\x01", 3));
    QCOMPARE(readReply(m_handle.get(), 30), QByteArray());
    write(m_handle.get(), kInit + stripes(24, '\x55') + kCut);
    QVERIFY(newSlip()[u"complete"].toBool());
}

void TestWorldPrinter::slowPrinter_takesItsTime()
{
    QVERIFY(m_world->say("printer slow 100000"));
    QVERIFY(m_world->say("printer buffer 512"));
    const QByteArray slip = kInit + stripes(100, '\x55') + kCut; // 7 214 bytes: about 70 ms
    const auto start = std::chrono::steady_clock::now();
    QCOMPARE(write(m_handle.get(), slip).moved, slip.size());
    QVERIFY(m_world->say("await printer slips " + std::to_string(m_before + 1)));
    QVERIFY(std::chrono::steady_clock::now() - start >= std::chrono::milliseconds(60));
    QVERIFY(newSlip()[u"complete"].toBool());
}

void TestWorldPrinter::stall_isPipeUntilCleared()
{
    QVERIFY(m_world->say("printer stall once"));
    QCOMPARE(write(m_handle.get(), kInit).failure, int(LIBUSB_ERROR_PIPE));
    QCOMPARE(write(m_handle.get(), kInit).failure, int(LIBUSB_ERROR_PIPE));
    QCOMPARE(libusb_clear_halt(m_handle.get(), 0x03), 0);
    QCOMPARE(status(m_handle.get(), 1), 0x12);
}

void TestWorldPrinter::statusRequestInAPicture_isObeyedAndCounted()
{
    QByteArray raster = stripes(2, '\0');
    raster.replace(30, 3, QByteArray("\x10\x04\x04", 3));
    write(m_handle.get(), kInit + raster + stripes(24, '\x55') + kCut);
    QCOMPARE(state()[u"status_requests_in_data"].toInt(), 1);
    QCOMPARE(readReply(m_handle.get()), QByteArray("\x12"));
    QVERIFY(newSlip()[u"complete"].toBool());
}

void TestWorldPrinter::softReset_clearsTheBuffer()
{
    QVERIFY(m_world->say("printer out-after 500"));
    const QByteArray slip = kInit + stripes(20, '\xff') + kCut;
    write(m_handle.get(), slip);
    QCOMPARE(controlTransfer(m_handle.get(), 0x23, 2, 0, 0, nullptr, 0), int(LIBUSB_ERROR_PIPE));
    QCOMPARE(controlTransfer(m_handle.get(), 0x21, 2, 0, 0, nullptr, 0), 0);
    QCOMPARE(state()[u"buffered"].toInt(), 0);
    QVERIFY(m_world->say("printer paper ok"));
    write(m_handle.get(), slip);
    QVERIFY(!newSlip()[u"complete"].toBool());
    QVERIFY(slips().last().toObject()[u"complete"].toBool());
}

void TestWorldPrinter::unplugInMidPrint_leavesATornSlip()
{
    QVERIFY(m_world->say("printer diein 700"));
    const Written written = write(m_handle.get(), kInit + stripes(20, '\xff') + kCut);
    QCOMPARE(written.failure, int(LIBUSB_ERROR_NO_DEVICE));
    QCOMPARE(written.moved, 700);
    QVERIFY(m_bus->sawEvents(1, 1));
    m_handle.reset();
    QVERIFY(m_world->say("plug printer"));
    QVERIFY(m_bus->sawEvents(2, 1));
    m_handle.reset(m_bus->open(0x0fe6, 0x811e));
    QVERIFY(m_handle);
    write(m_handle.get(), kInit + stripes(20, '\xff') + kCut); // on top of what was already there
    QVERIFY(!newSlip()[u"complete"].toBool());
    QVERIFY(newSlip()[u"why"].toString().contains(QStringLiteral("middle")));
}

void TestWorldPrinter::wrongBytes_areNamedInTheReport()
{
    write(m_handle.get(), kInit + QByteArray::fromHex("1B99") + stripes(24, '\x55') + kCut);
    QVERIFY(!newSlip()[u"complete"].toBool());
    QVERIFY(newSlip()[u"why"].toString().endsWith(QStringLiteral("unknown command 1B 99")));
}

QTEST_GUILESS_MAIN(TestWorldPrinter)
#include "tst_world_printer.moc"
