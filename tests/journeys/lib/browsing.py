# SPDX-License-Identifier: Apache-2.0
"""Looking around, one visit each: guides, lessons, institutions and people, lines of others, 帮我选, the law library.
What is to be read comes from the same rows as the kiosk's, and is looked for on its pages."""
from .forms import sample_rows
from .lines import until
from .walker import same

# The law library's own; both stand in every catalogue that has the Civil Code.
QUERY = [("tuoqian", "拖欠"), ("gongzi", "工资")]


class Browsing:
    """Reads the `eighths` of every list; what is left out somebody else reads."""

    def __init__(self, visits, eighths):
        self.visits, self.citizen = visits, visits.citizen
        self.eighths = eighths

    def mine(self, all_of_them):
        return [row for place, row in enumerate(all_of_them) if place % 8 in self.eighths]

    # pages
    def open_list(self, way):
        self.citizen.choose_at_home(way)
        self.citizen.wait_for("list")
        self.visits.larger_print()

    def open_row(self, row, title):
        self.citizen.tap("list.row." + row)
        self.is_page("detail", title)

    def is_page(self, page, title):
        until(lambda: self.citizen.words(page) and title in self.citizen.words(page), 10,
              f"the page {title!r}, not {self.citizen.words(page)!r} among {sorted(self.citizen.names())}")

    def back(self, page, title=""):
        self.citizen.tap("bar.back")
        self.is_page(page, title)

    def home(self):
        self.citizen.tap("bar.home")
        self.citizen.wait_for("tile.legal-aid")

    def take_home(self, page):
        before = len(self.visits.station.papers())
        self.citizen.tap(page + ".print")
        self.visits.sheet(page + ".sheet")
        if not self.visits.dead_printer:
            until(lambda: len(self.visits.station.papers()) == before + 1, 20, "one paper more")

    # journeys
    def guide(self, item):
        """Open item → checklist on paper → the institutions that do it."""
        self.open_list("guide")
        self.open_row(item["id"], item["title"])
        self.citizen.reads(*item.get("materials", [])[:1], item["duration"])
        self.take_home("detail")
        places = [one for one in sample_rows("org").values() if one["kind"] == item.get("institution")]
        if places:
            self.citizen.tap("detail.institutions")
            self.citizen.wait_for("list")
            self.open_row(places[0]["id"], places[0]["name"])
            self.citizen.reads(places[0]["hours"])
            self.back("list")
            self.back("detail", item["title"])
        self.back("list")
        self.home()

    def lesson(self, lesson):
        self.open_list("lessons")
        self.open_row(lesson["id"], lesson["title"])
        self.citizen.reads(lesson["paragraphs"][-1])
        self.take_home("detail")
        self.home()

    def institution(self, place):
        """Its kind, itself, its number to be read from afar, its people and back to it."""
        self.open_list("find")
        self.citizen.tap("list.row.institutions/" + place["kind"])
        self.open_row(place["id"], place["name"])
        same(True, place["phone"] in self.citizen.words("detail.number"), "the telephone number of " + place["name"])
        people = [one for one in sample_rows("person").values() if one["institution"] == place["id"]]
        if people:
            self.citizen.tap("detail.people")
            self.open_row(people[0]["id"], people[0]["name"])
            self.citizen.tap("detail.institution")
            self.is_page("detail", place["name"])
        self.take_home("detail")
        self.home()

    def person(self, person):
        self.open_list("find")
        self.citizen.tap("list.row.people/" + person["role"])
        self.open_row(person["id"], person["name"])
        self.citizen.reads(person["licence"])
        self.home()

    def referral(self, line):
        self.open_list("referrals")
        self.open_row(line["id"], line["title"])
        same(True, line["number"] in self.citizen.words("detail.number"), "the number of " + line["title"])
        self.citizen.reads(line["handles"])
        self.home()

    # 帮我选
    @staticmethod
    def ways_through_the_tree():
        """To every different end, the shortest way: [(options by place, end)]."""
        tree = sample_rows("tree")["help"]
        nodes = tree["nodes"]
        nodes = {node["id"]: node for node in nodes} if isinstance(nodes, list) else nodes
        ways, ends, seen, open_ways = [], set(), {tree["root"]}, [(tree["root"], [])]
        while open_ways:
            node, way = open_ways.pop(0)
            for place, option in enumerate(nodes[node]["options"]):
                kind, _, which = option["to"].partition(":")
                if kind == "node":
                    if which not in seen:
                        seen.add(which)
                        open_ways.append((which, way + [(node, place)]))
                elif option["to"] not in ends:
                    ends.add(option["to"])
                    ways.append((way + [(node, place)], option["to"]))
        return nodes, ways

    def choose(self, nodes, way, end):
        self.citizen.choose_at_home("choose")
        self.citizen.wait_for("choose")
        self.visits.larger_print()
        for node, place in way:
            self.is_page("choose", nodes[node]["question"])
            self.citizen.tap(f"choose.{place}")
        self.is_end(end)
        if end == "human":
            self.citizen.tap("cover.close")
        self.home()

    def is_end(self, end):
        kind, _, which = end.partition(":")
        if end == "human":
            self.citizen.wait_for("cover.number")
        elif kind == "service":
            self.citizen.wait_for("laws" if which == "laws" else "guide")
        elif kind == "list":
            self.citizen.wait_for("list")
        else:
            row = sample_rows({"institution": "org"}.get(kind, kind))[which]
            self.is_page("detail", row.get("title", row.get("name")))

    # laws
    def law_search(self):
        """What is typed as one speaks → article → neighbour and back → paper."""
        self.citizen.choose_at_home("laws")
        self.citizen.wait_for("laws")
        self.visits.larger_print()
        for letters, word in QUERY:
            self.citizen.type_pinyin(letters, word)
        self.citizen.wait_to_see("查到", 20)
        self.open_first_hit()
        number = self.citizen.words("article")
        self.citizen.tap("article.after")
        until(lambda: self.citizen.words("article") not in ("", number), 10, "the next article")
        self.citizen.tap("article.before")
        self.is_page("article", number)
        self.take_home("article")
        self.back("laws")
        self.home()

    def law_by_number(self, example, law, number):
        """An exact form among the examples."""
        self.citizen.choose_at_home("laws")
        self.visits.larger_print()
        self.citizen.tap(f"laws.example.{example}")
        self.open_first_hit()
        self.is_page("article", law)
        same(True, number in self.citizen.words("article"), "the article asked for")
        self.home()

    def open_first_hit(self):
        hits = until(lambda: sorted(name for name in self.citizen.names() if name.startswith("laws.hit.")), 20, "something found")
        self.citizen.tap(hits[0])
        self.citizen.wait_for("article.card")


def all_around(visits, eighths):
    around = Browsing(visits, eighths)
    for item in around.mine(sample_rows("item").values()):
        visits.walk("guide " + item["id"], around.guide, item)
    for lesson in around.mine(sample_rows("lesson").values()):
        visits.walk("lesson " + lesson["id"], around.lesson, lesson)
    for place in around.mine(sample_rows("org").values()):
        visits.walk("institution " + place["id"], around.institution, place)
    for person in around.mine(sample_rows("person").values()):
        visits.walk("person " + person["id"], around.person, person)
    for line in around.mine(sample_rows("referral").values()):
        visits.walk("referral " + line["number"], around.referral, line)
    nodes, ways = around.ways_through_the_tree()
    for way, end in around.mine(ways):
        visits.walk("help me choose: " + end, around.choose, nodes, way, end)
    visits.walk("law, searched", around.law_search)
    visits.walk("law, by its number", around.law_by_number, 3, "民法典", "第一千零七十七条")
