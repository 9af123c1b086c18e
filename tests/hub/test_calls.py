#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Calls at the real hub: terminals with their certificates on one side, agents with their cookies on the other, and only the
signalling between them. Runs inside `packaging/setup/pg-cluster.sh with -- …`."""
import asyncio
import base64
import hashlib
import hmac
import os
import sys
import time
import unittest
import uuid

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "console"), os.path.join(HERE, "..", "journeys")]
try:
    import aiohttp
except ImportError:
    print("python3-aiohttp is not installed")
    sys.exit(77)
from hub_people import PASSWORD, Person, Terminal  # noqa: E402
from lib.lines import until  # noqa: E402
from lib.station import OTHER_TERMINAL, SOURCE, TERMINAL, Station, sql  # noqa: E402

BUILD = os.environ.get("YIZHAN_BUILD", os.path.join(SOURCE, "build", "dev"))
CITIZEN = {"kind": "resident", "name": "测试甲", "number": "11010519491231002X"}
QUESTION = {"domain": "labour", "topic": "wages", "text": "干了四个月没有拿到工资", "channel": "video", "phone": "13900000000"}
TURN, SECRET = "turn:turn.invalid:3478?transport=udp", "a secret of tests"
PATIENCE = 15


class Line:
    """One side's WebSocket: what it hears is kept until somebody asks for it."""

    def __init__(self, socket, call=None):
        self.socket, self.call, self.session, self.heard = socket, call, 1, []

    async def say(self, kind, **members):
        named = {"call": self.call, "session": self.session} if self.call else {}
        await self.socket.send_json({"v": 1, "type": kind, **named, **members})

    async def hears(self, kind, **wanted):
        """The next message of that kind (that has these members); what comes before it is passed over."""
        end = time.monotonic() + PATIENCE
        while True:
            for place, message in enumerate(self.heard):
                if message["type"] == kind and all(message.get(key) == value for key, value in wanted.items()):
                    del self.heard[:place + 1]
                    return message
            frame = await self.socket.receive(timeout=max(0.1, end - time.monotonic()))
            if frame.type != aiohttp.WSMsgType.TEXT:
                raise AssertionError(f"the line ended ({frame.type!r}, {self.socket.close_code}) before {kind} was heard")
            self.heard.append(frame.json())

    async def ended(self):
        """What was heard until the other side closed; the code it closed with."""
        while True:
            frame = await self.socket.receive(timeout=PATIENCE)
            if frame.type != aiohttp.WSMsgType.TEXT:
                return self.socket.close_code
            self.heard.append(frame.json())


