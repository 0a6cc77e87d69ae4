"""What holds inside a group of RTF, and where its text goes."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from amana.reading.readers.removals import Mark

NOBODY = Mark()


class Into(Enum):
    """Where the text of a group goes."""

    TEXT = auto()
    NOWHERE = auto()
    FONTS = auto()
    STYLES = auto()
    INFO = auto()
    REVISERS = auto()
    LINK = auto()
    PICTURE = auto()
    OBJECT = auto()


READ = frozenset({Into.TEXT, Into.INFO, Into.LINK, Into.REVISERS})
"""Where letters are read; elsewhere they are names of fonts, or hexadecimal digits."""

COLLECTED = frozenset({Into.PICTURE, Into.OBJECT})


class State(NamedTuple):
    """What holds inside a group; the end of the group brings back what held before."""

    into: Into = Into.TEXT
    encoding: str = ""
    fallback: int = 1
    hidden: bool = False
    deleted: bool = False
    removal: Mark = NOBODY
    aside: tuple[str, ...] = ()
    level: int | None = None
    in_table: bool = False
    name: bytes = b""


def removed(state: State, word: bytes, number: int | None) -> State:
    """Take a word that says that the following was deleted, by whom, or when."""
    if word == b"deleted":
        return state._replace(deleted=number != 0)
    mark = state.removal
    if word == b"revauthdel":
        return state._replace(removal=mark._replace(author=number or 0))
    return state._replace(removal=mark._replace(moment=(number or 0) & 0xFFFFFFFF))
