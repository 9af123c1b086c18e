#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A check that never refuses anything proves nothing: each gets a tree with one fault planted."""
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
import layer_check  # noqa: E402
import source_check  # noqa: E402

SPDX = "// SPDX-License-Identifier: Apache-2.0\n"


def planted(check, path, text):
    with tempfile.TemporaryDirectory() as tree:
        full = os.path.join(tree, path)
        os.makedirs(os.path.dirname(full))
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)
        return list(check.findings(tree))


class LayerCheck(unittest.TestCase):
    def refused(self, path, include, behind_ifdef=False):
        line = f"#include <{include}>\n"
        text = f"#ifdef NEVER\n{line}#endif\n" if behind_ifdef else line
        self.assertEqual(len(planted(layer_check, path, text)), 1)

    def test_siblings_do_not_see_each_other(self):
        self.refused("ui/screens/a.cpp", "idcard/id_card.h")
        self.refused("drivers/idcard/a.cpp", "cache/order_store.h")
        self.refused("offline-cache/store/a.cpp", "ui/views.h")

    def test_nothing_sees_the_corridor(self):
        self.refused("ui/screens/a.cpp", "words/identity.h")
        self.refused("platform/core/a.cpp", "visit/step.h")

    def test_also_behind_an_ifdef(self):
        self.refused("ui/screens/a.cpp", "idcard/id_card.h", behind_ifdef=True)

    def test_third_parties_stay_in_their_room(self):
        self.refused("app/main/a.cpp", "libusb-1.0/libusb.h")
        self.refused("app/visit/a.cpp", "QWidget")
        self.refused("ui/screens/a.cpp", "QNetworkAccessManager")

    def test_public_headers_hide_third_parties(self):
        self.refused("drivers/wire/include/wire/a.h", "libusb-1.0/libusb.h")

    def test_the_allowed_way_is_allowed(self):
        self.assertEqual(planted(layer_check, "app/visit/a.cpp", "#include <ui/views.h>\n"), [])


class SourceCheck(unittest.TestCase):
    def refused(self, path, text, word):
        found = planted(source_check, path, text)
        self.assertEqual(len(found), 1, found)
        self.assertIn(word, found[0])

    def test_a_file_without_licence(self):
        self.refused("app/a.cpp", "int a;\n", "SPDX")

    def test_ascii_punctuation_in_chinese(self):
        self.refused("ui/a.cpp", SPDX + 'auto a = "请稍等,谢谢";\n', "punctuation")

    def test_unfinished_work(self):
        self.refused("app/a.cpp", SPDX + "// TO" + "DO later\n", "unfinished")

    def test_a_test_that_sleeps(self):
        self.refused("tests/a.cpp", SPDX + "QTest::qWait" + "(100);\n", "sleeps")

    def test_a_driver_that_reads_the_environment(self):
        self.refused("drivers/a.cpp", SPDX + 'auto a = getenv("X");\n', "environment")

    def test_shared_ownership_without_a_reason(self):
        self.refused("app/a.cpp", SPDX + "int b;\nstd::shared_ptr<int> a;\n", "shared")

    def test_a_file_of_two_things(self):
        self.refused("app/a.cpp", SPDX + "int a;\n" * 600, "lines")

    def test_good_sources_pass(self):
        self.assertEqual(planted(source_check, "ui/a.cpp", SPDX + 'auto a = "请稍等，谢谢";\n'), [])


class Scripts(unittest.TestCase):
    root = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))

    def test_the_package_list_is_whole(self):
        with open(os.path.join(self.root, "packaging", "setup", "packages.txt")) as file:
            lines = [line.split() for line in file if line.strip() and not line.startswith("#")]
        self.assertTrue(all(words[0] in ("build", "run", "lint", "sqlcipher") and len(words) >= 2 for words in lines))

    def test_nothing_is_installed_when_nothing_is_missing(self):
        done = subprocess.run([os.path.join(self.root, "packaging", "setup", "install.sh"), "own"], capture_output=True,
                              text=True, env=dict(os.environ, YIZHAN_PACKAGES="/dev/null"))
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_a_cluster_ends_with_its_command_and_gives_its_status(self):
        script = os.path.join(self.root, "packaging", "setup", "pg-cluster.sh")
        done = subprocess.run([script, "with", "--", "sh", "-c", "psql -XAtc 'select 40 + 2' && echo $PGHOST && exit 7"],
                              capture_output=True, text=True)
        answer, folder = done.stdout.split()
        self.assertEqual((done.returncode, answer), (7, "42"))
        self.assertFalse(os.path.exists(folder))


if __name__ == "__main__":
    unittest.main()
