from __future__ import annotations

from amana.interface.phrases import because, member, several
from amana.records import Entry, Field


def test_a_long_list_is_told_in_part() -> None:
    assert several(list("abc")) == "a, b, c"
    assert several([str(n) for n in range(10)]).endswith("7 and 2 more")
    assert several(None) == ""


def test_what_is_not_there_is_not_told() -> None:
    assert member("text", "name") is None
    assert member({"name": "nadia"}, "name") == "nadia"
    assert because(Entry(index=0, fields=())) == ""
    reason = Field(name="reason", value="over", salt="0" * 64)
    assert because(Entry(index=0, fields=(reason,))) == ": “over”"
