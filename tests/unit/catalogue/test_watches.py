from __future__ import annotations

import msgspec

from amana.catalogue.watches import rows_of_end, rows_of_look, rows_of_watch
from amana.core import JSON

SET: dict[str, JSON] = {
    "watch": "WA-1",
    "url": "http://a.example/",
    "every": 3600,
    "risk": "high",
    "profile": "tor",
    "source": None,
    "purpose": "the case",
    "restrictions": [{"kind": "sealed-by-a-later-version", "until": None}],
    "actor": {"name": "nadia"},
}


def test_a_watch_is_a_row_under_the_strictest_of_conditions_that_are_not_known() -> None:
    (row,) = rows_of_watch(4, SET, "2026-11-22T10:00:00Z")
    assert row["number"] == 4
    assert (row["url"], row["every"], row["profile"]) == ("http://a.example/", 3600, "tor")
    assert (row["purpose"], row["source"], row["by"]) == ("the case", None, "nadia")
    restrictions = msgspec.json.decode(str(row["restrictions"]))
    assert restrictions == [{"kind": "lead-only", "until": None}]
    assert row["ended"] is None


def test_what_was_erased_gives_no_row() -> None:
    assert rows_of_watch(4, {"watch": "WA-1"}, "") == []
    assert rows_of_look(4, {"item": "IT-1"}, "") == []
    assert rows_of_end(4, {}, "") == []


def test_a_look_keeps_its_measures() -> None:
    look: dict[str, JSON] = {
        "watch": "WA-1",
        "item": "IT-1",
        "outcome": "changed",
        "measures": {"added": 2},
    }
    (row,) = rows_of_look(5, look, "then")
    assert row["measures"] == '{"added":2}'
    assert (row["compared"], row["state"]) == (None, None)
    (erased,) = rows_of_look(5, {"watch": "WA-1", "outcome": "changed"}, "then")
    assert erased["measures"] == "{}"


def test_an_end_names_its_watch() -> None:
    assert rows_of_end(9, {"watch": "WA-1", "reason": "over"}, "then") == [
        {"at_watch": "WA-1", "ended": 9, "ended_at": "then", "reason": "over"}
    ]
