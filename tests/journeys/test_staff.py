#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A robot attendant walks the maintenance mode by touch: the PIN and its lock, self-test, queue, paper, log, training mode."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from lib.lines import until  # noqa: E402
from lib.staff import ATTENDANT, PIN, TECHNICIAN, Office, Staff  # noqa: E402
from lib.station import LANDSCAPE, Station  # noqa: E402

BUILD = os.environ["YIZHAN_BUILD"]
CANARIES = ("张建国", "19510618", "花园街", "13812345678", "拖欠工资")


class Attendant(unittest.TestCase):
    def station(self, **more):
        station = Station(BUILD, **more)
        station.roster = Office(station).hire(ATTENDANT, TECHNICIAN)
        return station

    def test_every_page_is_walked(self):
        with self.station() as station:
            kiosk = station.start_kiosk()
            staff = Staff(kiosk)
            staff.enter()
            self.assertIn("王敏", kiosk.words("bar"))
            self.selftest(kiosk, staff)
            self.paper(kiosk, staff)
            staff.open("log")
            kiosk.wait_to_see("staff.entered")
            kiosk.tap("board.chip.alarms")
            kiosk.wait_to_see("device.left")  # the printer was pulled out
            self.assertFalse(kiosk.sees("staff.entered"))
            staff.back()
            staff.leave()
            self.assertTrue(station.events("staff.left"))

    def selftest(self, kiosk, staff):
        staff.open("selftest")
        kiosk.wait_for("board.action.again", 60)
        for words in ("有应答", "测试条已打出并切断", "每一页都核对过，完好"):
            self.assertTrue(kiosk.sees(words), words)
        kiosk.world.say("printer take")
        kiosk.world.say("unplug printer")
        staff.act("again")
        kiosk.wait_to_see("测试条没有打出来", 60)
        kiosk.wait_for("board.action.again", 60)
        self.assertTrue(kiosk.sees("有设备不能用"))
        staff.back()
        kiosk.reads("没有纸质回执，只在屏幕上显示二维码")  # what citizens lose
        kiosk.world.say("plug printer")

    def paper(self, kiosk, staff):
        kiosk.reach("board.open.paper")
        staff.open("paper")
        kiosk.wait_to_see("可以打印", 60)  # plugged in again a moment ago
        staff.act("strip")
        kiosk.wait_to_see("打印机确认已打出、已切断", 20)
        staff.act("new-roll")
        kiosk.wait_to_see("已打 0 张")
        staff.back()

    def test_orders_that_wait_are_told_over_the_telephone(self):
        with self.station(screen=LANDSCAPE) as station:
            kiosk = station.start_kiosk()
            kiosk.wait_for("tile.legal-aid", 20)
            station.net.cut()
            self.file_an_order(kiosk)
            staff = Staff(kiosk)
            staff.enter()
            staff.open("queue")
            kiosk.wait_to_see("1 件还没有送到")
            papers = len(station.papers())
            staff.act("phone-sheet")
            kiosk.wait_to_see("报送单已打出", 20)
            until(lambda: len(station.papers()) == papers + 1, 10, "the phone sheet")
            station.net.mend()
            staff.back()
            staff.leave()
            until(lambda: len(station.orders_at_hub()) == 1, 60, "the order at the hub")
            with open(station.path("kiosk.log"), errors="replace") as log:
                text = log.read()
            for canary in CANARIES + (PIN,):
                self.assertNotIn(canary, text)

    def file_an_order(self, kiosk):
        kiosk.open_legal_aid()
        kiosk.lay_card()
        kiosk.confirm()
        kiosk.fill_in()
        kiosk.submit()
        number = kiosk.number()
        kiosk.finish()
        return number

    def test_wrong_pins_shut_the_door_also_after_a_restart(self):
        with self.station() as station:
            kiosk = station.start_kiosk()
            staff = Staff(kiosk)
            staff.knock()
            for _ in range(5):
                staff.try_to_enter(TECHNICIAN[0], "314159")
            kiosk.wait_to_see("入口已锁住", 20)
            station.stop_kiosk()
            kiosk = station.start_kiosk()
            staff = Staff(kiosk)
            staff.knock()
            kiosk.wait_to_see("入口已锁住")
            kiosk.tap("bar.home")
            kiosk.wait_for("tile.legal-aid")  # citizens are served all the same
            self.assertEqual(len(station.events("staff.refused")), 5)

    def test_what_is_practised_reaches_nobody(self):
        with self.station() as station:
            kiosk = station.start_kiosk()
            staff = Staff(kiosk)
            staff.enter()
            kiosk.reach("board.open.practice")
            staff.open("practice")
            staff.act("begin")
            kiosk.wait_to_see("演练：不是真的", 10)
            self.file_an_order(kiosk)
            kiosk.wait_for("tile.legal-aid", 20)
            staff.enter()
            kiosk.reach("board.open.practice")
            staff.open("practice")
            staff.act("end")
            staff.back()
            staff.leave()
            self.assertFalse(kiosk.sees("演练：不是真的"))
            self.file_an_order(kiosk)
            until(lambda: len(station.orders_at_hub()) == 1, 30, "the one that is real")
            self.assertFalse(os.path.exists(os.path.join(station.data, "practice")))


if __name__ == "__main__":
    unittest.main()
