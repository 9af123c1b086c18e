#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Who may include whom (ARCHITECTURE.md): app -> {drivers, offline-cache, ui} -> platform/core, hub -> platform/core.
The compiler holds most of it, since a header is only reachable by linking its room; this also sees what stands behind #ifdef.
Usage: layer_check.py TREE"""
import os
import re
import sys

# A room and what it may see. platform/linux-arm is the terminal's soil: only the composition root stands on it.
MAY_SEE = {"platform": {"platform"}, "drivers": {"platform", "drivers"}, "offline-cache": {"platform", "offline-cache"},
           "ui": {"platform", "ui"}, "hub": {"platform", "hub"}, "soil": {"platform", "soil"},
           "app": {"platform", "drivers", "offline-cache", "ui", "app"}}
ROOTS = ("platform", "drivers", "offline-cache", "ui", "app", "hub")
WIDGETS = (r"QtWidgets|Q(Widget|Application|Layout|Frame|Label|LineEdit|Dialog|Menu|Action(Group)?|Completer|Scroller|Style|"
           r"ToolTip|CheckBox|ComboBox|GroupBox|Splitter|Slider|Dial|MainWindow|MessageBox|RubberBand|SizePolicy|"
           r"SpacerItem|SystemTrayIcon|CommonStyle|ProxyStyle|(Abstract|Push|Radio|Tool|CommandLink)Button|ButtonGroup|"
           r"(Plain)?TextEdit|TextBrowser|Scroll(Area|Bar)|Progress\w+|(Stacked|Tab|List|Tree|Table)Widget|"
           r"(Box|HBox|VBox|Grid|Form|Stacked)Layout|\w*SpinBox|Style(Option|d|Painter)\w*|"
           r"(Abstract)?Item(View|Delegate)|(List|Tree|Table|Column|Header)View|Graphics\w+|"
           r"(File|Input|Color|Font|Error)\w*Dialog)(\.h)?$")
NETWORK = (r"QtNetwork|QtWebSockets|Q(Network|Ssl|Tcp|Udp|Sctp|Dtls|Dns|Http|Hsts|AbstractSocket|HostAddress|HostInfo|"
           r"WebSocket)|curl/")
# Third-party headers, the only places for them, and what to do instead.
FOREIGN = [(re.compile(pattern), places, remedy) for pattern, places, remedy in (
    (r"(libusb-1\.0/)?libusb\.h", ("drivers/wire/",), "go through the Wire interface"),
    (r"libudev\.h", ("drivers/stick/program/",), "ask the Stick"),
    (r"openssl/", ("app/provisioning/", "hub/"), "ask the DeviceIdentity"),
    (r"umockdev", (), "emulated devices live in tests/world; a driver must not know of them"),
    (r"opencv", ("drivers/",), "give ui or app a QImage"),
    (r"gst/|gstreamer", ("drivers/", "app/call/"), "keep capture in a driver, calls in the call program"),
    (r"qrencode|ZXing", ("drivers/", "ui/parts/"), "ask the printer or the code part for it"),
    (r"cups/", ("drivers/printer/ipp/",), "print through the PagePrinter"),
    (r"(sqlcipher/)?sqlite3", ("offline-cache/",), "ask the OrderStore"),
    (r"QtSql|QSql[A-Z]", (), "the encrypted store is reached through offline-cache, never by QtSql"),
    (NETWORK, ("offline-cache/sync/", "app/call/"), "only the courier speaks to the network"),
    (WIDGETS, ("ui/", "app/main/"), "send a view struct to ui and take an intent from it"),
    (r"boost/|libpq|pqxx", ("hub/",), "the hub is a separate program"),
)]
# A public header must not need a third party's: whoever links the room would need it too.
PUBLIC_FOREIGN = re.compile(r"(libusb-1\.0/)?libusb\.h|opencv|gst/|qrencode|ZXing|(sqlcipher/)?sqlite3|boost/|libpq|cups/")
INCLUDE = re.compile(r'^\s*#\s*(?:include|import|include_next)\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def room_of(path):
    return "soil" if path.startswith("platform/linux-arm/") else path.split("/")[0]


def sources(tree):
    for root in ROOTS + ("tests",):
        for folder, _, names in os.walk(os.path.join(tree, root)):
            yield from (os.path.relpath(os.path.join(folder, name), tree) for name in names
                        if name.endswith((".h", ".hpp", ".cpp", ".c", ".def")))


def public_prefixes(paths):
    """<room>/…/include/PREFIX/header.h makes PREFIX a word of that room."""
    found = (re.match(r"((?:[^/]+/)+)include/([^/]+)/", path) for path in paths)
    return {match[2]: room_of(match[1]) for match in found if match}


def findings(tree):
    paths = sorted(sources(tree))
    prefixes = public_prefixes(paths)
    for path in paths:
        if not path.startswith("tests/"):
            with open(os.path.join(tree, path), encoding="utf-8") as file:
                for mark, include in INCLUDE.findall(file.read()):
                    if mark == "<" or not is_own(tree, path, include):
                        yield from of_include(path, include, prefixes)


def is_own(tree, path, include):
    """A private header of the same room, whatever its folder is called: ui has words of its own."""
    folder = os.path.dirname(path)
    while folder and ".." not in include.split("/"):
        if os.path.exists(os.path.join(tree, folder, include)):
            return True
        folder = os.path.dirname(folder)
    return False


def of_include(path, include, prefixes):
    room = room_of(path)
    target = prefixes.get(include.split("/")[0]) if "/" in include else None
    complaint = f"{path}: includes <{include}>"
    if ".." in include.split("/"):
        yield f"{complaint}: a path that climbs: name the header from its own include root"
    elif target == "tests":
        yield f"{complaint}: a product source must not know the tests: pass the emulated thing in from outside"
    elif target and target not in MAY_SEE[room] and not (target == "soil" and path.startswith("app/main/")):
        yield f"{complaint}, but {room} must not see {target}: let app carry a value between them"
    elif path.startswith("app/words/") and include.startswith("visit/"):
        yield f"{complaint}: words know nothing of the visit: hand the value over from app/visit"
    for pattern, places, remedy in FOREIGN:
        if pattern.match(include) and not path.startswith(places):
            yield f"{complaint}, allowed only in {', '.join(places) or 'no room of the product'}: {remedy}"
    if "/include/" in path and PUBLIC_FOREIGN.match(include):
        yield f"{complaint} in a public header: hide it behind a private class"


def main():
    found = list(findings(sys.argv[1]))
    print("\n".join(found) if found else "layers: every include goes the allowed way")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
