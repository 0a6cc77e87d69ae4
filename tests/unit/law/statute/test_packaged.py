from __future__ import annotations

import msgspec
import pytest

from amana.law.statute.packaged import About, packaged


class Table(msgspec.Struct, frozen=True):
    about: About


@pytest.mark.parametrize(
    "name", ["amendments.json", "crimes.json", "elements.json", "notes.json", "thresholds.json"]
)
def test_each_table_says_what_it_holds_whence_and_when_it_was_looked_at(name: str) -> None:
    about = packaged(name, Table).about
    assert about.what
    assert "https://" in about.source
    assert about.retrieved >= "2026-11-22"
