#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Small rules that a compiler does not know; each message names the remedy. Usage: source_check.py TREE"""
import os
import re
import subprocess
import sys

SOURCE = (".cpp", ".h", ".c", ".py", ".sh", ".cmake", ".def", ".ts", ".qrc", ".sql", ".rules")
NAMED = ("CMakeLists.txt", "Makefile")
HAN = "\u4e00-\u9fff"
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
# The program's own words for machines (formats, keys) have no Chinese next to them.
ASCII_MARK = re.compile(rf"[{HAN}]\s*[,:;!?()]|[,:;!?()]\s*[{HAN}]")
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME")) + r")\b")
SLEEP = re.compile(r"QTest::q(Sleep|Wait)\b|sleep_for|usleep\(|QThread::m?sleep")
MOST_LINES = 500


def tracked(tree):
    listed = subprocess.run(["git", "-C", tree, "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True)
    names = listed.stdout.splitlines() if listed.returncode == 0 else [
        os.path.relpath(os.path.join(folder, name), tree) for folder, _, files in os.walk(tree) for name in files]
    return [name for name in names if os.path.isfile(os.path.join(tree, name))]


def is_source(path):
    return path.endswith(SOURCE) or os.path.basename(path) in NAMED


def of_file(path, text):
    lines = text.splitlines()
    if not any("SPDX-License-Identifier: Apache-2.0" in line for line in lines[:3]):
        yield f"{path}:1: no SPDX line: begin the file with SPDX-License-Identifier: Apache-2.0"
    if path.endswith((".cpp", ".h")) and len(lines) > MOST_LINES:
        yield f"{path}: {len(lines)} lines: there are two things in this file, give each its own"
    in_tests = path.startswith("tests/")
    for number, line in enumerate(lines, 1):
        where = f"{path}:{number}"
        if UNFINISHED.search(line):
            yield f"{where}: unfinished work: finish it, or open an issue"
        if path.endswith((".cpp", ".h")):
            yield from of_line(where, path, in_tests, line, lines[number - 2] if number > 1 else "")


def of_line(where, path, in_tests, line, before):
    for literal in STRING.findall(line):
        if ASCII_MARK.search(literal):
            yield f"{where}: ASCII punctuation beside Chinese: use ，：；！？（）"
    if in_tests and SLEEP.search(line):
        yield f"{where}: a test that sleeps: inject a Clock, or wait for the event itself"
    if path.startswith("drivers/") and re.search(r"\b(q?getenv|qEnvironmentVariable)", line):
        yield f"{where}: a driver that reads the environment: pass the choice in, or emulate the device"
    if "shared_ptr" in line and not in_tests and "//" not in line and "shared" not in before.lower().replace("shared_ptr", ""):
        yield f"{where}: shared ownership without a reason: say in a comment why, or use unique_ptr"


def findings(tree):
    for path in tracked(tree):
        if is_source(path):
            with open(os.path.join(tree, path), encoding="utf-8") as file:
                yield from of_file(path, file.read())


def main():
    found = list(findings(sys.argv[1]))
    print("\n".join(found) if found else "sources: every small rule holds")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
