# SPDX-License-Identifier: Apache-2.0
"""The golden messages of a call's signalling; make_golden.py writes them."""
CALL = "01934e5f-0000-7000-8000-00000000c001"
ORDER = "01934e5f-0000-7000-8000-000000000001"
ICE = [{"urls": ["turn:turn.invalid:3478?transport=udp"], "username": "1795399200:" + CALL, "credential": "c2VjcmV0"}]
SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
CANDIDATE = "candidate:1 1 udp 2122260223 192.0.2.1 50000 typ host"


def message(kind, session=1, **members):
    return {"v": 1, "type": kind, **members, "call": CALL, "session": session}


def push(kind, **members):
    return {"v": 1, "type": kind, **members}


def signals():
    """Who says it, what about it breaks the rules (None: nothing does), and the message."""
    terminal, agent, to_terminal, to_agent = "terminal", "agent", "hub-to-terminal", "hub-to-agent"
    yield "request", terminal, None, message("request", 0, media="video", topic="wages", order=ORDER)
    yield "request-without-order", terminal, None, message("request", 0, media="text", topic="", order=None)
    yield "offer", terminal, None, message("offer", sdp=SDP)
    yield "offer-of-a-rebuilt-session", terminal, None, message("offer", 2, sdp=SDP)
    yield "offer-of-32-kib", terminal, None, message("offer", sdp="a" * 32768)
    yield "cand", terminal, None, message("cand", mid="video0", index=0, candidate=CANDIDATE)
    yield "text", terminal, None, message("text", text="没有签合同，有转账记录。")
    yield "text-of-1000-characters", terminal, None, message("text", text="法" * 1000)
    yield "degrade", terminal, None, message("degrade", media="audio")
    yield "bye", terminal, None, message("bye", reason="hung-up")
    yield "ping", terminal, None, message("ping")
    yield "unknown-members-are-passed-over", terminal, None, message("text", text="好", later={"anything": [1, 2]})
    yield "no-version", terminal, "v", {key: value for key, value in message("ping").items() if key != "v"}
    yield "another-version", terminal, "v", {**message("ping"), "v": 2}
    yield "no-type", terminal, "type", {"v": 1, "call": CALL, "session": 1}
    yield "an-agents-word", terminal, "type", message("accept")
    yield "no-call", terminal, "call", {**message("text", text="好"), "call": None}
    yield "call-no-uuid", terminal, "call", {**message("text", text="好"), "call": "that one"}
    yield "session-below-0", terminal, "session", message("text", -1, text="好")
    yield "session-no-number", terminal, "session", message("text", "1", text="好")
    yield "media-of-no-kind", terminal, "media", message("request", 0, media="hologram", topic="wages", order=None)
    yield "topic-no-code", terminal, "topic", message("request", 0, media="video", topic="拖欠工资", order=None)
    yield "topic-of-41-characters", terminal, "topic", message("request", 0, media="video", topic="a" * 41, order=None)
    yield "order-no-uuid", terminal, "order", message("request", 0, media="video", topic="wages", order="mine")
    yield "sdp-empty", terminal, "sdp", message("offer", sdp="")
    yield "sdp-too-long", terminal, "sdp", message("offer", sdp="a" * 32769)
    yield "sdp-missing", terminal, "sdp", message("offer")
    yield "text-empty", terminal, "text", message("text", text="")
    yield "text-of-1001-characters", terminal, "text", message("text", text="法" * 1001)
    yield "candidate-too-long", terminal, "candidate", message("cand", mid="video0", index=0, candidate="a" * 2049)
    yield "index-too-large", terminal, "index", message("cand", mid="video0", index=65, candidate=CANDIDATE)

    yield "accept", agent, None, message("accept")
    yield "answer", agent, None, message("answer", sdp=SDP)
    yield "cand-without-mid", agent, None, message("cand", mid=None, index=None, candidate=CANDIDATE)
    yield "agent-text", agent, None, message("text", text="请把劳动合同放到摄像头前")
    yield "note", agent, None, message("note", text="有转账记录")
    yield "agent-bye", agent, None, message("bye", reason="agent-ended")
    yield "duty", agent, None, push("duty", on=True)
    yield "agent-ping", agent, None, push("ping")
    yield "duty-of-no-kind", agent, "on", push("duty", on="yes")
    yield "a-terminals-word", agent, "type", message("offer", sdp=SDP)

    yield "hello", to_terminal, None, message("hello", 0, ice=ICE, expires="2026-11-23T13:30:00.000+08:00")
    yield "hello-without-relay", to_terminal, None, message("hello", 0, ice=[], expires="2026-11-23T13:30:00.000+08:00")
    yield "queued", to_terminal, None, message("queued", 0, place=2, expected_wait_s=240)
    yield "queued-for-nobody-knows-how-long", to_terminal, None, message("queued", 0, place=1, expected_wait_s=None)
    yield "accepted", to_terminal, None, message("accepted", agent={"display": "李律师", "organisation": "示范县公共法律服务中心"})
    yield "answer-passed-on", to_terminal, None, message("answer", 2, sdp=SDP)
    yield "cand-passed-on", to_terminal, None, message("cand", 2, mid=None, index=None, candidate=CANDIDATE)
    yield "text-passed-on", to_terminal, None, message("text", text="请把劳动合同放到摄像头前")
    yield "pong", to_terminal, None, message("pong")
    for reason in ("agent-left", "agent-ended", "refused", "nobody", "shutdown"):
        yield "bye-" + reason, to_terminal, None, message("bye", reason=reason)

    waiting = {"call": CALL, "since": "2026-11-23T09:30:00.000+08:00", "service": "advice", "topic": "wages", "order": ORDER, "media": "video"}
    yield "queue", to_agent, None, push("queue", waiting=[waiting, {**waiting, "order": None, "media": "text"}])
    yield "orders-changed", to_agent, None, push("orders-changed")
    yield "duty-as-it-is", to_agent, None, push("duty", on=False)
    yield "call", to_agent, None, message("call", topic="wages", order=ORDER, media="video", ice=ICE)
    yield "offer-passed-on", to_agent, None, message("offer", 2, sdp=SDP)
    yield "degrade-passed-on", to_agent, None, message("degrade", media="text")
    for reason in ("taken", "nobody", "refused", "peer-ended", "terminal-left", "shutdown"):
        yield "bye-to-agent-" + reason, to_agent, None, message("bye", reason=reason)
