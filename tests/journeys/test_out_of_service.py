#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A terminal that cannot be brought up says so to the citizen, names the fault to the technician, and harms nothing."""
import json
import os
import signal
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from lib.lines import until  # noqa: E402
from lib.station import Station  # noqa: E402

BUILD = os.environ["YIZHAN_BUILD"]


class DamagedStation(Station):
    """A station where something is spoilt just before the kiosk starts."""

    def __init__(self, damage):
        super().__init__(BUILD)
        self.damage = damage

    def configure(self, port):
        super().configure(port)
        self.damage(self)


def spoil_configuration(station):
    with open(station.path("terminal.json"), "w") as file:
        file.write('{"terminal": "YZ-0001", "place": ')


def strange_setting(station):
    with open(station.path("terminal.json")) as file:
        configuration = json.load(file)
    configuration["paperDots"] = "wide"
    with open(station.path("terminal.json"), "w") as file:
        json.dump(configuration, file)


def lose_key(station):
    os.unlink(station.path("store.key"))


def spoil_database(station):
    os.makedirs(station.path("data"), mode=0o700, exist_ok=True)
    with open(os.open(station.path("data", "secure.db"), os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
        file.write(b"\x5a" * 65536)


class OutOfService(unittest.TestCase):
    def says(self, damage, fault):
        with DamagedStation(damage) as station:
            citizen = station.start_kiosk(devices=())
            citizen.wait_for("out-of-service.number", 20)
            self.assertTrue(citizen.sees("对不起，本机暂时不能使用"))
            self.assertTrue(citizen.sees("故障代号：" + fault))
            citizen.tap("out-of-service.help")
            citizen.wait_for("cover")
            os.kill(station.kiosk_pid(), signal.SIGTERM)
            until(lambda: station.kiosk.poll() is not None, 20, "the end of the program")
            self.assertEqual(station.kiosk.returncode, 2)
            with open(station.path("kiosk.log")) as log:
                self.assertIn(f"yizhan: {fault}: ", log.read())

    def test_a_configuration_cut_short(self):
        self.says(spoil_configuration, "DataMalformed")

    def test_a_setting_of_the_wrong_kind(self):
        self.says(strange_setting, "DataMalformed")

    def test_no_key_to_the_store(self):
        self.says(lose_key, "KeyMissing")

    def test_a_database_that_is_none(self):
        self.says(spoil_database, "KeyMissing")  # what no key opens looks like what another key wrote


if __name__ == "__main__":
    unittest.main(verbosity=2)
