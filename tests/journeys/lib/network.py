# SPDX-License-Identifier: Apache-2.0
"""The wire between terminal and hub, and what can go wrong on it."""
import http.client
import socket
import ssl
import threading


class Network:
    """A cable: carries bytes both ways until it is cut."""

    def __init__(self, station):
        self.station = station
        self.is_cut = False
        self.connections = set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        self.is_cut = True
        for connection in list(self.connections):
            self._reset(connection)

    def mend(self):
        self.is_cut = False

    def close(self):
        self.cut()
        self.listener.close()

    @staticmethod
    def _reset(connection):
        try:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.shutdown(socket.SHUT_RD)  # else who waits for bytes from it would keep it open
        except OSError:
            pass
        connection.close()

    def _accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            if self.is_cut:
                self._reset(near)
                continue
            threading.Thread(target=self.serve, args=(near,), daemon=True).start()

    def serve(self, near):
        try:
            far = socket.create_connection(("127.0.0.1", self.station.hub_port))
        except OSError:
            self._reset(near)
            return
        self.connections.update((near, far))
        if self.is_cut:  # while it was being laid
            for connection in (near, far):
                self._reset(connection)
        back = threading.Thread(target=self._pump, args=(far, near), daemon=True)
        back.start()
        self._pump(near, far)
        back.join()
        self.connections.difference_update((near, far))

    @staticmethod
    def _pump(source, sink):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class FaultyHub(Network):
    """Stands in front of the hub with the hub's own certificate, and misbehaves as told, one request after another.

    `faults` is a list of words used up one by one: `500`, `503`, `html` (a captive portal's page), `reset` (in the middle of
    the answer, after the hub has stored the order), `deaf` (the hub stores, the answer never comes), `slow`, `pass`."""

    PORTAL = b"<html><head><title>Login</title></head><body>Wi-Fi</body></html>"

    def __init__(self, station):
        certs = station.path("certs")
        self.server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.server_side.load_cert_chain(f"{certs}/hub.crt", f"{certs}/hub.key")
        self.server_side.load_verify_locations(f"{certs}/ca.crt")
        self.server_side.verify_mode = ssl.CERT_REQUIRED
        self.client_side = ssl.create_default_context(cafile=f"{certs}/ca.crt")
        self.client_side.load_cert_chain(f"{certs}/terminal-YZ-0001.crt", f"{certs}/terminal-YZ-0001.key")
        self.faults = []
        self.seen = []
        super().__init__(station)

    def serve(self, near):
        self.connections.add(near)
        try:
            near.settimeout(30)
            with self.server_side.wrap_socket(near, server_side=True) as wire:
                while self._one_request(wire):
                    pass
        except OSError:
            pass
        finally:
            self.connections.discard(near)

    def _one_request(self, wire):
        head = b""
        while b"\r\n\r\n" not in head:
            more = wire.recv(65536)
            if not more:
                return False
            head += more
        head, body = head.split(b"\r\n\r\n", 1)
        lines = head.decode("latin-1").split("\r\n")
        method, path, _ = lines[0].split(" ")
        headers = dict(line.split(": ", 1) for line in lines[1:])
        length = int({key.lower(): value for key, value in headers.items()}.get("content-length", "0"))
        while len(body) < length:
            body += wire.recv(65536)
        fault = self.faults.pop(0) if self.faults and method == "PUT" else "pass"
        self.seen.append((method, fault))
        return self._answer(wire, fault, method, path, headers, body)

    def _answer(self, wire, fault, method, path, headers, body):
        if fault in ("500", "503"):
            problem = b'{"type":"about:blank","title":"no","status":%s,"code":"unavailable","retry":true}' % fault.encode()
            self._send(wire, int(fault), "application/problem+json", problem)
            return True
        if fault == "html":
            self._send(wire, 200, "text/html", self.PORTAL)
            return True
        status, kind, answer = self._ask_hub(method, path, headers, body)
        if fault == "deaf":
            return False
        if fault == "reset":
            self._send(wire, status, kind, answer, only=len(answer) // 2)
            return False
        if fault == "slow":
            threading.Event().wait(1.5)
        self._send(wire, status, kind, answer)
        return True

    def _ask_hub(self, method, path, headers, body):
        connection = http.client.HTTPSConnection("localhost", self.station.hub_port, context=self.client_side, timeout=20)
        kept = {key: value for key, value in headers.items() if key.lower() not in ("host", "connection", "content-length")}
        connection.request(method, path, body=body or None, headers=kept)
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        return response.status, response.getheader("Content-Type", ""), answer

    @staticmethod
    def _send(wire, status, kind, body, only=None):
        head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        wire.sendall(head + (body if only is None else body[:only]))
