from __future__ import annotations

from typing import TYPE_CHECKING

from amana.acquire.capture import Outcome
from amana.archive import Archive
from amana.archive.watch_counts import Watching

if TYPE_CHECKING:
    from tests.unit.conftest import Web

A, B, C = "http://a.example/", "http://b.example/", "http://c.example/"


def test_the_status_counts_what_is_watched(archive: Archive, web: Web) -> None:
    assert archive.status().watching == Watching()
    web.pages = {A: "One.", B: Outcome.GONE, C: Outcome.UNREACHABLE}
    for url in (A, B, C):
        archive.watches.set(url)
    assert archive.status().watching == Watching(pages=3, due=3)
    archive.watches.run(read=False)
    assert archive.status().watching == Watching(pages=3, gone=1, failed=1)
    web.pages[A] = "Another."
    web.later(24)
    archive.watches.run(read=False)
    assert archive.status().watching == Watching(pages=3, changed=1, gone=1, failed=1)
