from __future__ import annotations

from amana.interface.http.custody_shapes import entry_of
from amana.records import Entry, Field


def entry(**values: object) -> Entry:
    fields = tuple(Field(name=name, value=value, salt="ab") for name, value in values.items())  # type: ignore[arg-type]  # test values are JSON
    return Entry(index=5, fields=fields)


def test_an_entry_tells_its_fields_by_name_and_never_their_salts() -> None:
    told = entry_of(entry(
        type="checked", at={"clock": "system", "time": "2026-11-21T18:00:00.000000Z"},
        actor={"name": "nadia", "basis": "given", "verified": False}, scope="everything",
    ))  # fmt: skip
    assert (told.index, told.type, told.at) == (5, "checked", "2026-11-21T18:00:00.000000Z")
    assert told.actor is not None
    assert told.actor.name == "nadia"
    assert told.fields["scope"] == "everything"
    assert "ab" not in told.fields.values()


def test_an_entry_without_its_actor_is_told_too() -> None:
    told = entry_of(entry(type="checked"))
    assert told.actor is None
    assert told.at == ""
