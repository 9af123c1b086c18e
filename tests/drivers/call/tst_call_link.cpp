// SPDX-License-Identifier: Apache-2.0
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QtEndian>

#include <call/call_message.h>
#include <call/child_call_process.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <vector>

using namespace yz;

namespace {

QByteArray framed(const QByteArray &json)
{
    QByteArray length(4, '\0');
    qToBigEndian(static_cast<quint32>(json.size()), length.data());
    return length + json;
}

CallProgram generated()
{
    CallProgram program;
    program.path = QStringLiteral(YIZHAN_BUILD_DIR "/yizhan-call");
    program.isLoopbackOnly = true;
    program.sources.video = QStringLiteral("videotestsrc is-live=true");
    program.sources.audio = QStringLiteral("audiotestsrc is-live=true");
    program.sources.speaker = QStringLiteral("fakesink sync=true async=false");
    return program;
}

qint64 residentKilobytes(qint64 process)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const auto &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

/** The longest time that the event loop did not turn. */
class Stutter : public QObject
{
public:
    Stutter()
    {
        m_since.start();
        startTimer(10);
    }
    qint64 longest = 0;

protected:
    void timerEvent(QTimerEvent *) override { longest = std::max(longest, m_since.restart()); }

private:
    QElapsedTimer m_since;
};

} // namespace

