#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A citizen at the unmodified kiosk and a lawyer in a real browser see and hear each other through the real hub: clock bars
read back on both ends, the tone at the lawyer's; and what becomes of the citizen when the lawyer's machine goes off, or the
kiosk's own call process dies. Runs inside `packaging/setup/pg-cluster.sh with -- …`."""
import io
import json
import os
import signal
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "journeys")]
import browser  # noqa: E402

browser.need("selenium", "PIL")
from PIL import Image, ImageDraw  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

from browser import Browser, until  # noqa: E402
from hub_people import PASSWORD  # noqa: E402
from lib.station import Station, sql  # noqa: E402
from test_call import TONE  # noqa: E402

PLANTED = "5826093714"  # in what the lawyer writes; digits, which no dictionary holds by itself
BARS = 32  # drivers/camera/include/camera/scene.h: 24 bits of milliseconds, then their bytes and A5h exclusive-or'd
READ = """
const video = document.querySelector("video.remote"), small = document.createElement("canvas");
small.width = 320; small.height = 240;
const pen = small.getContext("2d");
pen.drawImage(video, 0, 0, 320, 240);
const bits = [];
for (let bar = 0; bar < 32; ++bar) { bits.push(pen.getImageData(bar * 10 + 5, 15, 1, 1).data[1] > 128 ? 1 : 0); }
return bits;
"""


def clock_of(bits):
    """Nothing where there are no bars, or they are damaged."""
    value = int("".join(map(str, bits)), 2)
    clock, check = value >> 8, value & 0xFF
    return clock if check == (clock >> 16 ^ clock >> 8 & 0xFF ^ clock & 0xFF ^ 0xA5) else None


def lawyers_camera(path):
    """Green under clock bars that count on: what the browser's invented camera shows, again and again."""
    with open(path, "wb") as film:
        for number in range(1, 101):
            picture = Image.new("RGB", (640, 480), (30, 180, 60))
            pen = ImageDraw.Draw(picture)
            clock = number * 50
            value = clock << 8 | (clock >> 16 ^ clock >> 8 & 0xFF ^ clock & 0xFF ^ 0xA5)
            for bar in range(BARS):
                pen.rectangle((bar * 20, 0, bar * 20 + 19, 59), "white" if value >> (BARS - 1 - bar) & 1 else "black")
            frame = io.BytesIO()
            picture.save(frame, "JPEG", quality=90)
            film.write(frame.getvalue())


def green(pixel):
    return pixel[1] > 110 and pixel[1] > pixel[0] + 50 and pixel[1] > pixel[2] + 50


