#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""NoResidue: after a visit a planted ID number is nowhere: not in the memory of the running program, not in the database
files, not in logs, not in what it left in the folders for temporary files. Nor is a question to a lawyer, or the answer;
and neither stands in the hub's log."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from lib import lawyers  # noqa: E402
from lib.lines import until  # noqa: E402
from lib.station import Station  # noqa: E402

BUILD = os.environ["YIZHAN_BUILD"]
SANITIZERS = os.environ["YIZHAN_SANITIZE"]
NUMBER = "230103196802294528"
NAME = "欧阳试验"
PHONE = "13812345678"
# Digits: no dictionary, form or font holds them by itself.
IN_QUESTION, IN_ANSWER = "7351926408", "5826093714"
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

    def times(self, citizen, text):
        return sum(int(citizen.robot.say("find " + masked(data))) for data in spellings(text).values())

    def nothing_left(self, station, citizen, *more):
        planted = (NUMBER, NAME, PHONE) + more
        if SANITIZERS:  # their heap keeps freed blocks as they were, to catch who still uses them
            print(f"memory is not searched under the sanitizers ({SANITIZERS})")
        for what in planted if not SANITIZERS else ():
            # A block that a thread still holds for a moment is not residue; one that stays is.
            until(lambda what=what: self.times(citizen, what) == 0, 10, f"{what} to be gone from memory")
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

    def not_in(self, path, planted):
        with open(path, "rb") as file:
            content = file.read()
        for what in planted:
            for spelling, data in spellings(what).items():
                self.assertNotIn(data, content, f"{spelling} in {os.path.basename(path)}")


if __name__ == "__main__":
    unittest.main(verbosity=2)