/** What goes between kiosk and call process, and what a hostile or dying one can do. */
class TestCallLink : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void messages_comeThroughHoweverTheyAreCut()
    {
        CallSetup setup;
        setup.codec = CallCodec::H264;
        setup.iceServers = {{{QStringLiteral("turn:hub:3478")}, QStringLiteral("u"), QStringLiteral("c")}};
        setup.sources.video = QStringLiteral("videotestsrc");
        const auto bytes =
            encode(callwire::Begin{3, setup}) + encode(callwire::Candidate{3, {{}, 1, QStringLiteral("candidate:x")}});
        CallMessageReader reader;
        std::vector<CallMessage> read;
        for (const char byte : bytes) {
            reader.feed(QByteArray(1, byte));
            auto next = reader.next();
            QVERIFY(next);
            if (*next)
                read.push_back(**next);
        }
        QCOMPARE(read.size(), std::size_t(2));
        const auto &begin = std::get<callwire::Begin>(read[0]);
        QCOMPARE(begin.session, 3);
        QCOMPARE(begin.setup.codec, CallCodec::H264);
        QCOMPARE(begin.setup.iceServers.front().credential, QStringLiteral("c"));
        QCOMPARE(std::get<callwire::Candidate>(read[1]).candidate.index, 1);
    }

    void messagesOutOfBounds_areRefusedByName_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("too long") << QByteArray("\x7f\xff\xff\xff{}");
        QTest::newRow("no JSON") << framed("hello");
        QTest::newRow("another version") << framed("{\"v\":2,\"type\":\"end\"}");
        QTest::newRow("unknown type") << framed("{\"v\":1,\"type\":\"format-disk\"}");
        QTest::newRow("a state that is none") << framed("{\"v\":1,\"type\":\"state\",\"session\":1,\"state\":99}");
        QTest::newRow("a session of zero") << framed("{\"v\":1,\"type\":\"offer\",\"session\":0,\"sdp\":\"\"}");
        QTest::newRow("half a session") << framed("{\"v\":1,\"type\":\"offer\",\"session\":1.5,\"sdp\":\"\"}");
        QTest::newRow("an endless offer")
            << framed("{\"v\":1,\"type\":\"offer\",\"session\":1,\"sdp\":\"" + QByteArray(40'000, 'x') + "\"}");
        QTest::newRow("text for a number") << framed("{\"v\":1,\"type\":\"shown\",\"session\":1,\"stream\":\"0\"}");
        QTest::newRow("a fault that is none") << framed("{\"v\":1,\"type\":\"trouble\",\"session\":1,\"fault\":-1}");
    }
    void messagesOutOfBounds_areRefusedByName()
    {
        QFETCH(QByteArray, bytes);
        CallMessageReader reader;
        reader.feed(bytes);
        QVERIFY(reader.next().failedWith(Fault::DataMalformed));
    }

    void pictures_goThroughSharedMemory()
    {
        auto places = FrameSlots::create();
        QVERIFY(places);
        auto writer = FrameSlots::attach(::dup(places->descriptor()));
        QVERIFY(writer);
        QVERIFY(places->take(CallStream::Remote).isNull());
        QImage sent(33, 17, QImage::Format_RGB32);
        for (int i = 0; i < 7; ++i) {
            sent.fill(QColor(10 * i, 20, 30));
            writer->write(CallStream::Remote, reinterpret_cast<const std::byte *>(sent.constBits()),
                          static_cast<std::size_t>(sent.sizeInBytes()), 33, 17, static_cast<int>(sent.bytesPerLine()));
            const auto got = places->take(CallStream::Remote);
            QCOMPARE(got.size(), QSize(33, 17));
            QCOMPARE(got.pixelColor(32, 16), QColor(10 * i, 20, 30));
        }
        QVERIFY(places->take(CallStream::Remote).isNull());
        QVERIFY(places->take(CallStream::Own).isNull());
        places->forget();
        QVERIFY(places->take(CallStream::Remote).isNull());
    }

    void aHostileWriter_makesNobodyReadOutside()
    {
        auto places = FrameSlots::create();
        QVERIFY(places);
        const auto size = static_cast<std::size_t>(::lseek(places->descriptor(), 0, SEEK_END));
        auto *raw =
            static_cast<quint32 *>(::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, places->descriptor(), 0));
        QVERIFY(raw != MAP_FAILED);
        QVERIFY(::ftruncate(places->descriptor(), 4096) != 0); // sealed: it cannot be cut off under the reader
        quint32 seed = 1;
        for (int round = 0; round < 2000; ++round) {
            // Every header is at the beginning of a page: numbers that hurt, and others.
            for (std::size_t at = 0; at < size / 4; at += 1024) {
                for (std::size_t word = 0; word < 3; ++word) {
                    seed = seed * 1664525 + 1013904223;
                    raw[at + word] = round % 3 == 0 ? 0xFFFFFFFE : round % 3 == 1 ? seed : seed % 1400;
                }
                at += round % 2 == 0 ? 0 : 1024 * 50;
            }
            const auto picture = places->take(CallStream::Remote);
            QVERIFY(picture.isNull() ||
                    (picture.width() <= FrameSlots::kMostWidth &&
                     std::size_t(picture.width()) * std::size_t(picture.height()) <= FrameSlots::kMostPixels));
        }
        ::munmap(raw, size);
    }

    void memoryOfAnotherSize_isRefused()
    {
        const int other = ::memfd_create("other", MFD_CLOEXEC | MFD_ALLOW_SEALING);
        QVERIFY(::ftruncate(other, 4096) == 0);
        QVERIFY(FrameSlots::attach(other).failedWith(Fault::BadInput));
    }

    void aProgramThatIsAbsent_isAFault()
    {
        CallProgram nowhere;
        nowhere.path = QStringLiteral("/nonexistent/yizhan-call");
        ChildCallProcess process(nowhere);
        QSignalSpy broken(&process, &CallProcess::broken);
        process.start({});
        QVERIFY(broken.wait(5000));
        QCOMPARE(broken.first().first().value<Fault>(), Fault::DeviceBroken);
    }

    void aProgramThatSpeaksNonsense_isEnded()
    {
        CallProgram program;
        program.path = QStringLiteral("/bin/sh");
        ChildCallProcess process(program); // sh does not know --control, and ends
        QSignalSpy broken(&process, &CallProcess::broken);
        process.start({});
        QVERIFY(broken.wait(5000));
        QCOMPARE(process.processId(), 0);
    }

    void aHangingProcess_isNoticedAndKilled()
    {
        auto program = generated();
        program.silentForMs = 2500;
        ChildCallProcess process(program);
        QSignalSpy offers(&process, &CallProcess::offerReady);
        QSignalSpy broken(&process, &CallProcess::broken);
        process.start({});
        QVERIFY(offers.wait(20'000));
        ::kill(static_cast<pid_t>(process.processId()), SIGSTOP);
        QVERIFY(broken.wait(6000));
        QCOMPARE(process.processId(), 0);
    }

    void killedTwentyTimes_theKioskDoesNotStutter()
    {
        ChildCallProcess process(generated());
        QSignalSpy offers(&process, &CallProcess::offerReady);
        QSignalSpy broken(&process, &CallProcess::broken);
        QSignalSpy pictures(&process, &CallProcess::selfFrame);
        Stutter stutter;
        for (int i = 0; i < 20; ++i) {
            i % 2 == 0 ? process.start({}) : process.rebuild();
            QTRY_COMPARE_WITH_TIMEOUT(offers.count(), i + 1, 20'000);
            pictures.clear();
            QTRY_VERIFY_WITH_TIMEOUT(pictures.count() > 0, 20'000);
            ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
            QTRY_COMPARE_WITH_TIMEOUT(broken.count(), i + 1, 5000);
        }
        qInfo("the longest pause of the event loop: %lld ms", stutter.longest);
        QVERIFY(stutter.longest < 1000);
    }

    void thirtyCallsInARow_leaveMemoryFlat()
    {
        ChildCallProcess process(generated());
        QSignalSpy offers(&process, &CallProcess::offerReady);
        QSignalSpy pictures(&process, &CallProcess::selfFrame);
        qint64 early = 0;
        qint64 pid = 0;
        for (int i = 0; i < 30; ++i) {
            process.start({});
            QTRY_COMPARE_WITH_TIMEOUT(offers.count(), i + 1, 20'000);
            pictures.clear();
            QTRY_VERIFY_WITH_TIMEOUT(pictures.count() > 2, 20'000);
            process.stop();
            const auto after = pictures.count();
            QTest::qWait(0);
            QCOMPARE(pictures.count(), after); // from stop() on no frame comes
            if (i == 0)
                pid = process.processId();
            if (i == 9)
                early = residentKilobytes(pid);
        }
        QCOMPARE(process.processId(), pid);
        const auto late = residentKilobytes(pid);
        qInfo("resident after 10 calls %lld kB, after 30 %lld kB", early, late);
        QVERIFY(late < early + early / 10 + 4096);
    }
};

QTEST_GUILESS_MAIN(TestCallLink)
#include "tst_call_link.moc"
