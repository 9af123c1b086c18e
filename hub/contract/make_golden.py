#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes golden/: run it after a change of the contract and read the difference before committing it."""
import base64
import hashlib
import json
import pathlib
import subprocess
import tempfile
import uuid

from golden_signals import signals

HERE = pathlib.Path(__file__).resolve().parent / "golden"
SEED = bytes(range(32))
TERMINAL = "golden-terminal"
EPOCH = "01934e5f-0000-7000-8000-0000000000e1"
NEW_EPOCH = "01934e5f-0000-7000-8000-0000000000e2"
ZERO = bytes(32)


def order_id(n):
    return f"01934e5f-0000-7000-8000-{n:012x}"


def sha(data):
    return hashlib.sha256(data).digest()


def digest(raw):
    return "sha-256=:" + base64.b64encode(raw).decode() + ":"


def openssl(*args, data=None):
    return subprocess.run(["openssl", *args], input=data, check=True, capture_output=True).stdout


PKCS8 = bytes.fromhex("302e020100300506032b657004220420") + SEED
PUBLIC = openssl("pkey", "-inform", "DER", "-pubout", "-outform", "DER", data=PKCS8)[-32:]
KID = sha(PUBLIC).hex()[:16]


def sign(message):
    with tempfile.TemporaryDirectory() as folder:
        key, text = pathlib.Path(folder, "key"), pathlib.Path(folder, "text")
        key.write_bytes(PKCS8)
        text.write_bytes(message)
        return openssl("pkeyutl", "-sign", "-rawin", "-keyform", "DER", "-inkey", str(key), "-in", str(text))


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def attachment(**changes):
    return {"digest": digest(sha(b"a page")), "type": "image/jpeg", "bytes": 123456, "pages": 1, **changes}


def work_order(n, **changes):
    order = {
        "schema": 1,
        "id": order_id(n),
        "terminal": TERMINAL,
        "service": "legal-aid",
        "pack": {"id": "legal-aid", "version": "2026.11"},
        "captured_at": "2026-11-23T09:30:00+08:00",
        "clock_trusted": True,
        "applicant": {
            "kind": "resident",
            "name": "测试甲",
            "number": "11010519491231002X",
            "sex": "女",
            "birth": "1949-12-31",
            "address": "黑龙江省哈尔滨市虚构路1号",
        },
        "answers": [
            {"field": "matter", "value": "请求支付劳动报酬"},
            {"field": "evidence", "value": ["劳动合同", "工资条"]},
        ],
    }
    order.update(changes)
    return order


def chain(prev, n, seq, body):
    return sha(prev + uuid.UUID(order_id(n)).bytes + seq.to_bytes(8, "big") + sha(body.encode()))


def put(n, seq, prev, body, epoch=EPOCH, terminal=TERMINAL, **headers):
    held = {
        "Content-Type": "application/json",
        "Content-Digest": digest(sha(body.encode())) if isinstance(body, str) else digest(ZERO),
        "Plsk-Epoch": epoch,
        "Plsk-Seq": str(seq),
        "Plsk-Prev": digest(prev),
    }
    held.update({key.replace("_", "-"): value for key, value in headers.items()})
    return {
        "method": "PUT",
        "path": f"/v1/terminals/{terminal}/work-orders/{order_id(n)}",
        "headers": held,
        "body": body,
    }


def get(path):
    return {"method": "GET", "path": path, "headers": {}, "body": None}


def receipt(status, n, seq, body, serial, epoch=EPOCH):
    payload = compact({
        "order": order_id(n), "terminal": TERMINAL, "epoch": epoch, "seq": seq,
        "digest": digest(sha(body.encode())), "number": f"HLJ-20261123-{serial:06d}",
        "received_at": f"2026-11-23T09:30:{serial:02d}.250+08:00"}).encode()
    answer = {"payload": base64.b64encode(payload).decode(),
              "sig": base64.b64encode(sign(b"yizhan-receipt-v1\n" + payload)).decode(), "kid": KID}
    return {"status": status, "headers": {"Content-Type": "application/json"}, "body": compact(answer)}


