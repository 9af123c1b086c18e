#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The set-up scripts: what they say, what they install, and that nothing of theirs outlives its use."""
import os
import signal
import subprocess
import tempfile
import time
import unittest

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
SETUP = os.path.join(ROOT, "packaging", "setup")
GROUPS = {"build", "run", "lint", "sqlcipher", "sqlcipher-own", "arm64", "boot"}


def until(condition, seconds=30):
    """A deadline for what happens in another process; nothing is assumed about how long it takes."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


class PackageList(unittest.TestCase):
    def test_every_line_has_a_group_and_names(self):
        with open(os.path.join(SETUP, "packages.txt"), encoding="utf-8") as file:
            lines = [line.split() for line in file if line.strip() and not line.startswith("#")]
        for group, *names in lines:
            self.assertIn(group, GROUPS)
            self.assertTrue(names)
            self.assertEqual(names[1::2], ["|"] * (len(names) // 2), "names are separated by |")


class Install(unittest.TestCase):
    """Runs install.sh on a machine of our making: dpkg-query, apt-cache and apt-get are stand-ins that take notes."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.calls = os.path.join(self.folder.name, "calls")
        self.stand_in("dpkg-query", "printf 'installed make\\nconfig-files gone\\ninstalled new-name\\n'")
        self.stand_in("apt-cache", 'case "$2" in known*|gone) echo "Package: $2" ;; esac')
        self.stand_in("apt-get", f'echo "$*" >>{self.calls}')
        self.stand_in("sudo", f'echo sudo >>{self.calls}; [ "$1" != -n ] || shift; exec "$@"')

    def stand_in(self, name, script):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\n{script}\n")
        os.chmod(path, 0o755)

    def install(self, packages, *groups):
        listed = os.path.join(self.folder.name, "packages.txt")
        with open(listed, "w", encoding="utf-8") as file:
            file.write(packages)
        env = {"PATH": f"{self.folder.name}:/usr/bin:/bin", "YIZHAN_PACKAGES": listed}
        done = subprocess.run([os.path.join(SETUP, "install.sh"), *groups], capture_output=True, text=True, env=env,
                              stdin=subprocess.DEVNULL, check=False)
        calls = []
        if os.path.exists(self.calls):
            with open(self.calls, encoding="utf-8") as file:
                calls = [line for line in file.read().splitlines() if line != "sudo"]
        return done, calls

    def test_nothing_missing_says_nothing_and_asks_apt_nothing(self):
        done, calls = self.install("# words\n\nbuild make\nbuild old-name | new-name\nlint unwanted\n", "build")
        self.assertEqual((done.returncode, done.stdout, done.stderr, calls), (0, "", "", []))

    def test_what_is_missing_is_said_first_and_installed_at_once(self):
        done, calls = self.install("build make\nbuild known-a\nrun known-b\nlint known-c\n", "build", "run")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("2 packages are missing", done.stdout)
        self.assertEqual(len(calls), 2)
        self.assertTrue(calls[0].endswith("update"), calls)
        self.assertRegex(calls[1], r"-y .*install --no-install-recommends known-a known-b$")

    def test_the_first_name_that_the_release_knows_is_taken(self):
        _, calls = self.install("build stranger | known-a\n", "build")
        self.assertTrue(calls[1].endswith(" known-a"), calls)

    def test_removed_with_configuration_left_is_missing(self):
        _, calls = self.install("build gone\n", "build")
        self.assertTrue(calls[1].endswith(" gone"), calls)

    def test_a_release_without_the_package_is_named(self):
        done, calls = self.install("build stranger | other-stranger\n", "build")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("none of: stranger | other-stranger", done.stderr)
        self.assertEqual(len(calls), 1)

    def test_it_wants_a_group(self):
        self.assertEqual(self.install("build make\n")[0].returncode, 2)


