"""The words of counting, read from data files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from amana.core import prepared
from amana.text import fold


class English(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """English words: `people` count persons, `labels` are followed by numbers that count nothing.

    `harm` maps words to what happened to those who are counted; `stops` end a noun phrase.
    """

    source: str
    date: str
    people: frozenset[str]
    harm: dict[str, str]
    outcomes: frozenset[str]
    tolls: tuple[str, ...]
    units: dict[str, str]
    currencies: dict[str, str]
    labels: frozenset[str]
    not_one: frozenset[str]
    determiners: frozenset[str]
    stops: frozenset[str]


class Arabic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Arabic words in their one spelling.

    `duals` count two by their form, `waw` begin with a letter that elsewhere means "and", and
    `no_places` follow "in" without saying where.
    """

    source: str
    date: str
    people: frozenset[str]
    units: dict[str, str]
    duals: dict[str, str]
    harm: dict[str, str]
    labels: frozenset[str]
    stops: frozenset[str]
    waw: frozenset[str]
    no_places: frozenset[str]


@cache
def english() -> English:
    """Return the English words."""
    return msgspec.json.decode(_table("english"), type=prepared(English))


@cache
def arabic() -> Arabic:
    """Return the Arabic words."""
    return msgspec.json.decode(fold(_table("arabic").decode()).text, type=prepared(Arabic))


def _table(name: str) -> bytes:
    return files("amana.analysis.quantities").joinpath("data", f"{name}.json").read_bytes()
