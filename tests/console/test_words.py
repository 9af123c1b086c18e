#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The console's sources: both languages whole, no sentence outside the dictionaries, nothing stored, nobody else asked.
Needs no browser. The compiler holds the first two by types; that it does is tried with a fault planted."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", "..", "hub", "console"))
KEY = re.compile(r'^\s*"([a-zA-Z0-9_.-]+)":\s*"((?:[^"\\]|\\.)*)",$', re.MULTILINE)
HAN = re.compile("[\u4e00-\u9fff]")
ASCII_MARK = re.compile("[\u4e00-\u9fff]\\s*[,:;!?()]|[,:;!?()]\\s*[\u4e00-\u9fff]")


def read(name):
    with open(os.path.join(SOURCE, "src", name), encoding="utf-8") as file:
        return file.read()


def sources():
    for folder, _, names in os.walk(os.path.join(SOURCE, "src")):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), os.path.join(SOURCE, "src"))
            yield path, read(path)


class Words(unittest.TestCase):
    def setUp(self):
        self.zh, self.en = dict(KEY.findall(read("words_zh.ts"))), dict(KEY.findall(read("words_en.ts")))

    def test_both_languages_have_the_same_keys_and_places(self):
        self.assertGreater(len(self.zh), 200)
        self.assertEqual(set(self.zh), set(self.en))
        for key, words in self.zh.items():
            self.assertTrue(words and self.en[key], key)
            self.assertEqual(set(re.findall(r"\{\w+\}", words)), set(re.findall(r"\{\w+\}", self.en[key])), key)

    def test_chinese_is_chinese_and_english_english(self):
        for key, words in self.zh.items():
            if not key.startswith("app.language"):
                self.assertRegex(re.sub(r"\{\w+\}|PDF", "", words) or "字", "^$|[\u4e00-\u9fff]|^[ ·/]+|字", key)
                self.assertIsNone(ASCII_MARK.search(words), key)
                self.assertIsNone(HAN.search(self.en[key]), key)

    def test_every_word_is_used(self):
        text = "\n".join(content for path, content in sources() if not path.startswith("words_"))
        by_code = ("state.", "service.", "topic.", "event.", "field.", "value.", "actor.", "end.", "trouble.", "nav.", "key.", "orders.empty.", "warn.", "call.phase.",
                   "order.done.", "order.field.")
        unused = [key for key in self.zh if not key.startswith(by_code) and f'"{key}"' not in text]
        self.assertEqual(unused, [])


class Sources(unittest.TestCase):
    def test_small_rules(self):
        for path, text in sources():
            code = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
            with self.subTest(path):
                if path not in ("words_zh.ts", "words_en.ts"):
                    self.assertIsNone(HAN.search(code), "a sentence outside the dictionary")
                self.assertIsNone(re.search(r'\bdata\("[^"]*[A-Za-z]{3}', code), "a literal sentence dressed up as data")
                self.assertIsNone(re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", code))
                self.assertIsNone(re.search(r"sessionStorage|indexedDB|document\.cookie|\bcaches\b", code), "nothing is kept")
                self.assertEqual("localStorage" in code, path in ("i18n.ts", "keyboard.ts"), "only language and single keys are kept")
                self.assertIsNone(re.search(r"console\.(log|info|warn|error|debug)", code), "nothing is logged")
                addresses = re.findall(r"(?:https?|wss?)://[^\"'` ]+", code)
                self.assertEqual([one for one in addresses if one != "http://www.w3.org/2000/svg"], [], "nobody else is asked")
                self.assertIsNone(re.search(r'\bstyle:|setAttribute\("style"', code), "no inline style")
                self.assertLess(len(text.splitlines()), 500)

    def test_the_page_itself_has_nothing_inline(self):
        with open(os.path.join(SOURCE, "static", "index.html"), encoding="utf-8") as file:
            page = file.read()
        self.assertIsNone(re.search(r"<style|<script(?![^>]*src=)|\son\w+=|\sstyle=|https?://", page))

    def test_a_literal_sentence_and_a_missing_word_do_not_compile(self):
        compiler = shutil.which("tsc")
        self.assertIsNotNone(compiler, "node-typescript is not installed")
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(SOURCE, folder, dirs_exist_ok=True)
            with open(os.path.join(folder, "src", "planted.ts"), "w", encoding="utf-8") as file:
                file.write('import { h } from "./dom.js";\nimport { t } from "./i18n.js";\n'
                           'export const a = h("p", {}, "a literal");\nexport const b = h("p", { label: "a literal" });\n'
                           'export const c = t("no.such.word");\n')
            done = subprocess.run([compiler, "-p", folder, "--noEmit"], capture_output=True, text=True, check=False)
        lines = [line for line in done.stdout.splitlines() if "planted.ts" in line]
        self.assertEqual([re.search(r"\((\d+),", line)[1] for line in lines], ["3", "4", "5"], done.stdout)


if __name__ == "__main__":
    sys.exit(unittest.main())
