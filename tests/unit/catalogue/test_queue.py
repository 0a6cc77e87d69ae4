from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.unit.catalogue.conftest import Log

from amana.catalogue import Catalogue, in_state
from amana.catalogue import queue as module
from amana.core import JSON
from amana.records import State

Feed = Callable[[], Catalogue]


def test_rows_come_page_after_page(log: Log, fed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAGE", 2)
    for number in range(5):
        log.acquired(f"IT-{number}", str(number))
    queue = fed().queue()
    assert [row.ref for row in queue.rows(())] == [f"IT-{n}" for n in range(5)]
    (third,) = queue.page((), entries=(2, 3), limit=9)
    assert [row.ref for row in queue.rows((), after=third)] == ["IT-3", "IT-4"]


def test_items_are_named_with_whatever_is_inside_of_them(log: Log, fed: Feed) -> None:
    inside: JSON = {
        "n": 1, "path": "a", "derivation": "decoded",
        "digests": {"sha256": "1" * 64, "blake3": "2" * 64, "size": 3},
    }  # fmt: skip
    child: JSON = {"state": "preserved", "media_type": "text/plain", "inside": inside}
    for ref in ("IT-A", "IT-AB", "IT-C"):
        log.acquired(ref, ref)
    results = {f"result {ref}": child for ref in ("IT-A.1", "IT-A.1.1", "IT-A.2", "IT-A.11")}
    log.add(type="derived", recipes={}, **results)
    queue = fed().queue()

    def named(*refs: str) -> list[str]:
        return sorted(row.ref for row in queue.rows((), refs=refs))

    assert named("IT-A") == ["IT-A", "IT-A.1", "IT-A.1.1", "IT-A.11", "IT-A.2"]
    assert named("IT-A.1", "IT-C") == ["IT-A.1", "IT-A.1.1", "IT-C"]


def test_erased_items_never_come(log: Log, fed: Feed) -> None:
    log.acquired("IT-A", "letter")
    log.add(type="erasure-confirmed", item="IT-A", order=1)
    assert list(fed().queue().rows(in_state(*State))) == []
