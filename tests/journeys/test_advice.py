#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Advice by message against the real hub: with a card, without a name, without a network; and what comes of being unhappy."""
import json
import os
import re
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from lib.lines import until  # noqa: E402
from lib.station import Station, sql  # noqa: E402

BUILD = os.environ["YIZHAN_BUILD"]
QUESTION = "拖欠工资"


class AdviceByMessage(unittest.TestCase):
    def body(self, order):
        return json.loads(bytes.fromhex(sql(f"SELECT encode(body, 'hex') FROM work_order WHERE id = '{order}'")[0][0]))

    def arrived(self, station, count=1):
        return until(lambda: station.orders_at_hub() if len(station.orders_at_hub()) >= count else None, 60,
                     f"{count} orders at the hub")

    def test_with_a_card(self):
        with Station(BUILD) as station:
            citizen = station.start_kiosk()
            citizen.ask_advice()
            citizen.wait_to_see("前答复您")
            citizen.take_slip()
            order = self.arrived(station)[0]
            body = self.body(order)
            self.assertEqual(body["service"], "advice")
            self.assertIsNotNone(body["applicant"])
            answers = {answer["field"]: answer["value"] for answer in body["answers"]}
            self.assertEqual(answers["channel"], "message")
            self.assertIn(QUESTION, answers["text"])

    def test_without_a_name(self):
        with Station(BUILD) as station:
            citizen = station.start_kiosk()
            citizen.ask_advice(anonymous=True)
            citizen.take_slip()
            body = self.body(self.arrived(station)[0])
            self.assertIsNone(body["applicant"])
            self.assertEqual(body["anonymous"]["refused_at"][-6:], "+08:00")

    def test_without_a_network(self):
        with Station(BUILD) as station:
            station.net.cut()
            citizen = station.start_kiosk()
            citizen.ask_advice()
            citizen.wait_to_see("前答复您")
            citizen.take_slip()
            number = re.search(r"[A-Z0-9][A-Z0-9-]{11,}", citizen.robot.say("words result.number"))[0]
            citizen.finish()
            citizen.ask_progress(number)
            citizen.wait_to_see("现在查不到", 20)  # unknown is said, not an old state
            self.assertEqual(station.orders_at_hub(), [])
            station.net.mend()
            self.arrived(station)


if __name__ == "__main__":
    unittest.main(verbosity=2)
