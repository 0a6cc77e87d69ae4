"""Conditions that items are chosen by: their state, their kind, what their reading told.

Rules:

1. All conditions must hold; a condition holds if one of its values does.
2. `state=` is a state, `type=` a media type or all of a kind (`image/*`), `notice=` the code of a
   warning or of the reason (docs/reference/reading.md), or `not-determinate`.
3. `recipe=other` means: what this machine would read by another recipe now. The catalogue does not
   know that; here the condition holds of everything that was read or tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum

import msgspec
from sqlalchemy import ColumnElement, and_, false, or_, select, true

from amana.catalogue import tables as t
from amana.core import UsageError
from amana.records import State

NOT_DETERMINATE = "not-determinate"
"""The notice of an item whose recipe gave two different readings."""

OTHER = "other"

_KIND = re.compile(r"[a-z0-9][a-z0-9.+-]*/(\*|[a-z0-9][a-z0-9.+-]*)\Z")
_CODE = re.compile(r"[a-z0-9-]+\Z")


class Aspect(StrEnum):
    """What a condition is about."""

    STATE = "state"
    TYPE = "type"
    NOTICE = "notice"
    RECIPE = "recipe"


class Condition(msgspec.Struct, frozen=True):
    """One condition: what it is about, and the values one of which must be so."""

    aspect: Aspect
    values: tuple[str, ...]


def in_state(*states: State) -> tuple[Condition, ...]:
    """Return the condition that an item is in one of `states`."""
    return (Condition(Aspect.STATE, tuple(state.value for state in states)),)


def parse_condition(text: str) -> Condition:
    """Return the condition that a person wrote, like `state=unreadable,refused`.

    Raises:
        UsageError: it is none.
    """
    name, equals, rest = text.strip().partition("=")
    values = tuple(part.strip() for part in rest.split(","))
    if name not in list(Aspect) or not equals:
        raise UsageError(
            f"“{text}” is no condition",
            remedy="write state=…, type=…, notice=… or recipe=other, like state=unreadable or "
            "type=image/*",
        )
    aspect = Aspect(name)
    for value in values:
        if not _MAY_BE[aspect](value):
            raise UsageError(f"“{value}” is no {_NAMED[aspect]}", remedy=_REMEDY[aspect])
    return Condition(aspect, values)


def holds(conditions: Sequence[Condition]) -> ColumnElement[bool]:
    """Return whether all conditions hold of a row of the table of items."""
    return and_(true(), *(_holds(each) for each in conditions))


def _holds(condition: Condition) -> ColumnElement[bool]:
    c = t.item.c
    match condition.aspect:
        case Aspect.STATE:
            return c.state.in_(condition.values)
        case Aspect.TYPE:
            return or_(false(), *(_is_of(kind) for kind in condition.values))
        case Aspect.NOTICE:
            return or_(false(), *(_told(code) for code in condition.values))
        case Aspect.RECIPE:
            return c.state.not_in((State.PRESERVED.value, State.ERASED.value))


def _is_of(kind: str) -> ColumnElement[bool]:
    column = t.item.c.media_type
    if kind.endswith("/*"):
        return column.startswith(kind.removesuffix("*"), autoescape=True)
    return column == kind


def _told(code: str) -> ColumnElement[bool]:
    if code == NOT_DETERMINATE:
        return t.item.c.other.is_not(None)
    told = select(t.reading.c.key).where(t.reading.c.notices.contains(f" {code} ", autoescape=True))
    return or_(t.item.c.code == code, t.item.c.reading.in_(told))


_MAY_BE: dict[Aspect, Callable[[str], bool]] = {
    Aspect.STATE: lambda value: value in list(State),
    Aspect.TYPE: lambda value: _KIND.match(value) is not None,
    Aspect.NOTICE: lambda value: _CODE.match(value) is not None,
    Aspect.RECIPE: lambda value: value == OTHER,
}
_NAMED = {
    Aspect.STATE: "state",
    Aspect.TYPE: "media type",
    Aspect.NOTICE: "code of a warning",
    Aspect.RECIPE: "condition of a recipe",
}
_REMEDY = {
    Aspect.STATE: f"the states are {', '.join(State)}",
    Aspect.TYPE: "write it like application/pdf, or image/* for all of a kind",
    Aspect.NOTICE: "the codes stand in docs/reference/reading.md",
    Aspect.RECIPE: "write recipe=other: what this machine would read by another recipe now",
}
