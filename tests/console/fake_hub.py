# SPDX-License-Identifier: Apache-2.0
"""A small strict hub for the console's journeys: speaks the console side of hub/contract from memory, refuses what the
contract refuses, keeps a list of everything the console did wrong, and misbehaves when told (`faults`)."""
import asyncio
import datetime
import hashlib
import base64
import json
import os
import secrets
import threading
import uuid

from aiohttp import WSMsgType, web

HERE = os.path.dirname(os.path.realpath(__file__))
CSP = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src blob:; connect-src 'self'; "
       "form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
PEOPLE = {
    "lawyer.li": {"name": "lawyer.li", "display": "李清明", "organisation": "示例市公共法律服务中心", "roles": ["agent"]},
    "lawyer.wang": {"name": "lawyer.wang", "display": "王守正", "organisation": "示例市公共法律服务中心", "roles": ["agent", "reviewer"]},
}
PASSWORD = "correct horse"
OPEN = ("claimed", "assigned", "answering", "callback_due")


def now(minutes=0):
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def problem(status, code, retry="never", headers=None):
    body = {"type": f"/problems/{code}", "title": code, "status": status, "code": code, "retry": retry}
    return web.json_response(body, status=status, content_type="application/problem+json", headers=headers)


class FakeHub:
    def __init__(self, root):
        self.root = root
        self.orders, self.blobs, self.sessions, self.failures = {}, {}, {}, {}
        self.violations, self.deeds, self.faults = [], [], []
        self.calls = {}  # id -> {terminal, agent, request}
        self.agents = {}  # websocket -> {who, duty}
        self.notes = []
        self.silent = False
        self.deaf = ""  # "before" or "after" doing it; a browser tries again on its own, so it holds until taken back
        self.offline = False
        self.loop = asyncio.new_event_loop()
        ready = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self.thread.start()
        if not ready.wait(20):
            raise TimeoutError("the fake hub did not start")

    # what a test does to it
    def say(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(20)

    def add_order(self, number, summary, answers, *, service="advice", due=300, warning=0, applicant=None, files=(), events=None,
                  **more):
        order = {"id": str(uuid.uuid4()), "number": number, "service": service, "summary": summary, "state": "received",
                 "received_at": now(due - 300), "due_at": now(due), "warning": warning, "claimed_by": None, "about": None,
                 "applicant": applicant, "anonymous": None if applicant else {"refused_at": now(due - 300)},
                 "answers": [{"field": field, "label": label, "values": values} for field, label, values in answers],
                 "attachments": [self._attach(*one) for one in files],
                 "events": events or [{"at": now(due - 300), "kind": "received", "actor": "", "note": ""}],
                 "answer": None, "review": None, "callbacks": [], "rating": None, "call": None, **more}
        self.orders[order["id"]] = order
        return order

    def _attach(self, kind, content, pages=1, held=True):
        digest = hashlib.sha256(content).digest()
        if held:
            self.blobs[digest.hex()] = (kind, content)
        return {"digest": f"sha-256=:{base64.b64encode(digest).decode()}:", "type": kind, "bytes": len(content), "pages": pages,
                "held": held}

    def push_orders(self):
        self.say(self._to_agents({"type": "orders-changed"}))

    def drop_live(self):
        async def drop():
            for socket in list(self.agents):
                await socket.close()
        self.say(drop())

    def close(self):
        async def stop():
            for runner in self.runners:
                await runner.cleanup()
        self.say(stop())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)

    # the server
    def _run(self, ready):
        asyncio.set_event_loop(self.loop)
        self.runners = []
        self.loop.run_until_complete(self._start())
        ready.set()
        self.loop.run_forever()

    async def _start(self):
        console = web.Application(middlewares=[self._guard], client_max_size=1 << 20)
        console.add_routes([
            web.post("/api/login", self._login), web.post("/api/logout", self._logout), web.get("/api/me", self._me),
            web.get("/api/orders", self._list), web.get("/api/orders/{id}", self._one),
            web.post("/api/orders/{id}/{deed}", self._deed), web.get("/api/attachments/{hex}", self._attachment),
            web.get("/api/live", self._live), web.get("/{path:.*}", self._static)])
        terminal = web.Application()
        terminal.add_routes([web.get("/", self._terminal_page), web.get("/call", self._terminal)])
        self.port = await self._listen(console)
        self.terminal_port = await self._listen(terminal)

    async def _listen(self, application):
        runner = web.AppRunner(application)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.runners.append(runner)
        return site._server.sockets[0].getsockname()[1]

    @web.middleware
    async def _guard(self, request, handler):
        is_api = request.path.startswith("/api/")
        if is_api and self.offline:
            request.transport.abort()
            return web.Response()
        if request.method == "POST":
            if request.headers.get("X-Yizhan") != "1" or request.content_type != "application/json":
                self.violations.append(f"{request.path}: a POST without its header")
                return problem(403, "wrong-terminal")
            fault = self.faults.pop(0) if self.faults and request.path not in ("/api/login", "/api/logout") else ""
            if fault.isdigit():
                return problem(int(fault), "internal" if fault == "500" else "moved-on")
            response = web.Response() if self.deaf == "before" else await handler(request)
            if self.deaf:
                request.transport.abort()
            return response
        if is_api and request.path not in ("/api/login", "/api/live") and self._who(request) is None:
            return problem(401, "unauthenticated")
        response = await handler(request)
        if not response.prepared:
            response.headers.setdefault("X-Content-Type-Options", "nosniff")
            if is_api:
                response.headers["Cache-Control"] = "no-store"
            if not request.path.startswith("/api/attachments/"):
                response.headers["Content-Security-Policy"] = CSP
        return response

    def _who(self, request):
        return self.sessions.get(request.cookies.get("yz", ""))

    async def _static(self, request):
        path = os.path.realpath(os.path.join(self.root, request.path.strip("/") or "index.html"))
        if not path.startswith(os.path.realpath(self.root) + os.sep) or not os.path.isfile(path):
            self.violations.append(f"{request.path}: asked for what is not there")
            return problem(404, "not-found")
        return web.FileResponse(path)

    async def _login(self, request):
        body = await request.json()
        if set(body) != {"name", "password"}:
            self.violations.append("login with other members")
        name = body.get("name")
        if self.failures.get(name, 0) >= 3:
            return problem(429, "busy", "later", {"Retry-After": "4"})
        if name not in PEOPLE or body.get("password") != PASSWORD:
            self.failures[name] = self.failures.get(name, 0) + 1
            return problem(401, "unauthenticated")
        token = secrets.token_hex(16)
        self.sessions[token] = PEOPLE[name]
        response = web.json_response(PEOPLE[name])
        response.set_cookie("yz", token, httponly=True, samesite="Strict")
        return response

    async def _logout(self, request):
        self.sessions.pop(request.cookies.get("yz", ""), None)
        return web.json_response({})

    async def _me(self, request):
        return web.json_response(self._who(request))

    async def _list(self, request):
        who = self._who(request)["name"]
        mine = lambda order: (order["claimed_by"] or {}).get("name") == who  # noqa: E731
        boxes = {"inbox": lambda o: o["claimed_by"] is None and o["state"] in ("received", "callback_due"),
                 "mine": lambda o: mine(o) and o["state"] in (*OPEN, "in_review"),
                 "review": lambda o: o["state"] == "in_review" and not mine(o),
                 "done": lambda o: o["state"] in ("answered", "rated", "archived", "closed")}
        if request.query.get("box") not in boxes:
            self.violations.append("an unknown box")
            return problem(422, "rejected")
        found = sorted(filter(boxes[request.query["box"]], self.orders.values()), key=lambda o: o["due_at"])
        start = int(request.query.get("after") or 0)
        keys = ("id", "number", "service", "summary", "state", "received_at", "due_at", "warning", "claimed_by")
        rows = [{key: order[key] for key in keys} for order in found[start:start + 8]]
        return web.json_response({"orders": rows, "next": str(start + 8) if len(found) > start + 8 else None})

    async def _one(self, request):
        order = self.orders.get(request.match_info["id"])
        return web.json_response(order) if order else problem(404, "not-found")

    async def _attachment(self, request):
        kind, content = self.blobs.get(request.match_info["hex"], ("", b""))
        return web.Response(body=content, content_type=kind) if content else problem(404, "not-found")

    MEMBERS = {"claim": set(), "release": set(), "close": set(), "answer": {"text"}, "note": {"text"},
               "review": {"verdict", "note"}, "callback": {"reached", "note"}}

    async def _deed(self, request):
        who, deed, body = self._who(request), request.match_info["deed"], await request.json()
        order = self.orders.get(request.match_info["id"])
        if who is None:
            return problem(401, "unauthenticated")
        if order is None or deed not in self.MEMBERS:
            return problem(404, "not-found")
        if set(body) != self.MEMBERS[deed]:
            self.violations.append(f"{deed} with members {sorted(body)}")
            return problem(422, "rejected")
        refused = self._do(order, deed, body, who)
        if refused:
            return problem(refused, "moved-on" if refused == 409 else "wrong-terminal")
        self.deeds.append((deed, order["number"], who["name"]))
        await self._to_agents({"type": "orders-changed"})
        return web.json_response(order)

    def _do(self, order, deed, body, who):
        person = {key: who[key] for key in ("name", "display", "organisation")}
        mine = (order["claimed_by"] or {}).get("name") == who["name"]
        if deed == "claim":
            if order["claimed_by"]:
                return 409
            order.update(claimed_by=person, state="claimed")
        elif deed == "release":
            if not mine or order["state"] not in OPEN:
                return 409
            order.update(claimed_by=None, state="received")
        elif deed == "answer":
            if not mine or order["state"] not in OPEN:
                return 409
            order.update(state="in_review", answer={"text": body["text"], "by": person, "at": now()})
        elif deed == "review":
            if order["state"] != "in_review":
                return 409
            if "reviewer" not in who["roles"] or order["answer"]["by"]["name"] == who["name"]:
                return 403
            order["review"] = {**body, "by": person, "at": now()}
            order["state"] = "answered" if body["verdict"] == "publish" else "answering"
        elif deed == "callback":
            order["callbacks"].append({"at": now(), **body, "by": who["display"]})
        elif deed == "close":
            order["state"] = "closed"
        kind = {"claim": "claimed", "release": "released", "answer": "in_review", "close": "closed", "note": "note",
                "review": "answered" if body.get("verdict") == "publish" else "returned",
                "callback": "callback-reached" if body.get("reached") else "callback-missed"}[deed]
        note = body.get("note", body.get("text", "") if deed == "note" else "")
        order["events"].append({"at": now(), "kind": kind, "actor": who["display"], "note": note})
        return 0

    # live: agents and terminals
    async def _live(self, request):
        who = self._who(request)
        if who is None or self.offline:
            return problem(401, "unauthenticated")
        socket = web.WebSocketResponse(max_msg_size=65536)
        await socket.prepare(request)
        self.agents[socket] = {"who": who, "duty": False}
        await self._queue()
        async for frame in socket:
            if frame.type == WSMsgType.TEXT:
                await self._from_agent(socket, json.loads(frame.data))
        del self.agents[socket]
        for call in list(self.calls.values()):
            if call["agent"] is socket:
                await self._bye(call, "agent-left")
        return socket

    async def _from_agent(self, socket, message):
        kind = message.get("type")
        if message.get("v") != 1:
            self.violations.append(f"{kind} without its version")
        if kind == "ping":
            if not self.silent:
                await socket.send_json({"v": 1, "type": "pong"})
        elif kind == "duty":
            self.agents[socket]["duty"] = message["on"]
            await socket.send_json({"type": "duty", "on": message["on"]})
        elif kind in ("accept", "answer", "cand", "text", "note", "bye"):
            await self._signal(socket, kind, message)
        else:
            self.violations.append(f"an agent's message of type {kind}")

    async def _signal(self, socket, kind, message):
        call = self.calls.get(message.get("call"))
        if not isinstance(message.get("session"), int):
            self.violations.append(f"{kind} without a session")
        if kind == "accept":
            if call is None or call["agent"] is not None:
                await socket.send_json({"v": 1, "type": "bye", "call": message["call"], "session": 1, "reason": "taken"})
                return
            call["agent"] = socket
            who = self.agents[socket]["who"]
            await call["terminal"].send_json({**head(message, "accepted"),
                                              "agent": {"display": who["display"], "organisation": who["organisation"]}})
            request = call["request"]
            await socket.send_json({**head(message, "call"), **{key: request[key] for key in ("topic", "order", "media")}})
            await self._queue()
        elif call is None or call["agent"] is not socket:
            self.violations.append(f"{kind} in nobody's call") if kind != "bye" else None
        elif kind == "note":
            self.notes.append(message["text"])
        elif kind == "bye":
            await self._bye(call, message["reason"])
        else:
            await call["terminal"].send_json(message)

    async def _bye(self, call, reason):
        self.calls.pop(call["request"]["call"], None)
        await call["terminal"].send_json({**head(call["request"], "bye"), "reason": reason})

    async def _queue(self):
        waiting = [{"call": key, "since": call["since"], "service": "advice", "topic": call["request"]["topic"],
                    "order": call["request"]["order"]} for key, call in self.calls.items() if call["agent"] is None]
        await self._to_agents({"type": "queue", "waiting": waiting})

    async def _to_agents(self, message):
        for socket in list(self.agents):
            if not socket.closed:
                await socket.send_json(message)

    async def _terminal_page(self, _request):
        return web.FileResponse(os.path.join(HERE, "terminal_page.html"))

    async def _terminal(self, request):
        socket = web.WebSocketResponse(max_msg_size=65536)
        await socket.prepare(request)
        mine = None
        async for frame in socket:
            message = json.loads(frame.data) if frame.type == WSMsgType.TEXT else {}
            if message.get("type") == "request":
                mine = message["call"]
                self.calls[mine] = {"terminal": socket, "agent": None, "request": message, "since": now()}
                await socket.send_json({**head(message, "hello"), "ice": [], "expires": now(60)})
                await self._queue()
            elif message.get("call") in self.calls and self.calls[message["call"]]["agent"] is not None:
                await self.calls[message["call"]]["agent"].send_json(message)
                if message["type"] == "bye":
                    self.calls.pop(message["call"])
        if mine in self.calls:
            self.calls.pop(mine)
            await self._queue()
        return socket


def head(message, kind):
    return {"v": 1, "type": kind, "call": message["call"], "session": message.get("session", 1)}
