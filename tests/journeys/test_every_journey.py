#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every journey, by touch, one citizen after the other at the same kiosk, and what each must have left at the hub.

    test_every_journey.py PART SHAPE SIZE [cut | dead-printer]

PART: orders (what ends at the hub), around (what is looked at and taken home on paper)."""
import argparse
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from lib import browsing, journeys, lawyers  # noqa: E402
from lib.station import LANDSCAPE, PORTRAIT, Station  # noqa: E402

SHAPES = {"portrait": PORTRAIT, "landscape": LANDSCAPE}
# Which eighths of all there is to read each reads: every row is read by somebody, more by who turns fewer pages.
READERS = {("portrait", "standard", None): (0, 1), ("portrait", "elder", None): (2,),
           ("landscape", "standard", None): (3, 4), ("landscape", "elder", None): (5,),
           ("portrait", "elder", "cut"): (6,), ("landscape", "elder", "dead-printer"): (7,)}


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("part", choices=("orders", "around"))
    options.add_argument("shape", choices=SHAPES)
    options.add_argument("size", choices=("standard", "elder"))
    options.add_argument("trouble", nargs="?", choices=("cut", "dead-printer"))
    options.add_argument("--screens", help="folder for pictures of where it stuck")
    chosen = options.parse_args()
    start = time.monotonic()
    with Station(os.environ["YIZHAN_BUILD"], screen=SHAPES[chosen.shape]) as station:
        lawyers.come_to_work()
        citizen = station.start_kiosk(chosen.screens, devices=("reader",) if chosen.trouble == "dead-printer" else ("reader", "printer"))
        visits = journeys.Visits(station, citizen, elder=chosen.size == "elder", seed=" ".join(map(str, sys.argv[1:4])),
                                 cut=chosen.trouble == "cut", dead_printer=chosen.trouble == "dead-printer")
        if chosen.part == "orders":
            journeys.all_orders(visits)
        else:
            if chosen.trouble == "cut":
                station.net.cut()
            browsing.all_around(visits, READERS[chosen.shape, chosen.size, chosen.trouble])
    print(f"every journey ({' '.join(sys.argv[1:])}): {len(visits.walked)} visits in {time.monotonic() - start:.0f} s: "
          f"{', '.join(visits.walked)}", flush=True)


if __name__ == "__main__":
    main()
