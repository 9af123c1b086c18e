// SPDX-License-Identifier: Apache-2.0
// How a call behaves, on a clock of the test's; and every phase × event against docs/call-table.md. To accept a change:
//   YIZHAN_BLESS=1 build/dev/tests/app/tst_call_flow
#include <QFile>
#include <QTest>

#include <callflow/call_flow.h>
#include <fakes/manual_clock.h>

#include <algorithm>

using namespace yz;
using namespace yz::callflow;
using namespace std::chrono_literals;

namespace {

Uuid callId(std::uint8_t last = 1)
{
    Uuid id;
    id.bytes[15] = static_cast<std::byte>(last);
    return id;
}

template <class Wanted>
int countOf(const std::vector<Effect> &effects)
{
    return static_cast<int>(std::count_if(effects.begin(), effects.end(),
                                          [](const Effect &effect) { return std::holds_alternative<Wanted>(effect); }));
}

/** How often a message of this kind was sent. */
template <class Wanted>
int sent(const std::vector<Effect> &effects)
{
    return static_cast<int>(std::count_if(effects.begin(), effects.end(), [](const Effect &effect) {
        const auto *send = std::get_if<Send>(&effect);
        return send != nullptr && std::holds_alternative<Wanted>(send->message);
    }));
}

/** A call under way: goes through it and gathers what was to be done. */
class Walk
{
public:
    Walk &on(const callflow::Event &event)
    {
        auto flowed = flow(std::move(state), event, clock->now());
        state = std::move(flowed.state);
        effects.insert(effects.end(), flowed.effects.begin(), flowed.effects.end());
        return *this;
    }
    Walk &hears(FromHub message, int session = 0) { return on(Heard{{callId(), session, std::move(message)}}); }
    Walk &waits(Milliseconds period)
    {
        // As the desk does: a look at the clock every quarter of a second.
        for (Milliseconds left = period; left > 0ms; left -= 250ms) {
            clock->advance(std::min(left, Milliseconds(250)));
            on(Tick{});
        }
        return *this;
    }
    Phase phase() const { return state.standing.phase; }

