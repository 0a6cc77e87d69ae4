from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from amana.catalogue import Catalogue

if TYPE_CHECKING:
    from tests.unit.catalogue.conftest import Log


def test_decisions_are_told_by_item_in_the_order_of_the_log(
    log: Log, fed: Callable[[], Catalogue]
) -> None:
    log.acquired("IT-1", "one")
    log.acquired("IT-2", "two")
    said = {"type": "decided", "decision": "mark", "kind": "claim", "mark": "right"}
    for item, fact in (("IT-1", "a"), ("IT-2", "b"), ("IT-1", "c")):
        log.add(**said, item=item, fact=fact, actor={"name": "nadia"}, reason="r")
    catalogue = fed()
    rows = catalogue.decisions().on(["IT-1"])
    assert [(row.number, row.fact, row.withdrawn) for row in rows] == [
        (2, "a", None),
        (4, "c", None),
    ]
    log.add(type="decided", decision="withdraw", item="IT-1", fact="a", withdraws=2)
    assert [row.withdrawn for row in fed().decisions().on(["IT-1", "IT-2"])] == [5, None, None]
    assert catalogue.decisions().on([]) == []
    assert catalogue.decisions().items() == {"IT-1", "IT-2"}
    before = list(catalogue.dump())
    catalogue.clear()
    assert list(fed().dump()) == before


def test_matters_are_told_with_what_they_cite(log: Log, fed: Callable[[], Catalogue]) -> None:
    log.acquired("IT-1", "one")
    for number, key in enumerate(("oran", "dalia", "oran")):
        log.add(
            type="matter-entered", kind="situation", key=key, members="{}", cites=2, reason="r",
            actor={"name": "nadia"}, conditions=[{"kind": "confidential", "until": None}],
        )  # fmt: skip
        for place in (1, 2):
            log.add(type="cited", item="IT-1", matter=key, place=place, quote=f"{number} {place}")
    log.add(type="matter-withdrawn", key="oran", withdraws=7)
    decisions = fed().decisions()
    every = decisions.matters()
    assert [(row.number, row.key, row.withdrawn) for row in every] == [
        (1, "oran", None),
        (4, "dalia", None),
        (7, "oran", 10),
    ]
    assert [each.kind for each in every[0].conditions] == ["confidential"]
    assert decisions.matters(["oran", "nobody"]) == [every[0], every[2]]
    assert decisions.matters([]) == []
    cites = decisions.cites()
    assert {n: [each.quote for each in rows] for n, rows in cites.items()} == {
        1: ["0 1", "0 2"],
        4: ["1 1", "1 2"],
        7: ["2 1", "2 2"],
    }
    assert decisions.cites([4]) == {4: cites[4]}
    assert decisions.cites([]) == {}
    assert (decisions.cited("IT-1"), decisions.cited("IT-"), decisions.cited("IT-2")) == (6, 0, 0)
    catalogue = fed()
    before = list(catalogue.dump())
    catalogue.clear()
    assert list(fed().dump()) == before
