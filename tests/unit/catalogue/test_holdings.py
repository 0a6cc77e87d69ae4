"""What is here already, asked for a whole group at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from amana.catalogue import Catalogue, Result, Sibling, occurrence_key
from amana.core import sha256_hex
from amana.records import Restriction, RestrictionKind

if TYPE_CHECKING:
    from tests.unit.catalogue.conftest import Log

Feed = Callable[[], Catalogue]


def test_places(log: Log, fed: Feed) -> None:
    log.acquired("IT-A", "letter", source="S-1", path="/x")
    here = occurrence_key(sha256_hex(b"letter"), "S-1", "/x")
    there = occurrence_key(sha256_hex(b"letter"), "S-1", "/y")
    assert fed().holdings().places([here, there]) == {here: "IT-A"}
    assert fed().holdings().places([]) == {}


def test_siblings_oldest_first(log: Log, fed: Feed) -> None:
    log.acquired("IT-Z", "letter", source="S-1")
    log.acquired("IT-A", "letter")
    log.acquired("IT-B", "other")
    found = fed().holdings().siblings([sha256_hex(b"letter"), sha256_hex(b"none")])
    assert found == {sha256_hex(b"letter"): [Sibling("IT-Z", "S-1"), Sibling("IT-A", None)]}


def test_restrictions_are_those_that_came_with_the_very_item(log: Log, fed: Feed) -> None:
    log.acquired("IT-A", "letter", source="S-1", restrictions=[("embargo", "2027-01-31")])
    log.acquired("IT-B", "letter", source="S-2", restrictions=[("lead-only", None)])
    log.acquired("IT-A", "letter", source="S-1", restrictions=[("view-only", None)])
    assert fed().holdings().restrictions(["IT-A", "IT-B", "IT-C"]) == {
        "IT-A": {
            Restriction(kind=RestrictionKind.EMBARGO, until="2027-01-31"),
            Restriction(kind=RestrictionKind.VIEW_ONLY),
        },
        "IT-B": {Restriction(kind=RestrictionKind.LEAD_ONLY)},
    }


def test_references_that_are_taken(log: Log, fed: Feed) -> None:
    log.acquired("IT-A", "letter")
    assert fed().holdings().taken(["IT-A", "IT-B"]) == {"IT-A"}


def test_results_as_they_were_entered(log: Log, fed: Feed) -> None:
    log.acquired("IT-A", "letter")
    log.acquired("IT-B", "other")
    log.acquired("IT-C", "third")
    derived = log.derived("IT-A", "letter").get("result IT-A")
    assert isinstance(derived, dict)
    torn = {"state": "unreadable", "media_type": "x/y", "reason": "torn"}
    log.add(type="derived", **{"result IT-B": torn})
    assert fed().holdings().results(["IT-A", "IT-B", "IT-C", "IT-D"]) == {
        "IT-A": msgspec.convert(derived, Result),
        "IT-B": msgspec.convert(torn, Result),
        "IT-C": Result(state="preserved", media_type=""),
    }
