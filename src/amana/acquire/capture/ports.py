"""What a capture stands on: something that records, and something that opens pages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from amana.acquire.capture.accounts import Deed, Exchange, Purpose
from amana.acquire.capture.profiles import Limits, Profile


class Recorder(Protocol):
    """Records everything that goes out by the sockets of its slots; a process of its own.

    Attributes:
        gone: set when it has ended, for whatever reason.
    """

    gone: asyncio.Event

    async def open(
        self,
        slot: int,
        folder: Path,
        profile: Profile,
        limits: Limits,
        on_ended: Callable[[Exchange], None],
    ) -> Path:
        """Begin to record into a folder; tell of each exchange that is over."""
        ...

    async def fetch(self, slot: int, url: str, purpose: Purpose) -> object:
        """Ask for an address itself, recorded like all the rest."""
        ...

    async def close(self, slot: int, within: float = 5.0) -> object:
        """End the recording of a slot, and wait for what is under way so many seconds."""
        ...

    async def stop(self) -> None:
        """End it."""
        ...


class Taken(Protocol):
    """What became of a page that was opened."""

    @property
    def path(self) -> tuple[str, ...]:
        """The addresses from the one asked for to the last one."""
        ...

    @property
    def shown(self) -> str | None:
        """The address that was shown, if any."""
        ...

    @property
    def status(self) -> int | None:
        """Of the last answer, if there was one."""
        ...

    @property
    def title(self) -> str | None:
        """What the page calls itself."""
        ...

    @property
    def lacking(self) -> tuple[str, ...]:
        """Codes of what could not be taken."""
        ...


class Page(Protocol):
    """A slot of a browser in which pages can be taken, one after the other."""

    async def take(
        self,
        url: str,
        folder: Path,
        on_step: Callable[[Deed], None] | None = None,
        deadline: float | None = None,
    ) -> Taken:
        """Take a page, until `deadline` (seconds of the loop), and write its files."""
        ...


class Browser(Protocol):
    """A browser whose slots lead to those of a recorder and nowhere else."""

    product: str
    user_agent: str

    @property
    def alive(self) -> bool:
        """Whether it can still be asked for pages."""
        ...

    async def close(self) -> None:
        """End it, and everything that it started."""
        ...
