// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <QtEndian>

#include <call/call_message.h>

#include <random>
#include <vector>

using namespace yz;

namespace {

QByteArray framed(const QByteArray &json)
{
    QByteArray length(4, '\0');
    qToBigEndian(static_cast<quint32>(json.size()), length.data());
    return length + json;
}

std::vector<CallMessage> oneOfEach()
{
    CallSetup setup;
    setup.media = CallMedia::Audio;
    setup.codec = CallCodec::H264;
    setup.iceServers = {{{QStringLiteral("turn:hub:3478")}, QStringLiteral("u"), QStringLiteral("c")}};
    setup.sources.video = QStringLiteral("videotestsrc");
    CallStats stats;
    stats.framesDecoded = 7;
    stats.lossPercent = 5;
    return {callwire::Begin{3, setup},
            callwire::Answer{3, QStringLiteral("v=0")},
            callwire::End{},
            callwire::Candidate{3, {QStringLiteral("video0"), 1, QStringLiteral("candidate:x")}},
            callwire::Ready{},
            callwire::Offer{3, QStringLiteral("v=0\r\n")},
            callwire::State{3, CallState::Failed},
            callwire::Shown{3, CallStream::Own},
            callwire::Stats{3, stats},
            callwire::Trouble{3, Fault::SequenceFork},
            callwire::Ended{}};
}

} // namespace

/** What kiosk and call process say to each other, and what neither takes from the other. */
class TestCallMessage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyMessage_comesThroughHoweverItIsCut()
    {
        const auto sent = oneOfEach();
        QCOMPARE(sent.size(), std::variant_size_v<CallMessage>);
        QByteArray bytes;
        for (const auto &message : sent)
            bytes += encode(message);
        CallMessageReader reader;
        std::vector<CallMessage> read;
        for (const char byte : bytes) {
            reader.feed(QByteArray(1, byte));
            auto next = reader.next();
            QVERIFY(next);
            if (*next)
                read.push_back(**next);
        }
        QCOMPARE(read.size(), sent.size());
        for (std::size_t i = 0; i < sent.size(); ++i) {
            QCOMPARE(read[i].index(), i);
            QCOMPARE(encode(read[i]), encode(sent[i]));
        }
        const auto &begin = std::get<callwire::Begin>(read[0]);
        QCOMPARE(begin.setup.codec, CallCodec::H264);
        QCOMPARE(begin.setup.iceServers.front().credential, QStringLiteral("c"));
    }

    void whatIsOutOfBounds_isRefusedByName_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("name");
        const auto row = [](const char *name, const QByteArray &json, const char *refused) {
            QTest::newRow(name) << framed(QByteArray(json).replace('\'', '"')) << QByteArray(refused);
        };
        QTest::newRow("too long") << QByteArray("\x7f\xff\xff\xff{}") << QByteArray("too long");
        row("no JSON", "hello", "no JSON object");
        row("a list", "[1]", "no JSON object");
        row("nothing", "", "no JSON object");
        row("deeper than anybody reads", QByteArray(30'000, '['), "no JSON object");
        row("another version", "{'v':2,'type':'end'}", "v");
        row("no version", "{'type':'end'}", "v");
        row("unknown type", "{'v':1,'type':'format-disk'}", "no such type");
        row("no type", "{'v':1}", "no such type");
        row("a state that is none", "{'v':1,'type':'state','session':1,'state':99}", "state");
        row("a session of zero", "{'v':1,'type':'offer','session':0,'sdp':''}", "session");
        row("half a session", "{'v':1,'type':'offer','session':1.5,'sdp':''}", "session");
        row("a session beyond all numbers", "{'v':1,'type':'offer','session':1e300,'sdp':''}", "session");
        row("an endless offer", "{'v':1,'type':'offer','session':1,'sdp':'" + QByteArray(40'000, 'x') + "'}", "sdp");
        row("text for a number", "{'v':1,'type':'shown','session':1,'stream':'0'}", "stream");
        row("a fault that is none", "{'v':1,'type':'trouble','session':1,'fault':-1}", "fault");
        row("an endless candidate",
            "{'v':1,'type':'cand','session':1,'mid':'','index':0,'candidate':'" + QByteArray(5000, 'x') + "'}",
            "candidate");
        row("a section that is none", "{'v':1,'type':'cand','session':1,'mid':'','index':17,'candidate':''}", "index");
        row("a picture that would fill the memory",
            "{'v':1,'type':'begin','session':1,'media':0,'codec':0,'ice':[],'video':'','audio':'','speaker':'',"
            "'width':100000,'height':480,'fps':15,'loopback':false}",
            "width");
        row("servers without end",
            "{'v':1,'type':'begin','session':1,'media':0,'codec':0,'ice':[" +
                QByteArray("{'urls':[],'username':'','credential':''},").repeated(9) + "{}" +
                "],'video':'','audio':'','speaker':'','width':640,'height':480,'fps':15,'loopback':false}",
            "ice");
    }
    void whatIsOutOfBounds_isRefusedByName()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, name);
        CallMessageReader reader;
        reader.feed(bytes);
        const auto next = reader.next();
        QVERIFY(next.failedWith(Fault::DataMalformed));
        QCOMPARE(QByteArray::fromStdString(next.error().detail), "call message: " + name);
    }

    void damagedMessages_areRefusedOrStayInBounds()
    {
        std::minstd_rand chance(20261123);
        const auto messages = oneOfEach();
        int refused = 0;
        for (int round = 0; round < 20'000; ++round) {
            auto bytes = encode(messages[static_cast<std::size_t>(round) % messages.size()]);
            for (unsigned hits = 1 + static_cast<unsigned>(chance() % 3); hits > 0; --hits) {
                const auto at = static_cast<qsizetype>(chance() % static_cast<unsigned>(bytes.size()));
                const auto what = chance() % 3;
                if (what == 0)
                    bytes[at] = static_cast<char>(chance());
                else if (what == 1)
                    bytes.remove(at, 1 + static_cast<qsizetype>(chance() % 9));
                else
                    bytes.insert(at, bytes.mid(static_cast<qsizetype>(chance() % 40), 8));
                if (bytes.isEmpty())
                    bytes = "x";
            }
            CallMessageReader reader;
            reader.feed(bytes);
            const auto next = reader.next();
            if (!next) {
                QVERIFY(next.failedWith(Fault::DataMalformed));
                ++refused;
            } else if (*next) {
                // What is taken can be said again, in the same words.
                const auto again = encode(**next);
                const auto twice = decodeCallMessage(again.mid(4));
                QVERIFY(twice);
                QCOMPARE(encode(*twice), again);
            }
        }
        QVERIFY(refused > 5000);
    }
};

QTEST_GUILESS_MAIN(TestCallMessage)
#include "tst_call_message.moc"
