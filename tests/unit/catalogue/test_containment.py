from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from amana.catalogue import Catalogue
from amana.core import JSON

if TYPE_CHECKING:
    from tests.unit.catalogue.conftest import Log

Fed = Callable[[], Catalogue]


def inside(log: Log, ref: str, derivation: str, size: int) -> None:
    digests: JSON = {"sha256": "c" * 64, "blake3": "d" * 64, "size": size}
    child: dict[str, JSON] = {"n": 1, "path": "a", "derivation": derivation, "digests": digests}
    if derivation == "slice":
        child |= {"start": 0, "end": size}
    result: JSON = {"state": "preserved", "media_type": "text/plain", "inside": child}
    log.add(type="derived", **{f"result {ref}": result})


def test_what_is_inside_a_root_is_counted_at_any_depth(log: Log, fed: Fed) -> None:
    log.acquired("IT-A", "first")
    log.acquired("IT-B", "second")
    inside(log, "IT-A.1", "decompressed", 100)
    inside(log, "IT-A.1.1", "decoded", 20)
    inside(log, "IT-A.2", "slice", 7)
    inside(log, "IT-B.1", "synthesised", 3)
    containment = fed().containment()
    assert containment.count() == 4
    assert containment.of("IT-A") == (3, 120)
    assert containment.of("IT-B") == (1, 3)
    assert containment.of("IT-C") == (0, 0)
