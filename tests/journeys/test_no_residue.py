#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""NoResidue: after a visit a planted ID number is nowhere: not in the memory of the running program, not in the database
files, not in logs, not in what it left in the folders for temporary files."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from lib.lines import until  # noqa: E402
from lib.station import Station  # noqa: E402

BUILD = os.environ["YIZHAN_BUILD"]
SANITIZERS = os.environ["YIZHAN_SANITIZE"]
NUMBER = "230103196802294528"
NAME = "欧阳试验"
PHONE = "13812345678"
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

    def times(self, citizen, text):
        return sum(int(citizen.robot.say("find " + masked(data))) for data in spellings(text).values())

    def nothing_left(self, station, citizen):
        if SANITIZERS:  # their heap keeps freed blocks as they were, to catch who still uses them
            print(f"memory is not searched under the sanitizers ({SANITIZERS})")
        for what in (NUMBER, NAME, PHONE) if not SANITIZERS else ():
            # A block that a thread still holds for a moment is not residue; one that stays is.
            until(lambda what=what: self.times(citizen, what) == 0, 10, f"{what} to be gone from memory")
        station.stop_kiosk()
        for folder in (station.path("data"), station.folder):
            for name in os.listdir(folder):
                path = os.path.join(folder, name)
                if os.path.isfile(path):
                    self.not_in(path)
                self.assertNotIn(NUMBER, name)
        for name in os.listdir("/tmp"):
            if name.startswith(("yizhan", "qt_temp", "etilqs")) and os.path.isfile("/tmp/" + name):
                self.not_in("/tmp/" + name)

    def not_in(self, path):
        with open(path, "rb") as file:
            content = file.read()
        for what in (NUMBER, NAME, PHONE):
            for spelling, data in spellings(what).items():
                self.assertNotIn(data, content, f"{spelling} in {os.path.basename(path)}")


if __name__ == "__main__":
    unittest.main(verbosity=2)