def problem(status, code, retry, title, retry_after=None, **members):
    body = {"type": f"/problems/{code}", "title": title, "status": status, "code": code, "retry": retry, **members}
    headers = {"Content-Type": "application/problem+json"}
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    return {"status": status, "headers": headers, "body": compact(body)}


def as_json(status, value):
    return {"status": status, "headers": {"Content-Type": "application/json"}, "body": compact(value)}


def golden():
    first, second, wrong = (compact(work_order(n)) for n in (1, 2, 3))
    bad = compact(work_order(3, applicant=None))
    h1 = chain(ZERO, 1, 1, first)
    h2 = chain(h1, 2, 2, second)
    h3 = chain(h2, 3, 3, bad)
    carried = compact(work_order(4))
    no_json = '{"schema":1,'
    both, hub, terminal = ["hub", "terminal"], ["hub"], ["terminal"]
    state = f"/v1/terminals/{TERMINAL}/outbox-state"
    ack, reject, pause = {"does": "ack"}, {"does": "reject"}, {"does": "pause"}

    yield ("00-state-never-seen", "A terminal the hub has never heard of", both, get(state),
           as_json(200, {"epoch": "", "next_seq": 1, "last_hash": digest(ZERO)}), {"does": "state"})
    yield ("01-created", "The first order of an epoch is stored", both, put(1, 1, ZERO, first),
           receipt(201, 1, 1, first, 1), ack)
    yield ("02-replay", "The same order again gives the very same receipt", both, put(1, 1, ZERO, first),
           receipt(200, 1, 1, first, 1), ack)
    yield ("03-created-second", "The next order, chained to the first", both, put(2, 2, h1, second),
           receipt(201, 2, 2, second, 2), ack)
    yield ("04-state", "Where the hub stands after two orders", both, get(state),
           as_json(200, {"epoch": EPOCH, "next_seq": 3, "last_hash": digest(h2)}), {"does": "state"})
    yield ("05-seq-gap", "An order ahead of the sequence", both, put(9, 9, h2, compact(work_order(9))),
           problem(409, "seq-gap", "resync", "Earlier orders are missing", expected=3),
           {"does": "resync", "expected": 3})
    yield ("06-seq-fork-position", "A position that another order holds", both, put(9, 2, h1, compact(work_order(9))),
           problem(409, "seq-fork", "resync", "The sequence differs from the one held here"), {"does": "fork"})
    yield ("07-seq-fork-chain", "The right position on another chain", both, put(9, 3, h1, compact(work_order(9))),
           problem(409, "seq-fork", "resync", "The sequence differs from the one held here"), {"does": "fork"})
    other = compact(work_order(1, service="mediation"))
    yield ("08-id-reused", "A known order with other content", both, put(1, 3, h2, other),
           problem(422, "id-reused", "never", "This order is held with other content"), reject)
    yield ("09-digest-mismatch", "The body is not what its digest says", both,
           put(3, 3, h2, wrong, Content_Digest=digest(ZERO)),
           problem(400, "digest-mismatch", "never", "The body is not what its digest says"), reject)
    yield ("10-malformed-headers", "No position is given", both, put(3, 3, h2, wrong, Plsk_Seq="three"),
           problem(400, "malformed", "never", "The request cannot be understood"), reject)
    yield ("11-too-large", "More than 1 MiB", both, put(3, 3, h2, {"repeat": "a", "times": 1048577}),
           problem(413, "too-large", "never", "The body is over 1 MiB"), reject)
    yield ("12-media-type", "Not JSON by its own account", both, put(3, 3, h2, wrong, Content_Type="text/plain"),
           problem(415, "unsupported-media-type", "never", "Only application/json is taken"), reject)
    yield ("13-wrong-terminal", "The certificate is another terminal's", both, put(3, 3, h2, wrong, terminal="elsewhere"),
           problem(403, "wrong-terminal", "pause", "The certificate is for another terminal"), pause)
    yield ("14-not-found", "No such place", both, get("/v2/anything"),
           problem(404, "not-found", "pause", "There is nothing here"), pause)
    yield ("15-rejected", "Applicant missing: a tombstone, and the sequence goes on", both, put(3, 3, h2, bad),
           problem(422, "rejected", "never", "The order breaks the contract", reason="applicant"), reject)
    yield ("16-rejected-replay", "The tombstone answers as before", both, put(3, 3, h2, bad),
           problem(422, "rejected", "never", "The order breaks the contract", reason="applicant"), reject)
    yield ("17-rejected-not-json", "Not JSON at all: a tombstone as well", both, put(5, 4, h3, no_json),
           problem(422, "rejected", "never", "The order breaks the contract", reason="not-json"), reject)
    h4 = chain(h3, 5, 4, no_json)
    yield ("18-created-after-tombstones", "The order after two rejected ones", both, put(4, 5, h4, carried),
           receipt(201, 4, 5, carried, 3), ack)
    yield ("19-new-epoch-carried-over", "A new epoch beginning with an order the hub already holds", both,
           put(4, 1, ZERO, carried, epoch=NEW_EPOCH), receipt(200, 4, 5, carried, 3), ack)
    sixth = compact(work_order(6))
    g1 = chain(ZERO, 4, 1, carried)
    yield ("20-new-epoch-second", "The sequence of the new epoch goes on", both,
           put(6, 2, g1, sixth, epoch=NEW_EPOCH), receipt(201, 6, 2, sixth, 4, NEW_EPOCH), ack)
    yield ("21-closed-epoch", "The old epoch is closed for good", both, put(7, 6, h4, compact(work_order(7))),
           problem(409, "seq-fork", "resync", "The sequence differs from the one held here"), {"does": "fork"})
    yield ("22-state-new-epoch", "Where the hub stands in the new epoch", both, get(state),
           as_json(200, {"epoch": NEW_EPOCH, "next_seq": 3, "last_hash": digest(chain(g1, 6, 2, sixth))}),
           {"does": "state"})
    yield ("23-method", "A work order is put, nothing else", hub,
           {**get(f"/v1/terminals/{TERMINAL}/work-orders/{order_id(1)}"), "method": "DELETE"},
           problem(405, "method-not-allowed", "pause", "Not with this method"), pause)
    yield ("40-unauthenticated", "A front door that knows no certificate", terminal, put(1, 1, ZERO, first),
           problem(401, "unauthenticated", "pause", "No certificate"), pause)
    yield ("41-blocked", "A terminal taken out of service", terminal, put(1, 1, ZERO, first),
           problem(403, "terminal-blocked", "pause", "This terminal is out of service"), pause)
    yield ("42-too-many", "Slow down", terminal, put(1, 1, ZERO, first),
           problem(429, "busy", "later", "Too many requests", 7), {"does": "back-off", "retry_after": 7})
    yield ("43-unavailable", "The hub's database is away", terminal, put(1, 1, ZERO, first),
           problem(503, "unavailable", "later", "The hub cannot store anything just now", 5),
           {"does": "back-off", "retry_after": 5})
    yield ("44-internal", "The hub made a mistake", terminal, put(1, 1, ZERO, first),
           problem(500, "internal", "later", "The hub failed"), {"does": "back-off"})
    html = {"status": 200, "headers": {"Content-Type": "text/html"},
            "body": "<html><head><title>Wi-Fi</title></head><body>请登录上网</body></html>"}
    yield ("45-captive-portal", "A captive portal says 200", terminal, put(1, 1, ZERO, first), html,
           {"does": "back-off"})
    forged = receipt(201, 1, 1, first, 1)
    forged_body = json.loads(forged["body"])
    forged_body["sig"] = base64.b64encode(bytes(64)).decode()
    yield ("46-forged-receipt", "A receipt nobody signed", terminal, put(1, 1, ZERO, first),
           {**forged, "body": compact(forged_body)}, {"does": "back-off"})
    yield ("47-foreign-receipt", "A true receipt, but of another order", terminal, put(1, 1, ZERO, first),
           receipt(201, 2, 2, second, 2), {"does": "back-off"})
    yield ("48-gateway", "A proxy whose upstream is away", terminal, put(1, 1, ZERO, first),
           {"status": 502, "headers": {"Content-Type": "text/html"}, "body": "<h1>502 Bad Gateway</h1>"},
           {"does": "back-off"})


