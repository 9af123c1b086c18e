# SPDX-License-Identifier: Apache-2.0
"""The two sides that talk to a real hub in these tests: a terminal with its certificate, a person with a cookie."""
import base64
import hashlib
import http.client
import json
import ssl
import urllib.parse
import uuid

PASSWORD = "correct horse"
ZERO = bytes(32)


def digest_field(raw):
    return f"sha-256=:{base64.b64encode(raw).decode()}:"


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.raw = response.status, response.headers, response.read()

    @property
    def json(self):
        return json.loads(self.raw)


class Person:
    """At the console, without a browser."""

    def __init__(self, port):
        self.port, self.cookie = port, ""

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {"Cookie": self.cookie} if self.cookie else {}
        if method == "POST":
            sent |= {"X-Yizhan": "1", "Content-Type": "application/json"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        payload = body if isinstance(body, (bytes, type(None))) else json.dumps(body, ensure_ascii=False).encode()
        connection.request(method, path, payload, {name: value for name, value in sent.items() if value is not None})
        answer = Answer(connection.getresponse())
        connection.close()
        return answer

    def log_in(self, name, password=PASSWORD):
        answer = self.ask("POST", "/api/login", {"name": name, "password": password})
        if answer.status == 200:
            self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        return answer

    def deed(self, order, name, **body):
        return self.ask("POST", f"/api/orders/{order}/{name}", body)

    def order(self, order):
        return self.ask("GET", f"/api/orders/{order}").json

    def whole_box(self, box):
        """Page by page."""
        rows, after = [], ""
        while after is not None:
            page = self.box(box, after).json
            rows, after = rows + page["orders"], page["next"]
        return rows

    def box(self, box, after=""):
        return self.ask("GET", f"/api/orders?box={box}&after={urllib.parse.quote(after)}")


class Terminal:
    """Hands in orders and documents as the kiosk does."""

    def __init__(self, station, terminal):
        certs = station.path("certs")
        self.tls = ssl.create_default_context(cafile=f"{certs}/ca.crt")
        self.tls.load_cert_chain(f"{certs}/terminal-{terminal}.crt", f"{certs}/terminal-{terminal}.key")
        self.port, self.terminal = station.hub_port, terminal
        self.epoch, self.sequence, self.last = str(uuid.uuid4()), 1, ZERO

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPSConnection("localhost", self.port, context=self.tls, timeout=20)
        connection.request(method, f"/v1/terminals/{self.terminal}/{path}", body,
                           {name.replace("_", "-"): value for name, value in headers.items()})
        answer = Answer(connection.getresponse())
        connection.close()
        return answer

    def hand_in(self, service, answers, applicant=None, **more):
        order = str(uuid.uuid4())
        body = {"schema": 1, "id": order, "terminal": self.terminal, "service": service, "pack": {"id": "form", "version": "1"},
                "captured_at": "2026-11-23T09:30:00+08:00", "clock_trusted": False, "applicant": applicant,
                "answers": [{"field": field, "value": value} for field, value in answers.items()], **more}
        if applicant is None:
            body["anonymous"] = {"refused_at": "2026-11-23T09:29:00+08:00"}
        raw = json.dumps(body, ensure_ascii=False).encode()
        digest = hashlib.sha256(raw).digest()
        answer = self.ask("PUT", f"work-orders/{order}", raw, Content_Type="application/json", Content_Digest=digest_field(digest),
                          Plsk_Epoch=self.epoch, Plsk_Seq=str(self.sequence), Plsk_Prev=digest_field(self.last))
        if answer.status != 201:
            raise AssertionError(f"{answer.status} {answer.raw!r}")
        self.last = hashlib.sha256(self.last + uuid.UUID(order).bytes + self.sequence.to_bytes(8, "big") + digest).digest()
        self.sequence += 1
        return order

    def send_piece(self, content, place, piece, kind="image/jpeg", digest=None):
        hexadecimal = (digest or hashlib.sha256(content).digest()).hex()
        return self.ask("PATCH", f"attachments/{hexadecimal}", piece, Content_Type="application/offset+octet-stream",
                        Upload_Offset=str(place), Upload_Length=str(len(content)), Upload_Type=kind)

    def standing(self, content):
        return self.ask("HEAD", f"attachments/{hashlib.sha256(content).hexdigest()}")

    def send(self, content, kind="image/jpeg", size=300_000):
        for place in range(0, len(content), size):
            answer = self.send_piece(content, place, content[place:place + size], kind)
            if answer.status != 204:
                raise AssertionError(f"{answer.status} {answer.raw!r}")
        return {"digest": digest_field(hashlib.sha256(content).digest()), "type": kind, "bytes": len(content), "pages": 1}

    def progress(self, order, number):
        return self.ask("POST", "progress", json.dumps({"order": order, "id_number": number}).encode(),
                        Content_Type="application/json")