class Cluster(unittest.TestCase):
    SCRIPT = os.path.join(SETUP, "pg-cluster.sh")

    def start(self):
        """A cluster whose command says where it is and then waits for ever."""
        process = subprocess.Popen([self.SCRIPT, "with", "--", "sh", "-c", "echo $PGHOST $$; exec sleep 600"],
                                   stdout=subprocess.PIPE, text=True)
        self.addCleanup(process.stdout.close)
        folder, command = process.stdout.readline().split()
        with open(os.path.join(folder, "data", "postmaster.pid"), encoding="utf-8") as file:
            server = int(file.readline())
        return process, folder, int(command), server

    def gone(self, *processes):
        for process in processes:
            self.assertTrue(until(lambda process=process: not self.runs(process)), f"{process} still runs")

    @staticmethod
    def runs(process):
        try:
            with open(f"/proc/{process}/stat", encoding="utf-8") as file:
                return file.read().rsplit(")", 1)[1].split()[0] != "Z"
        except FileNotFoundError:
            return False

    def test_it_serves_its_command_gives_its_status_and_leaves_nothing(self):
        words = "psql -XAtc 'select 40 + 2' -c 'show fsync' -c 'show listen_addresses' && cat && echo $PGHOST && exit 7"
        done = subprocess.run([self.SCRIPT, "with", "--", "sh", "-c", words], input="through\n", capture_output=True,
                              text=True, check=False)
        answer, fsync, listens, through, folder = done.stdout.splitlines()
        self.assertEqual((done.returncode, answer, fsync, listens, through), (7, "42", "on", "", "through"), done.stderr)
        self.assertFalse(os.path.exists(folder))

    def test_asked_to_stop_it_stops_the_command_and_the_cluster(self):
        process, folder, command, server = self.start()
        process.terminate()
        self.assertEqual(process.wait(30), 143)
        self.gone(command, server)
        self.assertFalse(os.path.exists(folder))

    def test_killed_outright_it_still_leaves_nothing(self):
        process, folder, command, server = self.start()
        process.send_signal(signal.SIGKILL)
        process.wait(30)
        self.gone(command, server)
        self.assertTrue(until(lambda: not os.path.exists(folder)))

    def test_two_at_once_do_not_meet(self):
        first, folder, _, _ = self.start()
        second, other, _, _ = self.start()
        self.assertNotEqual(folder, other)
        for process in (first, second):
            process.terminate()
            process.wait(30)

    def test_start_env_stop(self):
        with tempfile.TemporaryDirectory() as deep:
            name = os.path.join(deep, "a" * 100, "cluster")
            subprocess.run([self.SCRIPT, "start", name], check=True)
            try:
                done = subprocess.run(["sh", "-c", 'eval "$("$0" env "$1")" && psql -XAtc "select 1"', self.SCRIPT, name],
                                      capture_output=True, text=True, check=True)
                self.assertEqual(done.stdout.strip(), "1")
            finally:
                subprocess.run([self.SCRIPT, "stop", name], check=True)
            self.assertFalse(os.path.lexists(name))


class Certificates(unittest.TestCase):
    SCRIPT = os.path.join(ROOT, "packaging", "certs", "make-certs.sh")

    def test_a_hub_and_its_terminals_know_each_other(self):
        with tempfile.TemporaryDirectory() as folder:
            made = os.path.join(folder, "certs")
            subprocess.run([self.SCRIPT, made, "--terminal", "T-1", "--terminal", "T-2"], check=True)
            for name, purpose in (("hub", "sslserver"), ("terminal-T-1", "sslclient"), ("terminal-T-2", "sslclient")):
                subprocess.run(["openssl", "verify", "-CAfile", f"{made}/ca.crt", "-purpose", purpose, f"{made}/{name}.crt"],
                               check=True, stdout=subprocess.DEVNULL)
                self.assertEqual(os.stat(f"{made}/{name}.key").st_mode & 0o777, 0o600)
            wrong = subprocess.run(["openssl", "verify", "-CAfile", f"{made}/ca.crt", "-purpose", "sslserver",
                                    f"{made}/terminal-T-1.crt"], capture_output=True, check=False)
            self.assertNotEqual(wrong.returncode, 0, "a terminal must not pass for a hub")
            text = subprocess.run(["openssl", "x509", "-in", f"{made}/hub.crt", "-noout", "-ext", "subjectAltName"],
                                  capture_output=True, text=True, check=True).stdout
            for name in ("DNS:localhost", "IP Address:127.0.0.1", "IP Address:0:0:0:0:0:0:0:1"):
                self.assertIn(name, text)
            with open(f"{made}/hub-receipt.pub", encoding="ascii") as file:
                self.assertRegex(file.read(), r"^[0-9a-f]{64}$")

    def test_a_terminal_id_is_not_a_path(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([self.SCRIPT, folder, "--terminal", "../x"], capture_output=True, check=False)
            self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    unittest.main()
