from __future__ import annotations

from amana.law.provenance import sourced, unsure
from amana.law.treaty import Doubt, last_day


def test_everything_that_names_a_source_has_an_identifier_of_its_own_and_a_day() -> None:
    every = list(sourced())
    assert len({(each.area, each.id) for each in every}) == len(every)
    assert {each.area for each in every} == {
        "amendment", "mode", "standard", "scale", "proceeding",
    }  # fmt: skip
    for each in every:
        assert each.source, each.id
        assert last_day(each.retrieved) == each.retrieved


def test_what_is_unverified_is_told_first_then_what_is_old() -> None:
    every = list(sourced())
    fresh = unsure(on=max(each.retrieved for each in every), months=12)
    assert {each.doubt for each in fresh} == {Doubt.UNVERIFIED}
    assert len(fresh) == sum(not each.verified for each in every)
    later = unsure(on="2099-01-01", months=12)
    assert [each.doubt for each in later] == [Doubt.UNVERIFIED] * len(fresh) + [Doubt.OLD] * len(
        every
    )
    assert all(each.fact is None for each in later)
