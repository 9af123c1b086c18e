// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <fakes/manual_clock.h>
#include <hub/call_rooms.h>

#include <nlohmann/json.hpp>

using namespace yz;
using namespace yz::hub;
using namespace std::chrono_literals;
using Json = nlohmann::json;

namespace {

const std::string kCall = "01934e5f-0000-7000-8000-00000000c001";
const std::string kOther = "01934e5f-0000-7000-8000-00000000c002";
const std::string kThird = "01934e5f-0000-7000-8000-00000000c003";
const std::string kOrder = "01934e5f-0000-7000-8000-00000000a001";

/** What one side was told. */
class Heard final : public CallLine
{
public:
    void say(std::string frame) override { m_frames.push_back(Json::parse(frame)); }
    void hangUp() override { hungUp = true; }

    /** The types since the last question, in order. */
    std::string types()
    {
        std::string text;
        for (; m_asked < m_frames.size(); ++m_asked)
            text += (text.empty() ? "" : " ") + m_frames[m_asked]["type"].get<std::string>();
        return text;
    }
    Json last(const std::string &type) const
    {
        for (auto it = m_frames.rbegin(); it != m_frames.rend(); ++it) {
            if ((*it)["type"] == type)
                return *it;
        }
        return {};
    }
    bool hungUp = false;

private:
    std::vector<Json> m_frames;
    std::size_t m_asked = 0;
};

/** The facts as lines of text. */
class Facts final : public CallRecord
{
public:
    void onDuty(std::uint64_t agent, bool on) override { add("duty " + std::to_string(agent) + (on ? " on" : " off")); }
    void began(const CallFacts &call) override { add("began " + std::to_string(call.agent)); }
    void ended(const CallFacts &call, std::chrono::seconds talked, std::string_view reason) override
    {
        add("ended " + std::to_string(call.agent) + ' ' + std::to_string(talked.count()) + ' ' + std::string(reason));
    }
    void missed(const CallFacts &, std::string_view reason) override { add("missed " + std::string(reason)); }
    void noted(const CallFacts &, std::string text) override { add("noted " + text); }

    std::string take() { return std::exchange(m_lines, {}); }

private:
    void add(const std::string &line) { m_lines += (m_lines.empty() ? "" : ", ") + line; }
    std::string m_lines;
};

/** The rooms with whoever a test needs around them. */
struct House
{
    explicit House(CallRooms::Bounds bounds = {})
        : rooms(clock, facts, [](const Uuid &, WallTime) { return std::vector<IceServer>{}; }, bounds)
    {
    }

    CallRooms::Seat agent(std::uint64_t id, Heard &line, bool onDuty = true)
    {
        const auto seat = rooms.joinAgent({id, "li", "李律师", "示范县中心", true}, line).value_or(0);
        if (onDuty)
            say(seat, {{"type", "duty"}, {"on", true}});
        line.types();
        facts.take();
        return seat;
    }
    CallRooms::Seat waiting(const std::string &terminal, Heard &line, const std::string &call = kCall)
    {
        const auto seat = rooms.joinTerminal(terminal, line);
        ask(seat, call);
        return seat;
    }
    void ask(CallRooms::Seat seat, const std::string &call)
    {
        say(seat, {{"type", "request"}, {"media", "video"}, {"topic", "wages"}, {"order", kOrder}}, call, 0);
    }
    void say(CallRooms::Seat seat, Json message, const std::string &call = {}, int session = 1)
    {
        message["v"] = 1;
        if (!call.empty()) {
            message["call"] = call;
            message["session"] = session;
        }
        rooms.heard(seat, message.dump());
    }
    /** Time passes while everybody named is heard. */
    void pass(Milliseconds period, std::initializer_list<CallRooms::Seat> awake)
    {
        for (; period > 0ms; period -= 1s) {
            clock.advance(std::min<Milliseconds>(period, 1s));
            for (const auto seat : awake)
                say(seat, {{"type", "ping"}});
            rooms.tick();
        }
    }

