// SPDX-License-Identifier: Apache-2.0
// The conversation with the module, word for word, on a clock that only moves when the driver waits.
#include <wire/transcript.h>

#include <QDir>
#include <QTest>

#include <fakes/manual_clock.h>
#include <sdt_session.h>

using namespace yz;
using namespace yz::sdt;
using namespace std::chrono_literals;

namespace {

const std::string kSplitDevice = "device 1-1\ninterface 0 0 ff 00 00 02:64 81:64 06:64 85:64\nclaim 0 0\n";
const std::string kSingleDevice = "device 1-1\ninterface 0 0 ff 00 00 02:64 81:64\nclaim 0 0\n";

const std::string kStatus = "aaaaaa9669000311ffed";
const std::string kReset = "aaaaaa9669000310ffec";
const std::string kFind = "aaaaaa96690003200122";
const std::string kSelect = "aaaaaa96690003200221";
const std::string kRead = "aaaaaa96690003300132";

const std::string kGood = "aaaaaa9669000400009094";
const std::string kFound = "aaaaaa9669000800009f0000000097";
const std::string kSelected = "aaaaaa9669000c00009000000000000000009c";
const std::string kNoCard = "aaaaaa9669000400008084";

/** 04 XOR the status, as the document's own failure replies have it. */
std::string failure(int status)
{
    return "aaaaaa966900040000" + QByteArray::number(status, 16).rightJustified(2, '0').toStdString() +
           QByteArray::number(status ^ 4, 16).rightJustified(2, '0').toStdString();
}

/** A whole reply to 30 01, put together apart from the driver. */
std::string cardReply(const QString &name)
{
    QString text(128, u' ');
    const auto put = [&text](int offset, const QString &item) { text.replace(offset / 2, item.size(), item); };
    put(0, name);
    put(30, QStringLiteral("2"));
    put(32, QStringLiteral("01"));
    put(36, QStringLiteral("19491231"));
    put(122, QStringLiteral("11010519491231002X"));
    QByteArray body = QByteArray::fromHex("050800009001000400");
    for (const QChar unit : text) {
        body += static_cast<char>(unit.unicode() & 0xFF);
        body += static_cast<char>(unit.unicode() >> 8);
    }
    body += QByteArray(1024, 'W');
    char sum = 0;
    for (const char byte : body)
        sum = static_cast<char>(sum ^ byte);
    return "aaaaaa9669" + (body + sum).toHex().toStdString();
}

/** Writes what both say on a single pair of pipes. */
class Talk
{
public:
    explicit Talk(std::string device = kSingleDevice) : m_text(std::move(device)) {}
    Talk &ask(const std::string &request, const std::string &reply)
    {
        m_text += "send 02 " + request + "\n";
        for (std::size_t at = 0; at < reply.size(); at += 1024) // as the driver's buffer takes it
            m_text += "receive 81 " + reply.substr(at, 1024) + "\n";
        return *this;
    }
    Talk &silence(const std::string &request) { return line("send 02 " + request).line("receive 81 fails TimedOut"); }
    Talk &quiet() { return line("receive 81 fails TimedOut"); }
    Talk &late(const std::string &reply) { return line("receive 81 " + reply); }
    Talk &line(const std::string &text)
    {
        m_text += text + "\n";
        return *this;
    }
    /** Claimed, drained and asked for its status: as after being plugged in. */
    static Talk opened() { return Talk().quiet().ask(kStatus, kGood); }
    const std::string &text() const { return m_text; }

private:
    std::string m_text;
};

} // namespace

class SdtSessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_pauses.clear();
        m_found = 0;
    }

    void headerAndBody_goOverTwoPairs()
    {
        begin(Talk(kSplitDevice)
                  .line("receive 81 fails TimedOut")
                  .line("receive 85 fails TimedOut")
                  .line("send 02 aaaaaa96690003")
                  .line("send 06 11ffed")
                  .line("receive 81 aaaaaa96690004")
                  .line("receive 85 00009094"));
        QVERIFY(m_session->probe({}));
        QVERIFY(m_session->pipes().isSplit());
        over();
    }

    void aReaderThatIsSilentOnTwoPairs_isAskedOnTheLast()
    {
        const auto began = m_clock.now();
        begin(Talk(kSplitDevice)
                  .line("receive 81 fails TimedOut")
                  .line("receive 85 fails TimedOut")
                  .line("send 02 aaaaaa96690003")
                  .line("send 06 11ffed")
                  .line("receive 81 fails TimedOut")
                  .line("clear 02")
                  .line("clear 81")
                  .line("clear 06")
                  .line("clear 85")
                  .line("receive 85 fails TimedOut")
                  .line("send 06 " + kStatus)
                  .line("receive 85 " + kGood));
        QVERIFY(m_session->probe({}));
        QCOMPARE(m_session->pipes().headerOut, std::uint8_t(0x06));
        QVERIFY(m_clock.now() - began >= 300ms); // it had its time to answer
        over();
    }

    void theWayThatAnsweredLast_isTriedFirst()
    {
        begin(Talk(kSplitDevice)
                  .line("receive 85 fails TimedOut")
                  .line("send 06 " + kStatus)
                  .line("receive 85 " + kGood));
        QVERIFY(m_session->probe(Pipes{0x06, 0x85, 0x06, 0x85}));
        over();
    }

    void aModuleThatFailedItsTest_isBroken_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("self-test") << 0x60;
        QTest::newRow("not authorised") << 0x66;
    }
    void aModuleThatFailedItsTest_isBroken()
    {
        QFETCH(int, status);
        begin(Talk().quiet().ask(kStatus, failure(status)));
        QVERIFY(m_session->probe({}).failedWith(Fault::DeviceBroken));
        over();
    }

    void aSilentModule_isNotTakenForOneWithoutACard()
    {
        begin(Talk().quiet().silence(kStatus).line("clear 02").line("clear 81").line("clear 02").line("clear 81"));
        QVERIFY(m_session->probe({}).failedWith(Fault::DeviceGarbled));
        over();
    }

    void aKilledProgramsCard_isThrownAwayAtTheStart()
    {
        begin(Talk().late(cardReply(QStringLiteral("前一位")).substr(0, 1024)).quiet().ask(kStatus, kGood));
        QVERIFY(m_session->probe({}));
        over();
    }

    void aCard_isFoundSelectedAndRead()
    {
        begin(
            Talk::opened().ask(kFind, kFound).ask(kSelect, kSelected).ask(kRead, cardReply(QStringLiteral("李秀兰"))));
        const auto card = read();
        QVERIFY2(card, card ? "" : card.error().detail.c_str());
        QCOMPARE(card->name, QStringLiteral("李秀兰"));
        QCOMPARE(m_found, 1);
        over();
    }

    void looksForACard_areFarEnoughApart()
    {
        auto talk = Talk::opened();
        for (int i = 0; i < 4; ++i)
            talk.ask(kFind, kNoCard);
        begin(talk);
        QVERIFY(read(900ms).failedWith(Fault::TimedOut));
        QCOMPARE(m_pauses.size(), 3);
        QVERIFY(m_pauses[0] > 300ms && m_pauses[1] > 300ms);
        QCOMPARE(m_pauses[2], 280ms); // and none beyond the citizen's own patience
        over();
    }

    void aLateAnswer_isNeverTheNextCitizensCard()
    {
        const auto previous = cardReply(QStringLiteral("前一位"));
        begin(Talk::opened()
                  .ask(kFind, kFound)
                  .ask(kSelect, kSelected)
                  .silence(kRead)
                  // The next citizen. Nothing is in the pipe yet, so the question is asked, and then it comes …
                  .quiet()
                  .line("send 02 " + kFind)
                  .late(previous.substr(0, 1024))
                  .late(previous.substr(1024, 1024))
                  .late(previous.substr(2048))
                  // … and what belongs to the question is thrown away with it.
                  .late(kFound)
                  .quiet()
                  .ask(kFind, kFound)
                  .ask(kSelect, kSelected)
                  .ask(kRead, cardReply(QStringLiteral("后一位"))));
        QVERIFY(read().failedWith(Fault::CardMoved));
        const auto next = m_session->readCard(patience(10s), pause(), found());
        QVERIFY2(next, m_wire->difference().c_str());
        QCOMPARE(next->name, QStringLiteral("后一位"));
        over();
    }

    void aDamagedFrame_isAskedForOnceMore_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::newRow("the module got a wrong checksum") << QByteArray::fromStdString(failure(0x10));
        QTest::newRow("the module got a wrong length") << QByteArray::fromStdString(failure(0x11));
        QTest::newRow("we got a wrong checksum") << QByteArray("aaaaaa9669000800009f0000000098");
        QTest::newRow("a length that cannot be") << QByteArray("aaaaaa9669ffff00009f0000000097");
        QTest::newRow("an answer to another question") << QByteArray::fromStdString(kSelected);
    }
    void aDamagedFrame_isAskedForOnceMore()
    {
        QFETCH(QByteArray, reply);
        begin(Talk::opened()
                  .ask(kFind, reply.toStdString())
                  .quiet()
                  .ask(kFind, kFound)
                  .ask(kSelect, kSelected)
                  .ask(kRead, cardReply(QStringLiteral("李秀兰"))));
        QVERIFY(read());
        over();
    }

    void twiceDamaged_isTheReadersFault()
    {
        begin(Talk::opened().ask(kFind, failure(0x10)).quiet().ask(kFind, failure(0x10)));
        QVERIFY(read().failedWith(Fault::DeviceGarbled));
        over();
    }

    void aLostModule_isResetAndAskedFromTheBeginning()
    {
        begin(Talk::opened()
                  .ask(kFind, kFound)
                  .ask(kSelect, failure(0x24))
                  .ask(kReset, kGood)
                  .ask(kFind, kFound)
                  .ask(kSelect, kSelected)
                  .ask(kRead, cardReply(QStringLiteral("李秀兰"))));
        QVERIFY(read());
        QCOMPARE(m_pauses.size(), 1);
        over();
    }

    void aCardThatCannotBeSelected_isLookedForAgainButNotForever()
    {
        auto talk = Talk::opened();
        for (int i = 0; i < 4; ++i)
            talk.ask(kFind, kFound).ask(kSelect, failure(0x81));
        begin(talk);
        QVERIFY(read(60s).failedWith(Fault::CardMoved));
        over();
    }

    void aLongWait_isNoReasonToGiveUp()
    {
        auto talk = Talk::opened();
        for (int i = 0; i < 6; ++i) // a card that is held into the field and taken away, again and again
            talk.ask(kFind, kFound).ask(kSelect, failure(0x81)).ask(kFind, kNoCard);
        talk.ask(kFind, kFound).ask(kSelect, kSelected).ask(kRead, cardReply(QStringLiteral("李秀兰")));
        begin(talk);
        QVERIFY(read(60s));
        over();
    }

    void whatGoesWrongWhileReading_isForTheCitizenToMend_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("fault");
        QTest::newRow("the card does not accept the reader") << 0x31 << int(Fault::CardMoved);
        QTest::newRow("the reader does not accept the card") << 0x32 << int(Fault::CardDoubtful);
        QTest::newRow("the seal does not hold") << 0x33 << int(Fault::CardDoubtful);
        QTest::newRow("some other card") << 0x40 << int(Fault::CardForeign);
        QTest::newRow("lifted") << 0x41 << int(Fault::CardMoved);
        QTest::newRow("no random number") << 0x47 << int(Fault::CardMoved);
        QTest::newRow("out of sequence, so the answer was lost") << 0x21 << int(Fault::CardMoved);
        QTest::newRow("no such item") << 0x91 << int(Fault::CardEmpty);
        QTest::newRow("not permitted") << 0x23 << int(Fault::DeviceBroken);
    }
    void whatGoesWrongWhileReading_isForTheCitizenToMend()
    {
        QFETCH(int, status);
        QFETCH(int, fault);
        begin(Talk::opened().ask(kFind, kFound).ask(kSelect, kSelected).ask(kRead, failure(status)));
        const auto refused = read();
        QVERIFY(!refused);
        QCOMPARE(int(refused.fault()), fault);
        over();
    }

    void withdrawn_meansCancelled()
    {
        begin(Talk::opened().ask(kFind, kNoCard));
        QVERIFY(m_session->probe({}));
        const auto refuses = [](Milliseconds) { return false; };
        QVERIFY(m_session->readCard(patience(10s), refuses, found()).failedWith(Fault::Cancelled));
        over();
    }

    void recordedReaders_areReadAsTheyWere_data()
    {
        QTest::addColumn<QString>("file");
        const QDir folder(QStringLiteral(YIZHAN_SOURCE_DIR "/tests/recordings/idcard"));
        const auto files = folder.entryList({QStringLiteral("*.transcript")}, QDir::Files, QDir::Name);
        QVERIFY(!files.isEmpty());
        for (const auto &file : files)
            QTest::newRow(qPrintable(file)) << folder.filePath(file);
    }
    /** The second line of a recording says what it expects: "# expects: KIND NAME". */
    void recordedReaders_areReadAsTheyWere()
    {
        QFETCH(QString, file);
        QFile recording(file);
        QVERIFY(recording.open(QIODevice::ReadOnly));
        const auto text = recording.readAll();
        const auto expected = QString::fromUtf8(text.split('\n').value(1)).section(QLatin1Char(' '), 2);
        begin(Talk(text.toStdString()));
        const auto card = read();
        QVERIFY2(card, card ? "" : (card.error().detail + " | " + m_wire->difference()).c_str());
        QCOMPARE(QStringLiteral("%1 %2")
                     .arg(static_cast<int>(card->kind))
                     .arg(card->name.isEmpty() ? card->englishName : card->name),
                 expected);
        over();
    }

