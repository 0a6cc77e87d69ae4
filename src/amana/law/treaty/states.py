"""States and territories by ISO 3166-1 alpha-3: what they are called, and when each existed.

A name or code in any usual spelling, English or Arabic, leads to one State; an unknown one is an
error that suggests the nearest. Codes of States that are no more are kept: an event of 1990 may
have taken place there. What is disputed is said as `contested`, in the same words for all.
Days are ISO 8601 strings, which compare as days do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

import msgspec

from amana.core import UsageError
from amana.law.nearest import nearest
from amana.text import fold

_GAPS = re.compile(r"[\W_]+")


class StateKind(StrEnum):
    """What a code stands for."""

    MEMBER = "member"
    OBSERVER = "observer"
    TREATY_STATE = "treaty-state"
    CONTESTED = "contested"
    TERRITORY = "territory"
    FORMER = "former"
    FORMER_TERRITORY = "former-territory"

    @property
    def is_state(self) -> bool:
        """Whether it is, or was, a State of its own; a contested one is treated as one."""
        return self not in (StateKind.TERRITORY, StateKind.FORMER_TERRITORY)


class State(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A State or territory.

    `kind` says how the United Nations counts it. `since` is the first day on which it existed
    (None: before 1990 already), `until` the first day on which it was no more (None: it is).
    `before` are the codes of whom its territory was part, `after` of those that came after it, `of`
    that of the State which administers a territory.
    `contested` is a sentence, empty where nothing is disputed.
    """

    code: str
    alpha2: str
    kind: StateKind
    name: str
    name_ar: str
    since: str | None
    until: str | None
    before: tuple[str, ...]
    after: tuple[str, ...]
    of: str | None
    aliases: tuple[str, ...]
    contested: str
    note: str

    def existed(self, day: str) -> bool:
        """Tell whether it existed on `day` (ISO 8601)."""
        return (self.since or "") <= day and (self.until is None or day < self.until)


def _many(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _row(line: str) -> State:
    (
        code, alpha2, kind, name, name_ar, since, until, before, after, of, aliases, contested, note
    ) = line.split("\t")  # fmt: skip
    return State(
        code=code,
        alpha2=alpha2,
        kind=StateKind(kind),
        name=name,
        name_ar=name_ar,
        since=since or None,
        until=until or None,
        before=_many(before),
        after=_many(after),
        of=of or None,
        aliases=_many(aliases),
        contested=contested,
        note=note,
    )


@cache
def states() -> tuple[State, ...]:
    """Return every State and territory, by code."""
    text = files("amana.law.treaty").joinpath("data", "states.tsv").read_text("utf-8")
    _, *rows = (line for line in text.splitlines() if not line.startswith("#"))
    return tuple(map(_row, rows))


@cache
def _by_code() -> Mapping[str, State]:
    return {each.code: each for each in states()}


def is_code(text: str) -> bool:
    """Tell whether `text` is the code of three letters of a State or territory."""
    return text in _by_code()


def _key(name: str) -> str:
    """Return a name without what spellings differ in: case, marks, signs, “the”, “St.”."""
    words = _GAPS.sub(" ", fold(name).text).split()
    return " ".join("saint" if word == "st" else word for word in words if word != "the")


@cache
def _by_name() -> Mapping[str, State]:
    found: dict[str, State] = {}
    for each in states():
        for name in (each.code, each.alpha2, each.name, each.name_ar, *each.aliases):
            if name and found.setdefault(_key(name), each).until and not each.until:
                found[_key(name)] = each  # what exists goes before what was
    return found


def state(text: str, *, on: str | None = None) -> State:
    """Return the State or territory that a code or name means.

    Rules:
      1. A code of ISO 3166-1 (three letters or two) or a name, English or Arabic, in any usual
         spelling: case, accents, hyphens, “the” and “St.” for “Saint” make no difference.
      2. With `on` (ISO 8601), it must have existed on that day.

    Raises:
        UsageError: nothing is called so (the nearest is named), or it did not exist on that day.
    """
    found = _by_code().get(text) or _by_name().get(_key(text))
    if found is None:
        raise _unknown(text)
    if on is not None and not found.existed(on):
        raise _not_then(found, on)
    return found


def _unknown(text: str) -> UsageError:
    upper = text.strip().upper()
    close = None
    if re.fullmatch("[A-Z]{3}", upper):
        begun = [code for code in _by_code() if code[:2] == upper[:2]]
        close = nearest(upper, begun) or nearest(upper, _by_code())
    meant = _by_code()[close] if close else _by_name().get(nearest(_key(text), _by_name()) or "")
    remedy = "write its code of three letters (ISO 3166-1); `amana law states` lists them"
    if meant is not None:
        remedy = f"did you mean {meant.code} ({meant.name})? Otherwise {remedy}"
    return UsageError(f"no State or territory is called “{text}”", remedy=remedy)


def _not_then(it: State, day: str) -> UsageError:
    """Return the error about a State that did not exist on a day: since or until when, and who."""
    early = it.since is not None and day < it.since
    others = it.before if early else it.after
    named = ", ".join(f"{each} ({_by_code()[each].name})" for each in others)
    remedy = f"it has existed since {it.since}" if early else f"it existed until {it.until}"
    if named:
        came = "before that, its territory belonged to" if early else "after it came"
        remedy += f"; {came} {named}"
    if it.note:
        remedy += f". {it.note}"
    return UsageError(f"{it.code} ({it.name}) did not exist on {day}", remedy=remedy)
