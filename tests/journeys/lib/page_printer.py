# SPDX-License-Identifier: Apache-2.0
"""A real IPP printer of A4 pages: ippeveprinter on a private bus. What it prints lies in `spool` as PDF."""
import os
import shutil
import socket
import subprocess
import urllib.request

from .lines import until
from .station import end_with_parent

PRINTER, BUS = "/usr/sbin/ippeveprinter", "/usr/bin/dbus-daemon"
POLICY = """<busconfig><type>system</type><listen>unix:path={0}</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""
# As it comes, its trays hold Letter: this is the page on which people fill them.
TRAYS = "/media?size1=iso_a4_210x297mm&type1=stationery&level1=250&size3=iso_a4_210x297mm&type3=stationery&level3=250"


class PagePrinter:
    @staticmethod
    def is_there():
        return os.path.exists(PRINTER) and os.path.exists(BUS)

    def __init__(self, folder):
        self.spool = os.path.join(folder, "pages")
        os.mkdir(self.spool)
        bus, policy = os.path.join(folder, "bus"), os.path.join(folder, "bus.conf")
        with open(policy, "w") as file:
            file.write(POLICY.format(bus))
        self.bus = subprocess.Popen([BUS, "--config-file=" + policy, "--nofork"], preexec_fn=end_with_parent)
        until(lambda: os.path.exists(bus), 20, "the private bus")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [PRINTER, "-r", "off", "-n", "localhost", "-p", str(self.port), "-d", self.spool, "-k", "-f", "application/pdf",
             "-c", shutil.which("true"), "Test A4"],
            env=dict(os.environ, DBUS_SYSTEM_BUS_ADDRESS="unix:path=" + bus), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, preexec_fn=end_with_parent)
        until(self._trays_are_full, 20, "the page printer")

    @property
    def address(self):
        return f"ipp://localhost:{self.port}/ipp/print"

    def _trays_are_full(self):
        try:
            return urllib.request.urlopen(f"http://localhost:{self.port}{TRAYS}", timeout=5).status == 200
        except OSError:
            return False

    def pages(self):
        """The text of each job, in order."""
        names = sorted((name for name in os.listdir(self.spool) if name.endswith(".pdf")), key=lambda name: int(name.split("-")[0]))
        return [subprocess.run(["pdftotext", "-layout", os.path.join(self.spool, name), "-"], capture_output=True, text=True,
                               check=True).stdout for name in names]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in (self.process, self.bus):
            process.terminate()
            process.wait(10)
