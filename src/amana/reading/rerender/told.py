"""What the confined process and the one outside tell each other: one JSON value a line.

Times are those that the archive states, as they stand there; addresses too.
"""

from __future__ import annotations

import struct
from enum import StrEnum

import msgspec

MOST_PAGES = 1_000
"""Pages that are told of an archive; how many there are is told besides."""

MOST_ANSWERS = 20_000
"""Answers that are told one by one of one page."""

LENGTH = struct.Struct("<I")
"""How long a task is; it stands before it."""

LONGEST = 4_096
"""Characters of an address or a title that are told."""


class How(StrEnum):
    """How something that a page asked for was answered from the archive."""

    EXACT = "exact"  # the same address, the same way of asking
    SPELLED = "spelled-otherwise"  # the same address in another spelling
    BODY_DIFFERS = "other-body"  # what was sent along is not what was sent along when it was taken
    NEAREST = "nearest"  # another address: the same path, other parameters
    MISSING = "missing"


class FoundPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page that an archive says it holds.

    Attributes:
        url: its address.
        date: when it was taken; empty where the archive does not say.
        title: as the list of pages gives it.
        held: whether there is an answer to its address.
    """

    url: str
    date: str = ""
    title: str = ""
    held: bool = True


class Pages(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive says of its pages.

    Attributes:
        kind: `wacz`, `warc` or `arc`.
        chosen: the page that was asked for, or the main one; None where there is none.
        pages: the pages, as they are listed or by their dates; at most `MOST_PAGES`.
        number: how many there are.
        nearest: addresses that resemble one that is not there.
        addresses: how many addresses the archive answers to.
        lacking: what could not be read of the archive, in words.
    """

    kind: str
    chosen: FoundPage | None = None
    pages: tuple[FoundPage, ...] = ()
    number: int = 0
    nearest: tuple[str, ...] = ()
    addresses: int = 0
    lacking: tuple[str, ...] = ()


class Unreadable(msgspec.Struct, frozen=True, kw_only=True, tag="unreadable"):
    """Nothing can be answered from this: why."""

    why: str


class Opened(msgspec.Struct, frozen=True, kw_only=True, tag="opened"):
    """The archive was gone through; what is asked now is answered. `spki` is of the authority."""

    pages: Pages
    spki: str = ""
    layers: tuple[str, ...] = ()


class Answered(msgspec.Struct, frozen=True, kw_only=True, tag="answered"):
    """One thing that a page asked for.

    Attributes:
        url: what was asked.
        how: how it was answered.
        method: by which it was asked.
        status: that was given; 404 where the archive has nothing.
        date: when what was given was taken.
        served: the address of what was given, where it is another one.
        said: codes of what else there is to say: `part`, `revisit`, `cut`, `method-differs`,
            and `revisit-lost`: it repeats a record that is not in this archive.
    """

    url: str
    how: How
    method: str = "GET"
    status: int = 404
    date: str = ""
    served: str | None = None
    said: tuple[str, ...] = ()


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What the confined process is to do: `page` None is the main one.

    `serve` is false where only the pages are asked for.
    """

    size: int
    start: int = 0
    page: str | None = None
    serve: bool = True


Told = Opened | Unreadable | Answered
