"""What would be read by another recipe now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.archive.rereading_again import again

from amana.archive import Archive
from amana.archive.attempts import Attempts

Write = Callable[[str, str], Path]


def test_another_recipe_is_found_without_reading(
    archive: Archive, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add([write("a.txt", "one\n"), write("b.txt", "two\n")])
    assert again(archive, where=["recipe=other"]).states == {}
    key_now = Attempts.key_now
    monkeypatch.setattr(
        Attempts, "key_now", lambda a, row: "0" if row.name == "b.txt" else key_now(a, row)
    )
    assert [d.name for d in again(archive, where=["recipe=other"]).differences] == ["b.txt"]