    std::unique_ptr<ManualClock> clock = std::make_unique<ManualClock>();
    callflow::State state;
    std::vector<Effect> effects;
};

Walk asked(Media media = Media::Video)
{
    Walk walk;
    walk.on(Begin{{callId(), QStringLiteral("labour"), {}, media}}).on(LinkUp{});
    return walk;
}

Walk accepted(Media media = Media::Video)
{
    auto walk = asked(media);
    walk.hears(say::Hello{}).hears(say::Queued{2, 120}).hears(say::Accepted{QStringLiteral("李律师"), {}});
    return walk;
}

Walk speaking(Media media = Media::Video)
{
    auto walk = accepted(media);
    walk.on(MediaOffer{1, QStringLiteral("offer")}).hears(say::Answer{QStringLiteral("answer")}, 1);
    walk.on(MediaHealth{Health::Flowing});
    return walk;
}

const char *nameOf(Phase phase)
{
    static const char *const names[] = {"Consent",    "Requesting", "Queued",       "Negotiating",
                                        "Connecting", "InCall",     "Reconnecting", "Ended"};
    return names[static_cast<int>(phase)];
}

QByteArray nameOf(const callflow::State &state)
{
    static const char *const media[] = {"video", "audio", "text"};
    static const char *const ends[] = {"hung up", "agent ended", "agent left", "nobody",
                                       "refused", "unreachable", "broken"};
    QByteArray name = QByteArray(nameOf(state.standing.phase)) + ", " + media[static_cast<int>(state.standing.media)];
    if (state.standing.phase == Phase::Ended)
        name += QByteArray(", ") + ends[static_cast<int>(state.standing.end)];
    return name + (state.standing.unstable ? ", unstable" : "");
}

QByteArray nameOf(const Effect &effect)
{
    static const char *const names[] = {"OpenLink",      "CloseLink",   "Send",         "StartMedia", "GiveAnswer",
                                        "GiveCandidate", "ChangeMedia", "RebuildMedia", "StopMedia"};
    static_assert(std::size(names) == std::variant_size_v<Effect>);
    static const char *const messages[] = {"request", "offer", "cand", "text", "degrade", "bye", "ping"};
    static_assert(std::size(messages) == std::variant_size_v<ToHub>);
    QByteArray name = names[effect.index()];
    if (const auto *send = std::get_if<Send>(&effect))
        name += QByteArray(" ") + messages[send->message.index()];
    return name;
}

QByteArray table()
{
    const std::vector<std::pair<const char *, callflow::Event>> events = {
        {"begins", Begin{{callId(), QStringLiteral("labour"), {}, Media::Video}}},
        {"link up", LinkUp{}},
        {"link down", LinkDown{}},
        {"hub: queued", Heard{{callId(), 0, say::Queued{1, {}}}}},
        {"hub: accepted", Heard{{callId(), 0, say::Accepted{QStringLiteral("李律师"), {}}}}},
        {"hub: answer", Heard{{callId(), 1, say::Answer{QStringLiteral("answer")}}}},
        {"hub: answer to an earlier session", Heard{{callId(), 7, say::Answer{QStringLiteral("answer")}}}},
        {"hub: candidate", Heard{{callId(), 1, say::Candidate{{}, 0, QStringLiteral("candidate")}}}},
        {"hub: text", Heard{{callId(), 0, say::Text{QStringLiteral("您好")}}}},
        {"hub: agent left", Heard{{callId(), 0, say::Bye{"agent-left"}}}},
        {"hub: agent ended", Heard{{callId(), 0, say::Bye{"agent-ended"}}}},
        {"hub: nobody", Heard{{callId(), 0, say::Bye{"nobody"}}}},
        {"hub: goodbye of another call", Heard{{callId(9), 0, say::Bye{"nobody"}}}},
        {"media: offer", MediaOffer{1, QStringLiteral("offer")}},
        {"media: candidate", MediaCandidate{1, {}}},
        {"media: flows", MediaHealth{Health::Flowing}},
        {"media: stalls", MediaHealth{Health::Stalled}},
        {"media: failed", MediaHealth{Health::Failed}},
        {"media: process gone", MediaGone{}},
        {"picture off", Reduce{Media::Audio}},
        {"sound off", Reduce{Media::Text}},
        {"says words", Say{QStringLiteral("听不清")}},
        {"dropped", Drop{}},
        {"a tick, just now", Tick{}},
    };
    auto reconnecting = speaking();
    reconnecting.on(MediaHealth{Health::Failed});
    auto text = speaking();
    text.on(Reduce{Media::Text});
    auto connecting = accepted();
    connecting.on(MediaOffer{1, QStringLiteral("offer")}).hears(say::Answer{QStringLiteral("answer")}, 1);
    auto queued = asked();
    queued.hears(say::Queued{2, 120});
    auto over = speaking();
    over.on(Drop{});
    const std::vector<callflow::State> states = {{},
                                                 asked().state,
                                                 queued.state,
                                                 accepted().state,
                                                 connecting.state,
                                                 speaking().state,
                                                 reconnecting.state,
                                                 speaking(Media::Audio).state,
                                                 text.state,
                                                 over.state};
    QByteArray page =
        "<!-- SPDX-License-Identifier: Apache-2.0 -->\n# Every phase of a call × everything that can happen\n\n"
        "Written by `tst_call_flow` from `flow()`; the test fails when this page and the program differ. "
        "`·` means that nothing changes. Behind the arrow stand the effects, in order. What time does is "
        "in the test.\n";
    const auto now = ManualClock().now();
    for (const auto &state : states) {
        page += "\n## " + nameOf(state) + "\n\n| happens | becomes |\n|---|---|\n";
        for (const auto &[name, event] : events) {
            const auto after = flow(state, event, now);
            QByteArrayList done;
            for (const auto &effect : after.effects)
                done += nameOf(effect);
            QByteArray cell =
                nameOf(after.state) == nameOf(state) ? QByteArray(done.isEmpty() ? "·" : "stays") : nameOf(after.state);
            page += "| " + QByteArray(name) + " | " + cell + (done.isEmpty() ? "" : " → " + done.join(", ")) + " |\n";
        }
    }
    return page;
}

} // namespace

class CallFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingLooksOrListens_beforeSomebodyAccepted()
    {
        auto walk = asked();
        walk.hears(say::Queued{2, 120}).waits(60s);
        QCOMPARE(walk.phase(), Phase::Queued);
        QCOMPARE(walk.state.standing.place, 2);
        QCOMPARE(countOf<StartMedia>(walk.effects), 0);
        QCOMPARE(sent<say::Request>(walk.effects), 1);
    }

    void theStraightLine_leadsToACall()
    {
        const auto walk = speaking();
        QCOMPARE(walk.phase(), Phase::InCall);
        QCOMPARE(countOf<StartMedia>(walk.effects), 1);
        QCOMPARE(sent<say::Offer>(walk.effects), 1);
        QCOMPARE(countOf<GiveAnswer>(walk.effects), 1);
    }

    void aHubThatCannotBeReached_isGivenUpAfterTenSeconds()
    {
        Walk walk;
        walk.on(Begin{{callId(), {}, {}, Media::Video}}).waits(10s);
        QCOMPARE(walk.phase(), Phase::Ended);
        QCOMPARE(walk.state.standing.end, End::Unreachable);
        QVERIFY(owesCallback(walk.state.standing.end));
    }

    void aStall_isSaidAtOnceAndRebuiltAfterFourSeconds()
    {
        auto walk = speaking();
        walk.on(MediaHealth{Health::Stalled});
        QVERIFY(walk.state.standing.unstable);
        QCOMPARE(walk.phase(), Phase::InCall);
        walk.waits(4s);
        QCOMPARE(walk.phase(), Phase::Reconnecting);
        walk.waits(1s);
        QCOMPARE(countOf<RebuildMedia>(walk.effects), 1);
        walk.on(MediaOffer{2, QStringLiteral("offer")}).hears(say::Answer{QStringLiteral("late")}, 1);
        QCOMPARE(countOf<GiveAnswer>(walk.effects), 1); // the answer to the first session is nobody's any more
        walk.hears(say::Answer{QStringLiteral("answer")}, 2).on(MediaHealth{Health::Flowing});
        QCOMPARE(walk.phase(), Phase::InCall);
        QVERIFY(!walk.state.standing.unstable);
    }

    void whatCannotBeKeptUp_becomesSound_thenText_neverSilence()
    {
        auto walk = speaking();
        walk.on(MediaHealth{Health::Failed});
        for (int i = 0; i < 200 && walk.state.standing.media == Media::Video; ++i)
            walk.waits(1s);
        QCOMPARE(walk.state.standing.media, Media::Audio);
        QCOMPARE(countOf<RebuildMedia>(walk.effects), 3);
        QCOMPARE(countOf<ChangeMedia>(walk.effects), 1);
        for (int i = 0; i < 200 && walk.state.standing.media == Media::Audio; ++i)
            walk.waits(1s);
        QCOMPARE(walk.state.standing.media, Media::Text);
        QCOMPARE(walk.phase(), Phase::InCall);
        QCOMPARE(countOf<StopMedia>(walk.effects), 1);
        walk.on(LinkDown{}).waits(20s);
        QCOMPARE(walk.phase(), Phase::Ended);
        QCOMPARE(walk.state.standing.end, End::Broken);
    }

    void theProcessThatDies_isStartedAgain()
    {
        auto walk = speaking();
        walk.on(MediaGone{}).waits(1s);
        QCOMPARE(countOf<StartMedia>(walk.effects), 2);
        QCOMPARE(countOf<RebuildMedia>(walk.effects), 0);
    }

    void theAgentWhoIsGone_leavesAPromise_theOneWhoSaysGoodbyeDoesNot()
    {
        auto left = speaking();
        left.hears(say::Bye{"agent-left"});
        QCOMPARE(left.state.standing.end, End::AgentLeft);
        QVERIFY(owesCallback(left.state.standing.end));
        QCOMPARE(countOf<StopMedia>(left.effects), 1);
        auto ended = speaking();
        ended.hears(say::Bye{"agent-ended"});
        QVERIFY(!owesCallback(ended.state.standing.end));
    }

    void hangingUp_saysGoodbyeAndSwitchesOff()
    {
        auto walk = speaking();
        walk.on(Drop{});
        QCOMPARE(sent<say::Bye>(walk.effects), 1);
        QCOMPARE(countOf<StopMedia>(walk.effects), 1);
        QCOMPARE(countOf<CloseLink>(walk.effects), 1);
        walk.on(MediaOffer{2, QStringLiteral("late")});
        QCOMPARE(sent<say::Offer>(walk.effects), 1);
    }

    void aBrokenLink_leavesTheRunningCallAlone()
    {
        auto walk = speaking();
        walk.on(LinkDown{}).waits(60s);
        QCOMPARE(walk.phase(), Phase::InCall);
        walk.on(LinkUp{});
        QCOMPARE(countOf<RebuildMedia>(walk.effects), 0);
    }

    void theCodec_refusesWhatBreaksTheRules()
    {
        QVERIFY(decode("{}").failedWith(Fault::Unsupported));
        QVERIFY(decode("[]").failedWith(Fault::DataMalformed));
        QVERIFY(decode("{\"v\":1,\"type\":\"dance\"}").failedWith(Fault::Unsupported));
        QVERIFY(decode("{\"v\":1,\"type\":\"answer\"}").failedWith(Fault::DataMalformed));
        QVERIFY(decode("{\"v\":1,\"type\":\"queued\",\"place\":-1}").failedWith(Fault::DataMalformed));
        QVERIFY(decode("{\"v\":1,\"type\":\"bye\",\"call\":\"x\"}").failedWith(Fault::DataMalformed));
        QVERIFY(decode(QByteArray(64 * 1024 + 1, ' ')).failedWith(Fault::DataMalformed));
        QVERIFY(decode("{\"v\":1,\"type\":\"answer\",\"sdp\":\"" + QByteArray(33'000, 'a') + "\"}")
                    .failedWith(Fault::DataMalformed));
        const auto answer = decode("{\"v\":1,\"type\":\"answer\",\"session\":3,\"sdp\":\"v=0\","
                                   "\"call\":\"00000000-0000-0000-0000-000000000001\"}");
        QVERIFY(answer);
        QCOMPARE(answer->session, 3);
        QVERIFY(answer->call == callId());
        const auto sentFrame = encode(callId(), 2, say::Text{QStringLiteral("您好")});
        QVERIFY(decode(sentFrame));
        QCOMPARE(std::get<say::Text>(decode(sentFrame)->message).text, QStringLiteral("您好"));
    }

    void thePage_saysWhatTheProgramDoes()
    {
        QFile page(QStringLiteral(YIZHAN_SOURCE_DIR "/docs/call-table.md"));
        const auto now = table();
        if (qEnvironmentVariableIsSet("YIZHAN_BLESS")) {
            QVERIFY(page.open(QIODevice::WriteOnly));
            page.write(now);
            return;
        }
        QVERIFY2(page.open(QIODevice::ReadOnly), "docs/call-table.md is missing");
        QCOMPARE(QString::fromUtf8(now), QString::fromUtf8(page.readAll()));
    }
};

QTEST_GUILESS_MAIN(CallFlowTest)
#include "tst_call_flow.moc"
