#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The kiosk is killed at random moments of the visit. Afterwards: no slip without its order in the store, and no order
twice at the hub. `YIZHAN_KILLS` says how often (200 in the nightly run)."""
import os
import random
import signal
import sys
import threading
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from lib.lines import Refused, until  # noqa: E402
from lib.station import Station, sql  # noqa: E402

BUILD = os.environ["YIZHAN_BUILD"]
KILLS = int(os.environ.get("YIZHAN_KILLS", "12"))
SEED = int(os.environ.get("YIZHAN_SEED", "20261123"))


class KilledAtAnyMoment(unittest.TestCase):
    def test_no_slip_without_its_order_and_no_order_twice(self):
        chance = random.Random(SEED)
        with Station(BUILD) as station:
            longest = self.length_of_a_visit(station)
            for kill in range(KILLS):
                # Half of the kills fall into the second in which the order is stored, sent and printed.
                moment = chance.uniform(0, longest) if kill % 2 else chance.uniform(0, 1.0)
                self.visit_and_kill(station, moment, from_submit=kill % 2 == 0)
            citizen = station.start_kiosk()
            citizen.wait_for("tile.legal-aid", 30)
            self.everything_adds_up(station)
            print(f"kill9: {KILLS} kills, {len(station.orders_at_hub())} orders at the hub, "
                  f"{len(station.slips())} slips, none without its order, none twice", flush=True)

    def length_of_a_visit(self, station):
        start = time.monotonic()
        station.start_kiosk().whole_journey()
        length = time.monotonic() - start
        until(station.orders_at_hub, 30, "the first order")
        station.stop_kiosk()
        return length

    def visit_and_kill(self, station, moment, from_submit):
        citizen = station.start_kiosk()
        pid = until(station.kiosk_pid, 10, "the kiosk")
        killer = threading.Timer(moment, lambda: os.kill(pid, signal.SIGKILL))
        if from_submit:
            citizen.open_legal_aid()
            citizen.lay_card()
            citizen.confirm()
            citizen.fill_in()
        killer.start()
        try:
            if from_submit:
                citizen.submit()
                citizen.take_slip()
                citizen.finish()
            else:
                citizen.whole_journey()
        except (OSError, TimeoutError, Refused):
            pass  # that is the point
        killer.join()
        station.stop_kiosk(signal.SIGKILL)

    def everything_adds_up(self, station):
        printed = [slip["code"].split(":")[1] for slip in station.slips()]
        self.assertEqual(len(printed), len(set(printed)), "a slip was printed twice")
        # Every order that is in the store reaches the hub, so what was printed must be there.
        until(lambda: set(printed) <= set(station.orders_at_hub()), 120, "every printed order at the hub")
        orders = station.orders_at_hub()
        self.assertEqual(len(orders), len(set(orders)))
        positions = sql("SELECT count(*), count(DISTINCT (terminal, epoch, seq)) FROM work_order")
        self.assertEqual(positions[0][0], positions[0][1])


if __name__ == "__main__":
    unittest.main(verbosity=2)
