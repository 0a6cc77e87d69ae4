"""Guards and remarks of a model, held against where its tracks stand: they flag, never forbid."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date

from amana.law.proceedings.models import Guard, Model, Remark
from amana.law.proceedings.placing import Placed

_LAST_MONTH = date.max.year * 12


def broken(
    model: Model, states: Mapping[str, str], placed: Placed, earlier: Sequence[Placed]
) -> tuple[Guard, ...]:
    """Return the guards that a step breaks, with the tracks as they stand before it."""
    return tuple(
        guard
        for guard in model.guards
        if placed.step.step in guard.steps and not _holds(guard, states, placed, earlier)
    )


def remarks(model: Model, states: Mapping[str, str]) -> tuple[Remark, ...]:
    """Return the remarks of a model that matter while its tracks stand so."""
    return tuple(
        remark
        for remark in model.remarks
        if all(states.get(track) in among for track, among in remark.when.items())
        and not _any_in(states, remark.unless)
    )


def months_later(day: str, months: int) -> str:
    """Return the day so many calendar months later, or the last one of a shorter month."""
    start = date.fromisoformat(day)
    count = min(start.year * 12 + start.month - 1 + months, _LAST_MONTH + 11)
    year, month = divmod(count, 12)
    if year > date.max.year:
        return date.max.isoformat()
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()


def _holds(
    guard: Guard, states: Mapping[str, str], placed: Placed, earlier: Sequence[Placed]
) -> bool:
    if guard.needs and not any(states.get(need.track) in need.states for need in guard.needs):
        return False
    if _any_in(states, guard.not_in):
        return False
    if guard.after is not None and guard.months is not None:
        notices = [each for each in earlier if each.step.step == guard.after]
        if notices and placed.first > months_later(notices[-1].last, guard.months):
            return False
    return not (guard.once_by_same and _took_it(guard, states, placed, earlier))


def _took_it(
    guard: Guard, states: Mapping[str, str], placed: Placed, earlier: Sequence[Placed]
) -> bool:
    """Tell whether who takes the step took it before, and nothing lets them take it again."""
    mine = _taker(placed)
    before = any(each.step.step in guard.steps and _taker(each) == mine for each in earlier)
    return bool(mine) and before and not _any_in(states, guard.unless)


def _taker(placed: Placed) -> str:
    return " ".join(placed.step.by.casefold().split())


def _any_in(states: Mapping[str, str], among: Mapping[str, Sequence[str]]) -> bool:
    return any(states.get(track) in codes for track, codes in among.items())
