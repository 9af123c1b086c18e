# SPDX-License-Identifier: Apache-2.0
"""A whole service station for one test: certificates, hub on a real PostgreSQL, network that can be cut, and the
unmodified kiosk with its real drivers inside the emulated USB world. Everything lives in one folder and ends with it.

Runs inside `packaging/setup/pg-cluster.sh with -- …`, which hands over the cluster in PGHOST and friends."""
import ctypes
import json
import os
import secrets
import shutil
import signal
import subprocess
import tempfile

from .citizen import Citizen
from .lines import Lines, until
from .network import Network

libc = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1
SOURCE = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
TERMINAL = "YZ-0001"
OTHER_TERMINAL = "YZ-0002"
# What a call looks and listens through here: a drawn clock, a tone, no loudspeaker.
CALL = {"video": "yizhanscene scene=0 ! video/x-raw,format=BGRx,width=640,height=480,framerate=15/1",
        "audio": "audiotestsrc is-live=true freq=440 volume=0.3", "speaker": "fakesink sync=true async=false",
        "loopbackOnly": True}
PORTRAIT = {"width": 1080, "height": 1920, "millimetresPerPixel": 0.248}
LANDSCAPE = {"width": 1920, "height": 1080, "millimetresPerPixel": 0.248}


def end_with_parent():
    """In the child: whatever becomes of the test, nothing of it goes on running."""
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def sql(statement):
    """Rows of a query at the hub's database, as lists of texts."""
    answer = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-F", "\x1f", "-c", statement],
                            check=True, capture_output=True, text=True)
    return [line.split("\x1f") for line in answer.stdout.splitlines() if line]


