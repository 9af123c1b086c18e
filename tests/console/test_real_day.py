#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The console in a real browser against the real hub: a question with a picture comes from a terminal, one lawyer answers,
another looks over it, and the terminal reads the answer. Runs inside `packaging/setup/pg-cluster.sh with -- …`."""
import os
import sys
import unittest

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "journeys")]
import browser  # noqa: E402

browser.need("selenium", "PIL")
from selenium.webdriver.common.keys import Keys  # noqa: E402

from browser import Browser, until  # noqa: E402
from hub_people import PASSWORD, Terminal  # noqa: E402
from lib.station import TERMINAL, Station, sql  # noqa: E402
from morning import ANSWER, NAME, NUMBER, PHONE, QUESTION, page  # noqa: E402


class ADayAtTheRealHub(unittest.TestCase):
    def setUp(self):
        self.station = Station(browser.BUILD)
        self.station.start_hub()
        self.addCleanup(self.station.__exit__, None)
        self.station.add_agent("li", "李清明", "agent", PASSWORD)
        self.station.add_agent("wang", "王守正", "agent,reviewer", PASSWORD)
        self.terminal = Terminal(self.station, TERMINAL)
        self.web = Browser(f"http://127.0.0.1:{self.station.console_port}/")
        self.addCleanup(self.web.close)

    def log_in(self, name):
        self.web.type("#name", name)
        self.web.type("#password", PASSWORD + Keys.ENTER)
        self.web.one("nav.boxes")

    def log_out(self):
        self.web.click("[data-key=logout]")
        self.web.one("#password")

    def open_order(self, order, box):
        self.web.click(f"nav.boxes a[href='#/{box}']")
        self.web.click(f"a.row[data-key='{order}']")

    def test_aQuestionIsAnsweredByTwo_andReadAtTheTerminal(self):
        picture = self.terminal.send(page("#12448C"))
        order = self.terminal.hand_in(
            "advice", {"domain": "labour", "topic": "wages", "question": "rights", "text": QUESTION, "channel": "message", "phone": PHONE},
            {"kind": "resident", "name": NAME, "number": NUMBER}, attachments=[picture])
        until(lambda: sql(f"SELECT 1 FROM matter WHERE id = '{order}'"), "the clerk")
        self.log_in("li")
        self.web.sees("工作和工资 · 拖欠工资")
        self.web.picture("real-inbox")
        self.web.click(f"[data-key='claim-{order}']")
        self.web.sees(QUESTION[:20])
        self.web.sees(NAME)
        self.web.click(".file-list button.file")
        until(lambda: self.web.run("const i = document.querySelector('.viewer-stage img'); return i && i.naturalWidth") == 620, "the page")
        self.web.keys(Keys.ESCAPE)
        self.web.picture("real-order")
        self.web.type("#answer-text", ANSWER)
        self.web.click("[data-key=send]")
        until(lambda: sql(f"SELECT state FROM matter WHERE id = '{order}'") == [["in_review"]], "the answer at the hub")
        self.assertIsNone(self.terminal.progress(order, NUMBER).json["answer"])
        self.log_out()
        self.log_in("wang")
        self.open_order(order, "review")
        self.web.sees(ANSWER.split("\n", maxsplit=1)[0])
        self.web.picture("real-review")
        self.web.click("[data-key=publish]")
        until(lambda: sql(f"SELECT state FROM matter WHERE id = '{order}'") == [["answered"]], "the answer to be published")
        answered = self.terminal.progress(order, NUMBER).json["answer"]
        self.assertEqual((answered["text"], answered["by"]), (ANSWER, "李清明"))
        self.assertEqual([line for line in self.web.complaints() if "/api/live" not in line], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
