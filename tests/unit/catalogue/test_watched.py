from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from amana.catalogue import Catalogue

if TYPE_CHECKING:
    from tests.unit.catalogue.conftest import Log


def test_watches_are_told_with_their_looks_and_after_their_end_no_more(
    log: Log, fed: Callable[[], Catalogue]
) -> None:
    for name in ("WA-1", "WA-2"):
        log.add(type="watch-set", watch=name, url=f"http://{name}.example/", every=60, risk="low")
    log.acquired("IT-1", "one")
    log.add(type="watch-looked", watch="WA-1", item="IT-1", outcome="first", measures={})
    log.add(type="watch-looked", watch="WA-1", item=None, outcome="failed", measures={})
    watched = fed().watched()
    assert [each.watch for each in watched.watches()] == ["WA-1", "WA-2"]
    assert [each.outcome for each in watched.looks("WA-1")] == ["first", "failed"]
    assert watched.last_looks()["WA-1"].outcome == "failed"
    assert "WA-2" not in watched.last_looks()
    assert [each.watch for each in watched.looks_of("IT-1")] == ["WA-1"]
    log.add(type="watch-ended", watch="WA-1", reason="over")
    catalogue = fed()
    watched = catalogue.watched()
    assert [each.watch for each in watched.watches()] == ["WA-2"]
    ended, standing = watched.watches(ended=True)
    assert (ended.ended, ended.reason, standing.ended) == (5, "over", None)
    assert watched.watch("WA-9") is None
    before = list(catalogue.dump())
    catalogue.clear()
    assert list(fed().dump()) == before
