"""Standards of proof, and the scales by which people grade sources, information and likelihood.

A standard is what a named person asserts with reasons; no number that a program computed is ever
turned into one. The lists are data, each with its source: `data/standards.json` and
`data/scales.json`.
"""

from __future__ import annotations

import functools
from importlib.resources import files

import msgspec

from amana.core import UsageError, prepared
from amana.law.label import Label
from amana.law.nearest import nearest


class Equivalent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the procedure of a State (ISO 3166-1 alpha-3) asks at a comparable stage."""

    state: str
    term: str
    provision: str
    asked: str
    verified: bool


class Standard(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A standard of proof. `rank` orders the ladder from 0; null stands beside it.

    `asked` says for what it is asked; `provisions` are identifiers like `rs:58(1)(a)`.
    """

    code: str
    rank: int | None
    label: Label
    asked: Label
    provisions: tuple[str, ...]
    national: tuple[Equivalent, ...]
    source: str
    retrieved: str
    verified: bool


class Grade(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One value of a scale. `rank` 0 is the best; null means that it cannot be judged.

    `low` and `high` are percent, where words stand for a likelihood. `origins` is how many
    independent origins the grade asks for: reprints of one story are one origin.
    """

    code: str
    rank: int | None
    label: Label
    low: int | None = None
    high: int | None = None
    origins: int = 0


class Scale(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A scale with its values, best first."""

    code: str
    label: Label
    source: str
    retrieved: str
    verified: bool
    values: tuple[Grade, ...]


class _Standards(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    standards: tuple[Standard, ...]


class _Scales(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    scales: tuple[Scale, ...]


@functools.cache
def standards() -> tuple[Standard, ...]:
    """Return the standards of proof, the lowest first."""
    return msgspec.json.decode(_read("standards.json"), type=prepared(_Standards)).standards


@functools.cache
def scales() -> tuple[Scale, ...]:
    """Return the scales: source reliability, information credibility, likelihood, confidence."""
    return msgspec.json.decode(_read("scales.json"), type=prepared(_Scales)).scales


def standard(code: str) -> Standard:
    """Return a standard of proof by its code.

    Raises:
        UsageError: there is none; the message names the nearest.
    """
    known = {each.code: each for each in standards()}
    if code not in known:
        raise _unknown("standard of proof", code, tuple(known))
    return known[code]


def scale(code: str) -> Scale:
    """Return a scale by its code.

    Raises:
        UsageError: there is none; the message names the nearest.
    """
    known = {each.code: each for each in scales()}
    if code not in known:
        raise _unknown("scale", code, tuple(known))
    return known[code]


def satisfies(held: str, needed: str) -> bool | None:
    """Tell whether what is held at one standard of proof satisfies another.

    Rules:
      1. On the ladder, a higher standard satisfies every lower one.
      2. A standard beside the ladder satisfies itself only; against others the answer is None,
         because they were not made to be compared.
    """
    ours, theirs = standard(held), standard(needed)
    if ours.code == theirs.code:
        return True
    if ours.rank is None or theirs.rank is None:
        return None
    return ours.rank >= theirs.rank


def better(of: str, one: str, other: str) -> bool | None:
    """Tell whether one grade of the scale `of` is better than another.

    Rules:
      1. `F` and `6` mean unknown, not worst: against them the answer is None.
      2. Grades are compared, never averaged: they are an order without distances.

    Raises:
        UsageError: there is no such scale or grade.
    """
    ours, theirs = _grade(of, one).rank, _grade(of, other).rank
    if ours is None or theirs is None:
        return None
    return ours < theirs


def require_origins(of: str, code: str, origins: int) -> None:
    """Refuse a grade that asks for more independent origins than there are.

    Rule: information is `1` (confirmed) only with two independent origins; copies and reprints of
    one story are one origin, however many they are.

    Raises:
        UsageError: there are too few, or there is no such scale or grade.
    """
    wanted = _grade(of, code)
    if origins < wanted.origins:
        raise UsageError(
            f"“{code}” ({wanted.label.en}) needs {wanted.origins} independent origins, "
            f"and there {'is' if origins == 1 else 'are'} {origins}",
            remedy="reprints of one story are one origin; find another one, or grade it lower",
        )


def _grade(of: str, code: str) -> Grade:
    known = {each.code: each for each in scale(of).values}
    if code not in known:
        raise _unknown(f"grade of {of}", code, tuple(known))
    return known[code]


def _unknown(what: str, code: str, known: tuple[str, ...]) -> UsageError:
    close = nearest(code.replace("-", "_"), known) or nearest(code, known)
    meant = f"; did you mean “{close}”?" if close else ""
    return UsageError(
        f"there is no {what} “{code}”{meant}", remedy=f"use one of: {', '.join(known)}"
    )


def _read(name: str) -> bytes:
    return files("amana.law.statute").joinpath("data", name).read_bytes()
