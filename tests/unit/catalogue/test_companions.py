from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from amana.catalogue import Catalogue
from amana.core import JSON

if TYPE_CHECKING:
    from tests.unit.catalogue.conftest import Log

Fed = Callable[[], Catalogue]


def test_companions_are_found_by_path_and_source(log: Log, fed: Fed) -> None:
    log.acquired("IT-A", "first", path="/in/a.html", source="S-1")
    log.acquired("IT-B", "second", path="/in/a_files/b", source="S-1")
    log.acquired("IT-C", "third", path="/in/a_files/b", source="S-2")
    log.acquired("IT-D", "fourth", path="/in/a_files0", source="S-1")
    result: JSON = {"state": "unreadable", "media_type": "text/html"}
    log.add(type="derived", **{"result IT-A": result})
    catalogue = fed()
    page, beside = catalogue.item("IT-A"), catalogue.companions()
    assert beside.below(page, "/in/a_files/") == 1
    assert beside.at(catalogue.item("IT-B"), ["/in/a.html"], ["text/html"]) == ["IT-A"]
    assert beside.at(catalogue.item("IT-B"), ["/in/a.html"], ["text/plain"]) == []
    assert beside.at(catalogue.item("IT-C"), ["/in/a.html"], ["text/html"]) == []
    assert beside.at(page, ["/in/a.html"], ["text/html"]) == [], "not itself"
