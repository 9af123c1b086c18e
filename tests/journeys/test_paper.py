#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Paper in hand: the application form on a real IPP printer, to be read and signed; without that printer, the slip."""
import os
import shutil
import sys
import unicodedata
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
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
            citizen.wait_to_see("已打印，请取走", 60)
            # Noto CJK lends the code points of radicals to a PDF's text.
            text = "".join(unicodedata.normalize("NFKC", page) for page in printer.pages())
            for words in ("法律援助申请表", "申请人签名", "11010119", citizen.number()):
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
