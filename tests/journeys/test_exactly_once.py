#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Whatever the network does, the order arrives exactly once when it comes back, and the citizen has the slip already."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from lib.lines import until  # noqa: E402
from lib.network import FaultyHub, Network  # noqa: E402
from lib.station import Station, sql  # noqa: E402

BUILD = os.environ["YIZHAN_BUILD"]
# Backoff grows to minutes for the hub's sake; a short row of faults keeps it within a test's patience.
ARRIVES = 90


class ExactlyOnceAtHub(unittest.TestCase):
    def apply(self, station):
        citizen = station.start_kiosk()
        citizen.whole_journey()
        return citizen

    def arrives_once(self, station):
        orders = until(station.orders_at_hub, ARRIVES, "the order at the hub")
        self.assertEqual(len(orders), 1)
        slips = station.slips()
        self.assertEqual(len(slips), 1)
        self.assertIn(orders[0], slips[0]["code"])
        self.assertEqual(sql("SELECT count(*) FROM work_order"), [["1"]])

    def test_a_cut_cable_that_is_mended_later(self):
        with Station(BUILD, network=Network) as station:
            station.net.cut()
            self.apply(station)
            self.assertEqual(station.orders_at_hub(), [])
            station.net.mend()
            self.arrives_once(station)

    def test_a_hub_that_is_down_during_the_visit(self):
        with Station(BUILD, network=Network) as station:
            port = station.hub_port
            station.stop_hub()
            self.apply(station)
            station.start_hub(port)
            self.arrives_once(station)

    def misbehaving(self, *faults):
        with Station(BUILD, network=FaultyHub) as station:
            station.net.faults = list(faults)
            self.apply(station)
            self.arrives_once(station)
            met = [fault for method, fault in station.net.seen if method == "PUT"]
            self.assertEqual(met[:len(faults)], list(faults))

    def test_a_hub_that_answers_500(self):
        self.misbehaving("500")

    def test_a_hub_that_is_slow(self):
        self.misbehaving("slow")

    def test_an_answer_that_breaks_off_in_the_middle(self):
        self.misbehaving("reset")

    def test_an_answer_that_never_comes(self):
        self.misbehaving("deaf")

    def test_a_captive_portal_that_answers_200(self):
        self.misbehaving("html")

    def test_one_trouble_after_another(self):
        self.misbehaving("500", "deaf", "html")

    def test_an_order_left_in_the_outbox_goes_out_after_a_restart(self):
        with Station(BUILD, network=Network) as station:
            station.net.cut()
            self.apply(station)
            station.stop_kiosk()
            station.net.mend()
            station.start_kiosk()
            self.arrives_once(station)


if __name__ == "__main__":
    unittest.main(verbosity=2)
