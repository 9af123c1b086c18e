# SPDX-License-Identifier: Apache-2.0
"""A robot citizen: walks the real windows by touch, from card to slip."""
import os
import re
import time

from .lines import Refused, until

# What is typed on the pinyin keyboard, and the words that come of it.
FACTS = [("tuoqian", "拖欠"), ("gongzi", "工资")]
PHONE = "13812345678"


class Citizen:
    def __init__(self, robot, world, screens=None):
        self.robot = robot
        self.world = world
        self.screens = screens
        self.pictures = []
        self.timings = {}

    # fingers and eyes
    def names(self):
        return set(self.robot.say("names").split())

    def wait_for(self, name, patience=10.0):
        try:
            until(lambda: name in self.names(), patience, name)
        except TimeoutError as late:
            self.picture("stuck")
            raise TimeoutError(f"{late}; to be seen are {' '.join(sorted(self.names()))}") from None

    def tap(self, name, patience=10.0):
        """Taps as soon as it can be: a page may still be on its way, or have to be turned."""
        end = time.monotonic() + patience
        while True:
            try:
                self.robot.say("tap " + name)
                return
            except Refused:
                if time.monotonic() > end:
                    self.picture("stuck")
                    raise
                if not self.turn_to(name):
                    time.sleep(0.02)

    def turn_to(self, name, how="turn"):
        """One turn of the page towards what lies out of sight."""
        try:
            self.robot.say(f"{how} {name}")
            return True
        except Refused:
            return False

    def reach(self, name, patience=10.0):
        """Turns pages until it is to be seen."""
        until(lambda: name in self.names() or (self.turn_to(name) and False), patience, name)

    def words(self, name):
        """What is to be read there; nothing where it is not to be seen."""
        try:
            return self.robot.say("words " + name)
        except Refused:
            return ""

    def sees(self, text):
        return self.robot.say("see " + text) == "yes"

    def wait_to_see(self, text, patience=10.0):
        until(lambda: self.sees(text), patience, f"the words {text!r}")

    def reads(self, *texts):
        """Page by page, until all was to be seen."""
        for text in texts:
            until(lambda text=text: self.sees(text) or (self.turn_to(text, "turnto") and False), 10, f"{text!r} on the page")

    def picture(self, name):
        if self.screens is None:
            return
        path = os.path.join(self.screens, f"{len(self.pictures) + 1:02d}-{name}.png")
        self.robot.say("grab " + path)
        self.pictures.append(path)

    def timed(self, name, start):
        self.timings[name] = round((time.monotonic() - start) * 1000, 1)

    # the journey, page by page
    def open_legal_aid(self):
        self.wait_for("tile.legal-aid", 20)
        self.picture("home")
        self.tap("tile.legal-aid")
        self.wait_for("guide.begin")
        self.picture("guide")
        self.tap("guide.begin")
        self.wait_for("card.art")
        self.picture("card")

    def lay_card(self, card="card lay resident"):
        start = time.monotonic()
        self.world.say(card)
        self.wait_for("identity.confirm", 20)
        self.timed("card_to_identity", start)
        self.picture("identity")

    def confirm(self):
        self.tap("identity.confirm")
        self.wait_for("form.next")
        self.world.say("card lift")

    def choose(self, option, picture=None):
        self.tap("form.option." + option)
        if picture:
            self.picture(picture)
        self.next_question()

    def question(self):
        """The question on the page, in its own words; nothing while another page is shown."""
        return self.robot.say("words form") if "form" in self.names() else ""

    def next_question(self):
        before = self.question()
        self.tap("form.next")
        until(lambda: self.question() != before, 10, "the next question")

    def type_pinyin(self, letters, word):
        for letter in letters:
            self.tap("key." + letter)
        self.tap("candidate.0")
        self.wait_to_see(word)

    def fill_in(self):
        self.choose("wages", picture="question-choice")
        self.choose("represent")
        self.choose("none")
        self.choose("no")
        self.choose("migrant-worker", picture="question-choices")
        for letters, word in FACTS:
            self.type_pinyin(letters, word)
        self.picture("question-pinyin")
        self.next_question()
        self.next_question()  # the other side: not known, left out
        for digit in PHONE:
            self.tap("key." + digit)
        self.picture("question-digits")
        self.next_question()
        self.tap("form.option.any")
        self.tap("form.next")
        self.wait_for("check.submit")
        self.picture("check")

    def submit(self):
        start = time.monotonic()
        self.tap("check.submit")
        self.wait_for("result.number", 10)
        self.timed("submit_to_number", start)
        self.picture("result-printing")

    def take_slip(self):
        start = time.monotonic()
        self.wait_to_see("回执已打印", 20)
        self.timed("number_to_slip", start)
        self.picture("result-printed")
        self.world.say("printer take")

    def finish(self):
        self.tap("result.finish")
        self.go_home_from_goodbye()

    def go_home_from_goodbye(self):
        self.wait_for("goodbye.home")
        self.picture("goodbye")
        self.tap("goodbye.home")
        self.wait_for("tile.legal-aid", 20)
        self.picture("home-again")

    # advice, and asking how it stands
    def ask_advice(self, anonymous=False, card="card lay resident", channel="message", more="", pages=0):
        """As far as the slip begins to print; `more` digits stand at the end of the question."""
        self.wait_for("tile.advice", 20)
        self.tap("tile.advice")
        self.wait_for("guide.begin")
        self.picture("advice-guide")
        self.tap("guide.begin")
        self.wait_for("card.anonymous")
        self.picture("advice-card")
        if anonymous:
            self.tap("card.anonymous")
            self.wait_for("form.next")
        else:
            self.lay_card(card)
            self.confirm()
        for option in ("labour", "wages", "steps"):
            self.choose(option, picture="advice-" + option)
        for letters, word in FACTS:
            self.type_pinyin(letters, word)
        self.picture("advice-facts")
        if more:
            self.type_digits(more)
        self.next_question()
        self.choose(channel, picture="advice-channel")
        self.leave_telephone(needed=channel == "callback")
        self.wait_for("check.submit")
        if pages:
            self.add_pages(pages)
        self.picture("advice-check")
        self.submit()

    def add_pages(self, count):
        """From the check page to the camera and back."""
        self.tap("check.pages")
        for page in range(1, count + 1):
            self.wait_to_see("放好了", 30)
            self.picture(f"page-{page}-aimed")
            self.tap("scan.take")
            self.wait_for("scan.keep", 20)
            self.picture(f"page-{page}-taken")
            self.tap("scan.turn")
            self.tap("scan.keep")
            self.wait_to_see("已经拍好", 20)
        self.tap("scan.done")
        self.wait_for("check.submit")

    def number(self):
        """On the page that says it."""
        return re.search(r"[A-Z0-9][A-Z0-9-]{11,}", self.robot.say("words result.number"))[0]

    def leave_telephone(self, needed):
        if not needed:
            self.tap("form.next")  # without one
            return
        for digit in PHONE:
            self.tap("key." + digit)
        self.next_question()
        self.tap("form.option.any")
        self.tap("form.next")

    def rate(self, solved, level):
        """From the page that offers it, as far as the rating is stored."""
        self.choose(solved, picture="rating-solved")
        self.tap("form.option." + level)
        self.picture("rating-level")
        unhappy = level in "12" or solved == "no"
        if unhappy:
            self.next_question()
        while "check.submit" not in self.names():
            if "form.next" in self.names():
                self.tap("form.next")  # more is not said
        self.picture("rating-check")
        self.tap("check.submit")
        self.wait_for("result.finish")

    def choose_at_home(self, service):
        """One of the eight tiles, or one of the ways beside them."""
        self.wait_for("tile.legal-aid", 20)
        self.tap(("tile." if "tile." + service in self.names() else "home.") + service)

    def ask_progress(self, number, card="card lay resident", way="progress"):
        """The number as it is typed from the slip, separators left out."""
        self.choose_at_home(way)
        self.tap("guide.begin")
        self.wait_for("key.9")
        for sign in number.replace("-", "").lower():
            self.tap("key." + sign)
        self.picture("progress-number")
        self.tap("form.next")
        self.wait_for("card.art")
        self.world.say(card)

    def show_slip(self):
        """Laid under the camera of documents: nothing is typed."""
        self.wait_for("tile.progress", 20)
        self.tap("tile.progress")
        self.wait_for("guide.begin")
        self.tap("guide.begin")
        self.wait_to_see("没有留姓名", 30)
        self.picture("progress-slip-shown")

    def type_digits(self, digits):
        """In the middle of a text."""
        self.tap("key.numbers")
        for digit in digits:
            self.tap("key." + digit)
        self.tap("key.back")

    def whole_application(self, card="card lay resident"):
        self.open_legal_aid()
        self.lay_card(card)
        self.confirm()
        self.fill_in()
        self.submit()
        self.take_slip()

    def whole_journey(self, card="card lay resident"):
        self.whole_application(card)
        self.finish()
