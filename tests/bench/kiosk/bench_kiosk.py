#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The kiosk as a whole, with its real drivers in the emulated USB world: start, memory, idling, reading a card.

    bench_kiosk.py --out FILE     (inside packaging/setup/pg-cluster.sh with -- …; YIZHAN_BUILD names the build)"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "..", "journeys"))
from lib.station import Station  # noqa: E402

BUILD = os.environ["YIZHAN_BUILD"]
STARTS = 9
IDLE_SECONDS = 10
CARDS = 10


def figure(name, value, unit, against, against_value, runs):
    return {"figure": name, "value": round(value, 3), "unit": unit, "against": against,
            "against_value": round(against_value, 3), "ratio": round(value / against_value, 3), "runs": runs}


def floor_start(station, carrying):
    """A bare window; `carrying` what the kiosk carries here and never in the field: the robot and the bus's preload."""
    command = [os.path.join(BUILD, "tests", "bench", "ui", "bench_floor_window")]
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", TMPDIR="/tmp")
    if carrying:
        command = [os.path.join(BUILD, "yizhan-world"), "--control", station.path("floor"), "--"] + command
        environment.update(QT_PLUGIN_PATH=os.path.join(BUILD, "plugins"),
                           QT_QPA_GENERIC_PLUGINS="yizhanrobot:" + station.path("floor-robot"))
    output = subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout
    return float(output.split()[-1])


def cold_starts(station):
    """In turns with the floor, so that both meet the same machine."""
    kiosk, floor, bare = [], [], []
    for _ in range(STARTS):
        bare.append(floor_start(station, carrying=False))
        floor.append(floor_start(station, carrying=True))
        citizen = station.start_kiosk()
        citizen.wait_for("tile.legal-aid", 30)
        kiosk.append(float(citizen.robot.say("cpu")))
        station.stop_kiosk()
    return statistics.median(kiosk), statistics.median(floor), statistics.median(bare)


def cpu_of(pid):
    """CPU milliseconds of all threads, from the scheduler's own account."""
    total = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/schedstat") as account:
            total += int(account.read().split()[0])
    return total / 1e6


def resident(pid, field):
    with open(f"/proc/{pid}/smaps_rollup") as rollup:
        return next(int(line.split()[1]) / 1024 for line in rollup if line.startswith(field))


def idle_cost(pid):
    before = cpu_of(pid)
    time.sleep(IDLE_SECONDS)
    return (cpu_of(pid) - before) / IDLE_SECONDS


def card_reads(citizen):
    """From laying the card to the identity on screen; the emulator's own delays are those of a real module."""
    citizen.world.say("reader pace real")
    citizen.tap("tile.legal-aid")
    citizen.tap("guide.begin")
    times = []
    for _ in range(CARDS):
        citizen.wait_for("card.art")
        start = time.monotonic()
        citizen.world.say("card lay resident")
        citizen.wait_for("identity.confirm", 20)
        times.append((time.monotonic() - start) * 1000)
        citizen.world.say("card lift")
        citizen.tap("identity.not-me")
    return statistics.median(times)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--out", required=True)
    out = options.parse_args().out
    figures = []
    with Station(BUILD) as station:
        kiosk, floor, bare = cold_starts(station)
        figures.append(figure("cold start to first frame, CPU", kiosk, "ms",
                              "bare QWidget with one CJK label, with the same robot and preload", floor, STARTS))
        figures.append(figure("cold start to first frame, CPU, robot and preload included", kiosk, "ms",
                              "bare QWidget with one CJK label, without them", bare, STARTS))
        citizen = station.start_kiosk()
        citizen.wait_for("tile.legal-aid", 30)
        pid = station.kiosk_pid()
        figures.append(figure("idle with reader and printer plugged in, CPU per second", idle_cost(pid), "ms",
                              "target", 2.0, 1))
        citizen.whole_journey()
        figures.append(figure("resident memory after the journey", resident(pid, "Rss"), "MB", "target", 80.0, 1))
        figures.append(figure("proportional memory after the journey", resident(pid, "Pss"), "MB", "target", 80.0, 1))
        # 20 find, 30 select, 1000 read, and on average half of the 310 ms between two looks for a card.
        figures.append(figure("card laid down to identity shown", card_reads(citizen), "ms",
                              "the emulator's own delays and half the pause between two finds", 1050 + 155, CARDS))
    with open(out, "w") as file:
        json.dump(figures, file, indent=2, ensure_ascii=False)


if __name__ == "__main__":
    main()
