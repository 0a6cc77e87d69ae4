"""Reading again in tests: what it told, and readers that give other results than they do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from amana.archive import Archive, Difference, parse_condition
from amana.catalogue import ItemRow
from amana.reading import Outcome
from amana.records import State

Change = Callable[[Outcome], Outcome]


class Told(NamedTuple):
    """What a run of reading again told."""

    states: dict[str, int]
    became: dict[str, int]
    differences: list[Difference]


def again(archive: Archive, *refs: str, where: Sequence[str] = (), **more: object) -> Told:
    differences: list[Difference] = []
    report = archive.readings.read(
        refs,
        where=[parse_condition(text) for text in where],
        again=True,
        on_difference=differences.append,
        **more,  # type: ignore[arg-type]  # as the test says
    )
    return Told(report.states, report.became, differences)


def one(archive: Archive) -> ItemRow:
    (row,) = archive.list()[1]
    assert row.item is not None
    return row.item


def with_text(text: str, version: str) -> Change:
    def change(outcome: Outcome) -> Outcome:
        assert outcome.reading is not None
        recipe = msgspec.structs.replace(outcome.recipe, version=version)
        key = outcome.reading.key if version == "1" else "f" * 64
        reading = msgspec.structs.replace(outcome.reading, text=text, recipe=recipe, key=key)
        return msgspec.structs.replace(outcome, reading=reading, recipe=recipe)

    return change


def failing(outcome: Outcome) -> Outcome:
    return msgspec.structs.replace(
        outcome, reading=None, state=State.REFUSED, reason="too long", code="took-too-long"
    )
