"""The tables of this room, as they are packaged."""

from __future__ import annotations

from importlib.resources import files
from typing import TypeVar

import msgspec

from amana.core import prepared

Table = TypeVar("Table")


class About(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The head of a table: what it holds, where that can be read, and when it was looked at."""

    what: str
    source: str
    retrieved: str


def packaged(name: str, table: type[Table]) -> Table:
    """Return the table of that file name, decoded.

    Raises:
        msgspec.ValidationError: it is not of the shape that `table` has.
    """
    content = files("amana.law.statute").joinpath("data", name).read_bytes()
    return msgspec.json.decode(content, type=prepared(table))
