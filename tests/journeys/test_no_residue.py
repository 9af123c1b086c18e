#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""NoResidue: after a visit, also one that a quick exit ended, a planted ID number is nowhere: not in the memory of the
running program, not in the database files, not in logs, not in what it left in the folders for temporary files. Nor is what
was told in any journey, a question to a lawyer, or the answer; and neither stands in the hub's log."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from lib import journeys, lawyers  # noqa: E402
from lib.lines import until  # noqa: E402
from lib.station import Station  # noqa: E402
from lib.walker import Person  # noqa: E402

BUILD = os.environ["YIZHAN_BUILD"]
SANITIZERS = os.environ["YIZHAN_SANITIZE"]
NUMBER = "230103196802294528"
NAME = "欧阳试验"
PHONE = "13812345678"
# Digits: no dictionary, form or font holds them by itself.
IN_QUESTION, IN_ANSWER = "7351926408", "5826093714"
# Where each form asks to be told something in one's own words.
TOLD_IN = {"mediation": "facts", "notary": "note", "appraisal": "material", "complaint": "text"}
CARD = f"card lay resident number={NUMBER} name={NAME} birth=19680229 sex=2"


def masked(data):
    return bytes(byte ^ 0x5A for byte in data).hex()


def spellings(text):
    """As the program may hold it: UTF-16 on the chip and in Qt, UTF-8 on the wire."""
    return {"UTF-16": text.encode("utf-16-le"), "UTF-8": text.encode()}


class NoResidue(unittest.TestCase):
    def test_a_finished_visit_leaves_nothing_behind(self):
        with Station(BUILD) as station:
            citizen = station.start_kiosk()
            citizen.open_legal_aid()
            citizen.lay_card(CARD)
            if not SANITIZERS:
                self.assertGreater(self.times(citizen, NUMBER), 0, "the search itself must be able to find it")
            citizen.confirm()
            citizen.fill_in()
            citizen.submit()
            citizen.take_slip()
            citizen.finish()
            until(station.orders_at_hub, 30, "the order at the hub")
            self.nothing_left(station, citizen)

    def test_walking_home_in_mid_form_leaves_nothing_behind(self):
        with Station(BUILD) as station:
            citizen = station.start_kiosk()
            citizen.open_legal_aid()
            citizen.lay_card(CARD)
            citizen.confirm()
            citizen.choose("wages")
            citizen.tap("bar.home")
            citizen.tap("cover.leave")
            citizen.wait_for("tile.legal-aid")
            self.nothing_left(station, citizen)

    def test_a_question_to_a_lawyer_and_the_answer_leave_nothing_behind(self):
        with Station(BUILD) as station:
            lawyers.come_to_work()
            citizen = station.start_kiosk()
            citizen.ask_advice(card=CARD, channel="callback", more=IN_QUESTION)
            citizen.take_slip()
            number = citizen.number()
            citizen.finish()
            order = until(station.orders_at_hub, 30, "the order at the hub")[0]
            lawyers.answer(order, "一年之内可以申请仲裁。" + IN_ANSWER)
            citizen.ask_progress(number, CARD)
            citizen.wait_for("progress.rate")
            if not SANITIZERS:
                self.assertGreater(self.times(citizen, IN_ANSWER), 0, "the search itself must be able to find it")
            citizen.tap("progress.print")
            citizen.wait_to_see("已打印", 20)
            citizen.tap("progress.finish")
            citizen.tap("goodbye.home")
            citizen.wait_for("tile.advice", 20)
            self.nothing_left(station, citizen, IN_QUESTION, IN_ANSWER)

    def test_a_quick_exit_leaves_nothing_of_any_journey_behind(self):
        with Station(BUILD) as station:
            citizen = station.start_kiosk()
            for service in TOLD_IN:
                self.fill_in_and_vanish(station, citizen, service)
                self.gone_from_memory(citizen, IN_QUESTION)
            self.search_and_vanish(citizen)
            self.submit_and_vanish(station, citizen)
            self.nothing_left(station, citizen, IN_QUESTION)

    def fill_in_and_vanish(self, station, citizen, service):
        """Everything is filled in, and stands on the check page."""
        visits = journeys.Visits(station, citizen, seed=service)
        visits.open(service)
        visits.walker.identify(Person(NAME, "19680229", "2", NUMBER), elder=False)
        visits.walker.fill(journeys.Form(service), {TOLD_IN[service]: [(IN_QUESTION, IN_QUESTION)], "phone": [PHONE]})
        if not SANITIZERS:
            self.assertGreater(self.times(citizen, IN_QUESTION), 0, "the search itself must be able to find it")
        self.vanish(citizen)

    def search_and_vanish(self, citizen):
        citizen.choose_at_home("laws")
        citizen.wait_for("laws")
        citizen.type_digits(IN_QUESTION)
        citizen.wait_to_see("没有", 20)
        self.vanish(citizen)

    def submit_and_vanish(self, station, citizen):
        """From the page that shows the number: the order is on its way, and arrives."""
        visits = journeys.Visits(station, citizen)
        visits.open("complaint")
        visits.walker.identify(Person(NAME, "19680229", "2", NUMBER), elder=False)
        visits.walker.fill(journeys.Form("complaint"), {"text": [(IN_QUESTION, IN_QUESTION)], "phone": [PHONE]})
        station.net.cut()
        citizen.submit()
        self.vanish(citizen)
        self.gone_from_memory(citizen, IN_QUESTION)  # also while the order waits
        station.net.mend()
        until(station.orders_at_hub, 60, "the order at the hub")

    def vanish(self, citizen):
        """One touch: a page that says nothing, and behind it nothing but Home."""
        citizen.tap("access.quick-exit")
        citizen.wait_for("cover.close")
        self.assertFalse(citizen.sees(IN_QUESTION) or citizen.sees(NAME))
        citizen.tap("cover.close")
        citizen.wait_for("tile.legal-aid")

    def times(self, citizen, text):
        return sum(int(citizen.robot.say("find " + masked(data))) for data in spellings(text).values())

    def nothing_left(self, station, citizen, *more):
        planted = (NUMBER, NAME, PHONE) + more
        self.gone_from_memory(citizen, *more)
        station.stop_kiosk()
        for folder in (station.path("data"), station.folder):
            for name in os.listdir(folder):
                path = os.path.join(folder, name)
                if os.path.isfile(path):
                    self.not_in(path, planted)
                self.assertNotIn(NUMBER, name)
        for name in os.listdir("/tmp"):
            if name.startswith(("yizhan", "qt_temp", "etilqs")) and os.path.isfile("/tmp/" + name):
                self.not_in("/tmp/" + name, planted)

    def gone_from_memory(self, citizen, *more):
        if SANITIZERS:  # their heap keeps freed blocks as they were, to catch who still uses them
            print(f"memory is not searched under the sanitizers ({SANITIZERS})")
            return
        for what in (NUMBER, NAME, PHONE) + more:
            # A block that a thread still holds for a moment is not residue; one that stays is.
            until(lambda what=what: self.times(citizen, what) == 0, 10, f"{what} to be gone from memory")

    def not_in(self, path, planted):
        with open(path, "rb") as file:
            content = file.read()
        for what in planted:
            for spelling, data in spellings(what).items():
                self.assertNotIn(data, content, f"{spelling} in {os.path.basename(path)}")


if __name__ == "__main__":
    unittest.main(verbosity=2)
