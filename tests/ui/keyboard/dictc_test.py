#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The dictionary compiler: same input, same bytes; a malformed list is refused with its place."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

COMPILER, BASE = sys.argv.pop(1), sys.argv.pop(1)


def run(words, out):
    return subprocess.run([sys.executable, "-I", COMPILER, "--base", BASE, "--words", str(words), "--out", str(out)],
                          capture_output=True, text=True, check=False)


class Compiler(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def lists(self, text):
        words = self.folder / "words"
        words.mkdir(exist_ok=True)
        (words / "list.tsv").write_text(text, encoding="utf-8")
        return words

    def test_the_same_input_gives_the_same_bytes(self):
        words = self.lists("# kind: legal\n法律援助\tfa lv yuan zhu\n")
        blobs = []
        for name in ("a.blob", "b.blob"):
            self.assertEqual(run(words, self.folder / name).returncode, 0)
            blobs.append((self.folder / name).read_bytes())
        self.assertEqual(blobs[0], blobs[1])
        self.assertEqual(blobs[0][:8], b"YZPINYIN")

    def test_malformed_lists_are_refused_with_their_place(self):
        for text, place in (("法律\tfa lv\n", "list.tsv: no '# kind:'"), ("# kind: odd\n", "list.tsv: no '# kind:'"),
                            ("# kind: legal\n法律\tfa\n", "list.tsv:2:"), ("# kind: legal\n法律\tfa lvv\n", "list.tsv:2:"),
                            ("# kind: legal\n法律\n", "list.tsv:2:"), ("# kind: cross\nthird\t法\tfa\n", "list.tsv:2:")):
            result = run(self.lists(text), self.folder / "x.blob")
            self.assertNotEqual(result.returncode, 0, text)
            self.assertIn(place, result.stderr)
            self.assertFalse((self.folder / "x.blob").exists())


unittest.main()
