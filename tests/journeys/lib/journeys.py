# SPDX-License-Identifier: Apache-2.0
"""Every journey there is, one visit each, all in the same kiosk: that it is ready for the next citizen is part of it."""
import time

from . import lawyers
from .forms import Form, sample_rows
from .lines import until
from .station import sql
from .walker import OLD, Orders, YOUNG, Walker, same

# A form that is new in the catalogue is walked with the rest; these two begin with the number of another.
FORMS = [service for service in sample_rows("form") if service not in ("progress", "rating")]
ANSWER = "先向劳动监察大队投诉，一年之内可以申请劳动仲裁。"
WAITS = "申请已保存在这台机器里。网络恢复后会自动送出"
LARGEST = "现在是最大的字"


class Visits:
    """One citizen after the other at one kiosk. `elder`: each of them in the largest print."""

    def __init__(self, station, citizen, elder=False, seed=0, cut=False, dead_printer=False):
        self.station, self.citizen = station, citizen
        self.elder, self.cut, self.dead_printer = elder, cut, dead_printer
        self.person = OLD if elder else YOUNG
        self.walker = Walker(citizen, seed)
        self.orders = Orders()
        self.waiting = []  # what must reach the hub
        self.walked = []

    def walk(self, name, journey, *arguments):
        start = time.monotonic()
        self.citizen.wait_for("tile.legal-aid", 20)
        try:
            journey(*arguments)
            self.citizen.wait_for("tile.legal-aid", 20)
        except Exception:
            self.citizen.picture("stuck")
            raise
        self.walked.append(name)
        print(f"walked: {name} in {time.monotonic() - start:.1f} s", flush=True)

    def larger_print(self):
        """Where no card tells anybody's age: by the button that is always there."""
        for _ in range(4 if self.elder else 0):
            if LARGEST in self.citizen.robot.say("words access.size"):
                return
            before = self.citizen.robot.say("words access.size")
            self.citizen.tap("access.size")
            until(lambda before=before: self.citizen.robot.say("words access.size") != before, 10, "larger print")

    def open(self, service):
        """From Home to where the form begins."""
        self.citizen.choose_at_home(service)
        until(lambda: self.citizen.names() & {"guide.begin", "detail.begin"} or self.citizen.turn_to("guide.begin"), 10,
              "where to begin " + service)
        self.citizen.tap("guide.begin" if "guide.begin" in self.citizen.names() else "detail.begin")

    # what ends at the hub
    def apply(self, service, anonymous=False, plan=None):
        """With the network cut for the whole visit where that is the trouble: the order waits, and goes when it is back."""
        form = Form(service)
        if self.cut:
            self.station.net.cut()
        self.open(service)
        if anonymous:
            self.larger_print()
            self.walker.stay_anonymous()
        else:
            self.walker.identify(self.person, self.elder)
        answers = self.walker.fill(form, plan)
        self.citizen.submit()
        number = self.citizen.number()
        self.paper()
        applicant = None if anonymous else self.person.as_applicant(form)
        if self.cut:
            self.it_waits(form.service, applicant)
        self.citizen.finish()
        self.waiting.append((form, answers, applicant, number))
        if self.cut:
            until(lambda: "网络不通" in self.citizen.words("status"), 10, "Home to say that the network is down")
            same([], self.orders.unknown(form.service, applicant), "orders through a cut cable")
            self.station.net.mend()
        return self.arrive()

    def it_waits(self, service, applicant):
        """Said on the page, once the first try has failed; and true."""
        until(lambda: WAITS in self.citizen.words("result.offline") or self.citizen.turn_to("result.offline") and False, 20,
              "that the order waits here")
        same([], self.orders.unknown(service, applicant), "orders through a cut cable")

    def paper(self):
        """The slip, or its code on the screen where there is no printer."""
        if self.dead_printer:
            self.citizen.wait_for("result.code", 30)
            if "回执没有打印成功" not in self.citizen.robot.say("words result.slip"):
                raise AssertionError("nobody said that there is no slip")
        else:
            self.citizen.take_slip()

    def arrive(self):
        """Every order that was promised is at the hub, once, as it was filled in."""
        body = None
        for form, answers, applicant, _ in self.waiting:
            body = self.orders.order_at_hub(form, answers, applicant)
            row = sql(f"SELECT state, pack_id, pack_version FROM work_order WHERE id = '{body['id']}'")[0]
            same(["received", form.pack["id"], form.pack["version"]], row, "what the hub noted")
        self.waiting = []
        return body

    def everything_once(self):
        """No order of which nobody knows, none twice, and a slip for each (or none at all)."""
        self.arrive()
        rows = sql("SELECT id::text FROM work_order WHERE service <> 'callback'")
        same(sorted(self.orders.known), sorted(row[0] for row in rows), "orders at the hub")
        printed = sorted(slip["code"].split(":")[1] for slip in self.station.slips())
        promised = sql("SELECT id::text FROM work_order WHERE service NOT IN ('callback', 'rating') ORDER BY 1")
        same([] if self.dead_printer else [row[0] for row in promised], printed, "slips")

    # asking again
    def advice_answered_and_rated(self):
        form = Form("advice")
        self.open("advice")
        self.walker.identify(self.person, self.elder)
        answers = self.walker.fill(form, {"channel": ["message"]})
        self.citizen.submit()
        number = self.citizen.number()
        self.paper()
        self.citizen.finish()
        self.waiting.append((form, answers, self.person.as_applicant(form), number))
        asked = self.arrive()
        lawyers.answer(asked["id"], ANSWER)
        if self.cut:
            self.walk("progress, unknown", self.progress_unknown, number)
        self.walk("progress", self.read_answer, number)
        self.rate(asked, number)

    def read_answer(self, number):
        self.citizen.wait_for("tile.progress")
        self.larger_print()
        self.citizen.ask_progress(number, self.person.card)
        self.citizen.wait_to_see(ANSWER, 20)
        self.citizen.reach("progress.print")
        self.citizen.world.say("card lift")
        self.citizen.tap("progress.print")
        self.sheet("progress.sheet")
        self.citizen.tap("progress.finish")
        self.citizen.go_home_from_goodbye()

    def rate(self, asked, number):
        """From Home, or from the answer: the number, the card, then the rating."""
        form = Form("rating")
        self.citizen.wait_for("tile.progress", 20)
        self.larger_print()
        from_home = "home.rating" in self.citizen.names()
        self.citizen.ask_progress(number, self.person.card, way="rating" if from_home else "progress")
        if not from_home:
            self.citizen.tap("progress.rate", 20)
        self.citizen.wait_for("form.next", 20)
        if self.cut:
            self.station.net.cut()
        answers = self.walker.fill(form)
        self.citizen.world.say("card lift")
        self.citizen.tap("check.submit")
        self.citizen.wait_for("result.finish", 20)
        if self.cut:
            self.it_waits("rating", self.person.as_applicant(form))
        self.citizen.finish()
        self.station.net.mend()
        body = self.orders.order_at_hub(form, answers, self.person.as_applicant(form))
        same(asked["id"], body["about"], "what is rated")
        level = answers["level"][0]
        until(lambda: sql(f"SELECT 1 FROM matter WHERE id = '{asked['id']}' AND rating = {level} AND state = 'rated'"), 60,
              "the rating at the matter")

    def progress_unknown(self, number):
        """Without a network: that nothing is known is said, never an old state."""
        self.station.net.cut()
        self.larger_print()
        self.citizen.ask_progress(number, self.person.card)
        self.citizen.wait_to_see("现在查不到", 30)
        self.citizen.world.say("card lift")
        self.citizen.tap("progress.finish")
        self.citizen.go_home_from_goodbye()
        self.station.net.mend()

    def sheet(self, banner):
        """A paper on request: printed, or it is said where to go instead."""
        until(lambda: "正在打印" not in self.citizen.words(banner) and self.citizen.words(banner), 20, "the sheet")
        said = self.citizen.words(banner)
        if ("已打印" in said) == self.dead_printer:
            raise AssertionError(f"with{'out' if self.dead_printer else ''} a printer it is said: {said!r}")
        if not self.dead_printer:
            self.citizen.world.say("printer take")


def all_orders(visits):
    """Every form, the complaint with and without a name; then an answer is read, and rated."""
    for service in FORMS:
        visits.walk(service, visits.apply, service)
    visits.walk("complaint, without a name", visits.apply, "complaint", True)
    visits.advice_answered_and_rated()
    visits.everything_once()


__all__ = ["FORMS", "Visits", "all_orders"]
