#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Small rules that a compiler does not know; each message names the remedy. Usage: source_check.py TREE"""
import os
import re
import subprocess
import sys

CODE = (".cpp", ".h", ".c")
SOURCE = CODE + (".py", ".sh", ".cmake", ".def", ".ts", ".js", ".qrc", ".sql", ".rules")
NAMED = ("CMakeLists.txt", "Makefile", "packages.txt")
PICTURES = (".png", ".jpg", ".gif", ".ttf", ".otf", ".zst", ".gz", ".bin", ".wav", ".ogg", ".ico")
MOST_LINES = 500

HAN = "\u4e00-\u9fff"
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
ASCII_MARK = re.compile(rf"[{HAN}]\s*[,:;!?()]|[,:;!?()]\s*[{HAN}]")
# A regular expression is read by nobody but the program.
PATTERN = re.compile(r"\(\?|\(\.[{*]|\][+*?{]")
# Written in pieces, or this file would find itself.
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "HA" + "CK")) + r")\b")
# qWait(0) only lets posted events run; the pace of a finger is part of the input, and its comment says so.
SLEEP = re.compile(r"QTest::q(Sleep|Wait)\s*\((?!0\))(?!.*// pace\b)|sleep_(for|until)\s*\(|\busleep\(|\bnanosleep\(|QThread::m?u?sleep\(")
MACHINE_PATH = re.compile(r"(?<![\w.$}/-])/(home/[a-z]|ro" + r"ot/|Us" + r"ers/|mnt/[a-z]|tmp/w[/t]|wo" + r"rk/[a-z])")
MIRROR = re.compile("|".join((r"\bdeb\.deb" + r"ian\.org", r"\bsecurity\.deb" + r"ian\.org", r"\bsnapshot\.deb" + r"ian\.org",
                              r"https?://(ftp|mirrors?)" + r"\.", r"registry\.npm" + r"js", r"\bpypi" + r"\.org",
                              r"files\.python" + r"hosted")))
EMPTY_NAME = re.compile(r"^\s*(?:class|struct)\s+(?!Q[A-Z])(\w*(?:Manager|Helper|Utils|Handler))\b")
NESTED_LOOP = re.compile(r"\bQEventLoop\b|\bprocessEvents\s*\(")
ENVIRONMENT = re.compile(r"\b(secure_)?q?getenv\b|\bqEnvironmentVariable|\bQProcessEnvironment\b")
SHARED = re.compile(r"\b(std::shared_ptr|QSharedPointer)\b")
COMMENT = re.compile(r"//|^\s*/?\*")


def tracked(tree):
    # Root in somebody else's tree: git refuses to look unless told.
    listed = subprocess.run(["git", "-c", "safe.directory=*", "-C", tree, "ls-files", "-co", "--exclude-standard"],
                            capture_output=True, text=True)
    if listed.returncode == 0 and listed.stdout:
        names = sorted(set(listed.stdout.splitlines()))
    else:
        names = sorted(os.path.relpath(os.path.join(folder, name), tree) for folder, _, files in os.walk(tree)
                       for name in files)
        names = [name for name in names if name.split("/")[0] not in ("build", ".git") and "node_modules" not in name]
    return [name for name in names if os.path.isfile(os.path.join(tree, name)) and not name.endswith(PICTURES)]


def is_source(path, text):
    return path.endswith(SOURCE) or os.path.basename(path) in NAMED or text.startswith("#!")


def of_file(path, text):
    lines = text.splitlines()
    if is_source(path, text) and not any("SPDX-License-Identifier: Apache-2.0" in line for line in lines[:3]):
        yield f"{path}:1: no SPDX line: begin the file with SPDX-License-Identifier: Apache-2.0"
    if path.endswith(CODE) and len(lines) > MOST_LINES and not path.startswith("tests/"):
        yield f"{path}: {len(lines)} lines: there are two things in this file, give each its own"
    for number, line in enumerate(lines, 1):
        where = f"{path}:{number}"
        yield from of_any_line(where, path, line)
        if path.endswith(CODE):
            yield from of_code_line(where, path, line, lines[number - 2] if number > 1 else "")


def of_any_line(where, path, line):
    if UNFINISHED.search(line):
        yield f"{where}: unfinished work: finish it, or open an issue"
    if MACHINE_PATH.search(line):
        yield f"{where}: a path of one machine: derive it from the tree, the build folder or a setting"
    if MIRROR.search(line):
        yield f"{where}: a mirror's or registry's name: read it from the machine's own configuration"
    if os.path.basename(path) == "package-lock.json" and '"resolved"' in line:
        yield f"{where}: a download address in a lock file: set omit-lockfile-registry-resolved and lock again"


def of_code_line(where, path, line, before):
    in_tests = path.startswith("tests/")
    # What citizens read; a test's message to a developer may name a button in an English sentence.
    if not in_tests and any(ASCII_MARK.search(literal) and not PATTERN.search(literal) for literal in STRING.findall(line)):
        yield f"{where}: ASCII punctuation beside Chinese: use ，：；！？（）"
    if in_tests and SLEEP.search(line):
        yield f"{where}: a test that sleeps: inject a Clock, or wait for the event itself"
    if path.startswith("drivers/") and ENVIRONMENT.search(line):
        yield f"{where}: a driver that reads the environment: pass the choice in, or emulate the device"
    if EMPTY_NAME.search(line):
        yield f"{where}: a name that says nothing: name what it does (…Reader, …Store, …Screen, Courier)"
    if in_tests:
        return
    if NESTED_LOOP.search(line) and not path.startswith("ui/booth/") and not COMMENT.match(line.strip()):
        yield f"{where}: a nested event loop: let a signal go on with the work"
    if SHARED.search(line) and not COMMENT.search(line) and not COMMENT.search(before):
        yield f"{where}: shared ownership without a reason: say in a comment why, or use unique_ptr"


def findings(tree):
    for path in tracked(tree):
        try:
            with open(os.path.join(tree, path), encoding="utf-8") as file:
                text = file.read()
        except UnicodeDecodeError:
            continue  # recordings and other bytes
        yield from of_file(path, text)


def main():
    found = list(findings(sys.argv[1]))
    print("\n".join(found) if found else "sources: every small rule holds")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
