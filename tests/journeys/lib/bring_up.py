# SPDX-License-Identifier: Apache-2.0
"""A technician and a terminal with nothing but its program: the request goes out on a stick, the answer comes on a stick."""
from .lines import until
from .staff import ATTENDANT, TECHNICIAN, Office, Staff, Stick, ended


class BringUp:
    """Of a test case: `station`, `office` and the `kiosk` that runs just now."""

    def bring_up(self, station, place):
        self.begin(station)
        self.ask_for_an_identity()
        self.bring_the_answer(place)

    def begin(self, station):
        self.station, self.office = station, Office(station)
        station.state, station.trust = station.path("state"), self.office.found()

    def ask_for_an_identity(self):
        stick = Stick(self.station.path("request.img"))
        kiosk = self.station.start_kiosk()
        kiosk.wait_to_see("开通这台终端", 20)
        kiosk.wait_to_see("请插入U盘")
        stick.insert(kiosk)
        kiosk.wait_to_see("U盘已插好", 15)
        kiosk.tap("board.action.request")
        kiosk.wait_to_see("开通申请已写入U盘并读回核对", 15)
        stick.remove(kiosk)
        kiosk.wait_to_see("请插入U盘")
        self.request = self.office.path("request.json")
        with open(self.request, "wb") as file:
            file.write(stick.written("request"))
        self.assertNotIn(b"PRIVATE", stick.written("request"))
        self.kiosk = kiosk

    def bring_the_answer(self, place):
        office = self.office
        bundle = office.create("开通终端", "--answers", self.request, "--identity", office.identity(self.request),
                               "--configuration", office.configuration(place), "--staff", office.hire(ATTENDANT, TECHNICIAN))
        self.apply_new(bundle, "开通终端")
        self.kiosk = self.station.start_kiosk()
        self.kiosk.wait_for("tile.legal-aid", 20)
        self.assertTrue(self.kiosk.sees(place))
        until(lambda: self.station.events("release.committed"), 10, "the release to stay")

    def receipt_on(self, stick):
        """The newest, as the office reads it; it must be the device's own."""
        path = self.office.path("receipt.json")
        with open(path, "wb") as file:
            file.write(stick.written("receipt"))
        return self.office.run("receipt", path, "--certificate", self.office.path("identity", "client.pem"))

    def apply_new(self, bundle, title):
        """On the page of a new terminal."""
        stick = Stick(self.station.path("answer.img"))
        stick.put(bundle)
        stick.insert(self.kiosk)
        self.kiosk.wait_to_see("U盘已插好", 15)
        self.kiosk.tap("board.action.read")
        self.kiosk.wait_to_see(title, 15)
        self.kiosk.wait_to_see("示范省司法厅运维中心")
        self.kiosk.tap("board.action.apply")
        self.kiosk.wait_to_see("已经换上新的", 15)
        ended(self.station)
        self.assertIn("switched", self.receipt_on(stick))

    def at_the_stick(self, who, stick):
        staff = Staff(self.kiosk)
        staff.enter(who)
        staff.open("stick")
        stick.insert(self.kiosk)
        self.kiosk.wait_to_see("U盘已插好", 15)
        return staff, stick

    def enter_and_insert(self, bundle, name):
        stick = Stick(self.station.path(name))
        stick.put(bundle)
        staff, stick = self.at_the_stick(TECHNICIAN, stick)
        staff.act("read")
        return staff, stick
