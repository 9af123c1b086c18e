# SPDX-License-Identifier: Apache-2.0
"""A whole computer under qemu: its own kernel, systemd, udev and USB bus, a screen and a finger on it. What it runs is what packages
put on a disk; it is asked over a serial line, touched over its input devices, and sticks are put into its USB sockets."""
import json
import os
import re
import select
import shlex
import socket
import subprocess
import time

from .citizen import Citizen
from .lines import Refused, until
from .station import end_with_parent

SIZE = (1080, 1920)
NERVOUS = 0.6  # s: a second touch of the same button before this is a nervous finger's
ABSOLUTE = 32767  # how an absolute pointer counts across the screen
ROBOT = "/run/yizhan/robot"  # where the robot in the guest listens


class Wire:
    """A socket of qemu's."""

    def __init__(self, path, patience=30):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        until(lambda: self._is_there(path), patience, path)
        self.seen = b""

    def _is_there(self, path):
        try:
            self.socket.connect(path)
            return True
        except OSError:
            return False

    def send(self, data):
        self.socket.sendall(data)

    def read_until(self, pattern, patience):
        """Everything up to and with `pattern`, as a match; what follows stays."""
        end = time.monotonic() + patience
        while True:
            found = re.search(pattern, self.seen, re.DOTALL)
            if found:
                self.seen = self.seen[found.end():]
                return found
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"waited {patience} s for {pattern!r}; heard {self.seen[-400:]!r}")
            if select.select([self.socket], [], [], min(left, 1))[0]:
                more = self.socket.recv(65536)
                if not more:
                    raise ConnectionError("the machine is gone")
                self.seen += more


class Shell:
    """systemd's debug shell on a serial line: root, from early on."""

    def __init__(self, wire, patience):
        self.wire = wire
        end = time.monotonic() + patience
        while True:  # nobody listens before systemd does
            wire.send(b"exec env TERM=dumb PS1= sh\nstty -echo; PS1=; PS2=; echo '<''ready>'\n")
            try:
                wire.read_until(rb"<ready>\r?\n", 3)
                break
            except TimeoutError:
                if time.monotonic() > end:
                    raise
        self.say("true")

    def ask(self, command, patience=60):
        """The command's status, and what it printed on both of its outputs."""
        self.wire.send(b"{ " + command.encode() + b"\n} 2>&1; printf '\\n<''status %d>\\n' $?\n")
        found = self.wire.read_until(rb"(.*?)\r?\n<status (\d+)>\r?\n", patience)
        return int(found[2]), found[1].decode(errors="replace").replace("\r\n", "\n").strip()

    def say(self, command, patience=60):
        """What it printed; it must succeed."""
        status, text = self.ask(command, patience)
        if status != 0:
            raise AssertionError(f"{command}: status {status}: {text}")
        return text


