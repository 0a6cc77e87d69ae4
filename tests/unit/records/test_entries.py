from __future__ import annotations

import msgspec
import pytest

from amana.records import PREMIS_EVENT, Entry, EntryType, Field

SALT = "5a" * 32


def test_every_type_of_entry_maps_to_an_event_of_premis() -> None:
    assert set(PREMIS_EVENT) == set(EntryType)


def test_a_field_is_found_by_its_name() -> None:
    entry = Entry(
        index=3,
        fields=(
            Field(name="type", value="acquired", salt=SALT),
            Field(name="restrictions", value=[{"kind": "embargo"}], salt=SALT),
        ),
    )
    assert entry.get("type") == EntryType.ACQUIRED
    assert entry.get("restrictions") == [{"kind": "embargo"}]
    assert entry.get("source") is None


def test_an_entry_cannot_be_changed() -> None:
    entry = Entry(index=0, fields=())
    with pytest.raises(AttributeError):
        entry.index = 1  # type: ignore[misc]  # that it is refused is the point


def test_an_entry_is_written_as_json_in_its_committed_order() -> None:
    entry = Entry(index=0, fields=(Field(name="size", value=12, salt=SALT),))
    assert msgspec.json.encode(entry) == (
        b'{"index":0,"fields":[{"name":"size","value":12,"salt":"' + SALT.encode() + b'"}]}'
    )
