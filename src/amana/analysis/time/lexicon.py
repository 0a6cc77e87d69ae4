"""The words of time, read from data files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from amana.analysis.amounts.words import either
from amana.core import prepared
from amana.text import fold


class English(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """English words of time; `persons` have an age, `not_years` are counted by the thousand."""

    source: str
    date: str
    units: dict[str, str]
    seasons: dict[str, int]
    forward: tuple[str, ...]
    back: tuple[str, ...]
    persons: tuple[str, ...]
    not_years: tuple[str, ...]


class Arabic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Arabic words of time in their one spelling."""

    source: str
    date: str
    units: dict[str, str]
    duals: dict[str, str]
    seasons: dict[str, int]
    last: tuple[str, ...]
    next: tuple[str, ...]
    this: tuple[str, ...]
    forward: tuple[str, ...]
    back: tuple[str, ...]
    ordinals: dict[str, int]
    decades: dict[str, int]
    not_weekdays_after: tuple[str, ...]


class _Name(msgspec.Struct, frozen=True):
    name: str
    language: str
    month: int = 0
    weekday: int = 0
    variant: str = ""


def _bytes(package: str, name: str) -> bytes:
    return files(package).joinpath("data", name).read_bytes()


@cache
def english() -> English:
    """Return the English words."""
    return msgspec.json.decode(
        _bytes("amana.analysis.time", "english.json"), type=prepared(English)
    )


@cache
def arabic() -> Arabic:
    """Return the Arabic words."""
    text = fold(_bytes("amana.analysis.time", "arabic.json").decode()).text
    words = msgspec.json.decode(text, type=prepared(Arabic))
    nominative = {
        f"{name[:-2]}ون": day for name, day in words.ordinals.items() if name.endswith("ين")
    }
    return msgspec.structs.replace(words, ordinals=words.ordinals | nominative)


@cache
def months(language: str) -> dict[str, int]:
    """Return the months of the year by their names, Arabic ones in their one spelling."""
    names = msgspec.json.decode(_bytes("amana.text", "months.json"), type=prepared(list[_Name]))
    return {_spelled(each): each.month for each in names if each.language == language}


@cache
def weekdays(language: str) -> dict[str, int]:
    """Return the days of the week by their names; English ones in full."""
    names = msgspec.json.decode(_bytes("amana.text", "weekdays.json"), type=prepared(list[_Name]))
    return {_spelled(each): each.weekday for each in names if each.language == language}


def _spelled(each: _Name) -> str:
    return fold(each.name).text if each.language == "ar" else each.name


__all__ = ["Arabic", "English", "arabic", "either", "english", "months", "weekdays"]
