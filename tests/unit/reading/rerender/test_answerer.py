from __future__ import annotations

import asyncio
import socket
from pathlib import Path

from tests.unit.reading.rerender.saved import members, on_disk, response

from amana.reading.rerender.answerer import Teller
from amana.reading.rerender.calling import Answerer, listen
from amana.reading.rerender.told import MOST_ANSWERS, Answered, How, Task

URL = "http://e.example/"


def test_it_answers_on_the_sockets_that_it_was_given_and_tells(tmp_path: Path) -> None:
    archive = on_disk(tmp_path, members(response(URL, "<p>here</p>")))
    told: list[Answered] = []
    heard = asyncio.Event()

    def tell(answered: Answered) -> None:
        told.append(answered)
        heard.set()

    async def ask() -> bytes:
        listening = listen(tmp_path / "slot-0")
        with archive.open("rb") as file, listening:
            task = Task(size=archive.stat().st_size)
            answerer = await Answerer.start(file.fileno(), task, [listening])
        hearing = asyncio.create_task(answerer.hear(tell))
        reads, writes = await asyncio.open_unix_connection(tmp_path / "slot-0")
        writes.write(f"GET {URL} HTTP/1.1\r\nConnection: close\r\n\r\n".encode())
        said = await reads.readuntil(b"0\r\n\r\n")
        writes.close()
        await asyncio.wait_for(heard.wait(), 30)
        await answerer.close()
        await hearing
        return said

    assert b"<p>here</p>" in asyncio.run(ask())
    assert [each.how for each in told] == [How.EXACT]


def test_too_many_answers_are_given_but_not_told() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        teller = Teller(theirs)
        teller._left = 1
        for _ in range(3):
            teller.tell(Answered(url=URL, how=How.EXACT))
        assert ours.recv(1 << 16).count(b"\n") == 1
    assert MOST_ANSWERS > 1
