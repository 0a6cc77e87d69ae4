from __future__ import annotations

from amana.archive.hiding import without
from amana.records import Entry, Field


def entry(**fields: str) -> Entry:
    return Entry(
        index=0,
        fields=tuple(Field(name=name, value=value, salt="") for name, value in fields.items()),
    )


def test_of_a_hidden_item_it_is_told_that_something_was_done() -> None:
    told = without(entry(type="acquired", item="IT-1", name="x", source="y"), {"IT-1"})
    assert [field.name for field in told.fields] == ["type", "item"]


def test_results_of_items_that_are_not_hidden_stay() -> None:
    told = without(
        Entry(
            index=1,
            fields=tuple(
                Field(name=name, value={}, salt="")
                for name in ("type", "recipes", "result IT-1", "result IT-2")
            ),
        ),
        {"IT-1"},
    )
    assert [field.name for field in told.fields] == ["type", "result IT-2"]
