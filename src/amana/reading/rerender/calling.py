"""Starting the confined process that reads an archive, and hearing what it tells.

What it tells is taken in shapes that are fixed (`told`), within bounds: nothing of an archive is
parsed on this side.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Self

import msgspec

from amana.core import NotFound, UnavailableError, UnreadableError, prepared
from amana.reading.rerender.told import LENGTH, Answered, Opened, Pages, Task, Told, Unreadable

_LINE = 64 << 20
_OPEN_SECONDS = 1_800.0
_BACKLOG = 128

_told = msgspec.json.Decoder(prepared(Told))
OnAnswer = Callable[[Answered], None]


class Answerer:
    """One confined process that holds one archive; made by `start`, and always to be closed.

    Attributes:
        opened: what it told of the archive.
    """

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self._process, self._reader, self._writer = process, reader, writer
        self.opened = Opened(pages=Pages(kind=""))

    @classmethod
    async def start(cls, archive: int, task: Task, listening: list[socket.socket]) -> Self:
        """Start it on the archive behind the descriptor `archive`.

        Raises:
            UnreadableError: the archive cannot be read.
            UnavailableError: the process does not start here.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            process = _started(theirs.fileno())
        body = msgspec.json.encode(task)
        descriptors = [archive, *(each.fileno() for each in listening)]
        with contextlib.suppress(OSError):  # it is gone already: heard below
            socket.send_fds(ours, [LENGTH.pack(len(body))], descriptors)
            ours.sendall(body)
        reader, writer = await asyncio.open_connection(sock=ours, limit=_LINE)
        answerer = cls(process, reader, writer)
        try:
            await answerer._hear_first()
        except BaseException:
            await answerer.close()
            raise
        return answerer

    async def _hear_first(self) -> None:
        try:
            told = await asyncio.wait_for(self._next(), _OPEN_SECONDS)
        except TimeoutError:
            told = Unreadable(why=f"it could not be gone through within {_OPEN_SECONDS:.0f} s")
        if isinstance(told, Unreadable):
            raise UnreadableError(
                f"No page can be shown of this archive: {told.why}",
                remedy="`amana show` tells what reading found in it",
            )
        if not isinstance(told, Opened):
            raise UnavailableError(
                "The process that reads web archives does not start, or ended while reading",
                remedy="`amana doctor` tells what is missing; a process that ends by itself was "
                "out of memory or time",
            )
        self.opened = told

    async def hear(self, on_answer: OnAnswer) -> None:
        """Have every answer told until the process ends."""
        while told := await self._next():
            if isinstance(told, Answered):
                on_answer(told)

    async def _next(self) -> Told | None:
        try:
            line = await self._reader.readline()
            return _told.decode(line) if line else None
        except (ValueError, OSError):  # msgspec's errors are ValueErrors, too long a line as well
            return None

    async def close(self) -> None:
        """End it."""
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        await asyncio.to_thread(self._process.wait)


def _started(control: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own module, no shell
        [sys.executable, "-P", "-m", "amana.reading.rerender.answerer", str(control)],
        pass_fds=[control],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for who started this to handle
    )


def listen(path: Path) -> socket.socket:
    """Return a socket that listens at `path`."""
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(path))
    listening.listen(_BACKLOG)
    return listening


def require_page(pages: Pages, wanted: str | None) -> None:
    """Refuse where the page that is wanted is not there.

    Raises:
        NotFound: there is none; what resembles it is named.
    """
    if pages.chosen is not None:
        return
    if wanted is None:
        raise NotFound(
            "There is no page in this archive: no answer in HTML, and no list of pages",
            remedy="name what is to be shown with `--page ADDRESS`; `amana show` lists the records",
        )
    alike = "; ".join(pages.nearest)
    raise NotFound(
        f"This archive holds no answer for {wanted}",
        remedy=f"what it holds and looks most like it: {alike}" if alike else "it holds no page",
    )
