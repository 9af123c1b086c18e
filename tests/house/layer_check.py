#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Who may include whom (ARCHITECTURE.md): app -> {drivers, offline-cache, ui} -> platform/core, hub -> platform/core.
The compiler holds most of it, since a header is only reachable by linking its room; this also sees what stands behind #ifdef.
Usage: layer_check.py TREE"""
import os
import re
import sys

# Prefix of a public header -> the room it belongs to.
PREFIXES = {"core": "platform", "wire": "drivers", "idcard": "drivers", "printer": "drivers", "cache": "offline-cache",
            "ui": "ui", "words": "app", "visit": "app"}
MAY_SEE = {"platform": {"platform"}, "drivers": {"platform", "drivers"}, "offline-cache": {"platform", "offline-cache"},
           "ui": {"platform", "ui"}, "hub": {"platform", "hub"},
           "app": {"platform", "drivers", "offline-cache", "ui", "app"}}
# Third-party headers and the only places for them.
FOREIGN = [
    (r"libusb", ("drivers/wire/",), "go through the Wire interface"),
    (r"opencv|gst/|qrencode|ZXing", ("drivers/", "ui/parts/"), "keep pictures and media in a driver"),
    (r"(sqlcipher/)?sqlite3", ("offline-cache/",), "ask the OrderStore"),
    (r"QNetwork|QSsl|QTcp|curl/", ("offline-cache/sync/",), "only the courier speaks to the network"),
    (r"QWidget|QApplication|QPushButton|QLineEdit|QDialog|QLabel", ("ui/", "app/main/"),
     "send a view struct to ui and take an intent from it"),
    (r"boost/|libpq", ("hub/",), "the hub is a separate program"),
]
# A public header must not need a third party's.
PUBLIC_FOREIGN = re.compile(r"libusb|opencv|gst/|qrencode|ZXing|sqlite3|boost/|libpq")
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def findings(tree):
    for room in MAY_SEE:
        for folder, _, names in os.walk(os.path.join(tree, room)):
            for name in names:
                if name.endswith((".h", ".cpp", ".c")):
                    path = os.path.relpath(os.path.join(folder, name), tree)
                    with open(os.path.join(tree, path), encoding="utf-8") as file:
                        yield from of_file(room, path, file.read())


def of_file(room, path, text):
    for include in INCLUDE.findall(text):
        target = PREFIXES.get(include.split("/")[0]) if "/" in include else None
        if target and target not in MAY_SEE[room]:
            yield f"{path}: includes <{include}>, but {room} must not see {target}: let app carry a value between them"
        if target == "app" and room == "app" and include.startswith("visit/") and path.startswith("app/words/"):
            yield f"{path}: includes <{include}>: words know nothing of the visit"
        for pattern, places, remedy in FOREIGN:
            if re.match(pattern, include) and not path.startswith(places):
                yield f"{path}: includes <{include}>, allowed only in {', '.join(places)}: {remedy}"
        if "/include/" in path and PUBLIC_FOREIGN.match(include):
            yield f"{path}: a public header includes <{include}>: hide it behind a private class"


def main():
    found = list(findings(sys.argv[1]))
    print("\n".join(found) if found else "layers: every include goes the allowed way")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
