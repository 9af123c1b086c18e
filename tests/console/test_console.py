#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A lawyer's day at the console, in a real browser against a strict small hub. Pictures of every view go to
build/console-screens."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
import browser  # noqa: E402

browser.need("selenium", "aiohttp", "PIL")
from selenium.webdriver.common.keys import Keys  # noqa: E402

import fake_hub  # noqa: E402
from browser import Browser, until  # noqa: E402
from morning import ANSWER, PHONE, SECRETS, furnish  # noqa: E402


class Console(unittest.TestCase):
    def setUp(self):
        self.hub = fake_hub.FakeHub(browser.CONSOLE)
        self.addCleanup(self.hub.close)
        furnish(self.hub)
        self.web = Browser(f"http://127.0.0.1:{self.hub.port}/")
        self.addCleanup(self.web.close)
        self.addCleanup(self.nothing_was_wrong)

    def nothing_was_wrong(self):
        self.assertEqual(self.hub.violations, [])
        self.assertEqual(self.web.complaints(), [])
        kept = self.web.kept()
        for secret in SECRETS:
            self.assertNotIn(secret, kept)

    def log_in(self, name="lawyer.li"):
        self.web.type("#name", name)
        self.web.type("#password", fake_hub.PASSWORD + Keys.ENTER)
        self.web.one("nav.boxes")

    def log_out(self):
        self.web.click("[data-key=logout]")
        self.web.one("#password")

    def open_order(self, order, box=None):
        if box:
            self.web.click(f"nav.boxes a[href='#/{box}']")
        self.web.click(f"a.row[data-key='{order['id']}']")
        self.web.sees(order["number"], "h1")

    def answer_is(self, words):
        until(lambda: self.web.one("#answer-text").get_property("value") == words, f"the answer {words!r}")

    def page_is_open(self, width=620):
        script = "const i = document.querySelector('.viewer-stage img'); return i && i.naturalWidth"
        until(lambda: self.web.run(script) == width, "the page")

    def test_signing_in(self):
        self.web.sees("请用本单位发给您的账号登录")
        self.web.picture("login")
        self.assertEqual(self.web.run("return document.activeElement.id"), "name")
        self.web.click("button[type=submit]")
        self.web.sees("请填写账号和密码")
        self.web.type("#name", "lawyer.li")
        for _ in range(3):
            self.web.type("#password", "wrong" + Keys.ENTER)
            self.web.sees("账号或密码不对")
            until(lambda: self.web.one("button[type=submit]").is_enabled(), "the button")
        self.web.picture("login-wrong")
        until(lambda: self.hub.failures.get("lawyer.li") == 3, "three failures")
        self.web.type("#password", fake_hub.PASSWORD + Keys.ENTER)
        self.web.sees("请等 4 秒再试")
        self.hub.failures.clear()
        self.web.type("#password", fake_hub.PASSWORD + Keys.ENTER)
        self.web.sees("李清明")
        self.log_out()

    def test_an_answer_goes_through_review_and_back_and_out(self):
        first = self.hub.orders[self.hub.first["id"]]
        self.log_in()
        self.web.sees("Z20261123-0398")
        self.web.sees("已超时")
        self.web.sees("即将到期")
        self.web.picture("inbox")
        self.web.click(f"[data-key='claim-{first['id']}']")
        self.web.sees("Z20261123-0417", "h1")
        self.web.sees("两万六千元")
        self.web.sees(PHONE)
        self.web.type("#answer-text", ANSWER)
        self.web.picture("order-writing")
        # Going away and coming back: the draft is still there, though nothing of it was stored.
        self.web.click("nav.boxes a[href='#/mine']")
        self.web.one("a.row")
        self.web.picture("mine")
        self.open_order(first)
        self.answer_is(ANSWER)
        # Sent only when the hub has said so.
        self.hub.faults.append("500")
        self.web.click("[data-key=send]")
        self.web.sees("平台出了故障，这一步没有做成")
        self.assertNotIn("已交复核", self.web.text("main"))
        self.web.picture("order-hub-fault")
        self.answer_is(ANSWER)
        self.web.type("#answer-text", Keys.CONTROL + Keys.ENTER)
        self.web.sees("已交复核。复核通过后当事人才能看到")
        self.web.sees("本人不能复核自己的答复")
        self.assertEqual(first["answer"]["text"], ANSWER)
        self.web.picture("order-in-review-own")
        self.log_out()
        self.returned_by_the_reviewer(first)
        self.log_in()
        self.open_order(first, "mine")
        self.web.sees("复核退回，请修改后再交")
        self.web.sees("请补上仲裁时效从哪天起算")
        self.web.picture("order-returned")
        self.web.type("#answer-text", "时效从离开工地那天算起。")
        self.web.click("[data-key=send]")
        self.web.sees("已交复核。")
        self.log_out()
        self.published_by_the_reviewer(first)

    def returned_by_the_reviewer(self, first):
        self.log_in("lawyer.wang")
        self.web.click("nav.boxes a[href='#/review']")
        self.web.sees("Z20261123-0417")
        self.web.picture("review-box")
        self.open_order(first)
        self.web.sees("没签合同不影响您要工资")
        self.web.click("[data-key=return]")
        self.web.sees("退回要写明理由")
        self.web.type("#review-note", "请补上仲裁时效从哪天起算。")
        self.web.picture("order-reviewing")
        self.web.click("[data-key=return]")
        self.web.sees("已退回作者修改")
        self.log_out()

    def published_by_the_reviewer(self, first):
        self.log_in("lawyer.wang")
        self.open_order(first, "review")
        self.web.click("[data-key=publish]")
        self.web.sees("已发布，当事人现在可以查到")
        self.assertEqual(first["state"], "answered")
        first.update(state="rated", rating={"level": 5, "person": 5, "text": "讲得很明白", "at": fake_hub.now()})
        self.hub.push_orders()
        self.web.sees("讲得很明白")
        self.web.picture("order-published")
        self.web.click("nav.boxes a[href='#/done']")
        self.web.sees("Z20261123-0417")

    def test_documents_are_looked_at_beside_the_order(self):
        self.log_in()
        self.open_order(self.hub.first)
        self.web.sees("还没有传到平台")
        self.web.click(".files li:nth-child(1) button")
        self.page_is_open()
        self.web.picture("viewer-jpeg")
        self.web.keys(Keys.ESCAPE)
        self.web.sees_no("放大")
        self.web.click(".files li:nth-child(2) button")
        self.web.sees("第 1 页，共 2 页")
        self.web.click("[data-key=next]")
        self.web.sees("第 2 页，共 2 页")
        self.page_is_open()
        self.web.picture("viewer-pdf")
        self.web.click("dialog [data-key=close]")
        self.assertEqual(self.web.all("dialog"), [])

    def test_callbacks_and_notes(self):
        self.log_in()
        self.web.click(f"[data-key='claim-{self.hub.back['id']}']")
        self.web.sees("打开原工单")
        self.web.type("#callback-note", "占线，四点再打。")
        self.web.click("[data-key=missed]")
        self.web.sees("占线，四点再打", ".attempts")
        self.web.type("#callback-note", "已说明仲裁流程，当事人表示清楚。")
        self.web.click("[data-key=reached]")
        self.web.sees("已说明仲裁流程", ".attempts")
        self.web.type("#note-text", "下周再问一次进展。")
        self.web.click("[data-key=note]")
        self.web.sees("备注已保存")
        self.web.picture("order-callback")
        self.assertEqual([deed for deed, _, _ in self.hub.deeds], ["claim", "callback", "callback", "note"])
        self.web.click("[data-key=close]")
        self.web.sees("确定办结这件工单吗")
        self.web.picture("confirm")
        self.web.click("dialog [data-key=yes]")
        self.web.sees("已办结。")

    def test_nothing_false_is_said_when_the_hub_does_not_answer(self):
        self.log_in()
        self.open_order(self.hub.first)
        self.hub.faults.append("409")
        self.web.click("[data-key=claim]")
        self.web.sees("刚刚被别人动过，这一步没有做成")
        # No answer came, and it had not arrived: still to be claimed.
        self.hub.deaf = "before"
        self.web.click("[data-key=claim]")
        self.web.sees("不能确定是否已经送到")
        self.web.picture("order-unsure")
        self.assertIsNone(self.hub.orders[self.hub.first["id"]]["claimed_by"])
        # No answer came, but it had arrived: the reloaded order shows it.
        self.hub.deaf = "after"
        self.web.click("[data-key=claim]")
        self.web.one("#answer-text")
        self.web.sees("不能确定是否已经送到")

    def test_a_session_that_ends_in_the_middle_loses_no_draft_and_shows_it_to_nobody_else(self):
        self.log_in()
        self.web.click(f"[data-key='claim-{self.hub.first['id']}']")
        self.web.type("#answer-text", "写到一半")
        self.hub.sessions.clear()
        self.web.click("[data-key=send]")
        self.web.sees("登录已失效，请重新登录")
        self.web.picture("login-again")
        self.log_in()
        self.answer_is("写到一半")
        self.hub.sessions.clear()
        self.web.click("[data-key=send]")
        self.web.sees("登录已失效，请重新登录")
        self.log_in("lawyer.wang")
        self.web.sees("由李清明办理")
        self.assertNotIn("写到一半", self.web.run("return document.documentElement.outerHTML"))

    def test_losing_the_hub_is_said_and_healed(self):
        self.log_in()
        self.web.click("[data-key=duty]")
        self.web.sees("值班中")
        self.hub.offline = True
        self.hub.drop_live()
        self.web.sees("与平台的连接中断，正在自动重连")
        self.web.sees("平台此刻不会把呼叫分给您")
        self.web.click("[data-key=refresh]")
        self.web.sees("连不上平台，没有读到内容")
        self.web.picture("offline")
        self.hub.offline = False
        self.web.sees_no("正在自动重连")
        self.web.sees_no("没有读到内容")
        until(lambda: any(agent["duty"] for agent in list(self.hub.agents.values())), "duty to be told again")
        self.hub.add_order("Z20261123-0500", "刚到的一件", [], due=299)
        self.hub.push_orders()
        self.web.click("[data-key=more]")
        self.web.sees("Z20261123-0500")

    def test_everything_by_keyboard(self):
        self.log_in()
        self.web.one("a.row")
        self.web.keys("?")
        self.web.sees("键盘快捷键")
        self.web.picture("help")
        self.web.keys(Keys.ESCAPE)
        self.web.sees_no("键盘快捷键")
        self.web.run("document.querySelector('a.row').focus()")
        before = self.web.run("return document.activeElement.dataset.key")
        self.web.keys(Keys.ARROW_DOWN, "j", "k")
        self.assertNotEqual(self.web.run("return document.activeElement.dataset.key"), before)
        self.assertEqual(self.web.run("return document.querySelectorAll('a.row[tabindex=\"0\"]').length"), 1)
        self.web.picture("inbox-focus")
        self.web.keys(Keys.ENTER)
        self.web.sees("工单 Z", "h1")
        self.web.one("[data-key=claim]")
        self.web.keys("c")
        until(lambda: self.web.run("return document.activeElement.id") == "answer-text", "the focus in the answer")
        self.web.keys("1 2 d")
        self.answer_is("1 2 d")
        self.web.type("#answer-text", Keys.CONTROL + Keys.ENTER)
        self.web.sees("已交复核。")
        self.web.keys(Keys.ESCAPE)
        self.web.sees("我办理的", "h1")
        self.web.keys("5")
        self.web.sees("视频呼叫", "h1")
        self.web.picture("queue-off-duty")
        self.web.keys("d")
        self.web.sees("现在没有人等待")
        self.web.keys("?")
        self.web.click("#single-keys")
        self.web.click("dialog .button.primary")
        self.web.keys("1")
        self.web.sees("视频呼叫", "h1")

    def test_english(self):
        self.web.click(".login-card .quiet")
        self.web.sees("Use the account your organisation gave you")
        self.web.picture("en-login")
        self.log_in()
        self.web.sees("overdue")
        self.web.picture("en-inbox")
        self.web.click(f"[data-key='claim-{self.hub.first['id']}']")
        self.web.sees("What the citizen asks")
        self.web.type("#answer-text", "You can claim it.")
        self.web.picture("en-order")
        self.assertEqual(self.web.run("return document.documentElement.lang"), "en")
        script = "return Array.from(document.querySelectorAll('button, label, h1, h2, nav a')).map(e => e.innerText).join('|')"
        self.assertNotRegex(self.web.run(script).replace("中文", ""), "[\u4e00-\u9fff]")

    def test_every_view_can_be_used_without_eyes_or_mouse(self):
        self.access("login")
        self.log_in()
        self.web.one("a.row")
        self.access("inbox")
        self.web.click(f"[data-key='claim-{self.hub.first['id']}']")
        self.web.one("#answer-text")
        self.access("order")
        self.web.click("nav.boxes a[href='#/queue']")
        self.web.sees("视频呼叫", "h1")
        self.access("queue")
        self.web.keys("?")
        self.web.one("dialog")
        self.access("help")

    def access(self, view):
        with open(os.path.join(os.path.dirname(os.path.realpath(__file__)), "access.js"), encoding="utf-8") as file:
            self.assertEqual(self.web.run(file.read()), [], view)


if __name__ == "__main__":
    unittest.main(warnings="ignore")
