// SPDX-License-Identifier: Apache-2.0
// A reader on the bus, recorded while it is read, and read again from the recording. What lands in the build folder is
// how the files in tests/recordings/idcard were made.
#include <wire/transcript.h>
#include <wire/usb_host.h>

#include <QDir>
#include <QTest>

#include <sdt_models.h>
#include <sdt_session.h>
#include <world/world_control.h>

using namespace yz;
using namespace yz::sdt;
using namespace std::chrono_literals;

class SdtRecordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsRecorded_canBeReadAgain_data()
    {
        QTest::addColumn<QByteArray>("plug");
        QTest::addColumn<QByteArray>("card");
        QTest::addColumn<QByteArray>("trouble");
        QTest::newRow("resident-split") << QByteArray("split") << QByteArray("resident") << QByteArray("clear");
        QTest::newRow("hkmotw-single") << QByteArray("single") << QByteArray("hkmotw") << QByteArray("clear");
        QTest::newRow("foreigner2017-lastpair")
            << QByteArray("lastpair") << QByteArray("foreigner2017") << QByteArray("clear");
        QTest::newRow("foreigner2023-in-pieces")
            << QByteArray("split") << QByteArray("foreigner2023") << QByteArray("pieces 400");
        QTest::newRow("resident-silent-once")
            << QByteArray("single") << QByteArray("resident") << QByteArray("silent once");
    }
    void whatIsRecorded_canBeReadAgain()
    {
        QFETCH(QByteArray, plug);
        QFETCH(QByteArray, card);
        QFETCH(QByteArray, trouble);
        say("reader clear");
        say("plug reader " + plug.toStdString());
        say("card lay " + card.toStdString());
        WireTranscript recorded;
        auto first = readRecorded(recorded, "reader " + trouble.toStdString());
        QVERIFY2(first, first ? "" : first.error().detail.c_str());
        keep(recorded, *first);

        SystemClock clock;
        auto wire = std::make_unique<ReplayWire>(recorded, [](Deadline) {});
        auto &replay = *wire;
        SdtSession session(std::move(wire), clock, Timing{});
        QVERIFY(session.probe({}));
        const auto again = readFrom(session, clock);
        QVERIFY2(again, again ? "" : replay.difference().c_str());
        QCOMPARE(again->number, first->number);
        QVERIFY(replay.isFinished());
    }
    void cleanup()
    {
        say("card lift");
        say("unplug reader");
    }

private:
    void say(const std::string &line) { QVERIFY2(m_world.say(line), m_world.reply().c_str()); }

    static Result<IdCard> readFrom(SdtSession &session, const Clock &clock)
    {
        return session.readCard(Deadline::after(clock, 10s), [](Milliseconds) { return true; }, [] {});
    }

    Result<IdCard> readRecorded(WireTranscript &into, const std::string &trouble)
    {
        const SystemClock clock;
        auto usb = UsbHost::create(clock);
        if (!usb)
            return usb.error();
        Result<std::unique_ptr<UsbDevice>> device = (*usb)->open(kModels.front().match);
        if (!QTest::qWaitFor([&] { return device || (device = (*usb)->open(kModels.front().match)); }, 10000))
            return device.error();
        SdtSession session(std::make_unique<RecordingWire>(*std::move(device), into), clock, Timing{});
        if (auto answered = session.probe({}); !answered)
            return answered.error();
        say(trouble);
        return readFrom(session, clock);
    }

    static void keep(const WireTranscript &recorded, const IdCard &card)
    {
        const QDir folder(QStringLiteral(YIZHAN_BUILD_DIR "/recordings/idcard"));
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        QFile file(folder.filePath(QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".transcript")));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        const auto expects = QStringLiteral("# SPDX-License-Identifier: Apache-2.0\n# expects: %1 %2\n")
                                 .arg(static_cast<int>(card.kind))
                                 .arg(card.name.isEmpty() ? card.englishName : card.name);
        file.write(expects.toUtf8() + QByteArray::fromStdString(writeTranscript(recorded)));
    }

    world::WorldControl m_world;
};

QTEST_GUILESS_MAIN(SdtRecordingTest)
#include "tst_sdt_recording.moc"
