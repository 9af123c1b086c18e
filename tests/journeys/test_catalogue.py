#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A county publishes; the terminal follows between two visits, never in the middle of one, and believes nobody else."""
import os
import shutil
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from lib.lines import until  # noqa: E402
from lib.station import SOURCE, Station  # noqa: E402

BUILD = os.environ["YIZHAN_BUILD"]
TITLE, NEW_TITLE, NEWEST_TITLE = "民事法律援助", "民事援助新章", "民事援助再改"


class Catalogue(unittest.TestCase):
    def edit(self, station, old, new):
        """One title in the guide."""
        path = station.path("county", "item", "guide.json")
        with open(path, encoding="utf-8") as file:
            content = file.read()
        self.assertIn(f'"title": "{old}"', content)
        with open(path, "w", encoding="utf-8") as file:
            file.write(content.replace(f'"title": "{old}"', f'"title": "{new}"', 1)
                       .replace(f'"{old}": ', f'"{new}": "Changed", "{old}": ', 1))

    def read_guide(self, citizen, title):
        citizen.choose_at_home("guide")
        citizen.wait_for("list")
        self.assertIn(title, citizen.words("list.row.aid-civil"))

    def go_home(self, citizen):
        citizen.tap("bar.home")
        citizen.wait_for("tile.legal-aid", 20)

    def applied(self, station, count):
        until(lambda: len(station.events("pack.applied")) == count, 30, f"{count} states taken over")

    def test_a_new_state_waits_for_the_end_of_the_visit(self):
        with Station(BUILD) as station:
            shutil.copytree(os.path.join(SOURCE, "packs", "sample"), station.path("county"))
            station.publish(station.path("county"))
            citizen = station.start_kiosk()
            citizen.wait_for("tile.legal-aid", 20)
            self.applied(station, 1)
            self.read_guide(citizen, TITLE)

            self.edit(station, TITLE, NEW_TITLE)
            station.publish(station.path("county"))
            waiting = lambda: [name for name in os.listdir(station.data) if name.endswith(".part")]
            until(waiting, 30, "the new state, fetched")
            citizen.tap("list.row.aid-civil")  # goes on as if nothing were new
            citizen.wait_for("detail.print")
            citizen.tap("bar.back")
            citizen.wait_for("list")
            self.assertIn(TITLE, citizen.words("list.row.aid-civil"))
            self.assertEqual(len(station.events("pack.applied")), 1)

            self.go_home(citizen)
            self.applied(station, 2)
            until(lambda: not waiting(), 10, "nothing left lying about")
            self.read_guide(citizen, NEW_TITLE)
            self.go_home(citizen)

            # Somebody at the hub alters what was signed: the terminal says so once a question, and keeps what it has.
            self.edit(station, NEW_TITLE, NEWEST_TITLE)
            station.publish(station.path("county"))
            self.applied(station, 3)
            head = station.path("catalogues", station.REGION, "head.json")
            with open(head, "rb") as file:
                good = file.read()
            at = good.index(b'"payload":"') + 40
            with open(head, "wb") as file:
                file.write(good[:at] + (b"A" if good[at:at + 1] != b"A" else b"B") + good[at + 1:])
            until(lambda: station.events("pack.refused"), 30, "the refusal")
            self.read_guide(citizen, NEWEST_TITLE)
            self.go_home(citizen)

            # Cut from the hub and started again, it offers what it had.
            station.stop_kiosk()
            station.stop_hub()
            citizen = station.start_kiosk()
            citizen.wait_for("tile.legal-aid", 20)
            until(lambda: self.guide_says(citizen, NEWEST_TITLE), 20, "the last state, from the file")

    def guide_says(self, citizen, title):
        citizen.choose_at_home("guide")
        citizen.wait_for("list")
        said = title in citizen.words("list.row.aid-civil")
        self.go_home(citizen)
        return said


if __name__ == "__main__":
    unittest.main()