def bodies():
    deep = "x"
    for _ in range(20):
        deep = [deep]
    yield "valid-full", None, work_order(1)
    yield "valid-unknown-members-are-kept", None, work_order(1, later={"anything": [1, 2]})
    yield "valid-no-answers", None, work_order(1, answers=[])
    yield "valid-4000-characters", None, work_order(1, answers=[{"field": "matter", "value": "法" * 4000}])
    yield "valid-manual", None, work_order(1, applicant={"kind": "manual", "name": "测试乙", "number": "H12345678"})
    yield "valid-anonymous", None, work_order(1, service="advice", applicant=None, anonymous={"refused_at": "2026-11-23T09:29:00+08:00"})
    yield "valid-rating", None, work_order(1, service="rating", about=order_id(2), answers=[{"field": "level", "value": "5"}])
    yield "valid-attachments", None, work_order(1, attachments=[attachment()])
    yield "invalid-anonymous-unsaid", "applicant", work_order(1, applicant=None)
    yield "invalid-anonymous-never", "applicant", work_order(1, applicant=None, anonymous={"refused_at": "later"})
    yield "invalid-rating-of-nothing", "about", work_order(1, service="rating")
    yield "invalid-about", "about", work_order(1, service="callback", about="that one")
    yield "invalid-attachment-type", "attachments", work_order(1, attachments=[attachment(type="image/svg+xml")])
    yield "invalid-attachment-size", "attachments", work_order(1, attachments=[attachment(bytes=12582913)])
    yield "invalid-attachment-digest", "attachments", work_order(1, attachments=[attachment(digest="sha-256=:AAAA:")])
    yield "invalid-21-attachments", "attachments", work_order(1, attachments=[attachment()] * 21)
    yield "invalid-schema", "schema", work_order(1, schema=2)
    yield "invalid-id", "id", work_order(1, id="1")
    yield "invalid-service", "service", work_order(1, service="Legal Aid")
    yield "invalid-pack", "pack", work_order(1, pack={"id": "legal-aid"})
    yield "invalid-captured-at", "captured-at", work_order(1, captured_at="yesterday")
    yield "invalid-clock", "clock-trusted", work_order(1, clock_trusted="yes")
    yield "invalid-kind", "applicant", work_order(1, applicant={"kind": "martian", "name": "甲", "number": "1"})
    yield "invalid-birth", "applicant", work_order(1, applicant={"kind": "manual", "name": "甲", "number": "1", "birth": "1990"})
    yield "invalid-answer-number", "answers", work_order(1, answers=[{"field": "a", "value": 3}])
    yield "invalid-201-answers", "answers", work_order(1, answers=[{"field": "a", "value": "b"}] * 201)
    yield "invalid-4001-characters", "string-too-long", work_order(1, answers=[{"field": "a", "value": "法" * 4001}])
    yield "invalid-array", "not-an-object", [1, 2, 3]
    yield "unschemable-deep", "too-deep", work_order(1, later=deep)


def write(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main():
    for folder in ("work-orders", "signalling"):
        (HERE / folder).mkdir(parents=True, exist_ok=True)
    for old in [*HERE.glob("*.json"), *HERE.glob("*/*.json")]:
        old.unlink()
    write(HERE / "receipt-key.json", {
        "about": "Published on purpose: signs the receipts of the golden messages and nothing else.",
        "seed_hex": SEED.hex(), "public_hex": PUBLIC.hex(), "kid": KID})
    before = []
    for name, about, sides, request, response, terminal in golden():
        write(HERE / f"{name}.json", {
            "name": name, "about": about, "sides": sides, "after": list(before) if "hub" in sides else [],
            "request": request, "response": response, "terminal": terminal})
        if "hub" in sides and request["method"] == "PUT" and response["status"] in (200, 201, 422):
            before.append(name)
    for name, reason, body in bodies():
        write(HERE / "work-orders" / f"{name}.json", {"reason": reason, "body": body})
    for name, side, reason, signal in signals():
        write(HERE / "signalling" / f"{name}.json", {"from": side, "reason": reason, "message": signal})


if __name__ == "__main__":
    main()
