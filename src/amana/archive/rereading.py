"""Reading again what was read before: which reading stands afterwards, and what changed.

Rules:

1. The same recipe and the same result: nothing is entered.
2. The same recipe and another result: a defect of the reader. The earlier reading stays, the other
   one is kept beside it and entered as `other`.
3. Another recipe: its reading stands beside the earlier one, and is current from now on.
4. No reading, or one that asks for a password where the earlier one did not: the earlier one stays
   current. What was refused, or cannot be opened, takes nothing away.
5. Where there was no reading before, whatever comes is entered.
"""

from __future__ import annotations

import contextlib

import msgspec

from amana.archive.attempts import Attempt, refused
from amana.archive.differences import Became, Difference, differ, same
from amana.archive.finishing import Done, encoded, finish, named, taken_over, unreadable
from amana.archive.parts import Parts
from amana.catalogue import ItemRow, ReadingRow, Result
from amana.core import IntegrityError, NotFound, prepared
from amana.reading import Code, Outcome, reading_key
from amana.records import Reading

_LOCKED = "children-locked"
_IN_VAIN = "none of the passwords that were given opens it"


def settle_again(parts: Parts, row: ItemRow, attempt: Attempt) -> Done:
    """Return what is to be entered of an item that was read again, and the difference."""
    outcome = attempt.outcome
    earlier = _load(parts, row.reading) if row.reading else None
    difference = Difference(
        ref=row.ref,
        became=Became.READ if outcome.reading else Became.NOT_READ,
        name=row.path or row.name,
        state_before=row.state,
        state=outcome.state,
        reason=_IN_VAIN if attempt.in_vain else outcome.reason,
    )
    told = differ(difference, earlier, outcome.reading)
    if earlier is not None and _is_worse(earlier, outcome):
        attempt.drop()
        kept = _became(told, Became.KEPT)
        return Done(row=row, difference=msgspec.structs.replace(kept, state=row.state))
    if outcome.reading is not None:
        stored = parts.catalogue.reading(outcome.reading.key)
        if stored is not None:
            return _of_same_recipe(parts, row, attempt, stored, told)
    done = finish(row, outcome, attempt.taken, reading_key(row.sha256, outcome.recipe))
    if earlier is not None:
        told = _became(told, Became.CHANGED)
    return msgspec.structs.replace(done, difference=told)


def not_opened(row: ItemRow, reason: str) -> Done:
    """Return what is to be entered of an item whose original cannot be opened any more."""
    became = Became.KEPT if row.reading else Became.NOT_READ
    difference = Difference(
        ref=row.ref, became=became, name=row.path or row.name, state_before=row.state, reason=reason
    )
    result = None if row.reading else unreadable(reason)
    return Done(row=row, result=result, difference=difference)


def _of_same_recipe(
    parts: Parts, row: ItemRow, attempt: Attempt, stored: ReadingRow, told: Difference
) -> Done:
    """Return what is to be entered where there is a reading by this very recipe already."""
    attempt.drop()
    now, held = attempt.outcome.reading, _load(parts, stored.key)
    # The item's own result says of itself what was left inside; that one is not handed on.
    others = [each for each in parts.catalogue.same_bytes(row.sha256) if each.ref != row.ref]
    result = taken_over(stored, others)
    result = msgspec.structs.replace(
        result, reason=attempt.outcome.reason, code=attempt.outcome.code
    )
    if now is None or held is None or same(held, now) or _several_names(parts, row):
        if row.reading == stored.key and (row.state, row.code) == (result.state, result.code):
            return Done(row=row, difference=_became(told, Became.SAME))
        became = Became.CHANGED if row.reading else Became.READ
        return Done(
            row=row, result=result, children=held.children if held else (),
            difference=_became(told, became),
        )  # fmt: skip
    return Done(
        row=row,
        result=_standing(parts, row) if row.reading else result,
        recipe=named(attempt.outcome.recipe),
        other=encoded(now),
        difference=_became(differ(told, held, now), Became.NOT_DETERMINATE),
    )


def _several_names(parts: Parts, row: ItemRow) -> bool:
    """Tell whether these bytes are here under several names, which readings may tell of."""
    return len({(each.name, each.declared) for each in parts.catalogue.same_bytes(row.sha256)}) > 1


def _standing(parts: Parts, row: ItemRow) -> Result:
    """Return the result at which an item stands."""
    return parts.catalogue.holdings().results([row.ref])[row.ref]


def _is_worse(earlier: Reading, outcome: Outcome) -> bool:
    if outcome.reading is None:
        return True
    refused_before = any(each.code == Code.CHILDREN_REFUSED for each in earlier.warnings)
    if refused(outcome) and not refused_before:  # it lies deep, or much was taken out before it
        return True
    locked_before = any(warning.code == _LOCKED for warning in earlier.warnings)
    return outcome.locked and not locked_before


def _became(difference: Difference, became: Became) -> Difference:
    return msgspec.structs.replace(difference, became=became)


def _load(parts: Parts, key: str) -> Reading | None:
    """Return a stored reading; one that is damaged or missing counts as none (`check` names it)."""
    stored = parts.catalogue.reading(key)
    with contextlib.suppress(NotFound, IntegrityError, msgspec.DecodeError):
        if stored is not None:
            return msgspec.json.decode(parts.derivative(stored.derivative), type=prepared(Reading))
    return None
