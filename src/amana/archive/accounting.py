"""The account of an archive: every item, and everything inside of items, in exactly one line."""

from __future__ import annotations

from datetime import date

import msgspec

from amana.archive.remedies import remedy_for
from amana.catalogue import Catalogue
from amana.reading import general
from amana.records import State

_KINDS = 5
"""So many media types are named of what has no reader."""

_ORDER = tuple(State)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """So many items and things inside are in this state for this reason, and what to do.

    `code` is the notice that decided it, `reason` what that says of all of them; `kinds` are the
    media types of what has no reader, the most frequent ones, with their numbers.
    """

    state: State
    code: str | None
    reason: str | None
    number: int
    remedy: str | None
    kinds: tuple[tuple[str, int], ...] = ()


def account(catalogue: Catalogue, open_on: date | None) -> tuple[Line, ...]:
    """Return the lines in the order of states, the most frequent reason first.

    With `open_on`, what a restriction binds on that day is left out.
    """
    counts = catalogue.accounts().by_reason(open_on=open_on)
    lines = [
        Line(
            state=state,
            code=code,
            reason=general(code) if code else None,
            number=sum(kinds.values()),
            remedy=remedy_for(state, code),
            kinds=_most(kinds) if state is State.NO_READER else (),
        )
        for (state, code), kinds in counts.items()
    ]
    return tuple(
        sorted(lines, key=lambda each: (_ORDER.index(each.state), -each.number, each.code or ""))
    )


def _most(kinds: dict[str | None, int]) -> tuple[tuple[str, int], ...]:
    named = [(kind or "not identified", number) for kind, number in kinds.items()]
    return tuple(sorted(named, key=lambda each: (-each[1], each[0]))[:_KINDS])
