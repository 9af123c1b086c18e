#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Nobody is left alone with a screen: a citizen at the unmodified kiosk, lawyers in a real browser, the real hub between
them. Runs inside `packaging/setup/pg-cluster.sh with -- …`."""
import os
import sys
import unittest

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "journeys")]
import browser  # noqa: E402

browser.need("selenium")
from selenium.webdriver.common.keys import Keys  # noqa: E402

from browser import Browser, until  # noqa: E402
from hub_people import PASSWORD  # noqa: E402
from lib.station import Station, sql  # noqa: E402

ANSWER = "先向劳动监察大队投诉，一年之内可以申请劳动仲裁。"


class Office:
    """The console in a browser."""

    def __init__(self, station):
        self.web = Browser(f"http://127.0.0.1:{station.console_port}/")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.web.close()

    def log_in(self, name):
        self.web.type("#name", name)
        self.web.type("#password", PASSWORD + Keys.ENTER)
        self.web.one("nav.boxes")

    def log_out(self):
        self.web.click("[data-key=logout]")
        self.web.one("#password")

    def open(self, order, box):
        self.web.click(f"nav.boxes a[href='#/{box}']")
        self.web.click(f"a.row[data-key='{order}']")

    def answer(self, order, text):
        self.web.click(f"[data-key='claim-{order}']")
        self.web.type("#answer-text", text)
        self.web.click("[data-key=send]")
        until(lambda: state_of(order) == "in_review", "the answer at the hub")

    def publish(self, order):
        self.open(order, "review")
        self.web.click("[data-key=publish]")
        until(lambda: state_of(order) == "answered", "the answer to be published")


def state_of(order):
    rows = sql(f"SELECT state FROM matter WHERE id = '{order}'")
    return rows[0][0] if rows else ""


def the_order(service):
    return until(lambda: sql(f"SELECT id::text FROM matter WHERE service = '{service}'"), f"the {service} order on the desk")[0][0]


def staffed():
    station = Station(browser.BUILD)
    station.__enter__()
    station.add_agent("li", "李清明", "agent", PASSWORD)
    station.add_agent("wang", "王守正", "agent,reviewer", PASSWORD)
    return station


class CitizenAndLawyer(unittest.TestCase):
    def setUp(self):
        self.station = staffed()
        self.addCleanup(self.station.__exit__, None)

    def test_asked_here_answered_there_read_at_another_terminal(self):
        citizen = self.station.start_kiosk()
        citizen.ask_advice()
        citizen.take_slip()
        number = citizen.number()
        citizen.finish()
        order = the_order("advice")
        with Office(self.station) as office:
            office.log_in("li")
            office.answer(order, ANSWER)
            office.log_out()
            office.log_in("wang")
            office.publish(order)
        self.station.go_to_other_terminal()
        citizen = self.station.start_kiosk()
        citizen.ask_progress(number)
        citizen.wait_to_see(ANSWER, 20)
        self.assertTrue(citizen.sees("李清明"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
