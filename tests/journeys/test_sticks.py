#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with a stick, at a new terminal and at one that serves; what staff decide against; who may come in after a
stick has changed the list of staff. All by touch, with real file systems."""
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from lib.bring_up import BringUp  # noqa: E402
from lib.lines import until  # noqa: E402
from lib.staff import ATTENDANT, PIN, TECHNICIAN, Staff, Stick, ended  # noqa: E402
from lib.station import Station  # noqa: E402

BUILD = os.environ["YIZHAN_BUILD"]
PLACE = "示范县公共法律服务中心"
SUCCESSOR = ("1003", "吴工", "technician")


class Sticks(BringUp, unittest.TestCase):
    def test_what_can_be_wrong_and_what_is_decided_against(self):
        with Station(BUILD) as station:
            self.begin(station)
            self.ask_for_an_identity()
            self.a_new_terminal_refuses_too()
            self.bring_the_answer(PLACE)
            self.an_attendant_tries_this_and_that()
            self.a_technician_thinks_again()
            self.pulled_out_while_it_is_read()
            self.the_list_of_staff_changes()
            self.all_of_it_stands_in_the_chain()

    def a_new_terminal_refuses_too(self):
        """Signed by the right people, for a terminal like this, but nobody would be left to put a stick in."""
        office = self.office
        bundle = office.create("忘了运维", "--answers", self.request, "--identity", office.identity(self.request),
                               "--configuration", office.configuration(PLACE), "--staff", office.hire(ATTENDANT))
        stick = self.put_in(bundle, "forgotten.img")
        self.kiosk.tap("board.action.read")
        self.kiosk.wait_to_see("没有成功，本机没有任何改变", 15)
        self.kiosk.reads("without a technician")
        stick.remove(self.kiosk)
        self.kiosk.wait_to_see("请插入U盘")
        self.assertFalse(os.path.lexists(os.path.join(self.station.state, "current")))

    def put_in(self, bundle, name):
        stick = Stick(self.station.path(name))
        stick.put(bundle)
        stick.insert(self.kiosk)
        self.kiosk.wait_to_see("U盘已插好", 15)
        return stick

    def an_attendant_tries_this_and_that(self):
        kiosk, world = self.kiosk, self.kiosk.world
        staff, stick = self.at_the_stick(ATTENDANT, Stick(self.station.path("own.img")))
        self.assertNotIn("board.action.read", kiosk.names())  # a technician's
        self.assertNotIn("board.action.request", kiosk.names())
        staff.act("orders")
        kiosk.wait_to_see("没有待传的工单，不用导出", 15)
        staff.act("diagnostics")
        kiosk.wait_to_see("诊断包已写入U盘并读回核对", 15)
        other = Stick(self.station.path("other.img"))
        world.say(f"stick insert {other.path} sdc")
        kiosk.wait_to_see("插了不止一个U盘", 15)
        world.say("stick remove sdc")
        kiosk.wait_to_see("U盘已插好", 15)
        stick.remove(kiosk)
        kiosk.wait_to_see("请插入U盘")
        self.assertIn("staff.entered", stick.written("diagnostics").decode())
        world.say(f"stick insert {other.path} ntfs")
        kiosk.wait_to_see("这个U盘读不了", 15)
        world.say("stick remove")
        world.say(f"stick insert {other.path} vfat keyboard")
        kiosk.wait_to_see("自称键盘", 15)
        world.say("stick remove")
        kiosk.wait_to_see("请插入U盘")
        staff.back()
        staff.leave()

    def a_technician_thinks_again(self):
        bundle = self.office.create("换个名称", "--configuration", self.office.configuration("想了想还是不换"))
        staff, stick = self.enter_and_insert(bundle, "thought.img")
        self.kiosk.wait_to_see("想了想还是不换", 15)
        staff.act("discard")
        self.kiosk.wait_to_see("U盘已插好", 15)
        stick.remove(self.kiosk)
        self.kiosk.wait_to_see("请插入U盘")
        empty = Stick(self.station.path("empty.img"))
        empty.insert(self.kiosk)
        self.kiosk.wait_to_see("U盘已插好", 15)
        staff.act("read")
        self.kiosk.wait_to_see("没有成功，本机没有任何改变", 15)
        self.kiosk.reads("there is no bundle")
        empty.remove(self.kiosk)
        staff.back()
        self.kiosk.reach("board.open.settings")
        staff.open("settings")
        self.kiosk.reads("前后相接")
        staff.back()
        staff.leave()

    def pulled_out_while_it_is_read(self):
        stick = Stick(self.station.path("yanked.img"))
        big = self.station.path("big.bin")
        with open(big, "wb") as file:
            file.write(os.urandom(12 * 1024 * 1024))
        stick.put(big)
        staff, _ = self.at_the_stick(TECHNICIAN, stick)
        staff.act("read")
        self.kiosk.world.say("stick remove")
        # The reading breaks off, or was over a moment before; either way nothing has changed, and the page says so.
        until(lambda: self.kiosk.sees("没有成功，本机没有任何改变") or self.kiosk.sees("请插入U盘"), 30, "the end of the reading")
        self.assertNotIn("board.action.apply", self.kiosk.names())
        staff.back()
        staff.leave()

    def the_list_of_staff_changes(self):
        """Whoever is no longer on it is let in no more; a wrong PIN of his counts like any other."""
        os.unlink(self.office.path("staff.json"))
        bundle = self.office.create("换人", "--staff", self.office.hire(ATTENDANT, SUCCESSOR))
        staff, _ = self.enter_and_insert(bundle, "successor.img")
        self.kiosk.wait_to_see("换人", 15)
        staff.act("apply")
        self.kiosk.wait_to_see("已经换上新的", 15)
        ended(self.station)
        self.kiosk = self.station.start_kiosk()
        staff = Staff(self.kiosk)
        staff.knock()
        staff.try_to_enter(TECHNICIAN[0], PIN)
        self.kiosk.wait_to_see("工号或密码不对", 20)
        staff.try_to_enter(SUCCESSOR[0], PIN)
        self.kiosk.wait_to_see("本机总览", 20)
        # Only the staff changed: there is no configuration to go back to, and so no way to let the old one in again.
        self.kiosk.reach("board.open.settings")
        staff.open("settings")
        self.kiosk.wait_to_see("现在是第", 10)
        self.assertNotIn("board.action.roll-back", self.kiosk.names())
        staff.back()
        staff.leave()

    def all_of_it_stands_in_the_chain(self):
        with open(os.path.join(self.station.state, "audit.log"), encoding="utf-8") as file:
            text = file.read()
        noted = [json.loads(line)["what"] for line in text.splitlines()]
        for what in ("requested", "bundle refused", "switched", "committed", "staff entered", "staff refused", "staff left",
                     "carried away", "stick refused"):
            self.assertIn(what, noted)
        for secret in (PIN, ATTENDANT[1], TECHNICIAN[1], SUCCESSOR[1], TECHNICIAN[0]):
            self.assertNotIn(secret, text)


if __name__ == "__main__":
    unittest.main()
