#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Paper in hand: the application form on a real IPP printer, to be read and signed; without that printer, the slip."""
import os
import shutil
import sys
import unicodedata
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from lib.lines import until  # noqa: E402
from lib.page_printer import PagePrinter  # noqa: E402
from lib.station import Station  # noqa: E402

BUILD = os.environ["YIZHAN_BUILD"]


class PaperInHand(unittest.TestCase):
    def test_the_application_form_comes_out_whole(self):
        with Station(BUILD) as station, PagePrinter(station.folder) as printer:
            station.page_printer = printer.address
            citizen = station.start_kiosk()
            citizen.whole_application()
            citizen.tap("result.form", 20)
            until(lambda: "已打印" in citizen.robot.say("words result.sheet"), 60, "the form to be printed")
            # As far as a PDF's text goes: Noto CJK lends it the code points of radicals, and its even digits none at all.
            text = "".join(unicodedata.normalize("NFKC", page) for page in printer.pages())
            for words in ("法律援助申请表", "张建国", "230103195106180039", "拖欠工资", "13812345678", "申请人签名"):
                self.assertIn(words, text)
            citizen.finish()

    def test_without_a_page_printer_no_form_is_promised(self):
        with Station(BUILD) as station:
            citizen = station.start_kiosk()
            citizen.whole_application()
            self.assertNotIn("result.form", citizen.names())
            citizen.finish()


if __name__ == "__main__":
    if not PagePrinter.is_there() or shutil.which("pdftotext") is None:
        print("SKIPPED: ippeveprinter, dbus-daemon or pdftotext is not installed")
        sys.exit(77)
    unittest.main(verbosity=2)
