#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The hub's console side as a strict client sees it: who comes in, what each may do, what is refused and how. Runs inside
`packaging/setup/pg-cluster.sh with -- …`."""
import hashlib
import os
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "journeys")]
from hub_people import PASSWORD, Person, Terminal, digest_field  # noqa: E402
from lib.lines import until  # noqa: E402
from lib.station import SOURCE, TERMINAL, Station, sql  # noqa: E402

BUILD = os.environ.get("YIZHAN_BUILD", os.path.join(SOURCE, "build", "dev"))
CITIZEN = {"kind": "resident", "name": "测试甲", "number": "11010519491231002X"}
QUESTION = {"domain": "labour", "topic": "wages", "question": "rights", "text": "干了四个月没有拿到工资", "channel": "message",
            "phone": "13900000000"}
PICTURE = bytes(range(256)) * 3000  # 768 kB


class HubOfTheConsole(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.station = Station(BUILD)
        cls.station.start_hub()
        cls.station.add_agent("li", "李律师", "agent", PASSWORD)
        cls.station.add_agent("wang", "王律师", "agent,reviewer", PASSWORD)
        cls.terminal = Terminal(cls.station, TERMINAL)

    @classmethod
    def tearDownClass(cls):
        cls.station.__exit__(None)

    def person(self, name=None):
        person = Person(self.station.console_port)
        if name:
            self.assertEqual(person.log_in(name).status, 200)
        return person

    def asked(self, **more):
        """An order that the clerk has taken up."""
        order = self.terminal.hand_in("advice", QUESTION, CITIZEN, **more)
        until(lambda: sql(f"SELECT 1 FROM matter WHERE id = '{order}'"), 20, "the clerk")
        return order

    # who comes in
    def test_whoIsNotLoggedIn_seesTheFilesAndNothingElse(self):
        stranger = self.person()
        page = stranger.ask("GET", "/")
        self.assertEqual((page.status, page.headers["Content-Type"]), (200, "text/html; charset=utf-8"))
        self.assertIn("default-src 'none'", page.headers["Content-Security-Policy"])
        self.assertEqual(stranger.ask("GET", "/", If_None_Match=page.headers["ETag"]).status, 304)
        for path in ("/api/me", "/api/orders?box=inbox", "/api/orders/" + self.asked(), "/api/attachments/" + "0" * 64, "/api/live"):
            answer = stranger.ask("GET", path)
            self.assertEqual((answer.status, answer.json["code"]), (401, "unauthenticated"), path)
        for path in ("/../secret", "/js/../../hubd", "/api/other", "/%2e%2e/x"):
            self.assertEqual(stranger.ask("GET", path).status, 404, path)

    def test_theCookieIsForThisSiteAndForNoScript(self):
        person = self.person()
        cookie = person.log_in("li").headers["Set-Cookie"]
        for part in ("HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(part, cookie)
        self.assertNotIn("Secure", cookie)
        forwarded = person.ask("POST", "/api/login", {"name": "li", "password": PASSWORD}, X_Forwarded_Proto="https")
        self.assertIn("Secure", forwarded.headers["Set-Cookie"])
        me = person.ask("GET", "/api/me")
        self.assertEqual(me.json, {"name": "li", "display": "李律师", "organisation": "示范县公共法律服务中心", "roles": ["agent"]})
        self.assertEqual(me.headers["Cache-Control"], "no-store")

    def test_afterLoggingOut_theOldCookieOpensNothing(self):
        person = self.person("li")
        self.assertEqual(person.ask("POST", "/api/logout", {}).status, 200)
        self.assertEqual(person.ask("GET", "/api/me").status, 401)

    def test_wrongPasswords_waitLongerEachTime_rightOnesToo(self):
        self.station.add_agent("slow", "慢律师", "agent", PASSWORD)
        person = Person(self.station.console_port)
        for _ in range(3):
            self.assertEqual(person.log_in("slow", "wrong horse").status, 401)
        answer = person.log_in("slow")
        self.assertEqual((answer.status, answer.json["code"]), (429, "wait"))
        self.assertGreaterEqual(int(answer.headers["Retry-After"]), 1)
        sql("UPDATE agent SET locked_until = now() - interval '1 second' WHERE name = 'slow'")
        self.assertEqual(person.log_in("slow").status, 200)
        self.assertEqual(sql("SELECT failures FROM agent WHERE name = 'slow'"), [["0"]])

    def test_nobodyLearnsWhichNamesThereAre(self):
        unknown = Person(self.station.console_port).log_in("nobody")
        wrong = Person(self.station.console_port).log_in("li", "wrong horse")
        self.assertEqual((unknown.status, unknown.json), (wrong.status, wrong.json))
        self.person("li")  # and so forgets the failure

    def test_whoIsBarred_comesInNoMore(self):
        self.station.add_agent("gone", "离职律师", "agent", PASSWORD)
        hubd = os.path.join(BUILD, "yizhan-hubd")
        subprocess.run([hubd, "agents", "bar", "gone"], check=True)
        self.assertEqual(Person(self.station.console_port).log_in("gone").status, 401)
        listed = subprocess.run([hubd, "agents", "list"], check=True, capture_output=True, text=True).stdout
        self.assertIn("gone\tagent\t离职律师\t示范县公共法律服务中心\tbarred", listed)
        refused = subprocess.run([hubd, "agents", "add", "Bad Name", "--display", "x", "--organisation", "y", "--roles", "agent"],
                                 input=PASSWORD + "\n", capture_output=True, text=True)
        self.assertEqual((refused.returncode, refused.stderr), (1, "yizhan-hubd agents: agent_name_check\n"))

    def test_aPageOfAnotherOrigin_canChangeNothing(self):
        person, order = self.person("li"), self.asked()
        for headers in ({"X_Yizhan": None}, {"Origin": "https://elsewhere.example"}):
            answer = person.ask("POST", f"/api/orders/{order}/claim", {}, **headers)
            self.assertEqual((answer.status, answer.json["code"]), (403, "forbidden"), headers)
        ours = person.ask("POST", f"/api/orders/{order}/claim", {}, Origin=f"http://127.0.0.1:{self.station.console_port}")
        self.assertEqual(ours.status, 200)
        self.assertEqual(person.ask("GET", "/api/live", Origin="https://elsewhere.example").status, 403)

    # what they do
    def test_fromQuestionToAnswer_withASecondPairOfEyes(self):
        order, li, wang = self.asked(), self.person("li"), self.person("wang")
        row = next(row for row in li.whole_box("inbox") if row["id"] == order)
        self.assertEqual((row["state"], row["warning"], row["codes"]),
                         ("received", 0, ["domain.labour", "topic.wages", "question.rights"]))
        self.assertEqual(row["summary"], QUESTION["text"])
        self.assertEqual(li.deed(order, "claim").json, {"state": "claimed"})
        self.assertEqual(wang.deed(order, "claim").json["code"], "moved-on")
        whole = li.order(order)
        self.assertEqual((whole["applicant"]["name"], whole["applicant"]["phone"]), ("测试甲", "13900000000"))
        self.assertIn({"field": "domain", "label": "domain", "values": ["labour"]}, whole["answers"])
        self.assertEqual(li.deed(order, "answer", text="可以要回来。").json, {"state": "in_review"})
        self.assertEqual(li.deed(order, "review", verdict="publish", note="").json["code"], "forbidden")
        self.assertNotIn(order, [row["id"] for row in li.whole_box("review")])
        self.assertIn(order, [row["id"] for row in wang.whole_box("review")])
        self.assertIsNone(self.terminal.progress(order, CITIZEN["number"]).json["answer"])
        self.assertEqual(wang.deed(order, "review", verdict="publish", note="很好").json, {"state": "answered"})
        self.assertEqual(self.terminal.progress(order, CITIZEN["number"]).json["answer"]["text"], "可以要回来。")
        self.assertIn(order, [row["id"] for row in li.whole_box("done")])
        kinds = [event["kind"] for event in li.order(order)["events"]]
        self.assertEqual(kinds[-3:], ["claimed", "answer-handed-in", "published"])
        seen = sql(f"SELECT a.name FROM order_access o JOIN agent a ON a.id = o.agent WHERE order_id = '{order}' ORDER BY at")
        self.assertEqual(seen, [["li"], ["li"]])

    def test_sentBack_releasedNotedAndClosed(self):
        order, li, wang = self.asked(), self.person("li"), self.person("wang")
        li.deed(order, "claim")
        li.deed(order, "answer", text="再看看")
        self.assertEqual(wang.deed(order, "review", verdict="return", note="请写明第一步").json, {"state": "claimed"})
        self.assertEqual(li.deed(order, "note", text="已打电话问过材料").json, {"state": "claimed"})
        self.assertEqual(li.deed(order, "release").json, {"state": "received"})
        self.assertEqual(wang.deed(order, "close").json["code"], "moved-on")
        wang.deed(order, "claim")
        self.assertEqual(wang.deed(order, "close").json, {"state": "closed"})

    def test_aCallbackThatReachedNobody_isTriedAgainLater(self):
        about = self.asked()
        back = self.terminal.hand_in("callback", {"reason": "unsolved", "phone": "13900000000"}, CITIZEN, about=about)
        until(lambda: sql(f"SELECT 1 FROM matter WHERE id = '{back}'"), 20, "the clerk")
        li = self.person("li")
        self.assertEqual(li.order(about)["callbacks"], [back])
        self.assertEqual(li.order(back)["about"], about)
        li.deed(back, "claim")
        self.assertEqual(li.deed(back, "callback", reached=False, note="没有人接").json, {"state": "claimed"})
        self.assertEqual(li.deed(back, "callback", reached=False, note="").json["code"], "moved-on")
        self.assertEqual(li.deed(back, "callback", reached=True, note="说清楚了").json, {"state": "closed"})

    def test_aRating_isSeenAtTheOrder(self):
        order = self.asked()
        self.terminal.hand_in("rating", {"level": "2", "text": "没有解决"}, CITIZEN, about=order)
        li = self.person("li")
        rated = until(lambda: li.order(order)["rating"], 20, "the rating")
        self.assertEqual((rated["level"], rated["person"], rated["text"]), (2, None, "没有解决"))
        self.assertTrue(li.order(order)["callback_due"])

    def test_whatMakesNoSense_isRefusedByName(self):
        order, li = self.asked(), self.person("li")
        li.deed(order, "claim")
        for deed, body, reason in (("answer", {}, "members"), ("answer", {"text": " "}, "text"),
                                   ("answer", {"text": "字" * 4001}, "string-too-long"), ("answer", {"text": 1}, "text"),
                                   ("answer", {"text": "a", "more": 1}, "members"), ("review", {"verdict": "burn", "note": ""}, "verdict"),
                                   ("callback", {"reached": "yes", "note": ""}, "reached"), ("note", {"text": "字" * 2001}, "text")):
            answer = li.deed(order, deed, **body)
            self.assertEqual((answer.status, answer.json["reason"]), (422, reason), (deed, reason))
        self.assertEqual(li.ask("POST", f"/api/orders/{order}/answer", b"{").status, 422)
        self.assertEqual(li.ask("POST", f"/api/orders/{order}/answer", b'{"text":"' + b"a" * 200_000 + b'"}').status, 413)
        self.assertEqual(li.ask("POST", f"/api/orders/{order}/burn", {}).status, 404)
        self.assertEqual(li.ask("GET", "/api/orders/nothing").status, 404)
        self.assertEqual(li.ask("GET", "/api/orders?box=else").status, 422)
        self.assertEqual(li.box("inbox", "never~nowhere").status, 400)
        self.assertEqual(li.ask("DELETE", "/api/me").status, 405)
        self.assertEqual(li.order(order)["state"], "claimed")

    def test_aLongBox_isReadPageByPage_eachOrderOnce(self):
        orders = {self.terminal.hand_in("advice", QUESTION, CITIZEN) for _ in range(52)} | {self.asked()}
        seen = [row["id"] for row in self.person("li").whole_box("inbox")]
        self.assertEqual(len(seen), len(set(seen)))
        self.assertTrue(orders <= set(seen))

    # documents
    def test_aDocumentInPieces_survivesABrokenLine(self):
        first = PICTURE[:300_000]
        self.assertEqual(self.terminal.standing(PICTURE).status, 404)
        self.assertEqual(self.terminal.send_piece(PICTURE, 0, first).status, 204)
        again = self.terminal.send_piece(PICTURE, 0, first)  # the answer was lost
        self.assertEqual((again.status, again.headers["Upload-Offset"]), (409, "300000"))
        standing = self.terminal.standing(PICTURE)
        self.assertEqual((standing.headers["Upload-Offset"], standing.headers["Upload-Length"]), ("300000", "768000"))
        order = self.asked(attachments=[{"digest": digest_field(hashlib.sha256(PICTURE).digest()),
                                         "type": "image/jpeg", "bytes": len(PICTURE), "pages": 1}])
        li, name = self.person("li"), hashlib.sha256(PICTURE).hexdigest()
        self.assertFalse(li.order(order)["attachments"][0]["held"])
        self.assertEqual(li.ask("GET", "/api/attachments/" + name).status, 404)
        self.assertEqual(self.terminal.send_piece(PICTURE, 300_000, PICTURE[300_000:]).status, 204)
        self.assertTrue(li.order(order)["attachments"][0]["held"])
        seen = li.ask("GET", "/api/attachments/" + name)
        self.assertEqual((seen.headers["Content-Type"], seen.raw), ("image/jpeg", PICTURE))

    def test_aDocumentThatNoOrderNames_isSeenByNobody(self):
        self.terminal.send(b"nobody's")
        self.assertEqual(self.person("li").ask("GET", "/api/attachments/" + hashlib.sha256(b"nobody's").hexdigest()).status, 404)

    def test_aDocumentThatIsNotWhatItsDigestSays_beginsAnew(self):
        wrong = self.terminal.send_piece(b"abc", 0, b"abc", digest=hashlib.sha256(b"else").digest())
        self.assertEqual((wrong.status, wrong.json["code"], wrong.headers["Upload-Offset"]), (400, "digest-mismatch", "0"))
        self.assertEqual(self.terminal.standing(b"else").status, 404)

    def test_piecesThatFitNowhere_areRefused(self):
        content = b"x" * 1000
        for place, piece, status in ((500, b"x", 409), (0, b"", 400), (0, b"x" * 1001, 409)):
            self.assertEqual(self.terminal.send_piece(content, place, piece).status, status, place)
        name = hashlib.sha256(content).hexdigest()
        headers = {"Content_Type": "application/offset+octet-stream", "Upload_Offset": "0", "Upload_Length": "10",
                   "Upload_Type": "image/jpeg"}
        for change, status in (({"Upload_Length": "12582913"}, 413), ({"Upload_Type": "text/html"}, 415),
                               ({"Upload_Offset": "-1"}, 400), ({"Content_Type": "image/jpeg"}, 415)):
            self.assertEqual(self.terminal.ask("PATCH", "attachments/" + name, b"x", **(headers | change)).status, status, change)
        self.assertEqual(self.terminal.ask("PATCH", "attachments/" + "Z" * 64, b"x", **headers).status, 400)

    def test_theLogNamesNoCitizen(self):
        li = self.person("li")
        order = self.asked()
        li.order(order)
        li.deed(order, "claim")
        with open(self.station.path("hub.log")) as log:
            text = log.read()
        for secret in (CITIZEN["name"], CITIZEN["number"], QUESTION["text"], QUESTION["phone"], PASSWORD):
            self.assertNotIn(secret, text)


if __name__ == "__main__":
    unittest.main(verbosity=2)
