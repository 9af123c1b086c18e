#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Advice against the real hub: with a card, without a name, without a network; answered, read, rated; and what comes of
being unhappy, of a call that nobody takes, of wanting to be called."""
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from lib import lawyers  # noqa: E402
from lib.citizen import PHONE  # noqa: E402
from lib.lines import Refused, until  # noqa: E402
from lib.station import Station, sql  # noqa: E402

BUILD = os.environ["YIZHAN_BUILD"]
QUESTION = "拖欠工资"
ANSWER = "先向劳动监察大队投诉，一年之内可以申请劳动仲裁。"


def order_of(service):
    """The one order of this service at the hub, once it is there, in its own words."""
    rows = until(lambda: sql(f"SELECT encode(body, 'hex') FROM work_order WHERE service = '{service}'"), 60,
                 f"the {service} order at the hub")
    if len(rows) != 1:
        raise AssertionError(f"{len(rows)} orders of {service}")
    return json.loads(bytes.fromhex(rows[0][0]))


def answers_of(body):
    return {answer["field"]: answer["value"] for answer in body["answers"]}


class AdviceByMessage(unittest.TestCase):
    def test_answered_and_read_and_rated(self):
        with Station(BUILD) as station:
            lawyers.come_to_work()
            citizen = station.start_kiosk()
            citizen.ask_advice()
            citizen.wait_to_see("前答复您")
            citizen.take_slip()
            number = citizen.number()
            citizen.finish()
            body = order_of("advice")
            self.assertIsNotNone(body["applicant"])
            self.assertEqual(answers_of(body)["channel"], "message")
            self.assertIn(QUESTION, answers_of(body)["text"])
            lawyers.answer(body["id"], ANSWER)
            citizen.ask_progress(number)
            citizen.wait_to_see(ANSWER)
            self.assertTrue(citizen.sees(lawyers.AUTHOR))
            citizen.tap("progress.rate")
            citizen.rate("yes", "5")
            until(lambda: sql(f"SELECT 1 FROM matter WHERE id = '{body['id']}' AND rating = 5 AND state = 'rated'"), 60,
                  "the rating at the matter")
            self.assertEqual(sql("SELECT count(*) FROM work_order WHERE service = 'callback'"), [["0"]])

    def test_read_at_another_terminal_with_slip_and_card(self):
        with Station(BUILD) as station:
            lawyers.come_to_work()
            citizen = station.start_kiosk()
            citizen.ask_advice()
            citizen.take_slip()
            number = citizen.number()
            citizen.finish()
            lawyers.answer(order_of("advice")["id"], ANSWER)
            station.go_to_other_terminal()
            elsewhere = station.start_kiosk()
            elsewhere.ask_progress(number)
            elsewhere.wait_to_see(ANSWER)
            elsewhere.tap("progress.print")
            elsewhere.wait_to_see("已打印", 20)

    def test_somebody_elses_card_shows_nothing(self):
        with Station(BUILD) as station:
            citizen = station.start_kiosk()
            citizen.ask_advice()
            citizen.take_slip()
            number = citizen.number()
            citizen.finish()
            order_of("advice")
            citizen.ask_progress(number, "card lay resident number=230103196802294528 birth=19680229 sex=2")
            citizen.wait_to_see("没有查到")

    def test_who_is_unhappy_is_called_back(self):
        with Station(BUILD) as station:
            lawyers.come_to_work()
            citizen = station.start_kiosk()
            citizen.ask_advice()
            citizen.take_slip()
            number = citizen.number()
            citizen.finish()
            asked = order_of("advice")
            lawyers.answer(asked["id"], ANSWER)
            citizen.ask_progress(number)
            citizen.wait_for("progress.rate")
            citizen.tap("progress.rate")
            citizen.rate("no", "1")
            citizen.wait_to_see("已登记回电")
            callback = order_of("callback")
            self.assertEqual(callback["about"], asked["id"])
            self.assertEqual(answers_of(callback)["reason"], "unsolved")
            self.assertEqual(callback["applicant"], asked["applicant"])
            self.assertEqual(answers_of(order_of("rating"))["level"], "1")

    def test_without_a_name(self):
        with Station(BUILD) as station:
            citizen = station.start_kiosk()
            citizen.ask_advice(anonymous=True)
            citizen.take_slip()
            body = order_of("advice")
            self.assertIsNone(body["applicant"])
            self.assertEqual(body["anonymous"]["refused_at"][-6:], "+08:00")

    def test_without_a_name_the_slip_alone_opens_the_answer(self):
        with Station(BUILD) as station:
            lawyers.come_to_work()
            citizen = station.start_kiosk()
            citizen.ask_advice(anonymous=True)
            citizen.take_slip()
            citizen.finish()
            lawyers.answer(order_of("advice")["id"], ANSWER)
            station.lay_slip_before_camera()
            station.go_to_other_terminal()
            elsewhere = station.start_kiosk()
            elsewhere.show_slip()
            elsewhere.tap("card.anonymous")
            elsewhere.wait_to_see(ANSWER, 20)

    def test_without_a_network(self):
        with Station(BUILD) as station:
            station.net.cut()
            citizen = station.start_kiosk()
            citizen.ask_advice()
            citizen.wait_to_see("前答复您")
            citizen.take_slip()
            number = citizen.number()
            citizen.finish()
            citizen.ask_progress(number)
            citizen.wait_to_see("现在查不到", 20)  # unknown is said, not an old state
            self.assertEqual(station.orders_at_hub(), [])
            station.net.mend()
            order_of("advice")


class AdviceWithPages(unittest.TestCase):
    def test_a_page_goes_along_and_the_camera_goes_off(self):
        with Station(BUILD) as station:
            citizen = station.start_kiosk()
            citizen.ask_advice(pages=1)
            citizen.take_slip()
            attachments = order_of("advice")["attachments"]
            self.assertEqual([(one["type"], one["pages"]) for one in attachments], [("image/jpeg", 1)])
            self.assertGreater(attachments[0]["bytes"], 10_000)
            whole = "SELECT encode(digest, 'base64') FROM attachment WHERE received = length"
            digest = until(lambda: sql(whole), 60, "the page at the hub")[0][0]
            self.assertEqual(attachments[0]["digest"], f"sha-256=:{digest}:")


class AdviceByTelephone(unittest.TestCase):
    def test_the_number_and_the_time_reach_the_lawyers(self):
        with Station(BUILD) as station:
            citizen = station.start_kiosk()
            citizen.ask_advice(channel="callback")
            citizen.wait_to_see("前给您打电话")
            citizen.take_slip()
            answers = answers_of(order_of("advice"))
            self.assertEqual((answers["channel"], answers["phone"], answers["window"]), ("callback", PHONE, "any"))


class AdviceByVideo(unittest.TestCase):
    def test_it_is_not_offered_while_nobody_is_on_duty(self):
        with Station(BUILD) as station:
            lawyers.come_to_work()
            citizen = station.start_kiosk()
            with self.assertRaises(Refused):
                citizen.ask_advice(channel="video")
            self.assertIn("form.option.message", citizen.names())

    def test_who_waits_in_vain_is_called_back(self):
        """Somebody was on duty when it was offered, and nobody takes the call."""
        with Station(BUILD) as station, lawyers.on_duty(station):
            citizen = station.start_kiosk()
            citizen.ask_advice(channel="video")
            citizen.tap("result.call")
            citizen.wait_for("consent.yes")
            citizen.tap("consent.yes")
            citizen.wait_for("callwait.leave")
            citizen.tap("callwait.leave")
            citizen.wait_to_see("已登记回电")
            asked, callback = order_of("advice"), order_of("callback")
            self.assertEqual(callback["about"], asked["id"])
            self.assertEqual(answers_of(callback)["reason"], "nobody-on-duty")

    def test_who_does_not_agree_is_answered_in_writing(self):
        with Station(BUILD) as station, lawyers.on_duty(station):
            citizen = station.start_kiosk()
            citizen.ask_advice(channel="video")
            citizen.tap("result.call")
            citizen.tap("consent.no")
            citizen.wait_to_see("没有打开摄像头和话筒")
            self.assertEqual(sql("SELECT count(*) FROM work_order WHERE service = 'callback'"), [["0"]])


if __name__ == "__main__":
    unittest.main(verbosity=2)
