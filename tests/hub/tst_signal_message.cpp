// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QTest>

#include <hub/call_rooms.h>
#include <hub/signal_message.h>

#include <fstream>
#include <nlohmann/json.hpp>

using namespace yz;
using namespace yz::hub;
using Json = nlohmann::json;

namespace {

const QString kGolden = QStringLiteral(YIZHAN_SOURCE_DIR "/hub/contract/golden/signalling");

Json read(const QString &name)
{
    std::ifstream file((kGolden + QLatin1Char('/') + name).toStdString());
    return Json::parse(file, nullptr, false);
}

template <class Message>
std::string reasonFor(const Result<Signal<Message>> &signal)
{
    return signal ? std::string() : signal.error().detail;
}

std::optional<Uuid> order(const Json &from)
{
    return from.is_string() ? std::optional(*Uuid::parse(from.get<std::string>())) : std::nullopt;
}

std::vector<IceServer> ice(const Json &from)
{
    std::vector<IceServer> servers;
    for (const auto &one : from)
        servers.push_back({one["urls"].get<std::vector<std::string>>(), one["username"], one["credential"]});
    return servers;
}

CallMedia media(const Json &from)
{
    return from == "video" ? CallMedia::Video : from == "audio" ? CallMedia::Audio : CallMedia::Text;
}

WallTime at(int hour, int minute)
{
    return std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) + std::chrono::hours(hour - 8) +
           std::chrono::minutes(minute);
}

/** The message as the hub's own code would put it. */
FromHub built(const Json &from)
{
    const std::string type = from["type"];
    if (type == "hello")
        return say::Hello{ice(from["ice"]), at(13, 30)};
    if (type == "queued")
        return say::Queued{from["place"], from["expected_wait_s"].is_null()
                                              ? std::nullopt
                                              : std::optional(from["expected_wait_s"].get<int>())};
    if (type == "accepted")
        return say::Accepted{from["agent"]["display"], from["agent"]["organisation"]};
    if (type == "call")
        return say::Call{from["topic"], order(from["order"]), media(from["media"]), ice(from["ice"])};
    if (type == "queue") {
        say::Queue queue;
        for (const auto &one : from["waiting"])
            queue.waiting.push_back({*Uuid::parse(one["call"].get<std::string>()), at(9, 30), one["topic"],
                                     order(one["order"]), media(one["media"])});
        return queue;
    }
    if (type == "offer")
        return say::Offer{from["sdp"]};
    if (type == "answer")
        return say::Answer{from["sdp"]};
    if (type == "cand")
        return say::Candidate{{}, {}, from["candidate"]};
    if (type == "text")
        return say::Text{from["text"]};
    if (type == "degrade")
        return say::Degrade{media(from["media"])};
    if (type == "bye")
        return say::Bye{from["reason"]};
    if (type == "duty")
        return say::Duty{from["on"]};
    if (type == "orders-changed")
        return say::OrdersChanged{};
    return say::Pong{};
}

} // namespace

class TestSignalMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyGoldenSignal_isReadRefusedOrWrittenAsItStands_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto &name : QDir(kGolden).entryList({QStringLiteral("*.json")}, QDir::Files))
            QTest::newRow(qPrintable(name)) << name;
    }
    void everyGoldenSignal_isReadRefusedOrWrittenAsItStands()
    {
        QFETCH(QString, name);
        const auto golden = read(name);
        const auto &message = golden["message"];
        const std::string from = golden["from"];
        const auto reason = golden["reason"].is_null() ? std::string() : golden["reason"].get<std::string>();
        if (from == "terminal") {
            QCOMPARE(reasonFor(parseTerminalSignal(message.dump())), reason);
        } else if (from == "agent") {
            QCOMPARE(reasonFor(parseAgentSignal(message.dump())), reason);
        } else {
            const auto call = message.contains("call") ? *Uuid::parse(message["call"].get<std::string>()) : Uuid();
            const auto written = writeSignal({call, message.value("session", 0), built(message)});
            QCOMPARE(QString::fromStdString(Json::parse(written).dump()), QString::fromStdString(message.dump()));
        }
    }

    void whatIsNoFrame_isRefused_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const QByteArray &frame, const char *reason) {
            QTest::newRow(name) << frame << QString::fromLatin1(reason);
        };
        row("nothing", "", "not-json");
        row("a list", "[]", "type");
        row("half", R"({"v":1,)", "not-json");
        row("broken UTF-8", "{\"v\":1,\"type\":\"\xC3\x28\"}", "not-json");
        row("U+0000", R"({"v":1,"type":"\u0000"})", "nul-character");
        row("a hundred thousand brackets", QByteArray(60'000, '['), "too-deep");
        row("more than 64 KiB", QByteArray(64 * 1024 + 1, ' '), "too-large");
        row("a version that is a text", R"({"v":"1","type":"ping"})", "v");
        row("a session beyond all numbers", R"({"v":1,"type":"ping","session":99999999999999999999})", "session");
    }
    void whatIsNoFrame_isRefused()
    {
        QFETCH(QByteArray, frame);
        QFETCH(QString, reason);
        QCOMPARE(QString::fromStdString(reasonFor(parseTerminalSignal(frame.toStdString()))), reason);
    }

    void aGoodbye_countsWhateverItsReason()
    {
        const std::string head = R"({"v":1,"type":"bye","session":1,"call":"01934e5f-0000-7000-8000-00000000c001")";
        for (const std::string reason : {"7", "null", "\"<b>\"", "\"\""}) {
            const auto signal = parseAgentSignal(head + ",\"reason\":" + reason + '}');
            QVERIFY(signal);
            QCOMPARE(std::get<say::Bye>(signal->message).reason, std::string("ended"));
        }
    }

    void theLongestFrameThatIsRead_isStillAFrameWhenItIsPassedOn()
    {
        const std::string head =
            R"({"v":1,"type":"offer","session":1,"call":"01934e5f-0000-7000-8000-00000000c001","sdp":)";
        std::string sdp = "\"";
        while (head.size() + sdp.size() + 4 <= kMaxSignal)
            sdp += "\\n";
        const auto signal = parseTerminalSignal(head + sdp + "\"}");
        QVERIFY(signal);
        const auto &offer = std::get<say::Offer>(signal->message);
        QVERIFY(writeSignal({signal->call, signal->session, offer}).size() <= kMaxSignal);
    }
};

QTEST_GUILESS_MAIN(TestSignalMessage)
#include "tst_signal_message.moc"
