"""From entries to rows: what each kind of entry gives, and what damage costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amana.catalogue import items_of, occurrence_key
from amana.catalogue.projection import project
from amana.core import JSON, IntegrityError, sha256_hex

if TYPE_CHECKING:
    from tests.unit.catalogue.conftest import Log


def test_an_acquisition_gives_an_item_where_it_was_found_and_its_conditions(log: Log) -> None:
    log.acquired(
        "IT-A", "letter", source="S-1", collector="C-1", purpose="inquiry", method="handover",
        consent="given", restrictions=[("confidential", None), ("embargo", "2027-01-31")],
    )  # fmt: skip
    rows = project(log.entries, log.load)
    assert rows.entries == [{"number": 0, "type": "acquired", "at": "2026-11-21T18:00:00.000000Z"}]
    assert rows.entry_items == [{"item": "IT-A", "number": 0}]
    (item,) = rows.items
    assert item["sha256"] == sha256_hex(b"letter")
    assert (item["size"], item["name"], item["source"]) == (6, "letter.txt", "S-1")
    assert (item["collector"], item["purpose"], item["method"]) == ("C-1", "inquiry", "handover")
    assert (item["consent"], item["state"], item["acquired_entry"]) == ("given", "preserved", 0)
    (place,) = rows.occurrences
    assert place["key"] == occurrence_key(sha256_hex(b"letter"), "S-1", "/letter.txt")
    assert [(r["kind"], r["until"], r["number"]) for r in rows.restrictions] == [
        ("confidential", "", 0),
        ("embargo", "2027-01-31", 0),
    ]


@pytest.mark.parametrize("until", [None, "soon", "2027-02-30", 7])
def test_an_embargo_without_a_readable_day_has_none(log: Log, until: JSON) -> None:
    log.acquired("IT-A", "letter")
    log.add(
        type="acquired", item="IT-B", digests={"sha256": "0" * 64, "blake3": "", "size": 1},
        restrictions=[{"kind": "embargo", "until": until}],
    )  # fmt: skip
    (restriction,) = project(log.entries, log.load).restrictions
    assert restriction["until"] == ""


def test_a_result_sets_the_state_and_gives_reading_and_facts(log: Log) -> None:
    log.acquired("IT-A", "letter")
    log.derived("IT-A", "letter", titles=("One", "Two"))
    rows = project(log.entries, log.load)
    (state,) = rows.states
    assert (state["at_ref"], state["state"], state["media_type"]) == ("IT-A", "read", "text/plain")
    (reading,) = rows.readings
    assert (reading["key"], reading["number"], reading["characters"]) == (state["reading"], 1, 6)
    assert [(f["position"], f["title"], f["language"]) for f in rows.facts] == [
        (0, "One", None),
        (1, "Two", "ar"),
    ]


def test_a_failure_sets_the_state_and_its_reason(log: Log) -> None:
    log.add(
        type="derived",
        **{"result IT-A": {"state": "unreadable", "media_type": "x/y", "reason": "torn"}},
    )
    rows = project(log.entries, log.load)
    assert [(s["state"], s["reason"], s["reading"]) for s in rows.states] == [
        ("unreadable", "torn", None)
    ]
    assert rows.readings == []


@pytest.mark.parametrize("damage", ["missing", "no JSON", "damaged facts"])
def test_a_derivative_that_is_damaged_costs_its_own_rows_only(log: Log, damage: str) -> None:
    log.acquired("IT-A", "letter")
    bad = log.derived("IT-A", "letter")
    log.acquired("IT-B", "other")
    log.derived("IT-B", "other")
    result = bad.get("result IT-A")
    assert isinstance(result, dict)
    if damage == "missing":
        del log.stored[str(result["reading"])]
    elif damage == "no JSON":
        log.stored[str(result["reading"])] = b"{"
    else:
        log.stored[str(result["facts"])] = b"{}\n"
    rows = project(log.entries, log.load)
    assert [reading["original"] for reading in rows.readings] == [sha256_hex(b"other")]
    assert {fact["original"] for fact in rows.facts} == {sha256_hex(b"other")}
    assert [state["at_ref"] for state in rows.states] == ["IT-A", "IT-B"]


def test_a_derivative_whose_bytes_changed_costs_its_own_rows_only(log: Log) -> None:
    log.derived("IT-A", "letter")

    def damaged(_: str) -> bytes:
        raise IntegrityError("changed")

    assert project(log.entries, damaged).readings == []


def test_a_disk_that_fails_is_no_damage_and_is_told(log: Log) -> None:
    log.derived("IT-A", "letter")

    def broken(_: str) -> bytes:
        raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        project(log.entries, broken)


def test_which_items_an_entry_is_about(log: Log) -> None:
    made = log.add(
        item="IT-A", items=["IT-B", "IT-A", "IT-C"], **{"result IT-D": {}, "result IT-B": {}}
    )
    assert items_of(made) == ["IT-A", "IT-B", "IT-C", "IT-D"]
    assert items_of(log.add(item=None, items="IT-X")) == []


def test_bytes_source_and_path_make_an_occurrence() -> None:
    same = occurrence_key("a" * 64, "S-1", "/x")
    assert same == occurrence_key("a" * 64, "S-1", "/x")
    others = {
        occurrence_key("b" * 64, "S-1", "/x"),
        occurrence_key("a" * 64, "S-2", "/x"),
        occurrence_key("a" * 64, None, "/x"),
        occurrence_key("a" * 64, "S-1", "/y"),
        occurrence_key("a" * 64, "S-1", {"b64": "L3g="}),
        occurrence_key("a" * 64, "S-1", None),
    }
    assert same not in others
    assert len(others) == 6
