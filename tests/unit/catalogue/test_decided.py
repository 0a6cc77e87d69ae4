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
