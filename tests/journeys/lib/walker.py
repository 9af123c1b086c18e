# SPDX-License-Identifier: Apache-2.0
"""Fills in any form by touch, as a citizen would, and knows afterwards what must have reached the hub."""
import json
import random

from .citizen import FACTS, PHONE
from .lines import Refused, until
from .station import sql

WRITTEN = "".join(word for _, word in FACTS)
ADDRESS = "示范县城关镇和平路１２号"


class Person:
    """Somebody with a card."""

    def __init__(self, name, birth, sex, number):
        self.name, self.birth, self.sex, self.number = name, birth, sex, number

    @property
    def card(self):
        return f"card lay resident name={self.name} birth={self.birth} sex={self.sex} number={self.number} address={ADDRESS}"

    def as_applicant(self, form):
        """What the hub is told: whole, and of the address only where the form needs it."""
        who = {"kind": "resident", "name": self.name, "number": self.number, "sex": self.sex,
               "birth": f"{self.birth[:4]}-{self.birth[4:6]}-{self.birth[6:]}"}
        if "address" in form.pack.get("need", []):
            who["address"] = ADDRESS
        return who


YOUNG = Person("李晓梅", "19900307", "2", "110101199003071348")
OLD = Person("张建国", "19510618", "1", "230103195106180039")


class Walker:
    """`seed` decides between the ways through a form: another one for every size and shape."""

    def __init__(self, citizen, seed=0, language="zh"):
        self.citizen = citizen
        self.chance = random.Random(seed)
        self.language = language

    # one form
    def fill(self, form, plan=None, check=True):
        """From its first question to the check page; returns the answers. `plan` answers fields by name, the rest is
        chosen by chance."""
        plan, answers = plan or {}, {}
        while True:
            left = [question for question in form.asked(answers) if question["field"] not in answers]
            if not left:
                break
            self.await_question(form, left[0])
            answers[left[0]["field"]] = self.answer(form, left[0], answers, plan)
        if check:
            self.citizen.wait_for("check.submit")
            self.read_over(form, answers)
        return answers

    def await_question(self, form, question):
        title = " ".join(form.words(question["title"], self.language).split())
        until(lambda: title in self.citizen.question(), 15, f"the question {title!r}, not {self.citizen.question()!r}")

    def answer(self, form, question, answers, plan):
        value = plan.get(question["field"])
        kind = question["kind"]
        if kind in ("choice", "choices", "statement"):
            value = value or self.choose(question, form.options(question, answers))
            for one in value:
                self.citizen.tap("form.option." + one)
        elif kind in ("text", "long-text"):
            value = self.write(form, question, value)
        elif kind in ("digits", "phone", "ticket"):
            value = self.type_number(question, value)
        else:
            raise AssertionError(f"nobody taught the walker the kind {kind!r}")
        self.citizen.tap("form.next")
        return value

    def choose(self, question, options):
        if question["kind"] != "choices":
            return [self.chance.choice(options)["value"]]
        alone = [option["value"] for option in options if option.get("excludesOthers")]
        several = [option["value"] for option in options if option["value"] not in alone]
        if alone and self.chance.random() < 0.3:
            return alone[:1]
        chosen = set(self.chance.sample(several, min(len(several), self.chance.choice((1, 2)))))
        return [value for value in several if value in chosen]  # as they stand on the page

    def write(self, form, question, value):
        """By pinyin, and with a phrase where one is offered; nothing where nothing is needed."""
        if value is None and not question.get("required", True) and self.chance.random() < 0.5:
            return []
        written = ""
        for letters, word in FACTS if value is None else value:
            if letters.isdigit():
                self.citizen.type_digits(letters)
            else:
                self.citizen.type_pinyin(letters, word)
            written += word
        phrases = [form.words(phrase, self.language) for phrase in question.get("phrases", [])]
        if value is None and phrases and len(written) + len(phrases[0]) <= question["maxLength"]:
            self.citizen.tap("form.phrase.0")
            written += phrases[0]
        return [written]

    def type_number(self, question, value):
        if value is None and not question.get("required", True) and self.chance.random() < 0.5:
            return []
        digits = value[0] if value else PHONE if question["kind"] == "phone" else "2"
        for digit in digits:
            self.citizen.tap("key." + digit)
        return [digits]

    def read_over(self, form, answers):
        """Every answer stands on the page, in its own words, before anything is sent."""
        for question in form.asked(answers):
            row = "check.row." + question["field"]
            self.citizen.reach(row)
            words = self.citizen.robot.say("words " + row)
            labels = {option["value"]: option["label"] for option in form.options(question, answers)}
            for value in answers[question["field"]]:
                said = " ".join(form.words(labels.get(value, value), self.language).split())
                if said not in words:
                    raise AssertionError(f"{form.service}: the check page says {words!r}, not {said!r}")

    # one journey
    def identify(self, person, elder):
        """Lays the card, sees the masked number, and is asked about larger print when old enough."""
        citizen = self.citizen
        citizen.wait_for("card.art")
        citizen.lay_card(person.card)
        if citizen.sees(person.number) or citizen.sees(person.name):
            raise AssertionError("the name or number stands unmasked on the identity page")
        if elder:
            citizen.tap("identity.elder")
            until(lambda: "identity.elder" not in citizen.names(), 10, "the larger print")
        citizen.confirm()

    def stay_anonymous(self):
        self.citizen.tap("card.anonymous")
        self.citizen.wait_for("form.next")


class Orders:
    """Those at the hub, each compared once."""

    def __init__(self):
        self.known = set()

    def unknown(self, service, applicant):
        rows = sql(f"SELECT id::text, encode(body, 'hex') FROM work_order WHERE service = '{service}'")
        orders = [(order, json.loads(bytes.fromhex(body))) for order, body in rows if order not in self.known]
        return [one for one in orders if (one[1]["applicant"] is None) == (applicant is None)]

    def order_at_hub(self, form, answers, applicant, patience=60):
        """Waits for the one new order of this service, with or without a name, and compares all of it; returns its body."""
        until(lambda: self.unknown(form.service, applicant), patience, f"the order of {form.service} at the hub")
        new = self.unknown(form.service, applicant)
        same(1, len(new), "orders of " + form.service)
        order, body = new[0]
        self.known.add(order)
        same(order, body["id"], "the order's id")
        same(form.service, body["service"], "service")
        same({"id": form.pack["id"], "version": form.pack["version"]}, body["pack"], "pack")
        same(form.sent(answers), body["answers"], f"{form.service}'s answers")
        same(applicant, body["applicant"], "applicant")
        if applicant is None:
            same("+08:00", body["anonymous"]["refused_at"][-6:], "the hour of refusal")
        elif "anonymous" in body:
            raise AssertionError("with a card nobody is anonymous")
        return body


def same(expected, found, what):
    if expected != found:
        raise AssertionError(f"{what}: {found!r} instead of {expected!r}")


__all__ = ["OLD", "Orders", "Person", "Refused", "WRITTEN", "Walker", "YOUNG", "same"]