class VideoCall(unittest.TestCase):
    def setUp(self):
        self.station = Station(browser.BUILD)
        self.station.__enter__()
        self.addCleanup(self.station.__exit__, None)
        self.station.add_agent("li", "李清明", "agent", PASSWORD)
        film = self.station.path("lawyer.mjpeg")
        lawyers_camera(film)
        self.web = Browser(f"http://127.0.0.1:{self.station.console_port}/", flags=(f"--use-file-for-fake-video-capture={film}",))
        self.addCleanup(self.web.close)
        self.web.type("#name", "li")
        self.web.type("#password", PASSWORD + Keys.ENTER)
        self.web.click("[data-key=duty]")
        self.web.sees("值班中")
        self.citizen = self.station.start_kiosk(self.screens())

    @staticmethod
    def screens():
        folder = os.path.join(browser.SCREENS, "kiosk")
        os.makedirs(folder, exist_ok=True)
        return folder

    def kiosk_shows(self):
        """The window of the kiosk, and the box of the lawyer's green in it: of the rows that are mostly green, not one's own."""
        path = self.station.path("kiosk.png")
        self.citizen.robot.say("grab " + path)
        picture = Image.open(path).convert("RGB")
        rows = {}
        for y in range(0, picture.height, 4):
            across = [x for x in range(0, picture.width, 4) if green(picture.getpixel((x, y)))]
            if len(across) * 4 > picture.width / 2:
                rows[y] = (across[0], across[-1] + 4)
        return picture, (*rows[max(rows)], max(rows) + 4) if rows else None

    def clock_at_kiosk(self):
        picture, box = self.kiosk_shows()
        if box is None:
            return None
        left, right, bottom = box
        wide = right - left
        row = int(bottom - wide * 3 / 4 * 15 / 16)  # the middle of the bars: the top eighth
        return clock_of([int(picture.getpixel((int(left + wide * (bar + 0.5) / BARS), row))[1] > 128) for bar in range(BARS)])

    def clock_at_lawyer(self):
        return clock_of(self.web.run(READ))

    def talk(self):
        self.citizen.ask_advice(channel="video")
        self.citizen.tap("result.call")
        self.citizen.wait_for("consent.yes")
        self.assertEqual(self.web.all(".ring [data-key=answer]"), [], "nobody is called before the citizen agrees")
        self.citizen.picture("call-consent")
        self.citizen.tap("consent.yes")
        self.web.click(".ring [data-key=answer]")
        self.web.sees("通话中", ".call-state")
        self.citizen.wait_for("call.hangup", 30)
        self.counts_on(self.clock_at_lawyer, "the citizen's clock at the lawyer")
        self.counts_on(self.clock_at_kiosk, "the lawyer's clock at the citizen")

    def counts_on(self, clock, what):
        first = until(clock, what, 30)
        until(lambda: clock() not in (None, first), what + " to count on")

    def order(self, service):
        rows = until(lambda: sql(f"SELECT encode(body, 'hex') FROM work_order WHERE service = '{service}'"), f"the {service} order")
        return json.loads(bytes.fromhex(rows[0][0]))

    def test_both_see_and_hear_each_other(self):
        self.talk()
        self.assertAlmostEqual(self.web.driver.execute_async_script(TONE), 440, delta=12)
        self.web.type("#call-text", "请把合同带来" + PLANTED + Keys.ENTER)
        self.citizen.wait_to_see("请把合同带来", 20)
        self.citizen.tap("call.phrase.2")
        self.web.sees("听懂了", ".lines")
        self.web.picture("real-call-lawyer")
        self.citizen.picture("call-citizen")
        self.citizen.tap("call.hangup")
        self.citizen.wait_to_see("通话结束了", 20)
        self.assertIsNone(self.kiosk_shows()[1], "the lawyer's last picture is gone")
        until(lambda: self.web.run("const v = document.querySelector('video.remote'); return !v || !v.srcObject"), "the citizen's to be gone")
        self.assertEqual(sql("SELECT count(*) FROM work_order WHERE service = 'callback'"), [["0"]])
        self.citizen.tap("callover.finish")
        self.citizen.tap("goodbye.home")
        self.citizen.wait_for("tile.advice", 20)
        self.nothing_is_left_of(PLANTED)

    def nothing_is_left_of(self, words):
        if not os.environ.get("YIZHAN_SANITIZE"):  # their heap keeps freed blocks as they were
            spellings = [bytes(byte ^ 0x5A for byte in words.encode(code)).hex() for code in ("utf-16-le", "utf-8")]
            until(lambda: all(self.citizen.robot.say("find " + one) == "0" for one in spellings), "the words to be gone from memory")
        for log in ("kiosk.log", "hub.log"):
            with open(self.station.path(log), "rb") as file:
                self.assertNotIn(words.encode(), file.read(), log)

    def test_the_lawyer_is_gone_in_mid_call_and_somebody_will_call(self):
        self.talk()
        self.web.kill()
        self.citizen.wait_to_see("通话断了", 30)
        self.citizen.wait_to_see("已登记回电", 20)
        self.citizen.picture("call-broken")
        callback = self.order("callback")
        self.assertEqual(callback["about"], self.order("advice")["id"])
        self.assertEqual({answer["field"]: answer["value"] for answer in callback["answers"]}["reason"], "call-broken")

    def test_the_call_process_dies_and_the_picture_comes_back(self):
        self.talk()
        made = subprocess.run(["pgrep", "-P", str(self.station.kiosk_pid()), "-x", "yizhan-call"], capture_output=True, text=True)
        os.kill(int(made.stdout.split()[0]), signal.SIGKILL)
        self.citizen.wait_to_see("正在重新接通", 10)
        until(lambda: not self.citizen.sees("正在重新接通"), "the call to be joined again", 30)
        self.counts_on(self.clock_at_kiosk, "the lawyer's clock at the citizen again")
        self.counts_on(self.clock_at_lawyer, "the citizen's clock at the lawyer again")


if __name__ == "__main__":
    unittest.main(verbosity=2)
