# SPDX-License-Identifier: Apache-2.0
"""The form packs, read from the files that the program brings along, and which of their questions are put: an
understanding of its own, so that what reaches the hub is compared with something else than the program's."""
import json
import os

from .station import SOURCE

SAMPLE = os.path.join(SOURCE, "packs", "sample")


def sample_rows(kind):
    """All rows of one type of the sample catalogue by id, in the order to be shown."""
    folder = os.path.join(SAMPLE, kind)
    rows = {}
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            content = json.load(file)
        rows |= {row["id"]: row for row in content} if isinstance(content, list) else {name.removesuffix(".json"): content}
    return rows


class Form:
    def __init__(self, service):
        self.pack = sample_rows("form")[service]
        self.service = self.pack["service"]
        self.questions = [question for page in self.pack["pages"] for question in page["questions"]]
        self.english = dict(self.pack.get("en", {}))

    def asked(self, answers):
        return [question for question in self.questions if self._is_asked(question, answers)]

    @staticmethod
    def _is_asked(question, answers):
        def holds(condition):
            return any(value in condition["anyOf"] for value in answers.get(condition["field"], []))
        either = question.get("askedWhenAny", [])
        return all(map(holds, question.get("askedWhen", []))) and (not either or any(map(holds, either)))

    def options(self, question, answers):
        """What may be answered, the catalogue's own first; without what is offered only now and then."""
        kind, _, which = question.get("offersFrom", "").partition(":")
        offered = []
        if kind == "code":
            table = sample_rows("code")[which]
            self.english |= table.get("en", {})
            offered = [{"value": entry["code"], "label": entry["label"]} for entry in table["entries"]]
        elif kind == "org":
            wanted = answers.get(question.get("filteredBy"))
            for place in sample_rows("org").values():
                if place["kind"] == which and (wanted is None or set(wanted) & set(place.get("fields", []))):
                    self.english |= place.get("en", {})
                    offered.append({"value": place["id"], "label": place["name"]})
        return [option for option in offered + question.get("options", []) if not option.get("needsDuty")]

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

