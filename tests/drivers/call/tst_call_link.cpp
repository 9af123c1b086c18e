// SPDX-License-Identifier: Apache-2.0
#include "call_measure.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>

#include <call/child_call_process.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace yz;

namespace {

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

/** Everything in the memory that this process shares with the one it started. */
QByteArray sharedPictures()
{
    const QDir descriptors(QStringLiteral("/proc/self/fd"));
    for (const auto &number : descriptors.entryList(QDir::Files | QDir::System)) {
        if (!QFile::symLinkTarget(descriptors.filePath(number)).contains(QLatin1String("memfd:yizhan-call")))
            continue;
        QFile memory(descriptors.filePath(number));
        return memory.open(QIODevice::ReadOnly) ? memory.readAll() : QByteArray();
    }
    return {};
}

bool isForgotten(const QByteArray &pictures)
{
    return !pictures.isEmpty() && pictures.count('\0') == pictures.size();
}

} // namespace

/** What goes between kiosk and call process, and what a hostile or dying one can do. */
class TestCallLink : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatTheProcessWouldRefuse_isNotSent()
    {
        ChildCallProcess process(generated());
        QSignalSpy offers(&process, &CallProcess::offerReady);
        QSignalSpy broken(&process, &CallProcess::broken);
        process.start({});
        QVERIFY(offers.wait(20'000));
        const auto before = process.processId();
        process.setAnswer(QString(40'000, QLatin1Char('x')));
        process.addCandidate({{}, 99, QStringLiteral("candidate:1")});
        process.addCandidate({{}, 0, QString(5000, QLatin1Char('x'))});
        process.rebuild();
        QVERIFY(offers.wait(20'000));
        QCOMPARE(process.processId(), before);
        QVERIFY(broken.isEmpty());
        CallSetup endless;
        endless.sources.video = QString(5000, QLatin1Char('x'));
        process.start(endless);
        QVERIFY(broken.wait(5000));
        QCOMPARE(broken.first().first().value<Fault>(), Fault::BadInput);
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

    void aProcessThatNeverStopsTalking_takesNobodysTurn()
    {
        CallProgram program;
        program.path = QStringLiteral(YIZHAN_BUILD_DIR "/tests/drivers/call/yizhan-call-flooding");
        ChildCallProcess process(program);
        QSignalSpy pictures(&process, &CallProcess::remoteFrame);
        Stutter stutter;
        process.start({});
        QTRY_VERIFY_WITH_TIMEOUT(pictures.count() >= 100, 30'000);
        stutter.longest = 0; // of the starting it is told elsewhere
        pictures.clear();
        QTRY_VERIFY_WITH_TIMEOUT(pictures.count() >= 200, 30'000);
        qInfo("the longest pause of the event loop: %lld ms", stutter.longest);
        QVERIFY(stutter.longest < 1000);
        QElapsedTimer timer;
        timer.start();
        process.stop();
        QTRY_COMPARE_WITH_TIMEOUT(process.processId(), 0, 5000); // it does not end the call, and is ended
        QVERIFY(timer.elapsed() < 3000);
    }

    void aCameraThatIsAbsent_isToldOnce_andTheNextCallIsMade()
    {
        const auto program = generated();
        ChildCallProcess process(program);
        QSignalSpy offers(&process, &CallProcess::offerReady);
        QSignalSpy broken(&process, &CallProcess::broken);
        CallSetup absent;
        absent.sources = program.sources;
        absent.sources.video = QStringLiteral("v4l2src device=/dev/v4l/by-id/none");
        process.start(absent);
        QTRY_COMPARE_WITH_TIMEOUT(broken.count(), 1, 20'000);
        QVERIFY(process.processId() != 0); // nothing of its own fault
        process.start({});
        QTRY_COMPARE_WITH_TIMEOUT(offers.count(), 1, 20'000);
        QCOMPARE(broken.count(), 1);
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

    void fromStopOn_nothingLooksOrListens()
    {
        ChildCallProcess process(generated());
        QSignalSpy offers(&process, &CallProcess::offerReady);
        QSignalSpy pictures(&process, &CallProcess::selfFrame);
        process.warm();
        int idle = 0;
        for (int i = 0; i < 3; ++i) {
            process.start({});
            QTRY_COMPARE_WITH_TIMEOUT(offers.count(), i + 1, 20'000);
            pictures.clear();
            QTRY_VERIFY_WITH_TIMEOUT(pictures.count() > 2, 20'000);
            const int during = threadsOf(process.processId());
            QVERIFY(!isForgotten(sharedPictures()));
            process.stop();
            const auto after = pictures.count();
            // Camera, encoder and microphone have a thread each while they run.
            QTRY_VERIFY_WITH_TIMEOUT(threadsOf(process.processId()) < during - 3, 5000);
            QCOMPARE(pictures.count(), after);
            idle = i == 0 ? threadsOf(process.processId()) : idle;
            QTRY_VERIFY_WITH_TIMEOUT(threadsOf(process.processId()) <= idle, 5000);
            QTRY_VERIFY_WITH_TIMEOUT(isForgotten(sharedPictures()), 5000);
        }
    }

    void theProcess_isGivenNothingButItsTwoDescriptors()
    {
        const int careless = ::open("/dev/null", O_RDONLY); // without O_CLOEXEC
        ChildCallProcess process(generated());
        QSignalSpy offers(&process, &CallProcess::offerReady);
        process.start({});
        QVERIFY(offers.wait(20'000));
        const QString link =
            QFile::symLinkTarget(QStringLiteral("/proc/%1/fd/%2").arg(process.processId()).arg(careless));
        QVERIFY(link != QLatin1String("/dev/null"));
        ::close(careless);
        QFile environment(QStringLiteral("/proc/%1/environ").arg(process.processId()));
        QVERIFY(environment.open(QIODevice::ReadOnly));
        QVERIFY(environment.readAll().split('\0').contains("MALLOC_ARENA_MAX=2"));
    }

    void aFileOfTheKiosk_cannotBeOpenedFromTheCall()
    {
        if (landlockVersion() < 1)
            QSKIP("this kernel has no Landlock: the call process is not confined");
        QTemporaryFile store;
        QVERIFY(store.open() && store.write(QByteArray(1 << 20, 'x')) == 1 << 20 && store.flush());
        for (const bool isReachable : {true, false}) {
            auto program = generated();
            // What a stranger's code in the process would try; a file of a program may be opened.
            program.sources.video = QStringLiteral("filesrc location=%1 ! fakesink videotestsrc is-live=true")
                                        .arg(isReachable ? QStringLiteral("/usr/bin/env") : store.fileName());
            ChildCallProcess process(program);
            QSignalSpy offers(&process, &CallProcess::offerReady);
            QSignalSpy broken(&process, &CallProcess::broken);
            process.start({});
            QTRY_VERIFY_WITH_TIMEOUT(offers.count() + broken.count() > 0, 20'000);
            QCOMPARE(broken.isEmpty(), isReachable);
        }
    }
};

QTEST_GUILESS_MAIN(TestCallLink)
#include "tst_call_link.moc"
