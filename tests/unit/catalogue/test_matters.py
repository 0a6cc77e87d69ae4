from __future__ import annotations

import pytest

from amana.catalogue.matters import rows_of_cite, rows_of_matter, rows_of_withdrawal
from amana.core import JSON

AT = "2026-11-21T18:00:00.000000Z"
MATTER: dict[str, JSON] = {
    "items": ["IT-7F3K-Q2MH"], "kind": "situation", "key": "oran", "members": '{"name":"Oran"}',
    "cites": 1, "conditions": [{"kind": "embargo", "until": "2027-01-31"}], "reason": "by eye",
    "actor": {"name": "nadia"},
}  # fmt: skip


def test_a_matter_gives_a_row() -> None:
    (row,) = rows_of_matter(5, MATTER, AT)
    assert (row["number"], row["key"], row["kind"], row["cites"]) == (5, "oran", "situation", 1)
    assert (row["members"], row["reason"], row["at"]) == ('{"name":"Oran"}', "by eye", AT)
    assert row["conditions"] == '[{"kind":"embargo","until":"2027-01-31"}]'
    assert (row["by"], row["withdrawn"]) == ('{"name":"nadia"}', None)


def test_a_condition_that_is_not_known_binds_like_the_strictest() -> None:
    (row,) = rows_of_matter(5, {**MATTER, "conditions": [{"kind": "new"}]}, AT)
    assert row["conditions"] == '[{"kind":"lead-only","until":null}]'


@pytest.mark.parametrize("gone", ["key", "kind", "members"])
def test_a_matter_of_which_something_was_erased_gives_none(gone: str) -> None:
    assert rows_of_matter(5, {**MATTER, gone: None}, AT) == []
    (row,) = rows_of_matter(5, {**MATTER, "reason": None, "cites": None}, AT)
    assert (row["reason"], row["cites"]) == ("", 0)


def test_a_cite_belongs_to_the_matter_before_it_by_its_place() -> None:
    said: dict[str, JSON] = {"item": "IT-1", "matter": "oran", "place": 2, "quote": "so it was"}
    (row,) = rows_of_cite(9, {**said, "char_start": 3, "char_end": 12, "reading": "r1"})
    assert (row["number"], row["matter"], row["item"]) == (9, 7, "IT-1")
    assert (row["quote"], row["char_start"], row["char_end"]) == ("so it was", 3, 12)
    (left,) = rows_of_cite(9, {"item": "IT-1", "place": 2})
    assert (left["matter"], left["item"], left["quote"], left["fact"]) == (7, "IT-1", None, None)
    assert rows_of_cite(9, {"item": "IT-1"}) == []
    assert rows_of_cite(9, {"item": "IT-1", "place": True}) == []


def test_a_withdrawal_names_the_entry_that_it_takes_back() -> None:
    assert rows_of_withdrawal(9, {"withdraws": 5}) == [{"at_number": 5, "withdrawn": 9}]
    assert rows_of_withdrawal(9, {}) == []
