#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The demonstration: one citizen applies for legal aid on the real program, from card to hub; another asks a lawyer,
and reads the answer at another terminal; a third sees a lawyer, who sits in a browser.

Without a display a robot citizen drives the real windows by touch, keeps a picture of every screen, the slip as the
printer's bytes draw it, and a summary; anything missing is a failure. With a display the kiosk opens in a window beside
a panel with the emulated devices, and you are the citizen; the lawyers' desk opens in your browser, and you are the lawyer, too."""
import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import webbrowser

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from lib import lawyers  # noqa: E402
from lib.lines import until  # noqa: E402
from lib.station import LANDSCAPE, PORTRAIT, Station, sql  # noqa: E402

LAWYER, PASSWORD = "demo", "yizhan demo 2026"
HUB_STATE = "SELECT state || coalesce(': ' || reason, '') FROM work_order WHERE id = '{}'"


def say(text):
    print(f"demo: {text}", flush=True)


def slip_of(station):
    slips = until(station.slips, 10, "the slip under the cutter")
    if len(slips) != 1:
        raise SystemExit(f"demo: one slip was expected, {len(slips)} came out")
    return slips[0]


def hub_state(order):
    rows = until(lambda: sql(HUB_STATE.format(order)), 30, "the order at the hub")
    return rows[0][0]


def robot_demo(build, out):
    shutil.rmtree(out, ignore_errors=True)
    screens = os.path.join(out, "screens")
    os.makedirs(screens)
    start = time.monotonic()
    with Station(build) as station:
        say("hub and PostgreSQL are up; starting the kiosk in the emulated USB world")
        citizen = station.start_kiosk(screens)
        citizen.wait_for("tile.legal-aid", 30)
        citizen.timed("start_to_home", start)
        say("the robot citizen applies for legal aid")
        citizen.whole_journey()
        orders = until(station.orders_at_hub, 30, "the order at the hub")
        if len(orders) != 1:
            raise SystemExit(f"demo: one order was expected at the hub, {len(orders)} are there")
        citizen.timed("whole_demo", start)
        slip = slip_of(station)
        slip_png = os.path.join(out, "slip.png")
        shutil.copy(slip["picture"], slip_png)
        state = hub_state(orders[0])
        if orders[0] not in slip["code"]:
            raise SystemExit("demo: the slip's code does not name the order that the hub holds")
        landscape(station, screens, citizen)
        asked = advice(station, screens, citizen)
        both_ends = call(station, screens, citizen)
        summary = {"order_id": orders[0], "hub_state": state, "advice_id": asked, "call_screens": both_ends, "slip_png": slip_png, "screens": citizen.pictures,
                   "timings_ms": citizen.timings}
    check(summary)
    with open(os.path.join(out, "summary.json"), "w") as file:
        json.dump(summary, file, indent=2, ensure_ascii=False)
    say(f"order {summary['order_id']} is at the hub, state {summary['hub_state']!r}")
    say(f"question {summary['advice_id']} is answered, read and rated")
    say(f"{len(summary['screens'])} screens, the slip and summary.json are in {out}")


def landscape(station, screens, citizen):
    """The same journey on a terminal that lies on its side."""
    station.stop_kiosk()
    station.screen = LANDSCAPE
    wide = os.path.join(screens, "landscape")
    os.mkdir(wide)
    second = station.start_kiosk(wide)
    second.whole_journey("card lay foreigner2023")
    citizen.pictures += second.pictures
    station.screen = PORTRAIT


def advice(station, screens, citizen):
    """By message: asked here, answered by one lawyer and looked over by another, read and rated at another terminal."""
    say("a second citizen asks a lawyer")
    lawyers.come_to_work()
    station.stop_kiosk()
    folder = os.path.join(screens, "advice")
    os.mkdir(folder)
    here = station.start_kiosk(folder)
    here.ask_advice()
    here.take_slip()
    number = here.number()
    here.finish()
    order = until(lambda: sql("SELECT id::text FROM work_order WHERE service = 'advice'"), 30, "the question at the hub")[0][0]
    lawyers.answer(order, "先向劳动监察大队投诉，不收费。没有结果的话，一年之内可以申请劳动仲裁。请带上身份证、工资记录、和老板的聊天记录。")
    station.go_to_other_terminal()
    say("the answer is read at another terminal")
    there = station.start_kiosk(folder)
    there.pictures = list(here.pictures)  # counted on
    there.ask_progress(number)
    there.wait_for("progress.rate", 20)
    there.picture("advice-answer")
    there.tap("progress.rate")
    there.rate("yes", "5")
    there.picture("rating-done")
    until(lambda: sql(f"SELECT 1 FROM matter WHERE id = '{order}' AND state = 'rated'"), 60, "the rating at the hub")
    citizen.pictures += there.pictures
    return order


