from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine
from functools import partial

import msgspec
import pytest

from amana.acquire.capture import devtools
from amana.acquire.capture.devtools import BrowserLost, Devtools, Unanswered


class Number(msgspec.Struct):
    number: int


class Order(msgspec.Struct):
    id: int
    method: str
    params: dict[str, object]
    session: str = msgspec.field(name="sessionId", default="")


Scene = Callable[[Devtools, "Other"], Coroutine[object, object, None]]


class Other:
    """The browser's end of the pipe."""

    def __init__(self, reads: int, writes: int) -> None:
        self._reads, self._writes = os.fdopen(reads, "rb", buffering=0), writes
        self._kept = b""

    async def next(self) -> Order:
        while b"\0" not in self._kept:
            self._kept += await asyncio.to_thread(self._reads.read, 1 << 16)
        one, _, self._kept = self._kept.partition(b"\0")
        return msgspec.json.decode(one, type=Order)

    async def say(self, text: str) -> None:
        await asyncio.to_thread(self.say_now, text)

    def say_now(self, text: str) -> None:
        left = memoryview(text.encode() + b"\0")
        while left:
            left = left[os.write(self._writes, left) :]

    def leave(self) -> None:
        self._reads.close()
        os.close(self._writes)


def play(scene: Scene) -> None:
    async def whole() -> None:
        reads, theirs_out = os.pipe()
        theirs_in, writes = os.pipe()
        ours, other = Devtools(reads, writes), Other(theirs_in, theirs_out)
        await ours.open()
        try:
            await scene(ours, other)
        finally:
            ours.close()
            await asyncio.sleep(0)
            with_gone = ours.lost.is_set()
            if not other._reads.closed:
                other.leave()
        assert with_gone

    asyncio.run(whole())


def test_an_answer_finds_who_asked_whatever_the_order() -> None:
    async def scene(ours: Devtools, other: Other) -> None:
        first = asyncio.create_task(ours.session().ask("One", Number, within=5, of="it"))
        second = asyncio.create_task(ours.session("S").ask("Two", Number, within=5))
        one, two = await other.next(), await other.next()
        assert (one.method, one.params, one.session) == ("One", {"of": "it"}, "")
        assert (two.method, two.session) == ("Two", "S")
        await other.say(f'{{"id":{two.id},"result":{{"number":2}},"sessionId":"S"}}')
        await other.say(f'{{"id":{one.id},"result":{{"number":1}}}}')
        assert [(await first).number, (await second).number] == [1, 2]

    play(scene)


def test_events_reach_the_session_that_they_name() -> None:
    async def scene(ours: Devtools, other: Other) -> None:
        heard: list[tuple[str, bytes]] = []
        for name in ("", "S"):
            ours.session(name).on(
                "It.happened", partial(lambda at, params: heard.append((at, bytes(params))), name)
            )
        asking = asyncio.create_task(ours.session().do("Wait", within=5))
        order = await other.next()
        await other.say('{"method":"It.happened","params":{"n":1},"sessionId":"S"}')
        await other.say('{"method":"It.happened","params":{"n":2}}')
        await other.say('{"method":"Other.happened","params":{"n":3}}')
        await other.say('{"method":"It.happened","params":{"n":4},"sessionId":"unknown"}')
        await other.say("no json at all")
        await other.say(f'{{"id":{order.id},"result":{{}}}}')
        await asking
        assert heard == [("S", b'{"n":1}'), ("", b'{"n":2}')]

    play(scene)


def test_a_command_that_fails_says_why() -> None:
    async def scene(ours: Devtools, other: Other) -> None:
        asking = asyncio.create_task(ours.session().do("Page.fly", within=5))
        order = await other.next()
        await other.say(f'{{"id":{order.id},"error":{{"code":-32601,"message":"no wings"}}}}')
        with pytest.raises(Unanswered, match="no wings"):
            await asking

    play(scene)


def test_an_answer_of_another_shape_is_no_answer() -> None:
    async def scene(ours: Devtools, other: Other) -> None:
        asking = asyncio.create_task(ours.session().ask("Count", Number, within=5))
        order = await other.next()
        await other.say(f'{{"id":{order.id},"result":{{"number":"many"}}}}')
        with pytest.raises(Unanswered, match="Count"):
            await asking

    play(scene)


def test_no_answer_in_time_is_told() -> None:
    async def scene(ours: Devtools, other: Other) -> None:
        with pytest.raises(Unanswered, match="Wait: no answer"):
            await ours.session().do("Wait", within=0.01)
        order = await other.next()
        await other.say(f'{{"id":{order.id},"result":{{}}}}')  # too late, and no harm
        await asyncio.sleep(0.01)

    play(scene)


def test_who_waits_for_a_page_that_is_gone_is_told_so() -> None:
    async def scene(ours: Devtools, other: Other) -> None:
        asking = asyncio.create_task(ours.session("S").do("Wait", within=5))
        await other.next()
        ours.session("S").end("the page crashed")
        with pytest.raises(Unanswered, match="the page crashed"):
            await asking

    play(scene)


def test_who_waits_for_a_browser_that_is_gone_is_told_so() -> None:
    async def scene(ours: Devtools, other: Other) -> None:
        asking = asyncio.create_task(ours.session().do("Wait", within=5))
        await other.next()
        other.leave()
        with pytest.raises(BrowserLost) as caught:
            await asking
        assert caught.value.remedy
        with pytest.raises(BrowserLost):
            await ours.session().do("Again", within=5)
        ours.session().tell("Whatever")

    play(scene)


def test_an_answer_that_is_too_large_is_dropped_and_the_next_one_is_heard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(devtools, "MOST", 100_000)

    async def scene(ours: Devtools, other: Other) -> None:
        asking = asyncio.create_task(ours.session().do("Large", within=5))
        order = await other.next()
        await other.say(f'{{"id":{order.id},"result":{{"x":"{"y" * 300_000}"}}}}')
        with pytest.raises(Unanswered, match="MiB"):
            await asking
        asking = asyncio.create_task(ours.session().do("Small", within=5))
        order = await other.next()
        await other.say(f'{{"id":{order.id},"result":{{}}}}')
        await asking

    play(scene)