class Station:
    def __init__(self, build, screen=None, network=None, sanitized_preload=None):
        self.build = build
        self.folder = tempfile.mkdtemp(prefix="yz-", dir="/tmp")
        self.receipts = self.path("receipts")
        self.screen = screen or PORTRAIT
        self.hub = None
        self.kiosk = None
        self.log = None
        self.runs = 0
        self.terminal, self.data = TERMINAL, self.path("data")
        self.document_camera = {"scene": "page"}
        os.mkdir(self.receipts)
        self._make_certificates()
        self._make_database()
        self.network = network or Network
        self.net = None
        self.page_printer = None
        self.catalogue = None
        self.voice = None
        self.roster = None  # file of those who may enter the maintenance mode
        self.state = None  # folder of what sticks have brought; then the configuration comes from there
        self.trust = None

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def __enter__(self):
        self.start_hub()
        self.net = self.network(self)
        return self

    def __exit__(self, trouble, *_):
        if trouble is not None:
            with open(self.path("kiosk.log"), errors="replace") as log:
                print("".join(["the kiosk's last lines:\n"] + log.readlines()[-15:]), flush=True)
        self.stop_kiosk()
        if self.net:
            self.net.close()
        self.stop_hub()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _make_database(self):
        """One of its own: a test must not find the orders of the one before."""
        name = "hub_" + secrets.token_hex(4)
        os.environ["PGDATABASE"] = "postgres"
        sql(f"CREATE DATABASE {name}")
        os.environ["PGDATABASE"] = name

    def _make_certificates(self):
        script = os.path.join(SOURCE, "packaging", "certs", "make-certs.sh")
        subprocess.run([script, self.path("certs"), "--terminal", TERMINAL, "--terminal", OTHER_TERMINAL], check=True, stdout=subprocess.DEVNULL)

    # the hub
    def start_hub(self, port=0, options=()):
        port_file, console_file = self.path("hub.port"), self.path("console.port")
        if os.path.exists(port_file):
            os.unlink(port_file)
        certs = self.path("certs")
        self.hub_log = open(self.path("hub.log"), "ab")
        self.hub = subprocess.Popen(
            [os.path.join(self.build, "yizhan-hubd"), "--listen", f"127.0.0.1:{port}", "--port-file", port_file,
             "--cert", f"{certs}/hub.crt", "--key", f"{certs}/hub.key", "--client-ca", f"{certs}/ca.crt",
             "--receipt-key", f"{certs}/hub-receipt.key", "--console", "127.0.0.1:0",
             "--console-root", os.path.join(self.build, "console"), "--console-port-file", console_file,
             "--catalogues", self.path("catalogues"), *options], stdout=self.hub_log, stderr=self.hub_log,
            preexec_fn=end_with_parent)
        self.hub_port = int(until(lambda: self._told(port_file), 20, "the hub"))
        self.console_port = int(self._told(console_file))

    @staticmethod
    def _told(port_file):
        if not os.path.exists(port_file):
            return ""
        with open(port_file) as file:
            return file.read().strip()

    def stop_hub(self):
        if self.hub and self.hub.poll() is None:
            self.hub.send_signal(signal.SIGTERM)
            self.hub.wait(20)
        self.hub = None
        self.hub_log.close()

    def add_agent(self, name, display, roles, password):
        subprocess.run([os.path.join(self.build, "yizhan-hubd"), "agents", "add", name, "--display", display,
                        "--organisation", "示范县公共法律服务中心", "--roles", roles],
                       input=password + "\n", text=True, check=True)

    def orders_at_hub(self):
        return [row[0] for row in sql("SELECT id::text FROM work_order ORDER BY received_at")]

    # what the hub hands out
    REGION = "230199"

    def pack(self, *words):
        return subprocess.run([os.path.join(self.build, "yizhan-pack"), *words], check=True, capture_output=True, text=True).stdout

    def publish(self, source):
        """Makes and signs the next state of the catalogue from a folder like packs/sample."""
        if self.catalogue is None:
            kid, key = self.pack("keygen", self.path("publisher.key"), "--kid", "county").strip().split(":")
            self.catalogue = {"region": self.REGION, "publishers": [{"kid": kid, "key": key}], "askEverySeconds": 1}
        folder = self.path("catalogues", self.REGION)
        self.pack("build", source, "--region", self.REGION, "--into", folder, "--level", "3")
        self.pack("sign", folder, "--key", self.path("publisher.key"), "--kid", "county")

    def events(self, name):
        """The lines of the kiosk's log with this event."""
        with open(self.path("kiosk.log"), errors="replace") as log:
            return [line for line in log if name in line]

    # the kiosk
    def configure(self, port):
        key = self.path("store.key")
        if not os.path.exists(key):
            with open(os.open(key, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
                file.write(secrets.token_hex(32))
        certs = self.path("certs")
        configuration = {
            "terminal": self.terminal, "place": "示范县公共法律服务中心", "screen": self.screen,
            "dataDirectory": self.data, "keyFile": key,
            "documentCamera": self.document_camera,
            "call": CALL | {"program": os.path.join(self.build, "yizhan-call")},
            "hub": {"url": f"https://localhost:{port}", "ca": f"{certs}/ca.crt",
                    "certificate": f"{certs}/terminal-{self.terminal}.crt",
                    "key": f"{certs}/terminal-{self.terminal}.key",
                    "receiptKey": f"{certs}/hub-receipt.pub", "firstPassSpreadSeconds": 0},
        }
        if self.voice:
            configuration["voice"] = self.voice
        if self.roster:
            configuration["staff"] = self.roster
        if self.catalogue:
            configuration["catalogue"] = self.catalogue
        if self.page_printer:
            configuration["pagePrinter"] = self.page_printer
        with open(self.path("terminal.json"), "w") as file:
            json.dump(configuration, file)

    def lay_slip_before_camera(self):
        """The lower end of the last slip, where its code is, as the camera of the next kiosk sees it."""
        from PIL import Image
        slip = Image.open(self.slips()[-1]["picture"]).convert("RGB")
        seen = Image.new("RGB", (1280, 720), (60, 56, 52))
        seen.paste(slip.crop((0, max(0, slip.height - 680), slip.width, slip.height)), (340, 20))
        seen.save(self.path("seen-000.png"))
        self.document_camera = {"files": self.path("seen-%03d.png")}

    def go_to_other_terminal(self):
        """Another one, that knows nothing of what happened here."""
        self.stop_kiosk()
        self.terminal, self.data = OTHER_TERMINAL, self.path("data-other")

    def start_kiosk(self, screens=None, devices=("reader", "printer"), platform="offscreen"):
        """The unmodified program in the emulated world, and a robot at its window."""
        self.configure(self.net.port)
        environment = dict(os.environ, QT_QPA_PLATFORM=platform if self.state is None else self._glass(), TMPDIR="/tmp", TZ="Asia/Shanghai",
                           XDG_RUNTIME_DIR=os.environ.get("XDG_RUNTIME_DIR") or self._runtime_folder(),
                           LC_ALL="C.UTF-8", QT_PLUGIN_PATH=os.path.join(self.build, "plugins"),
                           QT_QPA_GENERIC_PLUGINS="yizhanrobot:" + self.path("robot"))
        environment.pop("QT_FONT_DPI", None)
        self.log = open(self.path("kiosk.log"), "ab")
        for socket_name in ("robot", "world"):
            if os.path.exists(self.path(socket_name)):
                os.unlink(self.path(socket_name))
        self.runs += 1
        paper = os.path.join(self.receipts, f"{self.runs:04d}")
        self.kiosk = subprocess.Popen(
            [os.path.join(self.build, "yizhan-world"), "--control", self.path("world"), "--receipts", paper,
             "--", os.path.join(self.build, "yizhan"), "--dictionary", os.path.join(self.build, "pinyin.blob"), "--windowed",
             *self._told_by()],
            env=environment, stdout=self.log, stderr=self.log, start_new_session=True, preexec_fn=end_with_parent)
        world = Lines(self.path("world"))
        for device in devices:
            world.say("plug " + device)
        return Citizen(Lines(self.path("robot")), world, screens)

    def _glass(self):
        """A terminal that does not know its screen yet takes it as it finds it."""
        with open(self.path("glass.json"), "w") as file:
            json.dump({"screens": [{"name": "panel", "x": 0, "y": 0, "width": self.screen["width"], "height": self.screen["height"],
                                    "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}, file)
        return "offscreen:configfile=" + self.path("glass.json")

    def _told_by(self):
        """Where the kiosk's configuration comes from: a file, or what sticks have brought."""
        if self.state is None:
            return ["--config", self.path("terminal.json")]
        return ["--config", self.path("none.json"), "--state", self.state, "--trust", self.trust,
                "--stick", os.path.join(self.build, "yizhan-stick")]

    def _runtime_folder(self):
        """Where there is no session Qt would make one in /tmp and leave it."""
        os.makedirs(self.path("runtime"), mode=0o700, exist_ok=True)
        return self.path("runtime")

    def kiosk_pid(self):
        """The kiosk itself, a child of the world."""
        answer = subprocess.run(["pgrep", "-P", str(self.kiosk.pid), "-x", "yizhan"], capture_output=True, text=True)
        return int(answer.stdout.split()[0]) if answer.stdout.strip() else None

    def stop_kiosk(self, signal_number=signal.SIGTERM):
        if self.kiosk is None:
            return
        pid = self.kiosk_pid()
        if pid is not None:
            try:
                os.kill(pid, signal_number)
            except ProcessLookupError:
                pass  # gone in the meantime
        try:
            self.kiosk.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.kiosk.pid, signal.SIGKILL)
            self.kiosk.wait()
        status, self.kiosk = self.kiosk.returncode, None
        self.log.close()
        if -status in (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS):
            raise AssertionError(f"the emulated world, or the kiosk in it, crashed ({signal.Signals(-status).name})")

    def slips(self):
        """The whole slips under the cutter, of all runs, as the independent interpreter read the bytes."""
        return [paper for paper in self.papers() if paper["code"]]

    def papers(self):
        """Also what carries no code: an answer, a checklist, an article."""
        records = []
        for folder, _, names in sorted(os.walk(self.receipts)):
            for name in sorted(names):
                if name.endswith(".json"):
                    with open(os.path.join(folder, name)) as file:
                        record = json.load(file)
                    if record["complete"]:
                        records.append({"code": record["qr"][0] if record["qr"] else "", "picture": os.path.join(folder, name[:-5] + ".png")})
        return records
