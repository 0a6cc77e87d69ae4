from __future__ import annotations

from amana.archive.digests import digests_of, shown_in
from amana.core import JSON
from amana.records import Entry, EntryType, Field


def test_what_a_page_looks_like_belongs_to_the_objects_of_its_entry() -> None:
    value: JSON = {
        "page": "https://news.example/",
        "files": {"picture.png": "a" * 64, "text.txt": "b" * 64},
    }
    fields = (
        Field(name="type", value=EntryType.DERIVED.value, salt="0" * 64),
        Field(name="rerendering IT-7F3K-Q2M9", value=value, salt="0" * 64),
    )
    assert digests_of(Entry(index=1, fields=fields)) == ["a" * 64, "b" * 64]
    assert shown_in(None) == shown_in({"files": None}) == []
