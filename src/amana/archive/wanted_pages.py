"""Pages that somebody wants captured: which, under which form, and how urgent each is."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from amana.core import UsageError
from amana.records import Form, Risk

METHOD = "web-capture"
"""The method of acquisition of every capture."""

SHORTEST, LONGEST = 60, 366 * 86_400
"""Seconds between two looks at a watched page, at least and at most."""

_PAUSE = re.compile(r"(\d{1,6})\s*(m|min|h|d|w|د|س|ي)")
_UNITS = {"m": 60, "min": 60, "h": 3_600, "d": 86_400, "w": 604_800, "د": 60, "س": 3_600,
          "ي": 86_400}  # fmt: skip


class WantedPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page that is to be captured.

    `form` is what is known of the acquisition; without a source in it, the address is the source.
    `risk` decides the order of work. `every` are the seconds between two looks, where the page is
    to be watched as well; `line` is where it stands in a list, counted from 1.
    """

    url: str
    form: Form = Form(method=METHOD)
    profile: str | None = None
    risk: Risk = Risk.NORMAL
    note: str | None = None
    every: int | None = None
    line: int | None = None


def parse_pause(text: str) -> int:
    """Return the seconds of a pause as people write it: `30m`, `6h`, `1d`, `1w`.

    Raises:
        UsageError: it is none, or shorter than a minute or longer than a year.
    """
    match = _PAUSE.fullmatch(text.strip().lower())
    seconds = int(match[1]) * _UNITS[match[2]] if match else 0
    if not SHORTEST <= seconds <= LONGEST:
        raise UsageError(
            f"{text!r} is no pause between two looks",
            remedy="write 30m, 6h, 1d or 1w, up to a year",
        )
    return seconds


def parse_risk(text: str) -> Risk:
    """Return how much a page is at risk, as people write it.

    Raises:
        UsageError: it is none of the words.
    """
    try:
        return Risk(text.strip().lower())
    except ValueError:
        words = ", ".join(Risk)
        raise UsageError(f"{text!r} is no risk of loss", remedy=f"use one of: {words}") from None


def urgency(risk: Risk) -> int:
    """Return by what is put in order what is at risk: the most first."""
    return list(Risk).index(risk)


def by_urgency(pages: Iterable[WantedPage]) -> list[WantedPage]:
    """Return pages in the order in which they are captured: the most at risk first."""
    return sorted(pages, key=lambda page: urgency(page.risk))
