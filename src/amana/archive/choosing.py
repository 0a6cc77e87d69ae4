"""Choosing what one check reads, from the vault as it is and the checks that the log tells of."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec

from amana.archive.checked import when_made
from amana.archive.parts import Parts
from amana.archive.scopes import Amount, Sample, Scope, by_age, choose_sample, due, take
from amana.catalogue import CheckRow, last_checks
from amana.vault import Unit

_LOG_ONCE_IN = timedelta(days=1)
"""A rolling check recomputes the log if that was not done for so long."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Whose bytes a check reads: those of `units`, or of a `sample`, or all (`order` is None).

    `order` has every unit that there is. `log`: whether the log is to be recomputed.
    """

    order: tuple[Unit, ...] | None = None
    units: frozenset[Unit] | None = None
    sample: Sample | None = None
    log: bool = True

    def reads(self, unit: Unit, sha256: str) -> bool:
        """Tell whether the bytes of an object are read."""
        if self.sample is not None:
            return self.sample.reads(unit, sha256)
        return self.units is None or unit in self.units


def choose_units(parts: Parts, scope: Scope) -> Choice | None:
    """Return the choice of a scope that goes by units; None: nothing is due.

    Raises:
        UnavailableError: the catalogue cannot be used, and so it is not known what was checked.
    """
    if scope.kind not in ("oldest", "rolling"):
        return Choice()
    catalogue = parts.current()
    order = tuple(parts.vault.units())
    sizes = [(unit, parts.vault.size(unit)) for unit in order]
    last = last_checks(order, catalogue.checks())
    offset = random.Random(scope.seed).random()  # noqa: S311 - spreads the work, is no secret
    ordered = by_age(sizes, last, offset)
    if scope.kind == "oldest":
        chosen = take(ordered, scope.amount or Amount())
        return Choice(order=order, units=frozenset(chosen))
    now, began = parts.clock.now().astimezone(UTC), when_made(parts)
    chosen = due(
        ordered,
        last,
        now=now,
        since=_latest((row for row in catalogue.checks() if row.scope == "rolling"), began),
        began=began,
        cycle=timedelta(days=parts.settings.check_days),
    )
    recomputed = _latest((row for row in catalogue.checks() if row.of_log), began)
    log = now - recomputed >= _LOG_ONCE_IN
    return Choice(order=order, units=frozenset(chosen), log=log) if chosen else None


def choose_objects(scope: Scope, digests: Iterable[str]) -> Choice:
    """Return the choice of a scope that is a sample of objects."""
    seed = scope.seed or secrets.token_hex(16)
    return Choice(sample=choose_sample(scope.amount or Amount(), seed, digests))


def _latest(rows: Iterable[CheckRow], began: datetime) -> datetime:
    row = next(iter(rows), None)
    return began if row is None else datetime.fromisoformat(row.at)
