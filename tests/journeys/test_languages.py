#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Somebody who reads English is served in English, what is filed is what anybody files, and the next citizen begins in Chinese."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from lib import journeys  # noqa: E402
from lib.forms import Form  # noqa: E402
from lib.lines import until  # noqa: E402
from lib.station import Station  # noqa: E402

BUILD = os.environ["YIZHAN_BUILD"]
ENGLISH, CHINESE = "what have you come for", "请问要办什么事"


class Languages(unittest.TestCase):
    def test_served_in_english_filed_like_everybody_else(self):
        with Station(BUILD) as station:
            citizen = station.start_kiosk()
            citizen.wait_for("tile.legal-aid", 20)
            self.assertTrue(citizen.sees(CHINESE))
            citizen.tap("access.language")
            citizen.wait_to_see(ENGLISH)
            self.assertIn("Legal aid", citizen.words("tile.legal-aid"))
            self.assertIn("中文", citizen.words("access.language"))

            visits = journeys.Visits(station, citizen, seed="english")
            visits.walker.language = "en"
            form = Form("complaint")
            visits.open("complaint")
            visits.walker.stay_anonymous()
            answers = visits.walker.fill(form)
            citizen.submit()
            citizen.number()
            citizen.wait_to_see("The slip is printed", 30)
            citizen.world.say("printer take")
            citizen.finish()
            visits.orders.order_at_hub(form, answers, None)

            citizen.wait_for("tile.legal-aid", 20)
            until(lambda: citizen.sees(CHINESE), 10, "Chinese again for the next citizen")

    def test_the_voice_is_offered_where_there_is_one_and_quick_exit_silences_it(self):
        with Station(BUILD) as station:
            station.voice = "/usr/bin/espeak-ng"
            citizen = station.start_kiosk()
            citizen.wait_for("access.speech", 20)
            citizen.tap("access.speech")
            citizen.tap("tile.guide")
            citizen.wait_for("list")
            citizen.tap("access.quick-exit")
            citizen.wait_for("cover.close")
            citizen.tap("cover.close")
            citizen.wait_for("tile.legal-aid", 20)
            self.assertNotIn("正在读给您听", citizen.words("access.speech"))
        with Station(BUILD) as station:
            citizen = station.start_kiosk()
            citizen.wait_for("access.language", 20)
            self.assertNotIn("access.speech", citizen.names())


if __name__ == "__main__":
    unittest.main()
