from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from amana.core import UsageError
from amana.law.statute import amendment, amendments, crimes
from amana.law.treaty import FactKind, packaged_treaty

if TYPE_CHECKING:
    from pathlib import Path


def test_amendments_stand_in_the_order_of_adoption_and_have_real_days() -> None:
    days = [each.adopted for each in amendments()]
    assert days == sorted(days)
    for each in amendments():
        assert dt.date.fromisoformat(each.adopted) < dt.date.fromisoformat(each.valid_from)


def test_crimes_and_amendments_name_each_other() -> None:
    added = {each.id: each.amendment for each in crimes() if each.amendment}
    for each in amendments():
        named = {provision for provision in each.provisions if provision in added}
        assert named == {crime for crime, by in added.items() if by == each.id}


def test_amendments_are_those_of_the_dated_facts() -> None:
    treaty = packaged_treaty()
    accepted = treaty.of_kind(FactKind.AMENDMENT_ACCEPTED)
    activated = {each.amendment: each for each in treaty.of_kind(FactKind.AMENDMENT_ACTIVATED)}
    for each in amendments():
        adoption = treaty.adopted(each.id)
        assert adoption is not None
        assert (adoption.date, adoption.document) == (each.adopted, each.resolution)
        first = [fact.since for fact in accepted if fact.amendment == each.id and fact.since]
        if first and each.id not in activated:
            assert min(first) == each.valid_from
        assert each.verified is bool(first), "what no acceptance bears out is not called verified"


def test_an_unknown_amendment_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        amendment("2019-starving")
    assert caught.value.remedy == "did you mean 2019-starvation?"
    with pytest.raises(UsageError) as caught:
        amendment("zzz")
    assert "2010-weapons" in (caught.value.remedy or "")


def test_the_page_for_lawyers_tells_the_same_days(root: Path) -> None:
    page = (root / "docs" / "reference" / "law-crimes.md").read_text(encoding="utf-8")
    for each in amendments():
        row = next(line for line in page.splitlines() if line.startswith(f"| `{each.id}` |"))
        assert _spelled(each.valid_from) in row
        assert each.resolution in row or "the same" in row
        assert ("unverified" in row) is not each.verified


def _spelled(day: str) -> str:
    found = dt.date.fromisoformat(day)
    return f"{found.day} {found:%B %Y}"
