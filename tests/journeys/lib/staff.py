# SPDX-License-Identifier: Apache-2.0
"""Robot staff: they find their door, type their PIN and walk the maintenance mode by touch; and the office that makes their
sticks, with the product's own tools and a real FAT image."""
import json
import os
import subprocess

from .lines import until

ATTENDANT, TECHNICIAN = ("1001", "王敏", "attendant"), ("1002", "周工", "technician")
PIN = "271828"


class Staff:
    """At the kiosk's window, in somebody's place."""

    def __init__(self, citizen):
        self.robot = citizen

    def knock(self):
        self.robot.wait_for("tile.legal-aid", 20)
        self.robot.tap("bar.help")
        self.robot.tap("cover.staff")

    def type(self, digits):
        for digit in digits:
            self.robot.tap("key." + digit)
        self.robot.tap("form.next")

    def try_to_enter(self, number, pin):
        self.robot.wait_to_see("请输入工号")
        self.type(number)
        self.robot.wait_to_see("请输入密码")
        self.type(pin)

    def enter(self, who=ATTENDANT, pin=PIN):
        self.knock()
        self.try_to_enter(who[0], pin)
        self.robot.wait_to_see("本机总览", 20)

    def open(self, page):
        self.robot.tap("board.open." + page)

    def act(self, action):
        self.robot.tap("board.action." + action)

    def back(self):
        self.robot.tap("bar.back")
        self.robot.wait_to_see("本机总览")

    def leave(self):
        self.robot.reach("board.action.leave")
        self.act("leave")
        self.robot.wait_for("tile.legal-aid", 20)


class Office:
    """Where keys, lists and bundles are made."""

    def __init__(self, station):
        self.station = station
        self.epoch = 0

    def run(self, *words, given=None):
        return subprocess.run([*self.program("yizhan-provision"), *words], check=True, capture_output=True, text=True, input=given).stdout

    def program(self, name):
        """How one of the product's own is started."""
        return [os.path.join(self.station.build, name)]

    def path(self, *names):
        return self.station.path("office", *names)

    def hire(self, *people):
        """A list of staff; everybody has the same PIN, which nobody should."""
        os.makedirs(self.path(), exist_ok=True)
        for number, name, role in people:
            self.run("staff", self.path("staff.json"), "--number", number, "--name", name, "--role", role, given=PIN + "\n")
        return self.path("staff.json")

    def found(self):
        """A key of its own, and what terminals are told of it at the factory."""
        os.makedirs(self.path(), exist_ok=True)
        trust = self.run("keygen", self.path("fleet.key"), "--kid", "fleet", "--issuer", "示范省司法厅运维中心",
                         "--may", "configuration,identity,staff,trust,catalogue")
        with open(self.path("trust.json"), "w") as file:
            file.write(trust)
        return self.path("trust.json")

    def create(self, title, *words):
        self.epoch += 1
        into = self.path(f"{self.epoch}.yzb")
        self.run("create", "--into", into, "--title", title, "--region", self.station.REGION, "--key", self.path("fleet.key"),
                 "--kid", "fleet", "--epoch", str(self.epoch), *words)
        return into

    def hub_orders(self, *words):
        """As the hub's own people do it, on their machine."""
        return subprocess.run([*self.program("yizhan-hubd"), "orders", *words], check=True, capture_output=True, text=True).stdout

    def export_key(self):
        """Made once: a key is never written over."""
        if os.path.exists(self.path("hub-export.pub")):
            return self.path("hub-export.pub")
        key = self.hub_orders("keygen", self.path("hub-export.key"))
        with open(self.path("hub-export.pub"), "w") as file:
            file.write(key)
        return self.path("hub-export.pub")

    def import_orders(self, parcel):
        with open(self.path("orders.yzo"), "wb") as file:
            file.write(parcel)
        certs = self.station.path("certs")
        return self.hub_orders("import", "--export-key", self.path("hub-export.key"), "--client-ca", f"{certs}/ca.crt",
                               "--receipt-key", f"{certs}/hub-receipt.key", self.path("orders.yzo"))

    def identity(self, request):
        """What the office answers to a terminal's request; the folder to make a bundle of."""
        certs = self.station.path("certs")
        self.run("issue", request, "--authority", f"{certs}/ca.crt", "--authority-key", f"{certs}/ca.key", "--terminal",
                 self.station.terminal, "--receipt-key", f"{certs}/hub-receipt.pub", "--export-key", self.export_key(), "--into",
                 self.path("identity"))
        return self.path("identity")

    def configuration(self, place, **more):
        """What a bundle brings is found beside it; what was born on the device, above."""
        station = self.station
        configuration = {
            "terminal": station.terminal, "place": place, "screen": station.screen, "dataDirectory": station.data,
            "keyFile": "../../store.key", "staff": "staff.json",
            "catalogue": {"region": station.REGION, "publishers": [{"kid": "nobody", "key": "00" * 32}]},
            "hub": {"url": f"https://localhost:{station.net.port}", "ca": "ca.pem", "certificate": "client.pem",
                    "key": "../../device.key", "receiptKey": "receipt.key", "exportKey": "export.key",
                    "firstPassSpreadSeconds": 0}} | more
        with open(self.path("terminal.json"), "w") as file:
            json.dump(configuration, file)
        return self.path("terminal.json")


class Stick:
    """A real FAT file system in a file."""

    def __init__(self, path):
        self.path = path
        with open(path, "wb") as file:
            file.truncate(16 * 1024 * 1024)
        subprocess.run(["/sbin/mkfs.vfat", "-F", "16", path], check=True, capture_output=True)
        subprocess.run(["mmd", "-i", path, "::/yizhan"], check=True)

    def put(self, file):
        subprocess.run(["mcopy", "-o", "-i", self.path, file, "::/yizhan/"], check=True)

    def written(self, kind):
        """The newest file of this kind that a terminal wrote."""
        listed = subprocess.run(["mdir", "-b", "-i", self.path, "::/yizhan/out/"], capture_output=True, text=True).stdout.split()
        names = sorted(name for name in listed if os.path.basename(name).startswith(kind))
        if not names:
            return None
        return subprocess.run(["mtype", "-i", self.path, names[-1]], check=True, capture_output=True).stdout

    def insert(self, citizen):
        citizen.world.say("stick insert " + self.path)

    def remove(self, citizen):
        citizen.world.say("stick remove")


def ended(station, patience=20):
    """The kiosk ends by itself, so that it is started anew."""
    until(lambda: station.kiosk.poll() is not None, patience, "the kiosk's end")
    station.stop_kiosk()
