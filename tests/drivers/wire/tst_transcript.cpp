// SPDX-License-Identifier: Apache-2.0
// Transcripts of devices: their text, and devices played back from it.
#include <wire/transcript.h>

#include <QRandomGenerator>
#include <QTest>

#include <fakes/manual_clock.h>

using namespace yz;
using namespace std::chrono_literals;

namespace {

const std::string kTalk = "device 1-2.3\n"
                          "interface 0 0 ff 00 00 02:64 81:64\n"
                          "interface 0 1 07 01 02 03:512\n"
                          "claim 0 0\n"
                          "send 02 aabbcc\n"
                          "send 02 0102030405 taken 3\n"
                          "send 02 04 fails DeviceGarbled\n"
                          "receive 81 00ff10\n"
                          "receive 81 fails TimedOut\n"
                          "control a1 01 0000 0100 18\n"
                          "control 21 02 0000 0000\n"
                          "clear 81\n"
                          "clear 02 fails DeviceAbsent\n";

std::vector<std::byte> bytes(const char *hex)
{
    const auto raw = QByteArray::fromHex(hex);
    const auto *begin = reinterpret_cast<const std::byte *>(raw.constData());
    return {begin, begin + raw.size()};
}

} // namespace

class TranscriptTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWritten_isReadBackTheSame()
    {
        const auto transcript = parseTranscript(kTalk);
        QVERIFY2(transcript, transcript ? "" : transcript.error().detail.c_str());
        QCOMPARE(transcript->steps.size(), std::size_t(10));
        QCOMPARE(transcript->interfaces.at(1).interfaceClass, std::uint8_t(7));
        QCOMPARE(QString::fromStdString(writeTranscript(*transcript)), QString::fromStdString(kTalk));
    }

    void longBytes_areBrokenIntoLines()
    {
        WireTranscript transcript;
        transcript.path = "1-1";
        WireStep step{.kind = WireStep::Kind::Receive, .endpoint = 0x81};
        for (int i = 0; i < 1295; ++i)
            step.bytes.push_back(static_cast<std::byte>(i * 7));
        transcript.steps.push_back(step);
        const auto text = writeTranscript(transcript);
        for (const auto &line : QString::fromStdString(text).split(QLatin1Char('\n')))
            QVERIFY(line.size() <= 140);
        const auto again = parseTranscript("# a remark\n\n" + text);
        QVERIFY(again);
        QVERIFY(again->steps.front().bytes == step.bytes);
    }

    void whatIsNoTranscript_isRefusedWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *what, const char *text, const char *line) {
            QTest::newRow(what) << QByteArray(text) << QString::fromLatin1(line);
        };
        row("an unknown word", "device 1-1\nshout 02 00\n", "line 2");
        row("half a byte", "send 02 aab\n", "line 1");
        row("no hexadecimal", "receive 81 zz\n", "line 1");
        row("an unknown fault", "receive 81 fails Badly\n", "line 1");
        row("more taken than was sent", "send 02 aa taken 2\n", "line 1");
        row("an endpoint out of range", "send 1ff aa\n", "line 1");
        row("an endpoint without a size", "interface 0 0 ff 00 00 02\n", "line 1");
        row("a continuation of nothing", "\n  aabb\n", "line 2");
        row("a request cut short", "control a1 01\n", "line 1");
    }
    void whatIsNoTranscript_isRefusedWithItsLine()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, line);
        const auto refused = parseTranscript(text.toStdString());
        QVERIFY(refused.failedWith(Fault::DataMalformed));
        QVERIFY2(QString::fromStdString(refused.error().detail).startsWith(line), refused.error().detail.c_str());
    }

    void anyText_isReadOrRefused()
    {
        QRandomGenerator chance(2);
        for (int round = 0; round < 5000; ++round) {
            auto text = kTalk;
            for (int i = 0; i < 4; ++i)
                text[static_cast<std::size_t>(chance.bounded(static_cast<int>(text.size())))] =
                    static_cast<char>(chance.bounded(256));
            (void)parseTranscript(text.substr(0, static_cast<std::size_t>(chance.bounded(400))));
        }
    }

    void aReplay_saysWhatTheDeviceSaid()
    {
        ReplayWire wire(parsed(), passing());
        QCOMPARE(QString::fromStdString(wire.path()), QStringLiteral("1-2.3"));
        speak(wire);
        QVERIFY2(wire.isFinished() && wire.difference().empty(), wire.difference().c_str());
        QCOMPARE(m_clock.now() - m_began, Instant::duration(300ms)); // what the time-out would have taken
    }

    void aRecording_isTheTalkItself()
    {
        WireTranscript recorded;
        RecordingWire wire(std::make_unique<ReplayWire>(parsed(), passing()), recorded);
        speak(wire);
        QCOMPARE(QString::fromStdString(writeTranscript(recorded)), QString::fromStdString(kTalk));
    }

    void aDriverThatSaysSomethingElse_isToldWhere()
    {
        ReplayWire wire(parsed(), passing());
        QVERIFY(wire.claim(wire.interfaces().front()));
        QVERIFY(wire.send(0x02, bytes("aabbcd"), Deadline::never()).failedWith(Fault::Internal));
        QVERIFY2(QString::fromStdString(wire.difference()).startsWith(QStringLiteral("line 5: not send 02 aabbcd")),
                 wire.difference().c_str());
        // From there on nothing is believed.
        QVERIFY(wire.send(0x02, bytes("aabbcc"), Deadline::never()).failedWith(Fault::Internal));
        QVERIFY(!wire.isFinished());
    }

    void sayingMoreThanTheTranscript_isADifference()
    {
        ReplayWire wire(WireTranscript{}, passing());
        QVERIFY(wire.clearHalt(0x81).failedWith(Fault::Internal));
        QVERIFY(QString::fromStdString(wire.difference()).startsWith(QStringLiteral("after the transcript's end")));
    }

    void cancelling_endsAReplayToo()
    {
        ReplayWire wire(parsed(), passing());
        wire.cancel();
        QVERIFY(wire.claim(wire.interfaces().front()).failedWith(Fault::Cancelled));
        wire.resume();
        QVERIFY(wire.claim(wire.interfaces().front()));
    }

    void anAnswerLongerThanItsBuffer_isGarbled()
    {
        const auto transcript = parseTranscript("receive 81 0011223344\n");
        QVERIFY(transcript);
        ReplayWire wire(*transcript, passing());
        std::array<std::byte, 4> small{};
        QVERIFY(wire.receive(0x81, small, Deadline::never()).failedWith(Fault::DeviceGarbled));
    }

