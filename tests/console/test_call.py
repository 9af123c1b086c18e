#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A call between the console and a page that plays the terminal: real RTCPeerConnections on both ends, pixels and tones read
back on both. The signalling goes through the strict small hub."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
import browser  # noqa: E402

browser.need("selenium", "aiohttp", "PIL")
from selenium.webdriver.common.keys import Keys  # noqa: E402

import fake_hub  # noqa: E402
from browser import Browser, until  # noqa: E402
from morning import SECRETS, furnish  # noqa: E402

# The lawyer's side is watched from outside: which devices were asked for, and which tracks are still alive.
WATCH = """
if (window.asked) { window.asked = []; window.tracks = []; return; }
window.asked = []; window.tracks = [];
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wish) => {
  window.asked.push(Object.keys(wish).sort().join());
  if (window.refuse) { throw new DOMException("no", "NotAllowedError"); }
  const stream = await ask(wish);
  window.tracks.push(...stream.getTracks());
  return stream;
};
"""
PICTURE = """
const video = document.querySelector("video.remote"), small = document.createElement("canvas");
small.width = 64; small.height = 48;
const pen = small.getContext("2d");
pen.drawImage(video, 0, 0, 64, 48);
const at = (x, y) => Array.from(pen.getImageData(x, y, 1, 1).data);
let count = 0;
for (let bit = 0; bit < 16; ++bit) { count += at(bit * 4 + 2, 44)[0] > 128 ? 1 << bit : 0; }
return { width: video.videoWidth, pixel: at(32, 16), count };
"""
TONE = """
const done = arguments[0], video = document.querySelector("video.remote"), audio = new AudioContext();
const analyser = audio.createAnalyser();
analyser.fftSize = 8192;
audio.createMediaStreamSource(video.srcObject).connect(analyser);
const bins = new Float32Array(analyser.frequencyBinCount);
setTimeout(() => {
  analyser.getFloatFrequencyData(bins);
  done(bins.indexOf(Math.max(...bins)) * audio.sampleRate / analyser.fftSize);
}, 1500);
"""