class Machine:
    """`disk` is a raw image with a root file system; what is written to it is forgotten with the machine."""

    def __init__(self, folder, disk, kernel, initrd, log, memory=2048):
        self.path = lambda name: os.path.join(folder, name)
        os.makedirs(folder, exist_ok=True)
        self.process = subprocess.Popen(
            ["qemu-system-x86_64", "-machine", "q35", "-accel", os.environ.get("YIZHAN_ACCEL", "tcg,thread=multi"),
             "-cpu", os.environ.get("YIZHAN_CPU", "max"), "-smp", "2", "-m", str(memory), "-nodefaults", "-display", "none", "-no-reboot",
             "-kernel", kernel, "-initrd", initrd,
             "-append", "root=/dev/vda rw console=ttyS0 systemd.debug_shell=ttyS1 panic=-1 quiet",
             "-drive", f"file={disk},if=none,id=disk,format=raw,snapshot=on", "-device", "virtio-blk-pci,drive=disk",
             "-device", f"virtio-vga,xres={SIZE[0]},yres={SIZE[1]}", "-device", "virtio-rng-pci",
             "-device", "qemu-xhci,id=usb", "-device", "usb-tablet,bus=usb.0",
             "-serial", f"file:{log}", "-serial", f"unix:{self.path('shell')},server=on,wait=off", "-qmp", f"unix:{self.path('qmp')},server=on,wait=off"],
            stdin=subprocess.DEVNULL, preexec_fn=end_with_parent)
        self.sticks = 0
        self.gone = set()  # devices that were pulled out
        self.touched = {}
        self.qmp = Wire(self.path("qmp"))
        self.hear()
        self.tell("qmp_capabilities")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def shell(self, patience):
        return Shell(Wire(self.path("shell")), patience)

    def hear(self):
        """The next thing qemu says: an answer, or what happened."""
        said = json.loads(self.qmp.read_until(rb"([^\r\n]*)\r\n", 60)[1])
        if said.get("event") == "DEVICE_DELETED":
            self.gone.add(said["data"].get("device"))
        return said

    def tell(self, command, **arguments):
        self.qmp.send(json.dumps({"execute": command, "arguments": arguments}).encode() + b"\n")
        while True:
            said = self.hear()
            if "error" in said:
                raise AssertionError(f"{command}: {said['error']['desc']}")
            if "return" in said:
                return said["return"]

    def picture(self, path):
        self.tell("screendump", filename=path, format="png")

    def insert(self, image):
        """A stick into a USB socket."""
        self.sticks += 1
        self.tell("blockdev-add", **{"driver": "raw", "node-name": f"stick{self.sticks}", "file": {"driver": "file", "filename": image}})
        self.tell("device_add", driver="usb-storage", id=f"usbstick{self.sticks}", bus="usb.0", drive=f"stick{self.sticks}", removable=True)

    def remove(self):
        """Pulled out, whatever is under way."""
        device = f"usbstick{self.sticks}"
        self.tell("device_del", id=device)
        while device not in self.gone:
            self.hear()
        self.tell("blockdev-del", **{"node-name": f"stick{self.sticks}"})

    def touch(self, x, y, down):
        self.tell("input-send-event", events=[
            {"type": "abs", "data": {"axis": "x", "value": round(x * ABSOLUTE / SIZE[0])}},
            {"type": "abs", "data": {"axis": "y", "value": round(y * ABSOLUTE / SIZE[1])}},
            {"type": "btn", "data": {"button": "left", "down": down}}])

    def tap(self, name, x, y):
        wait = 0 if name.startswith("key.") else NERVOUS - (time.monotonic() - self.touched.get(name, 0))
        time.sleep(max(0, wait))
        self.touch(x, y, True)
        time.sleep(0.08)
        self.touch(x, y, False)
        self.touched[name] = time.monotonic()


class Glass:
    """Answers what the robot is asked: it sees inside of the guest, but the finger is the machine's own."""

    def __init__(self, machine, shell):
        self.machine, self.shell = machine, shell

    def say(self, line):
        verb, _, rest = line.partition(" ")
        if verb != "tap":
            return self.inside(line)
        x, y = map(int, self.inside("where " + rest).split())
        self.machine.tap(rest, x, y)
        return ""

    def inside(self, line):
        status, text = self.shell.ask(f"printf '%s\\n' {shlex.quote(line)} | socat -t 20 - UNIX-CONNECT:{ROBOT}")
        if status != 0 or not text.startswith("ok"):
            raise Refused(f"{line!r}: {text}")
        return text[2:].strip()


class Guest(Citizen):
    """A citizen at the machine's screen. Patience is that of an emulated processor."""

    def __init__(self, machine, shell, slower=6):
        super().__init__(Glass(machine, shell), None)
        self.slower = slower

    def wait_for(self, name, patience=10.0):
        super().wait_for(name, patience * self.slower)

    def tap(self, name, patience=10.0):
        super().tap(name, patience * self.slower)

    def wait_to_see(self, text, patience=10.0):
        super().wait_to_see(text, patience * self.slower)

    def names(self):
        try:
            return super().names()
        except Refused:  # the kiosk is coming up
            return set()

    def sees(self, text):
        try:
            return super().sees(text)
        except Refused:
            return False
