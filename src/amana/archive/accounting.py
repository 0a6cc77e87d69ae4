"""The account of an archive: every item, and everything inside of items, in exactly one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

import msgspec

from amana.analysis import Code, general_reason
from amana.archive.analysing import Analysed, AnalysisState
from amana.archive.recipes import Methods
from amana.archive.remedies import remedy_for
from amana.catalogue import AnalysisRow, Catalogue
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


class AnalysisLine(msgspec.Struct, frozen=True, kw_only=True):
    """So many items with a text stand like this with their analysis, and what to do."""

    state: AnalysisState
    code: str | None
    reason: str | None
    number: int
    remedy: str | None


def account_of_analysis(
    catalogue: Catalogue, methods: Callable[[], Methods], open_on: date | None
) -> tuple[AnalysisLine, ...]:
    """Return how the analysis of every item that has a text stands, in the order of states.

    With `open_on`, what a restriction binds on that day is left out. The methods of now are asked
    for only where anything was analysed: to know them, every step has to be loaded.
    """
    analyses = catalogue.analyses()
    digests = methods().digests if analyses.any_done() else frozenset()
    numbers: Counter[tuple[AnalysisState, str | None]] = Counter()
    for each in analyses.account(digests, open_on=open_on):
        numbers[_stands(current=each.current, failed=each.failed, code=each.code)] += each.number
    order = tuple(AnalysisState)
    return tuple(
        AnalysisLine(
            state=state,
            code=code,
            reason=_REASONS.get(code) if code else None,
            number=number,
            remedy=_REMEDIES.get(state),
        )
        for (state, code), number in sorted(
            numbers.items(), key=lambda each: (order.index(each[0][0]), -each[1], each[0][1] or "")
        )
    )


def stands(row: AnalysisRow, methods: Callable[[], Methods]) -> Analysed:
    """Return how the analysis of an item stands."""
    current = bool(row.recipes) and row.recipes in methods().digests
    state, _ = _stands(current=current, failed=row.failed, code=row.code)
    return Analysed(ref=row.item, state=state, reason=row.reason if current else None)


def _stands(*, current: bool, failed: bool, code: str | None) -> tuple[AnalysisState, str | None]:
    if not current:
        return AnalysisState.WAITING, None
    if failed:
        return AnalysisState.FAILED, code
    return (AnalysisState.IN_PART if code else AnalysisState.ANALYSED), code


_REMEDIES = {
    AnalysisState.WAITING: "`amana work` analyses what waits",
    AnalysisState.FAILED: "`amana analyse --again` tries it once more",
    AnalysisState.IN_PART: "raise `analyse_characters` in amana.toml",
}
_REASONS = {code.value: general_reason(code) for code in Code}


def _most(kinds: dict[str | None, int]) -> tuple[tuple[str, int], ...]:
    named = [(kind or "not identified", number) for kind, number in kinds.items()]
    return tuple(sorted(named, key=lambda each: (-each[1], each[0]))[:_KINDS])
