"""Attempts at reading one original: with what it may cost, and with passwords where it asks.

Passwords are tried only where something asks for one, and are not kept anywhere. That one was given
stands in the recipe of the reading, whose key is then its own: see `finishing.PASSWORD`. So does
how much could be taken out, where that was not all (`finishing.WITHIN`).
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import msgspec

from amana.archive.allowances import Allowances
from amana.archive.contents import descriptor_of
from amana.archive.finishing import PASSWORD, WITHIN
from amana.archive.parts import Parts
from amana.archive.unpacking import TakenOut
from amana.catalogue import ItemRow
from amana.core import CHUNK, IntegrityError, NotFound
from amana.reading import Code, Outcome, ReadingPool, reading_key
from amana.records import Recipe


class Attempt(NamedTuple):
    """How reading ended, and what was taken out on the way.

    `in_vain`: passwords were tried, and none of them opened more.
    """

    outcome: Outcome
    taken: TakenOut
    in_vain: bool = False

    def drop(self) -> None:
        """Let go of what was taken out."""
        self.taken.spool.__exit__()


class Passwords(msgspec.Struct, frozen=True):
    """What a person gave to open things with, in one run; `giving` names that giving."""

    tried: tuple[str, ...] = ()
    giving: str = ""


class Attempts:
    """Reads originals, one at a time; may be used from several threads."""

    def __init__(
        self, parts: Parts, pool: ReadingPool, allowances: Allowances, passwords: Passwords
    ) -> None:
        self._parts = parts
        self._pool = pool
        self._allowances = allowances
        self._passwords = passwords

    def read(self, row: ItemRow) -> Attempt:
        """Read an item, and once more with passwords if it asks for one.

        Raises:
            IntegrityError: the original is missing, or not what it was when it was taken in.
            UnavailableError: no worker process can be had.
        """
        with self._original(row) as (descriptor, start):
            attempt = self._within(row, descriptor, start, ())
            if not attempt.outcome.locked or not self._passwords.tried:
                return attempt
            again = self._within(row, descriptor, start, self._passwords.tried)
        opened = again.outcome.reading is not None and (
            attempt.outcome.reading is None
            or len(again.outcome.children) > len(attempt.outcome.children)
            or not again.outcome.locked
        )
        (attempt if opened else again).drop()
        if not opened:
            return attempt._replace(in_vain=True)
        return again._replace(outcome=_so(row, again.outcome, PASSWORD, self._passwords.giving))

    def key_now(self, row: ItemRow) -> str:
        """Return the key that a reading of an item would have now, without a password.

        Raises:
            IntegrityError: the original is missing, or not what it was when it was taken in.
        """
        with self._original(row, whole=False) as (descriptor, start):
            recipe = self._pool.recipe_for(
                descriptor,
                name=row.name or "",
                size=row.size,
                start=start,
                declared=row.declared,
            )
        return reading_key(row.sha256, recipe)

    def _within(
        self, row: ItemRow, descriptor: int, start: int, passwords: tuple[str, ...]
    ) -> Attempt:
        """Read within a part of what is left of the root; where that is too little, within all."""
        attempt = self._once(row, descriptor, start, passwords, alone=False)
        if not refused(attempt.outcome):
            return attempt
        attempt.drop()
        return self._once(row, descriptor, start, passwords, alone=True)

    def _once(
        self, row: ItemRow, descriptor: int, start: int, passwords: tuple[str, ...], *, alone: bool
    ) -> Attempt:
        reservation = self._allowances.reserve(row, alone=alone)
        taken = TakenOut(self._parts.layout.incoming)
        outcome, began = None, time.monotonic()
        try:
            outcome = self._pool.read(
                descriptor,
                original=row.sha256,
                name=row.name or "",
                start=start,
                size=row.size,
                declared=row.declared,
                taker=taken,
                allowance=reservation.allowance,
                passwords=passwords,
            )
            if alone and outcome.reading and refused(outcome):
                most = reservation.allowance
                within = f"{most.children} things, {most.child_bytes} bytes, {most.depth} layers"
                return Attempt(_so(row, outcome, WITHIN, within), taken)
            return Attempt(outcome, taken)
        except BaseException:
            taken.spool.__exit__()
            raise
        finally:
            counts = outcome is not None and (alone or not refused(outcome))
            kept = outcome.children if outcome and counts else ()
            self._allowances.settle(reservation, kept, time.monotonic() - began)

    @contextmanager
    def _original(self, row: ItemRow, *, whole: bool = True) -> Iterator[tuple[int, int]]:
        """Open the bytes of an item; with `whole`, after looking whether they are what they were.

        Raises:
            IntegrityError: they are not, or they are missing.
        """
        try:
            descriptor, start = descriptor_of(self._parts, row)
        except NotFound as error:
            raise IntegrityError(f"{error.message}; run `amana check`") from error
        try:
            if whole and _sha256(descriptor, start, row.size) != row.sha256:
                raise IntegrityError(
                    "the original is not what it was when it was taken in; run `amana check`"
                )
            yield descriptor, start
        finally:
            os.close(descriptor)


def _so(row: ItemRow, outcome: Outcome, name: str, value: str) -> Outcome:
    """Return an outcome whose recipe says under which setting of one run it was made."""
    settings = (*outcome.recipe.settings, (name, value))
    recipe = msgspec.structs.replace(outcome.recipe, settings=settings)
    reading = outcome.reading and msgspec.structs.replace(
        outcome.reading, recipe=recipe, key=reading_key(row.sha256, recipe)
    )
    return msgspec.structs.replace(outcome, recipe=recipe, reading=reading)


def of_any_run(recipe: Recipe) -> Recipe:
    """Return a recipe as it is where no password is given, and all may be taken out."""
    settings = tuple(pair for pair in recipe.settings if pair[0] not in {PASSWORD, WITHIN})
    return msgspec.structs.replace(recipe, settings=settings)


def refused(outcome: Outcome) -> bool:
    """Tell whether something was not taken out because the allowance was used up."""
    if outcome.code == Code.CHILDREN_REFUSED:
        return True
    reading = outcome.reading
    return reading is not None and any(
        each.code == Code.CHILDREN_REFUSED for each in reading.warnings
    )


def _sha256(descriptor: int, start: int, size: int) -> str:
    """Return the digest of what is about to be read: a reading names the bytes it was made of."""
    digest, at, end = hashlib.sha256(), start, start + size
    while at < end and (piece := os.pread(descriptor, min(CHUNK, end - at), at)):
        digest.update(piece)
        at += len(piece)
    return digest.hexdigest()
