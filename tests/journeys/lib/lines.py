# SPDX-License-Identifier: Apache-2.0
"""A client of the two line languages: the world's (devices) and the robot's (the citizen's finger)."""
import socket
import time


class Refused(Exception):
    """The other side answered `error …`."""


class Lines:
    def __init__(self, path, patience=20.0):
        self.path = path
        self.socket = None
        self.rest = b""
        self._connect(patience)

    def _connect(self, patience):
        end = time.monotonic() + patience
        while True:
            try:
                self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                self.socket.settimeout(patience)
                self.socket.connect(self.path)
                return
            except OSError:
                self.socket.close()
                if time.monotonic() > end:
                    raise
                time.sleep(0.02)

    def say(self, line):
        """Sends one command and returns what follows `ok`."""
        self.socket.sendall(line.encode() + b"\n")
        while b"\n" not in self.rest:
            more = self.socket.recv(65536)
            if not more:
                raise ConnectionError("the other side is gone")
            self.rest += more
        answer, self.rest = self.rest.split(b"\n", 1)
        text = answer.decode()
        if not text.startswith("ok"):
            raise Refused(f"{line!r}: {text}")
        return text[2:].strip()

    def close(self):
        self.socket.close()


def until(condition, patience, what):
    """Waits for something another process does; the only waiting there is."""
    end = time.monotonic() + patience
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise TimeoutError(f"waited {patience} s for {what}")
        time.sleep(0.02)
