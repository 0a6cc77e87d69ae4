"""What an expression of time means before anything is known of when it was written."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Which(StrEnum):
    """Which of many Julys or Sundays is meant, as the words say."""

    NEAR = "near"  # not said: what the verb says
    LAST = "last"
    THIS = "this"
    NEXT = "next"


class Known(msgspec.Struct, frozen=True):
    """A value that needs no anchor, as EDTF."""

    edtf: str


class Day(msgspec.Struct, frozen=True):
    """A day of a month without its year."""

    month: int
    day: int
    which: Which = Which.NEAR


class Month(msgspec.Struct, frozen=True):
    """A month, or a season or quarter (EDTF 21 to 41), without its year."""

    month: int
    which: Which = Which.NEAR


class Weekday(msgspec.Struct, frozen=True):
    """A day of the week, Monday as 1."""

    weekday: int
    which: Which = Which.NEAR


class Shifted(msgspec.Struct, frozen=True):
    """A unit of time so many steps before or after now: yesterday, last month, two years ago."""

    unit: str
    steps: int
    about: bool = False


class Following(msgspec.Struct, frozen=True):
    """The same, counted from the last date of the text: the next day, a year later."""

    unit: str
    steps: int


class DayOfMonth(msgspec.Struct, frozen=True):
    """A day of a month that is counted from now: the 17th of last month."""

    day: int
    steps: int


class Open(msgspec.Struct, frozen=True):
    """From a beginning until now."""

    first: Meaning


class Between(msgspec.Struct, frozen=True):
    """From one to another, both included."""

    first: Meaning
    last: Meaning


class Hijri(msgspec.Struct, frozen=True):
    """A date of the Hijri calendar, as far as it is given."""

    year: int | None
    month: int | None
    day: int | None
    beside: str | None = None
    """The Gregorian date that is printed beside it, EDTF."""


class Lasting(msgspec.Struct, frozen=True):
    """A duration, ISO 8601 with open ends as of the annotation guide."""

    value: str


Meaning = (
    Known
    | Day
    | Month
    | Weekday
    | Shifted
    | Following
    | DayOfMonth
    | Open
    | Between
    | Hijri
    | Lasting
)


class Found(msgspec.Struct, frozen=True):
    """An expression: where it stands in the source of its line, and what it means."""

    start: int
    end: int
    meaning: Meaning