class Calls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.hub = fake_hub.FakeHub(browser.CONSOLE)
        furnish(cls.hub)
        cls.web = Browser(f"http://127.0.0.1:{cls.hub.port}/", size=(1440, 900))
        cls.lawyer = cls.web.driver.current_window_handle
        cls.web.type("#name", "lawyer.li")
        cls.web.type("#password", fake_hub.PASSWORD + Keys.ENTER)
        cls.web.click("[data-key=duty]")
        cls.web.sees("值班中")
        cls.web.driver.switch_to.new_window("window")
        cls.terminal = cls.web.driver.current_window_handle

    @classmethod
    def tearDownClass(cls):
        cls.web.close()
        cls.hub.close()

    def setUp(self):
        self.at_terminal()
        self.web.driver.get(f"http://127.0.0.1:{self.hub.terminal_port}/")
        self.at_console()
        self.web.run(WATCH)

    def tearDown(self):
        self.at_console()
        self.web.run("window.refuse = false")
        for gone in self.web.all("[data-key=done]"):
            gone.click()
        self.assertEqual(self.hub.violations, [])
        self.assertEqual(self.web.complaints(), [])
        for secret in SECRETS:
            self.assertNotIn(secret, self.web.kept())

    def at_console(self):
        self.web.driver.switch_to.window(self.lawyer)

    def at_terminal(self):
        self.web.driver.switch_to.window(self.terminal)

    def tell_terminal(self, script, *values):
        self.at_terminal()
        try:
            return self.web.run("return " + script, *values)
        finally:
            self.at_console()

    def ring(self, media="video", order=None):
        self.tell_terminal("terminal.request(arguments[0], arguments[1], 'wages')", media, order)
        self.web.sees("1 人正在等待视频咨询")

    def answer(self):
        self.web.click(".ring [data-key=answer]")
        self.web.sees("视频咨询", "h1")

    def talk(self, media="video", order=None):
        self.ring(media, order)
        self.answer()
        self.web.sees("通话中", ".call-state")

    def no_device_is_on(self):
        self.assertEqual(self.web.run("return tracks.filter((track) => track.readyState === 'live').length"), 0)
        self.assertIsNone(self.web.run("const v = document.querySelector('video.remote'); return v && v.srcObject"))

    def end(self):
        self.web.click("[data-key=end]")
        self.web.sees("确定结束与当事人的通话吗")
        self.web.click("dialog [data-key=yes]")
        self.web.sees("您结束了通话")
        self.no_device_is_on()

    def sees_the_citizen(self):
        first = until(lambda: self.red(self.web.run(PICTURE)), "the terminal's red picture")
        until(lambda: self.web.run(PICTURE)["count"] != first["count"], "the bar code to count on")

    @staticmethod
    def red(seen):
        red, green, blue, _ = seen["pixel"]
        return seen if seen["width"] > 0 and red > 150 and green < 90 and blue < 90 else None

    def test_picture_sound_text_and_notes_both_ways(self):
        self.ring(order=self.hub.first["id"])
        self.web.picture("ring")
        self.web.click("nav.boxes a[href='#/queue']")
        self.web.sees("欠薪与劳动", ".waiting")
        self.web.picture("queue")
        self.assertEqual(self.web.run("return asked"), [], "no device before the call is accepted")
        self.web.click(".waiting button")
        self.web.sees("通话中", ".call-state")
        self.assertEqual(self.web.run("return asked"), ["audio,video"])
        self.sees_the_citizen()
        self.assertAlmostEqual(self.web.driver.execute_async_script(TONE), 440, delta=12)
        # Chromium's invented camera is green.
        until(lambda: self.green(self.tell_terminal("terminal.seen()")), "the lawyer's picture at the terminal")
        self.web.type("#call-text", "请把劳动合同放到摄像头前" + Keys.ENTER)
        until(lambda: self.tell_terminal("terminal.texts") == ["请把劳动合同放到摄像头前"], "the text at the terminal")
        self.tell_terminal("terminal.text('没有签合同')")
        self.web.sees("没有签合同", ".lines")
        self.web.type("#call-note", "没有合同，有转账记录")
        self.web.click("[data-key=note]")
        self.web.sees("没有合同，有转账记录", ".kept")
        self.assertIn(("note", "Z20261123-0417", "lawyer.li"), self.hub.deeds)
        self.web.picture("call")
        self.web.click("nav.boxes a[href='#/inbox']")
        self.web.sees("正在通话", ".ring")
        self.web.picture("call-elsewhere")
        self.web.keys("g")
        self.sees_the_citizen()
        self.end()
        self.web.picture("call-ended")
        until(lambda: self.tell_terminal("terminal.byes") == ["agent-ended"], "the bye at the terminal")

    @staticmethod
    def green(seen):
        red, green, blue, _ = seen["pixel"]
        return seen["width"] > 0 and green > red + 40 and green > blue + 40

    def test_camera_and_microphone_can_be_switched_off(self):
        self.talk()
        self.sees_the_citizen()
        self.web.run("document.activeElement.blur()")
        self.web.keys("m", "v")
        self.web.sees("取消静音", ".call-tools")
        self.web.sees("打开摄像头", ".call-tools")
        self.assertEqual(self.web.run("return tracks.map((track) => track.enabled)"), [False, False])
        self.web.keys("m", "v")
        self.web.sees("关闭摄像头", ".call-tools")
        self.end()

    def test_a_rebuilt_session_brings_the_picture_back(self):
        self.talk()
        self.sees_the_citizen()
        self.tell_terminal("terminal.drop()")
        self.web.sees("正在等对方重新连接", ".call-state")
        self.web.picture("call-still")
        self.tell_terminal("terminal.offer()")
        self.web.sees("通话中", ".call-state")
        self.sees_the_citizen()
        self.assertEqual(self.web.run("return asked"), ["audio,video"], "the devices are kept over a rebuilt session")
        self.end()

    def test_from_picture_to_sound_to_text(self):
        self.talk()
        self.sees_the_citizen()
        self.tell_terminal("terminal.degrade('audio')")
        self.web.sees("网络较差，已改为只有声音", ".call-state")
        self.web.picture("call-audio")
        self.assertEqual(self.web.run("return tracks.filter((t) => t.readyState === 'live').map((t) => t.kind)"), ["audio"])
        self.tell_terminal("terminal.degrade('text')")
        self.web.sees("网络较差，已改为文字", ".call-state")
        self.no_device_is_on()
        self.web.type("#call-text", "还在" + Keys.ENTER)
        until(lambda: self.tell_terminal("terminal.texts") == ["还在"], "the text at the terminal")
        self.web.picture("call-text")
        self.tell_terminal("terminal.bye()")
        self.web.sees("通话已由对方或平台结束", ".call-state")

    def test_sound_only_asks_for_no_camera(self):
        self.talk("audio")
        self.web.sees("当事人选择语音咨询")
        self.assertEqual(self.web.run("return asked"), ["audio"])
        self.end()

    def test_without_devices_it_is_said_and_text_works(self):
        self.web.run("window.refuse = true")
        self.talk()
        self.web.sees("用不了摄像头和麦克风", ".call-state")
        self.sees_the_citizen()
        self.web.picture("call-no-devices")
        self.web.type("#call-text", "请看文字" + Keys.ENTER)
        until(lambda: self.tell_terminal("terminal.texts") == ["请看文字"], "the text at the terminal")
        self.end()

    def test_losing_the_hub_ends_the_call_plainly(self):
        self.talk()
        self.sees_the_citizen()
        self.hub.drop_live()
        self.web.sees("与平台的连接中断，通话已结束", ".call-state")
        self.web.picture("call-cut-off")
        self.no_device_is_on()
        until(lambda: self.tell_terminal("terminal.byes") == ["agent-left"], "the bye at the terminal")
        self.web.sees_no("正在自动重连")
        self.ring()

    def test_a_call_that_a_colleague_took(self):
        self.ring()
        call = next(iter(self.hub.calls.values()))
        call["agent"] = object()
        self.answer()
        self.web.sees("这个呼叫已由别的同事接听", ".call-state")
        self.assertEqual(self.web.run("return asked"), [])
        self.hub.calls.clear()


if __name__ == "__main__":
    unittest.main(warnings="ignore")
