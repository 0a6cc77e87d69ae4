"""What is said between a capture and the process that records it: one JSON value on each line.

Orders go to its standard input, tidings come from its standard output. The first tidings are
`Ready`. Every order is answered: by `Opened`, `Got`, `Closed`, or `Failed`.
"""

from __future__ import annotations

import msgspec

from amana.acquire.capture.accounts import Exchange, Purpose
from amana.acquire.capture.profiles import Limits, Profile
from amana.acquire.capture.slots import Fetched


class Open(msgspec.Struct, frozen=True, kw_only=True, tag="open"):
    """Open a slot that records into `folder`, which exists and holds no recording yet."""

    slot: int
    folder: str
    profile: Profile = Profile()
    limits: Limits = Limits()


class Fetch(msgspec.Struct, frozen=True, kw_only=True, tag="fetch"):
    """Ask for an address by the recorder itself, in a slot; `number` comes back with the answer."""

    slot: int
    number: int
    url: str
    purpose: Purpose


class Close(msgspec.Struct, frozen=True, kw_only=True, tag="close"):
    """End a slot: wait for what is under way at most `within` seconds, then cut it."""

    slot: int
    within: float


class Ready(msgspec.Struct, frozen=True, kw_only=True, tag="ready"):
    """The recorder stands; `spki` is for the browser, `noise` the socket that leads nowhere."""

    spki: str
    noise: str


class Opened(msgspec.Struct, frozen=True, kw_only=True, tag="opened"):
    """A slot is open; `socket` is the way out for its tab."""

    slot: int
    socket: str


class Ended(msgspec.Struct, frozen=True, kw_only=True, tag="ended"):
    """An exchange is over, and written."""

    slot: int
    exchange: Exchange


class Got(msgspec.Struct, frozen=True, kw_only=True, tag="got"):
    """What came of a `Fetch`."""

    slot: int
    number: int
    fetched: Fetched


class Closed(msgspec.Struct, frozen=True, kw_only=True, tag="closed"):
    """A slot is closed and its files are whole; so many exchanges were `cut` off."""

    slot: int
    cut: int


class Failed(msgspec.Struct, frozen=True, kw_only=True, tag="failed"):
    """An order was not carried out; `number` is that of a `Fetch`."""

    slot: int
    said: str
    number: int | None = None


Order = Open | Fetch | Close
Tidings = Ready | Opened | Ended | Got | Closed | Failed
LONGEST = 32 << 20
"""Bytes of the longest line: a request's head (`framing.LONGEST_REQUEST_HEAD`) may stand in it
twice, with each of its letters escaped as JSON."""
