"""One end of a connection: order, holding up, ends and breaks."""

from __future__ import annotations

import asyncio
import os
import socket

from amana.acquire.capture.wires import Wire


async def pair() -> tuple[Wire, Wire]:
    loop = asyncio.get_running_loop()
    one, two = socket.socketpair()
    _, left = await loop.create_connection(Wire, sock=one)
    _, right = await loop.create_connection(Wire, sock=two)
    return left, right


def test_what_is_written_here_is_read_there_also_when_it_is_much() -> None:
    async def run() -> None:
        left, right = await pair()
        data = os.urandom(3 << 20)

        async def send() -> None:
            for at in range(0, len(data), 100_000):
                await left.write(data[at : at + 100_000])
            left.close()

        sending = asyncio.create_task(send())
        await asyncio.sleep(0.05)
        assert right.waiting < 2 << 20  # the rest is held up
        got = b""
        while piece := await right.read():
            got += piece
        await sending
        assert got == data
        assert right.error is None
        right.close()

    asyncio.run(run())


def test_what_was_read_too_much_comes_again_first() -> None:
    async def run() -> None:
        left, right = await pair()
        await left.write(b"abcdef")
        piece = await right.read()
        right.unread(piece[3:])
        assert right.waiting == 3
        assert await right.read() == b"def"
        assert right.quiet
        left.close()
        assert await right.read() == b""
        assert right.ended
        right.close()

    asyncio.run(run())


def test_the_first_byte_is_seen_and_stays() -> None:
    async def run() -> None:
        left, right = await pair()
        right.hold()
        peeking = asyncio.create_task(right.peek())
        await asyncio.sleep(0)
        await left.write(b"xyz")
        assert await peeking == b"x"
        right.release()
        assert await right.read() == b"xyz"
        right.hold()
        left.close()
        assert await right.peek() == b""
        right.close()

    asyncio.run(run())


def test_writing_to_an_end_that_is_gone_does_nothing() -> None:
    async def run() -> None:
        left, right = await pair()
        right.abort()
        while not left.gone:
            await left.write(b"x" * 100_000)
        await left.write(b"more")
        left.close()
        Wire().close()

    asyncio.run(run())


def test_something_that_comes_while_nobody_reads_is_noticed() -> None:
    async def run() -> None:
        left, right = await pair()
        noticed = asyncio.Event()
        right.on_rest = noticed.set
        await left.write(b"late")
        await noticed.wait()
        assert not right.quiet
        left.close()
        right.close()

    asyncio.run(run())
