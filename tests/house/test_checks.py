#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A check that never refuses anything proves nothing: each gets a tree with one fault planted."""
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
import layer_check  # noqa: E402
import source_check  # noqa: E402

SPDX = "// SPDX-License-Identifier: Apache-2.0\n"
# The public headers that make the rooms' words known to the layer check.
ROOMS = ("platform/core/include/core/clock.h", "platform/linux-arm/include/soil/watchdog.h",
         "drivers/idcard/include/idcard/id_card.h", "drivers/wire/include/wire/wire.h",
         "offline-cache/include/cache/order_store.h", "ui/include/ui/views.h", "app/words/include/words/identity.h",
         "app/visit/include/visit/step.h", "hub/server/include/hub/hub.h", "tests/fakes/include/fakes/manual_clock.h")


TREE = tempfile.TemporaryDirectory()


def setUpModule():
    unittest.addModuleCleanup(TREE.cleanup)
    for name in ROOMS:
        write(name, SPDX)


def write(name, text):
    path = os.path.join(TREE.name, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def planted(check, path, text):
    """What the check finds in a good tree with this one file more."""
    full = write(path, text)
    found = list(check.findings(TREE.name))
    os.remove(full)
    return found


class LayerCheck(unittest.TestCase):
    def refused(self, path, include, remedy=""):
        for text in (f"#include <{include}>\n", f"#ifdef NEVER\n#  include <{include}>\n#endif\n", f'#include "{include}"\n'):
            found = planted(layer_check, path, text)
            self.assertEqual(len(found), 1, found)
            self.assertIn(path, found[0])
            self.assertIn(remedy, found[0])
            self.assertRegex(found[0], r": [^:]+$")

    def test_siblings_do_not_see_each_other(self):
        self.refused("ui/screens/a.cpp", "idcard/id_card.h", "let app carry")
        self.refused("ui/screens/a.cpp", "cache/order_store.h", "let app carry")
        self.refused("drivers/idcard/a.cpp", "cache/order_store.h")
        self.refused("drivers/idcard/a.cpp", "ui/views.h")
        self.refused("offline-cache/store/a.cpp", "ui/views.h")
        self.refused("offline-cache/store/a.cpp", "wire/wire.h")

    def test_nothing_sees_the_corridor_or_the_hub(self):
        self.refused("ui/screens/a.cpp", "words/identity.h")
        self.refused("platform/core/a.cpp", "visit/step.h")
        self.refused("offline-cache/sync/a.cpp", "hub/hub.h")
        self.refused("hub/server/a.cpp", "words/identity.h")
        self.refused("app/words/a.cpp", "visit/step.h", "words know nothing")

    def test_the_ground_sees_nobody(self):
        for header in ("idcard/id_card.h", "ui/views.h", "cache/order_store.h", "hub/hub.h"):
            self.refused("platform/core/a.cpp", header)

    def test_only_the_composition_root_stands_on_the_soil(self):
        self.refused("app/visit/a.cpp", "soil/watchdog.h")
        self.refused("drivers/wire/a.cpp", "soil/watchdog.h")
        self.assertEqual(planted(layer_check, "app/main/a.cpp", "#include <soil/watchdog.h>\n"), [])

    def test_the_product_knows_no_test(self):
        self.refused("drivers/idcard/a.cpp", "fakes/manual_clock.h", "from outside")

    def test_no_path_climbs_over_a_wall(self):
        self.refused("ui/screens/a.cpp", "../../drivers/idcard/include/idcard/id_card.h", "include root")

    def test_third_parties_stay_in_their_room(self):
        for path, include in (("app/main/a.cpp", "libusb-1.0/libusb.h"), ("drivers/idcard/a.cpp", "libusb.h"),
                              ("drivers/wire/a.cpp", "umockdev.h"), ("ui/screens/a.cpp", "opencv2/core.hpp"),
                              ("ui/screens/a.cpp", "gst/gst.h"), ("app/main/a.cpp", "sqlcipher/sqlite3.h"),
                              ("offline-cache/store/a.cpp", "QSqlDatabase"), ("app/main/a.cpp", "curl/curl.h"),
                              ("app/visit/a.cpp", "boost/asio.hpp"), ("offline-cache/store/a.cpp", "libpq-fe.h"),
                              ("app/words/a.cpp", "qrencode.h")):
            self.refused(path, include, "allowed only in")

    def test_widgets_live_in_ui(self):
        for include in ("QWidget", "QApplication", "QPushButton", "QVBoxLayout", "QtWidgets/QLabel", "QDialog", "QScrollArea",
                        "QStackedWidget", "QStyleOptionButton", "qwidget.h".replace("qw", "QW")):
            self.refused("app/visit/a.cpp", include, "send a view struct")
            self.refused("drivers/printer/a.cpp", include, "send a view struct")

    def test_the_network_belongs_to_the_courier(self):
        for include in ("QNetworkAccessManager", "QSslSocket", "QTcpServer", "QtNetwork/QNetworkReply", "QHostAddress"):
            self.refused("ui/screens/a.cpp", include, "only the courier")
            self.refused("app/visit/a.cpp", include, "only the courier")
            self.refused("offline-cache/store/a.cpp", include, "only the courier")

    def test_public_headers_hide_third_parties(self):
        self.refused("drivers/wire/include/wire/a.h", "libusb-1.0/libusb.h", "behind a private class")

    def test_what_is_allowed_is_allowed(self):
        for path, include in (("app/visit/a.cpp", "<ui/views.h>"), ("app/main/a.cpp", "<QApplication>"),
                              ("app/words/a.cpp", "<idcard/id_card.h>"), ("ui/parts/a.cpp", "<QVBoxLayout>"),
                              ("drivers/wire/a.cpp", "<libusb-1.0/libusb.h>"), ("hub/server/a.cpp", "<core/clock.h>"),
                              ("offline-cache/sync/a.cpp", "<QNetworkReply>"), ("drivers/idcard/a.cpp", "<wire/wire.h>"),
                              ("app/visit/a.cpp", "<QStringView>"), ("drivers/printer/a.cpp", "<QTextLayout>"),
                              ("drivers/printer/a.cpp", "<QByteArrayView>"),
                              ("tests/app/a.cpp", "<libusb-1.0/libusb.h>")):
            self.assertEqual(planted(layer_check, path, f"#include {include}\n"), [])

    def test_a_room_may_have_private_words_of_its_own(self):
        own = write("ui/words/greeting.h", SPDX)
        found = planted(layer_check, "ui/screens/a.cpp", '#include "words/greeting.h"\n#include "words/identity.h"\n')
        os.remove(own)
        self.assertEqual(len(found), 1)
        self.assertIn("identity.h", found[0])


class SourceCheck(unittest.TestCase):
    def refused(self, path, text, word):
        found = planted(source_check, path, text)
        self.assertEqual(len(found), 1, found)
        self.assertIn(word, found[0])
        self.assertRegex(found[0], rf"^{path}:[0-9 ].*: .+$")

    def accepted(self, path, text):
        self.assertEqual(planted(source_check, path, text), [])

    def test_a_file_without_licence(self):
        self.refused("app/a.cpp", "int a;\n", "SPDX")
        self.refused("app/CMakeLists.txt", "project(x)\n", "SPDX")
        self.refused("tools/a", "#!/bin/sh\ntrue\n", "SPDX")
        self.accepted("docs/a.md", "# Words\n")

    def test_ascii_punctuation_in_chinese(self):
        for sentence in ("请稍等,谢谢", "是否继续?", "(可选)", "地址:", "好!"):
            self.refused("ui/a.cpp", SPDX + f'auto a = "{sentence}";\n', "punctuation")
        self.accepted("ui/a.cpp", SPDX + 'auto a = "请稍等，谢谢（12348）";  // comments: free, 好,\n')
        self.accepted("ui/a.cpp", SPDX + 'auto a = "^第([0-9]{1,5})(?:条)$";\n')

    def test_unfinished_work(self):
        self.refused("app/a.cpp", SPDX + "// TO" + "DO later\n", "unfinished")
        self.refused("docs/a.md", "FIX" + "ME\n", "unfinished")

    def test_a_path_of_one_machine(self):
        self.refused("tools/a.sh", SPDX + "cd /ho" + "me/somebody/yizhan\n", "one machine")
        self.refused("docs/a.md", "see /wo" + "rk/main\n", "one machine")
        self.accepted("tools/a.sh", SPDX + 'cd "$build/home/x" && ls $root/wo' + 'rk/x\n')

    def test_a_mirror_by_name(self):
        self.refused("packaging/a.sh", SPDX + "curl http://deb.deb" + "ian.org/debian\n", "mirror")
        self.refused("packaging/a.sh", SPDX + "URI=https://mirrors" + ".example.org/debian\n", "mirror")
        self.refused("hub/console/package-lock.json", '"resolved": "https://elsewhere/a.tgz"\n', "lock file")

    def test_a_test_that_sleeps(self):
        for sleep in ("QTest::qWait" + "(100);", "std::this_thread::sleep_for" + "(1s);", "QThread::msleep" + "(5);"):
            self.refused("tests/a.cpp", SPDX + sleep + "\n", "sleeps")
        self.accepted("tests/a.cpp", SPDX + "QTRY_VERIFY(a); QTest::qWaitFor([] { return b; });\n"
                      "QTest::qWait(0);\nQTest::qWait(8); // pace of a finger\n")

    def test_a_driver_that_reads_the_environment(self):
        self.refused("drivers/a.cpp", SPDX + 'auto a = getenv("X");\n', "environment")
        self.refused("drivers/a.cpp", SPDX + 'auto a = qEnvironmentVariableIsSet("X");\n', "environment")

    def test_shared_ownership_without_a_reason(self):
        self.refused("app/a.cpp", SPDX + "int b;\nstd::shared_ptr<int> a;\n", "shared")
        self.accepted("app/a.cpp", SPDX + "int b;\n// Both may go first.\nstd::shared_ptr<int> a;\n")

    def test_a_nested_event_loop(self):
        self.refused("app/a.cpp", SPDX + "QEventLoop loop;\n", "nested")

    def test_a_name_that_says_nothing(self):
        self.refused("app/a.h", SPDX + "class CardManager\n{\n};\n", "says nothing")
        self.accepted("offline-cache/a.h", SPDX + "class QNetworkAccessManager;\n")

    def test_a_file_of_two_things(self):
        self.refused("app/a.cpp", SPDX + "int a;\n" * 600, "lines")


if __name__ == "__main__":
    unittest.main()