private:
    WireTranscript parsed()
    {
        auto transcript = parseTranscript(kTalk);
        return *std::move(transcript);
    }

    ReplayWire::LetTimePass passing()
    {
        m_began = m_clock.now();
        return [this](Deadline deadline) { m_clock.advance(deadline.remaining(m_clock)); };
    }

    /** The driver's part of kTalk. */
    void speak(UsbDevice &wire)
    {
        const auto never = Deadline::never();
        std::array<std::byte, 64> buffer{};
        QVERIFY(wire.claim(wire.interfaces().front()));
        QCOMPARE(*wire.send(0x02, bytes("aabbcc"), never), std::size_t(3));
        QCOMPARE(*wire.send(0x02, bytes("0102030405"), never), std::size_t(3));
        QVERIFY(wire.send(0x02, bytes("04"), never).failedWith(Fault::DeviceGarbled));
        QCOMPARE(*wire.receive(0x81, buffer, never), std::size_t(3));
        QCOMPARE(buffer[1], std::byte{0xFF});
        QVERIFY(wire.receive(0x81, buffer, Deadline::after(m_clock, 300ms)).failedWith(Fault::TimedOut));
        std::array<std::byte, 1> port{};
        QCOMPARE(*wire.control({0xA1, 1, 0, 0x0100}, port, never), std::size_t(1));
        QCOMPARE(port[0], std::byte{0x18});
        QCOMPARE(*wire.control({0x21, 2, 0, 0}, {}, never), std::size_t(0));
        QVERIFY(wire.clearHalt(0x81));
        QVERIFY(wire.clearHalt(0x02).failedWith(Fault::DeviceAbsent));
    }

    ManualClock m_clock;
    Instant m_began;
};

QTEST_GUILESS_MAIN(TranscriptTest)
#include "tst_transcript.moc"