class Calls(unittest.IsolatedAsyncioTestCase):
    @classmethod
    def setUpClass(cls):
        cls.station = Station(BUILD)
        cls.addClassCleanup(cls.station.__exit__, None)
        with open(cls.station.path("turn.secret"), "w") as file:
            file.write(SECRET + "\n")
        cls.station.start_hub(options=["--turn", TURN, "--turn-secret", cls.station.path("turn.secret")])
        cls.station.add_agent("li", "李律师", "agent", PASSWORD)
        cls.station.add_agent("wang", "王律师", "agent,reviewer", PASSWORD)
        cls.station.add_agent("chen", "陈主任", "leader", PASSWORD)
        cls.terminal = Terminal(cls.station, TERMINAL)
        cls.other = Terminal(cls.station, OTHER_TERMINAL)

    async def asyncSetUp(self):
        asyncio.get_running_loop().set_debug(False)
        self.web = aiohttp.ClientSession()
        self.addAsyncCleanup(self.web.close)

    async def at_terminal(self, terminal=None, call=None):
        terminal = terminal or self.terminal
        socket = await self.web.ws_connect(f"wss://localhost:{terminal.port}/v1/terminals/{terminal.terminal}/call",
                                           ssl=terminal.tls)
        self.addAsyncCleanup(socket.close)
        return Line(socket, call or str(uuid.uuid4()))

    async def at_desk(self, name="li", on_duty=True):
        person = Person(self.station.console_port)
        self.assertEqual(person.log_in(name).status, 200)
        base = f"http://127.0.0.1:{self.station.console_port}"
        socket = await self.web.ws_connect(base + "/api/live", headers={"Cookie": person.cookie, "Origin": base})
        self.addAsyncCleanup(socket.close)
        line = Line(socket)
        line.cookie = person.cookie
        await line.hears("queue")
        if on_duty:
            await line.say("duty", on=True)
            await line.hears("duty", on=True)
        return line

    async def in_call(self, order=None, media="video"):
        lawyer, citizen = await self.at_desk(), await self.at_terminal()
        await citizen.say("request", media=media, topic="wages", order=order)
        await citizen.hears("queued")
        lawyer.call = citizen.call
        await lawyer.say("accept")
        await citizen.hears("accepted")
        await lawyer.hears("call")
        return citizen, lawyer

    def asked(self):
        order = self.terminal.hand_in("advice", QUESTION, CITIZEN)
        until(lambda: sql(f"SELECT 1 FROM matter WHERE id = '{order}'"), 20, "the clerk")
        return order

    def events(self, order, most=20):
        return [tuple(row) for row in sql(f"SELECT kind, actor, coalesce(note, '') FROM event WHERE order_id = '{order}' ORDER BY id")]

    def duty(self):
        return self.terminal.ask("GET", "duty").json

    async def test_aWholeCall_andWhatStaysOfIt(self):
        order = self.asked()
        lawyer = await self.at_desk()
        self.assertEqual(self.duty(), {"on_duty": 1, "free": 1, "waiting": 0, "expected_wait_s": 0})
        citizen = await self.at_terminal()
        await citizen.say("request", media="video", topic="wages", order=order)
        hello = await citizen.hears("hello")
        relay = hello["ice"][0]
        moment, call = relay["username"].split(":")
        self.assertEqual((relay["urls"], call), ([TURN], citizen.call))
        self.assertTrue(3600 < int(moment) - time.time() < 6 * 3600)
        made = base64.b64encode(hmac.digest(SECRET.encode(), relay["username"].encode(), hashlib.sha1)).decode()
        self.assertEqual(relay["credential"], made)
        self.assertEqual((await citizen.hears("queued"))["place"], 1)
        waiting = (await lawyer.hears("queue"))["waiting"]
        self.assertEqual([(one["call"], one["order"], one["topic"], one["media"], one["service"]) for one in waiting],
                         [(citizen.call, order, "wages", "video", "advice")])
        self.assertEqual(self.duty()["waiting"], 1)
        lawyer.call = citizen.call
        await lawyer.say("accept")
        self.assertEqual((await citizen.hears("accepted"))["agent"], {"display": "李律师", "organisation": "示范县公共法律服务中心"})
        call = await lawyer.hears("call")
        self.assertEqual((call["topic"], call["order"], call["media"], call["ice"][0]["urls"]), ("wages", order, "video", [TURN]))
        self.assertEqual(self.duty()["free"], 0)

        await citizen.say("offer", sdp="v=0\r\no=offer")
        self.assertEqual((await lawyer.hears("offer", session=1))["sdp"], "v=0\r\no=offer")
        await lawyer.say("answer", sdp="v=0\r\no=answer")
        self.assertEqual((await citizen.hears("answer"))["sdp"], "v=0\r\no=answer")
        await lawyer.say("cand", mid="video0", index=0, candidate="candidate:1")
        self.assertEqual((await citizen.hears("cand"))["candidate"], "candidate:1")
        await citizen.say("text", text="没有签合同")
        self.assertEqual((await lawyer.hears("text"))["text"], "没有签合同")
        citizen.session = 2
        await citizen.say("offer", sdp="v=0 rebuilt")
        await lawyer.hears("offer", session=2)
        await lawyer.say("answer", sdp="late")  # of the first session: nobody hears it
        lawyer.session = 2
        await lawyer.say("answer", sdp="fresh")
        self.assertEqual((await citizen.hears("answer"))["sdp"], "fresh")
        await lawyer.say("note", text="有转账记录")
        await lawyer.say("bye", reason="agent-ended")
        self.assertEqual((await citizen.hears("bye"))["reason"], "agent-ended")
        await lawyer.hears("orders-changed")
        until(lambda: self.events(order)[-1][0] == "call-ended", 20, "the call's end with the order")
        self.assertEqual(self.events(order)[-3:], [("call-started", "agent:li", ""), ("note", "agent:li", "有转账记录"),
                                                   ("call-ended", "agent:li", "0:00")])
        self.assertEqual(sql(f"SELECT terminal, topic, ending FROM citizen_call WHERE id = '{citizen.call}'"),
                         [[TERMINAL, "wages", "agent-ended"]])
        with open(self.station.path("hub.log")) as log:
            kept = log.read()
        for secret in ("没有签合同", "有转账记录", "v=0", "candidate:1", SECRET):
            self.assertNotIn(secret, kept)

    async def test_theLawyersBrowserDies_theCitizenIsToldAtOnce(self):
        citizen, lawyer = await self.in_call()
        began = time.monotonic()
        lawyer.socket._response.connection.transport.abort()  # as a killed browser's connection ends
        self.assertEqual((await citizen.hears("bye"))["reason"], "agent-left")
        self.assertLess(time.monotonic() - began, 2)

    async def test_aSilentLawyer_isGoneAfterTenSeconds(self):
        citizen, _ = await self.in_call()
        began = time.monotonic()
        for _ in range(6):
            await citizen.say("ping")
            try:
                bye = await asyncio.wait_for(citizen.hears("bye"), 3)
                break
            except asyncio.TimeoutError:
                continue
        self.assertEqual(bye["reason"], "agent-left")
        self.assertTrue(9 < time.monotonic() - began < 13)

    async def test_theTerminalComesBack_withinItsTime(self):
        citizen, lawyer = await self.in_call()
        citizen.socket._response.connection.transport.abort()
        again = await self.at_terminal(call=citizen.call)
        again.session = 2
        await again.say("offer", sdp="rebuilt")
        self.assertEqual((await lawyer.hears("offer"))["sdp"], "rebuilt")
        await again.say("bye", reason="hung-up")
        self.assertEqual((await lawyer.hears("bye"))["reason"], "peer-ended")

    async def test_aTerminalThatCloses_endsTheCall(self):
        citizen, lawyer = await self.in_call()
        await citizen.socket.close()
        self.assertEqual((await lawyer.hears("bye"))["reason"], "terminal-left")

    async def test_twoLawyers_oneCitizen(self):
        li, wang, citizen = await self.at_desk("li"), await self.at_desk("wang"), await self.at_terminal()
        self.assertEqual(self.duty()["on_duty"], 2)
        await citizen.say("request", media="audio", topic="", order=None)
        await citizen.hears("queued")
        li.call = wang.call = citizen.call
        await li.say("accept")
        await wang.say("accept")
        await li.hears("call")
        self.assertEqual((await wang.hears("bye"))["reason"], "taken")
        await li.say("bye", reason="agent-ended")

    async def test_aLeaderLooksOn_andTakesNoCalls(self):
        leader = await self.at_desk("chen", on_duty=False)
        await leader.say("duty", on=True)
        await leader.hears("duty", on=False)
        citizen = await self.at_terminal()
        await citizen.say("request", media="video", topic="wages", order=None)
        self.assertEqual((await citizen.hears("bye"))["reason"], "nobody")

    async def test_dutyIsKept_forTheAssigningOfOrders(self):
        def on_duty():
            return sql("SELECT name FROM agent WHERE on_duty ORDER BY name")
        line = await self.at_desk("wang")
        until(lambda: on_duty() == [["wang"]], 20, "duty in the database")
        await line.socket.close()
        until(lambda: on_duty() == [], 5, "the end of duty")

    async def test_whoLogsOut_losesTheLineToo(self):
        line = await self.at_desk("wang")
        headers = {"X-Yizhan": "1", "Cookie": line.cookie}
        await (await self.web.post(f"http://127.0.0.1:{self.station.console_port}/api/logout", json={}, headers=headers)).read()
        await line.say("ping")
        self.assertEqual(await line.ended(), 1000)

    async def test_nobodyWithoutRight_opensALine(self):
        with self.assertRaises(aiohttp.WSServerHandshakeError) as wrong:
            await self.web.ws_connect(f"wss://localhost:{self.terminal.port}/v1/terminals/{OTHER_TERMINAL}/call", ssl=self.terminal.tls)
        self.assertEqual(wrong.exception.status, 403)
        base = f"http://127.0.0.1:{self.station.console_port}"
        person = Person(self.station.console_port)
        person.log_in("li")
        for headers, status in (({"Origin": base}, 401), ({"Cookie": person.cookie}, 403),
                                ({"Cookie": person.cookie, "Origin": "https://elsewhere.example"}, 403)):
            with self.assertRaises(aiohttp.WSServerHandshakeError) as refused:
                await self.web.ws_connect(base + "/api/live", headers=headers)
            self.assertEqual(refused.exception.status, status)
        self.assertEqual(self.terminal.ask("GET", "call").status, 404)  # without an upgrade there is nothing

    async def test_aBlockedTerminal_callsNobody(self):
        self.other.hand_in("advice", QUESTION, CITIZEN)
        sql(f"UPDATE terminal SET blocked = true WHERE id = '{OTHER_TERMINAL}'")
        self.addCleanup(sql, f"UPDATE terminal SET blocked = false WHERE id = '{OTHER_TERMINAL}'")
        with self.assertRaises(aiohttp.WSServerHandshakeError) as refused:
            await self.at_terminal(self.other)
        self.assertEqual(refused.exception.status, 403)

    async def test_tooMuchAtOnce_orBytes_orTooLong_endsTheLine(self):
        flood = await self.at_terminal()
        with self.assertRaises((AssertionError, ConnectionError)):
            for _ in range(1000):
                await flood.say("ping")
            await flood.hears("never")
        binary = await self.at_terminal()
        await binary.socket.send_bytes(b"\0")
        self.assertIsNotNone(await binary.ended())
        long = await self.at_terminal()
        await long.socket.send_str(" " * 70_000)
        self.assertIsNotNone(await long.ended())
        rubbish = await self.at_terminal()
        await rubbish.socket.send_str("no JSON")
        await rubbish.say("dance")
        await rubbish.say("ping")
        await rubbish.hears("pong")

    async def test_stoppingTheHub_tellsEverybody(self):
        citizen, lawyer = await self.in_call()
        waiting = await self.at_terminal(self.other)
        await waiting.say("request", media="video", topic="wages", order=None)
        await waiting.hears("queued")
        began = time.monotonic()
        stopping = asyncio.get_running_loop().run_in_executor(None, self.station.stop_hub)
        for line in (citizen, lawyer, waiting):
            self.assertEqual((await line.hears("bye"))["reason"], "shutdown")
            self.assertEqual(await line.ended(), 1000)
        await stopping
        self.assertLess(time.monotonic() - began, 5)
        self.assertEqual(sql(f"SELECT ending FROM citizen_call WHERE id = '{citizen.call}'"), [["shutdown"]])
        self.assertEqual(sql("SELECT name FROM agent WHERE on_duty"), [])
        self.station.start_hub(options=["--turn", TURN, "--turn-secret", self.station.path("turn.secret")])
        self.terminal.port = self.other.port = self.station.hub_port


if __name__ == "__main__":
    unittest.main(verbosity=2)