private:
    void begin(const Talk &talk)
    {
        auto transcript = parseTranscript(talk.text());
        QVERIFY2(transcript, transcript ? "" : transcript.error().detail.c_str());
        auto wire = std::make_unique<ReplayWire>(
            *std::move(transcript), [this](Deadline deadline) { m_clock.advance(deadline.remaining(m_clock)); });
        m_wire = wire.get();
        m_session.emplace(std::move(wire), m_clock, Timing{});
    }

    Result<IdCard> read(Milliseconds period = 10s)
    {
        if (auto answered = m_session->probe({}); !answered)
            return answered.error();
        return m_session->readCard(patience(period), pause(), found());
    }

    Deadline patience(Milliseconds period) const { return Deadline::after(m_clock, period); }
    SdtSession::Pause pause()
    {
        return [this](Milliseconds period) {
            m_pauses += period;
            m_clock.advance(period);
            return true;
        };
    }
    SdtSession::OnFound found()
    {
        return [this] { ++m_found; };
    }
    /** Everything in the transcript was said, and nothing else. */
    void over() { QVERIFY2(m_wire->isFinished() && m_wire->difference().empty(), m_wire->difference().c_str()); }

    ManualClock m_clock;
    ReplayWire *m_wire = nullptr; ///< the session's
    std::optional<SdtSession> m_session;
    QList<Milliseconds> m_pauses;
    int m_found = 0;
};

QTEST_GUILESS_MAIN(SdtSessionTest)
#include "tst_sdt_session.moc"