    ManualClock clock;
    Facts facts;
    CallRooms rooms;
};

/** A citizen and a lawyer in a call. */
struct Talk : House
{
    Talk()
    {
        lawyerSeat = agent(7, lawyer);
        citizenSeat = waiting("YZ-0001", citizen);
        say(lawyerSeat, {{"type", "accept"}}, kCall);
        lawyer.types();
        citizen.types();
        facts.take();
    }
    Heard citizen, lawyer;
    CallRooms::Seat citizenSeat = 0, lawyerSeat = 0;
};

} // namespace

class TestCallRooms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoAsks_waits_isAccepted_talks()
    {
        House house;
        Heard citizen, lawyer;
        const auto desk = house.agent(7, lawyer);
        const auto seat = house.waiting("YZ-0001", citizen);
        QCOMPARE(citizen.types(), std::string("hello queued"));
        QCOMPARE(citizen.last("hello")["call"].get<std::string>(), kCall);
        QCOMPARE(citizen.last("queued")["place"].get<int>(), 1);
        QCOMPARE(lawyer.types(), std::string("queue"));
        const auto row = lawyer.last("queue")["waiting"][0];
        QCOMPARE(row["call"].get<std::string>() + row["topic"].get<std::string>() + row["media"].get<std::string>(),
                 kCall + "wagesvideo");
        QCOMPARE(row["order"].get<std::string>(), kOrder);

        house.say(desk, {{"type", "accept"}}, kCall);
        QCOMPARE(citizen.types(), std::string("accepted"));
        QCOMPARE(citizen.last("accepted")["agent"]["display"].get<std::string>(), std::string("李律师"));
        QCOMPARE(lawyer.types(), std::string("call queue"));
        QVERIFY(lawyer.last("queue")["waiting"].empty());
        QCOMPARE(house.facts.take(), std::string("began 7"));

        house.say(seat, {{"type", "offer"}, {"sdp", "v=0 offer"}}, kCall, 1);
        house.say(desk, {{"type", "answer"}, {"sdp", "v=0 answer"}}, kCall, 1);
        house.say(seat, {{"type", "cand"}, {"mid", "video0"}, {"index", 0}, {"candidate", "c1"}}, kCall, 1);
        house.say(desk, {{"type", "cand"}, {"mid", nullptr}, {"index", nullptr}, {"candidate", "c2"}}, kCall, 1);
        house.say(seat, {{"type", "text"}, {"text", "听得到吗"}}, kCall, 1);
        house.say(desk, {{"type", "text"}, {"text", "听得到"}}, kCall, 1);
        QCOMPARE(lawyer.types(), std::string("offer cand text"));
        QCOMPARE(citizen.types(), std::string("answer cand text"));
        QCOMPARE(lawyer.last("text")["text"].get<std::string>(), std::string("听得到吗"));
        QVERIFY(citizen.last("cand")["mid"].is_null());

        house.say(desk, {{"type", "note"}, {"text", "有转账记录"}}, kCall, 1);
        house.pass(5s, {desk, seat});
        house.say(desk, {{"type", "bye"}, {"reason", "agent-ended"}}, kCall, 1);
        QCOMPARE(citizen.last("bye")["reason"].get<std::string>(), std::string("agent-ended"));
        QCOMPARE(house.facts.take(), std::string("noted 有转账记录, ended 7 5 agent-ended"));
        QCOMPARE(house.rooms.calls(), 0U);
    }

    void twoAccept_oneGetsIt()
    {
        House house;
        Heard citizen, first, second;
        const auto li = house.agent(7, first), wang = house.agent(8, second);
        house.waiting("YZ-0001", citizen);
        house.say(li, {{"type", "accept"}}, kCall);
        house.say(wang, {{"type", "accept"}}, kCall);
        QCOMPARE(second.last("bye")["reason"].get<std::string>(), std::string("taken"));
        house.say(wang, {{"type", "text"}, {"text", "我来"}}, kCall);
        house.say(wang, {{"type", "bye"}, {"reason", "agent-ended"}}, kCall);
        QCOMPARE(citizen.types(), std::string("hello queued accepted"));
        QCOMPARE(house.rooms.duty().free, 1);
    }

    void whoIsInACall_orMayNotAnswer_orComesTooLate_isRefused()
    {
        Talk talk;
        Heard other, leader;
        talk.waiting("YZ-0002", other, kOther);
        talk.say(talk.lawyerSeat, {{"type", "accept"}}, kOther);
        QCOMPARE(talk.lawyer.last("bye")["reason"].get<std::string>(), std::string("refused"));
        const auto seat = talk.rooms.joinAgent({9, "chen", "陈主任", "示范县中心", false}, leader).value_or(0);
        talk.say(seat, {{"type", "duty"}, {"on", true}});
        QCOMPARE(leader.last("duty")["on"].get<bool>(), false);
        talk.say(seat, {{"type", "accept"}}, kOther);
        QCOMPARE(leader.last("bye")["reason"].get<std::string>(), std::string("refused"));
        Heard late;
        const auto lateSeat = talk.agent(8, late);
        talk.say(lateSeat, {{"type", "accept"}}, kThird);
        QCOMPARE(late.last("bye")["reason"].get<std::string>(), std::string("nobody"));
    }

    void withNobodyOnDuty_theCitizenIsToldAtOnce()
    {
        House house;
        Heard citizen, lawyer;
        house.agent(7, lawyer, false);
        house.waiting("YZ-0001", citizen);
        QCOMPARE(citizen.types(), std::string("bye"));
        QCOMPARE(citizen.last("bye")["reason"].get<std::string>(), std::string("nobody"));
        QCOMPARE(house.facts.take(), std::string("missed nobody"));
    }

    void theLastOnDutyGoesHome_whoWaitsIsTold()
    {
        House house;
        Heard citizen, lawyer;
        const auto desk = house.agent(7, lawyer);
        const auto seat = house.waiting("YZ-0001", citizen);
        house.say(desk, {{"type", "duty"}, {"on", false}});
        house.pass(1s, {seat, desk});
        QCOMPARE(citizen.last("bye")["reason"].get<std::string>(), std::string("nobody"));
        QCOMPARE(house.facts.take(), std::string("duty 7 off, missed nobody"));
    }

    void aPageThatIsLoadedAgain_losesNobodyWhoWaits()
    {
        House house;
        Heard citizen, lawyer, again;
        const auto desk = house.agent(7, lawyer);
        const auto seat = house.waiting("YZ-0001", citizen);
        house.rooms.left(desk, CallRooms::Ending::Broken);
        QCOMPARE(house.facts.take(), std::string("duty 7 off"));
        house.pass(3s, {seat});
        const auto back = house.rooms.joinAgent({7, "li", "李律师", "示范县中心", true}, again).value_or(0);
        QCOMPARE(again.last("queue")["waiting"].size(), 1U);
        house.say(back, {{"type", "duty"}, {"on", true}});
        house.pass(6s, {seat, back});
        QVERIFY(citizen.last("bye").is_null());
        house.rooms.left(back, CallRooms::Ending::Broken);
        house.pass(6s, {seat});
        QCOMPARE(citizen.last("bye")["reason"].get<std::string>(), std::string("nobody"));
    }

    void aSilentLawyer_isGoneAfterTenSeconds()
    {
        Talk talk;
        talk.pass(9s, {talk.citizenSeat});
        QVERIFY(!talk.lawyer.hungUp);
        talk.rooms.alive(talk.lawyerSeat); // the machine answers, the page does not
        talk.pass(1s, {talk.citizenSeat});
        QVERIFY(talk.lawyer.hungUp);
        QCOMPARE(talk.citizen.last("bye")["reason"].get<std::string>(), std::string("agent-left"));
        QCOMPARE(talk.facts.take(), std::string("ended 7 10 agent-left, duty 7 off"));
    }

    void aLawyersPageInTheBackground_staysOnDuty()
    {
        House house;
        Heard lawyer;
        const auto desk = house.agent(7, lawyer);
        for (int second = 0; second < 60; ++second) {
            house.clock.advance(1s);
            house.rooms.alive(desk);
            house.rooms.tick();
        }
        QVERIFY(!lawyer.hungUp);
        QCOMPARE(house.rooms.duty().onDuty, 1);
    }

    void aLawyerWhoseLineCloses_isGoneAtOnce()
    {
        Talk talk;
        talk.rooms.left(talk.lawyerSeat, CallRooms::Ending::Broken);
        QCOMPARE(talk.citizen.last("bye")["reason"].get<std::string>(), std::string("agent-left"));
        QCOMPARE(talk.rooms.calls(), 0U);
    }

    void aTerminalThatComesBack_goesOn()
    {
        Talk talk;
        talk.say(talk.citizenSeat, {{"type", "offer"}, {"sdp", "one"}}, kCall, 1);
        talk.rooms.left(talk.citizenSeat, CallRooms::Ending::Broken);
        talk.say(talk.lawyerSeat, {{"type", "text"}, {"text", "还在吗"}}, kCall, 1);
        talk.pass(8s, {talk.lawyerSeat});
        Heard again;
        const auto seat = talk.rooms.joinTerminal("YZ-0001", again);
        talk.say(seat, {{"type", "offer"}, {"sdp", "two"}}, kCall, 2);
        QCOMPARE(again.types(), std::string("text"));
        QCOMPARE(talk.lawyer.last("offer")["session"].get<int>(), 2);
        talk.pass(20s, {talk.lawyerSeat, seat});
        QCOMPARE(talk.rooms.calls(), 1U);
    }

    void aTerminalThatStaysAway_endsTheCall()
    {
        Talk talk;
        talk.rooms.left(talk.citizenSeat, CallRooms::Ending::Broken);
        talk.pass(9s, {talk.lawyerSeat});
        QVERIFY(talk.lawyer.last("bye").is_null());
        talk.pass(2s, {talk.lawyerSeat});
        QCOMPARE(talk.lawyer.last("bye")["reason"].get<std::string>(), std::string("terminal-left"));
        QCOMPARE(talk.rooms.duty().free, 1);
    }

    void aTerminalThatSaysGoodbye_orCloses_endsItAtOnce()
    {
        Talk byWord;
        byWord.say(byWord.citizenSeat, {{"type", "bye"}, {"reason", "hung-up"}}, kCall, 1);
        QCOMPARE(byWord.lawyer.last("bye")["reason"].get<std::string>(), std::string("peer-ended"));
        QCOMPARE(byWord.facts.take(), std::string("ended 7 0 citizen-ended"));
        Talk byClosing;
        byClosing.rooms.left(byClosing.citizenSeat, CallRooms::Ending::Closed);
        QCOMPARE(byClosing.lawyer.last("bye")["reason"].get<std::string>(), std::string("terminal-left"));
    }

    void aSilentTerminal_losesItsLine_thenItsCall()
    {
        Talk talk;
        talk.pass(10s, {talk.lawyerSeat});
        QVERIFY(talk.citizen.hungUp);
        QCOMPARE(talk.rooms.calls(), 1U);
        talk.pass(10s, {talk.lawyerSeat});
        QCOMPARE(talk.rooms.calls(), 0U);
    }

    void whoAsksAgainAfterALostLine_keepsThePlace()
    {
        House house;
        Heard lawyer, first, second, again;
        const auto desk = house.agent(7, lawyer);
        const auto seat = house.waiting("YZ-0001", first);
        const auto other = house.waiting("YZ-0002", second, kOther);
        QCOMPARE(second.last("queued")["place"].get<int>(), 2);
        house.rooms.left(seat, CallRooms::Ending::Broken);
        QCOMPARE(lawyer.last("queue")["waiting"].size(), 1U); // nobody is offered who is not there
        house.pass(5s, {desk, other});
        house.waiting("YZ-0001", again);
        QCOMPARE(again.last("queued")["place"].get<int>(), 1);
        QCOMPARE(lawyer.last("queue")["waiting"].size(), 2U);
        QCOMPARE(lawyer.last("queue")["waiting"][0]["call"].get<std::string>(), kCall);
    }

    void whoMissedBeingAccepted_isToldAgain()
    {
        Talk talk;
        Heard again;
        talk.rooms.left(talk.citizenSeat, CallRooms::Ending::Broken);
        talk.waiting("YZ-0001", again);
        QCOMPARE(again.types(), std::string("hello accepted"));
    }

    void anotherCallOfTheSameTerminal_endsTheFirst()
    {
        Talk talk;
        talk.ask(talk.citizenSeat, kOther);
        QCOMPARE(talk.lawyer.last("bye")["call"].get<std::string>(), kCall);
        QCOMPARE(talk.citizen.types(), std::string("hello queued"));
        QCOMPARE(talk.rooms.calls(), 1U);
    }

    void aCallOfAnotherTerminal_cannotBeEntered()
    {
        Talk talk;
        Heard stranger;
        const auto seat = talk.waiting("YZ-0002", stranger);
        QCOMPARE(stranger.last("bye")["reason"].get<std::string>(), std::string("refused"));
        talk.say(seat, {{"type", "offer"}, {"sdp", "mine"}}, kCall, 3);
        talk.say(seat, {{"type", "bye"}, {"reason", "hung-up"}}, kCall, 3);
        QCOMPARE(talk.lawyer.types(), std::string());
        QCOMPARE(talk.rooms.calls(), 1U);
    }

    void aCallNobodyKnowsAnyMore_isSaidToBeOver()
    {
        House house;
        Heard citizen;
        const auto seat = house.rooms.joinTerminal("YZ-0001", citizen);
        house.say(seat, {{"type", "offer"}, {"sdp", "still here"}}, kCall, 4);
        QCOMPARE(citizen.last("bye")["reason"].get<std::string>(), std::string("agent-left"));
        house.say(seat, {{"type", "ping"}}, kCall, 4);
        QCOMPARE(citizen.types(), std::string("bye pong bye"));
    }

    void whatBelongsToARebuiltSession_isDropped()
    {
        Talk talk;
        talk.say(talk.citizenSeat, {{"type", "offer"}, {"sdp", "one"}}, kCall, 1);
        talk.say(talk.citizenSeat, {{"type", "offer"}, {"sdp", "two"}}, kCall, 2);
        talk.lawyer.types();
        talk.say(talk.lawyerSeat, {{"type", "answer"}, {"sdp", "to one"}}, kCall, 1);
        talk.say(talk.lawyerSeat, {{"type", "cand"}, {"candidate", "of one"}}, kCall, 1);
        talk.say(talk.citizenSeat, {{"type", "cand"}, {"candidate", "of one"}}, kCall, 1);
        talk.say(talk.citizenSeat, {{"type", "offer"}, {"sdp", "one again"}}, kCall, 1);
        QCOMPARE(talk.citizen.types(), std::string());
        QCOMPARE(talk.lawyer.types(), std::string());
        QCOMPARE(talk.rooms.figures().stale, 4U);
        talk.say(talk.lawyerSeat, {{"type", "answer"}, {"sdp", "to two"}}, kCall, 2);
        QCOMPARE(talk.citizen.last("answer")["session"].get<int>(), 2);
    }

    void lessThanVideo_isPassedOn()
    {
        Talk talk;
        talk.say(talk.citizenSeat, {{"type", "degrade"}, {"media", "audio"}}, kCall, 1);
        QCOMPARE(talk.lawyer.last("degrade")["media"].get<std::string>(), std::string("audio"));
    }

    void theWait_isReckonedFromTheLastCalls()
    {
        Talk talk;
        Heard second, third;
        talk.waiting("YZ-0002", second, kOther);
        QVERIFY(second.last("queued")["expected_wait_s"].is_null()); // no call has ended yet
        QVERIFY(!talk.rooms.duty().expectedWaitSeconds);
        talk.say(talk.citizenSeat, {{"type", "ping"}}, kCall);
        talk.clock.advance(120s);
        talk.say(talk.lawyerSeat, {{"type", "bye"}, {"reason", "agent-ended"}}, kCall);
        QCOMPARE(second.last("queued")["expected_wait_s"].get<int>(), 0); // somebody is free
        talk.say(talk.lawyerSeat, {{"type", "accept"}}, kOther);
        talk.waiting("YZ-0003", third, kThird);
        QCOMPARE(third.last("queued")["expected_wait_s"].get<int>(), 120);
        const auto duty = talk.rooms.duty();
        QCOMPARE(duty.onDuty, 1);
        QCOMPARE(duty.free, 0);
        QCOMPARE(duty.waiting, 1);
        QCOMPARE(duty.expectedWaitSeconds, std::optional(240));
    }

    void twoWindowsOfOnePerson_areOnePerson()
    {
        House house;
        Heard first, second;
        const auto one = house.agent(7, first), two = house.agent(7, second);
        QCOMPARE(house.rooms.duty().onDuty, 1);
        house.say(one, {{"type", "duty"}, {"on", false}});
        QCOMPARE(house.facts.take(), std::string("duty 7 on"));
        house.say(two, {{"type", "duty"}, {"on", false}});
        QCOMPARE(house.facts.take(), std::string("duty 7 off"));
    }

    void tooManyWaiting_areRefused()
    {
        CallRooms::Bounds bounds;
        bounds.mostWaiting = 2;
        House house(bounds);
        Heard lawyer, lines[3];
        house.agent(7, lawyer);
        house.waiting("YZ-0001", lines[0], kCall);
        house.waiting("YZ-0002", lines[1], kOther);
        house.waiting("YZ-0003", lines[2], kThird);
        QCOMPARE(lines[2].last("bye")["reason"].get<std::string>(), std::string("refused"));
    }

    void whatIsUnknownOrBroken_isDroppedAndCounted()
    {
        Talk talk;
        for (const char *frame : {"", "{}", "[]", "{\"v\":1}", "not json", "{\"v\":1,\"type\":\"offer\"}"})
            talk.rooms.heard(talk.citizenSeat, frame);
        QCOMPARE(talk.rooms.figures().malformed, 6U);
        talk.say(talk.citizenSeat, {{"type", "dance"}}, kCall);
        talk.say(talk.citizenSeat, {{"type", "accept"}}, kCall);
        talk.say(talk.lawyerSeat, {{"type", "offer"}, {"sdp", "x"}}, kCall);
        QCOMPARE(talk.rooms.figures().unknown, 3U);
        QCOMPARE(talk.lawyer.types(), std::string());
        QCOMPARE(talk.rooms.calls(), 1U);
    }

    void whoSaysTooMuch_losesTheLine()
    {
        Talk talk;
        for (int i = 0; i < 400; ++i)
            talk.say(talk.citizenSeat, {{"type", "text"}, {"text", "again"}}, kCall, 1);
        QVERIFY(talk.citizen.hungUp);
        QCOMPARE(talk.rooms.figures().floods, 1U);
        QCOMPARE(talk.lawyer.last("bye")["reason"].get<std::string>(), std::string("terminal-left"));
    }

    void aSecondLineOfATerminal_takesThePlaceOfTheFirst()
    {
        Talk talk;
        Heard again;
        const auto seat = talk.rooms.joinTerminal("YZ-0001", again);
        QVERIFY(talk.citizen.hungUp);
        talk.rooms.left(talk.citizenSeat, CallRooms::Ending::Closed); // told late; means nothing any more
        talk.say(seat, {{"type", "ping"}}, kCall);
        talk.say(talk.lawyerSeat, {{"type", "text"}, {"text", "好的"}}, kCall);
        QCOMPARE(again.types(), std::string("pong text"));
    }

    void whenTheHubStops_everybodyIsTold()
    {
        Talk talk;
        Heard waiting, late;
        talk.waiting("YZ-0002", waiting, kOther);
        talk.rooms.shutdown();
        for (auto *line : {&talk.citizen, &talk.lawyer, &waiting}) {
            QCOMPARE(line->last("bye")["reason"].get<std::string>(), std::string("shutdown"));
            QVERIFY(line->hungUp);
        }
        QVERIFY(!talk.rooms.joinAgent({8, "wang", "王律师", "示范县中心", true}, late));
        talk.rooms.joinTerminal("YZ-0003", late);
        QVERIFY(late.hungUp);
    }

    void atWork_isWhoIsOnDutyOrInACall()
    {
        Talk talk;
        QVERIFY(talk.rooms.isAtWork(talk.lawyerSeat));
        talk.say(talk.lawyerSeat, {{"type", "duty"}, {"on", false}});
        QVERIFY(talk.rooms.isAtWork(talk.lawyerSeat));
        talk.say(talk.lawyerSeat, {{"type", "bye"}, {"reason", "agent-ended"}}, kCall);
        QVERIFY(!talk.rooms.isAtWork(talk.lawyerSeat));
    }

    void aPush_reachesEveryDesk()
    {
        Talk talk;
        talk.rooms.ordersChanged();
        QCOMPARE(talk.lawyer.types(), std::string("orders-changed"));
        QCOMPARE(talk.citizen.types(), std::string());
    }
};

QTEST_GUILESS_MAIN(TestCallRooms)
#include "tst_call_rooms.moc"
