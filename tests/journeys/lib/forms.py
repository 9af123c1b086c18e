# SPDX-License-Identifier: Apache-2.0
"""The form packs, read from the files that the program brings along, and which of their questions are put: an
understanding of its own, so that what reaches the hub is compared with something else than the program's."""
import json
import os

from .station import SOURCE

SAMPLE = os.path.join(SOURCE, "packs", "sample")
BUILT_IN = os.path.join(SOURCE, "app", "words", "packs")
WITH_OPTIONS = ("choice", "choices", "statement")


def sample_rows(kind):
    """All rows of one type of the sample catalogue, by id."""
    folder = os.path.join(SAMPLE, kind)
    rows = {}
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
        if name.endswith(".json"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                rows[name[:-5]] = json.load(file)
    return rows


class Form:
    def __init__(self, service):
        path = os.path.join(SAMPLE, "form", service + ".json")
        if not os.path.exists(path):
            path = os.path.join(BUILT_IN, service + ".form.json")
        with open(path, encoding="utf-8") as file:
            self.pack = json.load(file)
        self.service = self.pack["service"]
        self.english = self.pack.get("en", {})
        self.questions = [question for page in self.pack["pages"] for question in page["questions"]]

    @staticmethod
    def is_there(service):
        return os.path.exists(os.path.join(SAMPLE, "form", service + ".json")) or \
            os.path.exists(os.path.join(BUILT_IN, service + ".form.json"))

    def asked(self, answers):
        return [question for question in self.questions if self._is_asked(question, answers)]

    @staticmethod
    def _is_asked(question, answers):
        def holds(condition):
            return any(value in condition["anyOf"] for value in answers.get(condition["field"], []))
        either = question.get("askedWhenAny", [])
        return all(map(holds, question.get("askedWhen", []))) and (not either or any(map(holds, either)))

    def options(self, question):
        """What may be answered, without what is offered only now and then."""
        options = question.get("options")
        if options is None and "codes" in question:
            options = [{"value": code, "label": label} for code, label in code_table(question["codes"])]
        return [option for option in options or () if not option.get("needsDuty")]

    def words(self, text, language="zh"):
        return self.english.get(text, text) if language == "en" else text

    def sent(self, answers):
        """The order's answers as they must stand in its body."""
        sent = []
        for question in self.asked(answers):
            value = answers[question["field"]]
            if value:
                sent.append({"field": question["field"], "value": value[0] if len(value) == 1 else value})
        return sent


def code_table(table):
    return [(entry["code"], entry["label"]) for entry in sample_rows("code")[table]["entries"]]
