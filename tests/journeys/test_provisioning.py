#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A terminal with nothing but its program is brought up from the stick alone to its first served citizen; it is changed by another
stick, and goes back from what does not come up."""
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from lib.bring_up import BringUp  # noqa: E402
from lib.citizen import PHONE  # noqa: E402
from lib.lines import until  # noqa: E402
from lib.staff import ATTENDANT, PIN, TECHNICIAN, Staff, Stick, ended  # noqa: E402
from lib.station import Station  # noqa: E402

BUILD = os.environ["YIZHAN_BUILD"]
# Who lies on the emulated reader.
CITIZEN = ("张建国", "19510618", "花园街")
OLD_PLACE, NEW_PLACE = "示范县公共法律服务中心", "示范县清河镇服务站"


class Provisioning(BringUp, unittest.TestCase):
    def test_from_nothing_to_the_first_citizen_and_on(self):
        with Station(BUILD) as station:
            self.bring_up(station, OLD_PLACE)
            self.serve_a_citizen()
            self.carry_what_the_network_does_not()
            self.change_the_place()
            self.refuse_what_is_not_for_it()
            self.leave_what_does_not_come_up()
            self.go_back()

    def serve_a_citizen(self):
        self.file_an_order()
        until(lambda: len(self.station.orders_at_hub()) == 1, 30, "the order at the hub")

    def file_an_order(self):
        kiosk = self.kiosk
        kiosk.open_legal_aid()
        kiosk.lay_card()
        kiosk.confirm()
        kiosk.fill_in()
        kiosk.submit()
        number = kiosk.number()
        self.assertTrue(number)
        kiosk.finish()

    def carry_what_the_network_does_not(self):
        """An attendant takes it to the hub in a pocket; the network, once it is back, brings nothing twice."""
        self.station.net.cut()
        self.file_an_order()
        staff, stick = self.at_the_stick(ATTENDANT, Stick(self.station.path("orders.img")))
        staff.act("orders")
        self.kiosk.wait_to_see("1 件待传工单已加密写入U盘并读回核对", 20)
        stick.remove(self.kiosk)
        # This stick has come since the terminal was brought up: it is told that all went well, and not only tried.
        self.assertIn("committed", self.receipt_on(stick))
        parcel = stick.written("orders")
        for canary in (PHONE, "拖欠工资") + CITIZEN:
            self.assertNotIn(canary.encode(), parcel)
        self.assertIn("\ttaken\t", self.office.import_orders(parcel))
        self.assertIn("\theld\t", self.office.import_orders(parcel))
        self.assertEqual(len(self.station.orders_at_hub()), 2)
        self.assertEqual(len(self.station.events("order.acked")), 1)  # nobody has told the terminal yet
        staff.back()
        staff.leave()
        self.station.net.mend()
        until(lambda: len(self.station.events("order.acked")) == 2, 120, "the hub to say that it has the order")
        self.assertEqual(len(self.station.orders_at_hub()), 2)

    def change_the_place(self):
        bundle = self.office.create("改地点名称", "--configuration", self.office.configuration(NEW_PLACE))
        staff, stick = self.enter_and_insert(bundle, "change.img")
        self.kiosk.wait_to_see(f"地点名称：{OLD_PLACE} 改为 {NEW_PLACE}", 15)
        staff.act("apply")
        self.kiosk.wait_to_see("已经换上新的", 15)
        ended(self.station)
        self.kiosk = self.station.start_kiosk()
        self.kiosk.wait_for("tile.legal-aid", 20)
        self.assertTrue(self.kiosk.sees(NEW_PLACE))
        until(lambda: len(self.station.events("release.committed")) == 2, 10, "the release to stay")
        self.assertEqual(len(self.station.orders_at_hub()), 2)

    def refuse_what_is_not_for_it(self):
        bundle = self.office.create("给别的终端", "--configuration", self.office.configuration("别处"), "--terminal", "YZ-0099")
        staff, stick = self.enter_and_insert(bundle, "foreign.img")
        self.kiosk.wait_to_see("没有成功，本机没有任何改变", 15)
        self.kiosk.reads("is for another terminal")
        staff.act("diagnostics")  # to ask somebody far away
        self.kiosk.wait_to_see("诊断包已写入U盘并读回核对", 15)
        stick.remove(self.kiosk)
        self.kiosk.wait_to_see("请插入U盘")
        diagnostics = stick.written("diagnostics").decode()
        self.assertIn("bundle.refused", diagnostics)
        self.assertIn("order.committed", diagnostics)
        for canary in (PHONE, PIN, "拖欠工资", "周工") + CITIZEN:
            self.assertNotIn(canary, diagnostics)
        staff.back()
        staff.leave()
        self.assertTrue(self.station.events("bundle.refused"))

    def leave_what_does_not_come_up(self):
        """Well-formed, signed, for this terminal; but its key is not there, so the store stays shut."""
        path = self.office.configuration("起不来的地方")
        with open(path) as file:
            configuration = json.load(file)
        configuration["keyFile"] = "../../no-such.key"
        with open(path, "w") as file:
            json.dump(configuration, file)
        bundle = self.office.create("起不来", "--configuration", path)
        staff, _ = self.enter_and_insert(bundle, "broken.img")
        self.kiosk.wait_to_see("起不来", 15)
        staff.act("apply")
        self.kiosk.wait_to_see("已经换上新的", 15)
        ended(self.station)
        self.kiosk = self.station.start_kiosk()
        ended(self.station)  # it went back, and wants to be started anew
        self.assertTrue(self.station.events("release.reverted"))
        self.kiosk = self.station.start_kiosk()
        self.kiosk.wait_for("tile.legal-aid", 20)
        self.assertTrue(self.kiosk.sees(NEW_PLACE))

    def go_back(self):
        staff = Staff(self.kiosk)
        staff.enter(TECHNICIAN)
        staff.open("settings")
        self.kiosk.wait_to_see("原来是：" + OLD_PLACE, 10)
        staff.act("roll-back")
        self.kiosk.wait_to_see("确定要退回上一版吗")
        staff.act("really")
        ended(self.station)
        self.kiosk = self.station.start_kiosk()
        self.kiosk.wait_for("tile.legal-aid", 20)
        self.assertTrue(self.kiosk.sees(OLD_PLACE))


if __name__ == "__main__":
    unittest.main()