def call(station, screens, citizen):
    """Seen and heard: the pictures of both ends, or nothing where there is no Chromium."""
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "console"))
    from browser import Browser, missing
    if missing("selenium"):
        say(f"the call is left out: {missing('selenium')} (packaging/setup/install.sh run)")
        return []
    from selenium.webdriver.common.keys import Keys
    station.stop_kiosk()
    folder = os.path.join(screens, "call")
    os.mkdir(folder)
    station.add_agent(LAWYER, "李清明", "agent", PASSWORD)
    web = Browser(f"http://127.0.0.1:{station.console_port}/")
    try:
        say(f"a lawyer comes to the desk at {web.address}")
        web.type("#name", LAWYER)
        web.type("#password", PASSWORD + Keys.ENTER)
        web.click("[data-key=duty]")
        web.sees("值班中")
        here = station.start_kiosk(folder)
        here.ask_advice(channel="video")
        here.tap("result.call")
        here.wait_for("consent.yes")
        here.picture("consent")
        here.tap("consent.yes")
        here.wait_for("callwait.leave")
        here.picture("waiting")
        web.click(".ring [data-key=answer]")
        web.sees("通话中", ".call-state")
        here.wait_for("call.hangup", 30)
        web.type("#call-text", "您好，请把合同带来。" + Keys.ENTER)
        here.wait_to_see("请把合同带来", 20)
        until(lambda: web.run("return document.querySelector('video.remote').videoWidth"), 20, "the citizen's picture at the desk")
        here.picture("call-citizen")
        lawyer = os.path.join(folder, "call-lawyer.png")
        web.driver.save_screenshot(lawyer)
        here.tap("call.hangup")
        here.wait_to_see("通话结束了", 20)
        here.picture("call-over")
        say("citizen and lawyer saw and heard each other")
    finally:
        web.close()
    citizen.pictures += here.pictures + [lawyer]
    return here.pictures + [lawyer]


def check(summary):
    missing = [path for path in summary["screens"] + [summary["slip_png"]] if not os.path.getsize(path)]
    if missing or len(summary["screens"]) < 10 or summary["hub_state"] != "received":
        raise SystemExit(f"demo: something is missing: {missing or summary}")


def hand_demo(build):
    """You are the citizen."""
    platform = "xcb" if os.environ.get("DISPLAY") else "wayland"
    # A 21.5" screen standing, seen at half its size: fits a desktop of 1080 lines.
    with Station(build, screen={"width": 540, "height": 960, "millimetresPerPixel": 0.496}) as station:
        station.start_kiosk(platform=platform)
        control = station.path("network")
        threading.Thread(target=serve_network, args=(control, station), daemon=True).start()
        panel = subprocess.Popen([os.path.join(build, "yizhan-panel"), "--control", station.path("world"),
                                  "--network-control", control, "-qwindowgeometry", "360x640+580+40"])  # beside the kiosk
        station.add_agent(LAWYER, "李清明", "agent,reviewer", PASSWORD)
        desk = f"http://127.0.0.1:{station.console_port}/"
        say(f"the lawyers' desk is at {desk} : name {LAWYER}, password {PASSWORD}; go on duty there to take a call")
        webbrowser.open(desk)
        say("you are the citizen; the panel beside the kiosk is your hands, and closing it ends the demonstration")
        try:
            panel.wait()
        finally:
            panel.terminate()


def serve_network(path, station):
    import socket
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(path)
        listener.listen()
        while True:
            near, _ = listener.accept()
            with near, near.makefile("rw") as lines:
                for line in lines:
                    {"down": station.net.cut, "up": station.net.mend}.get(line.strip(), lambda: None)()
                    lines.write("ok\n")
                    lines.flush()


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--build", required=True, help="folder of the built programs")
    options.add_argument("--out", required=True, help="folder for pictures and summary.json")
    chosen = options.parse_args()
    build = os.path.realpath(chosen.build)
    for name in (signal.SIGINT, signal.SIGTERM):  # either way the station is taken down in order
        signal.signal(name, lambda number, _: sys.exit(128 + number))
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if has_display and not os.environ.get("ROBOT"):
        hand_demo(build)
    else:
        robot_demo(build, os.path.realpath(chosen.out))


if __name__ == "__main__":
    main()
