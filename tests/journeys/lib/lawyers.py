# SPDX-License-Identifier: Apache-2.0
"""The other side of an order, through the database's own functions and the console's own socket: for journeys that need an
answer or somebody on duty, not a browser."""
import asyncio
import contextlib
import threading

from .lines import until
from .station import sql

AUTHOR, REVIEWER = "李律师", "王律师"
PASSWORD = "correct horse"


def come_to_work():
    """Two, because nobody publishes an answer of his own."""
    for name, display in (("li", AUTHOR), ("wang", REVIEWER)):
        sql("INSERT INTO agent (name, display, organisation, roles, password) VALUES "
            f"('{name}', '{display}', '示范县法律援助中心', '{{agent,reviewer}}', 'x')")


@contextlib.contextmanager
def on_duty(station):
    """Somebody sits at the console and looks at the calls, without taking any."""
    import aiohttp
    station.add_agent("zhao", "赵律师", "agent", PASSWORD)
    base = f"http://127.0.0.1:{station.console_port}"
    there, home = threading.Event(), threading.Event()

    async def sit():
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as web:
            await (await web.post(base + "/api/login", json={"name": "zhao", "password": PASSWORD}, headers={"X-Yizhan": "1"})).read()
            async with web.ws_connect(base + "/api/live", headers={"Origin": base}) as socket:
                await socket.send_json({"v": 1, "type": "duty", "on": True})
                while (await socket.receive_json()).get("type") != "duty":
                    pass
                there.set()
                reading = asyncio.ensure_future(hear(socket))
                while not await asyncio.get_running_loop().run_in_executor(None, home.wait, 2):
                    await socket.send_json({"v": 1, "type": "ping"})
                reading.cancel()

    async def hear(socket):
        async for _ in socket:
            pass

    desk = threading.Thread(target=lambda: asyncio.run(sit()), daemon=True)
    desk.start()
    if not there.wait(20):
        raise TimeoutError("nobody came to the console")
    try:
        yield
    finally:
        home.set()
        desk.join(20)


def deed(function, order):
    return sql("SELECT " + function.replace("ORDER", f"'{order}'::uuid"))[0][0]


def answer(order, text):
    until(lambda: sql(f"SELECT 1 FROM matter WHERE id = '{order}'"), 20, "the order on the lawyers' desk")
    li, wang = (row[0] for row in sql("SELECT id FROM agent WHERE name IN ('li', 'wang') ORDER BY name"))
    deed(f"claim({li}, ORDER, now())", order)
    deed(f"hand_in_answer({li}, ORDER, '{text}', now())", order)
    assert deed(f"review({wang}, ORDER, true, NULL, now())", order) == "answered"
