from __future__ import annotations

from amana.analysis.quantities.nearby import Nearby
from amana.records import Span, TimeExpression


def span(start: int, end: int) -> Span:
    return Span(char_start=start, char_end=end, byte_start=start, byte_end=end, quote="")


def time(start: int, end: int) -> tuple[Span, TimeExpression]:
    place = span(start, end)
    return place, TimeExpression(
        span=place, type="date", edtf=None, edtf_text_only=None, basis="none"
    )


def test_facts_near_and_across_the_borders_of_stretches() -> None:
    facts = [time(0, 5), time(1_998, 2_004), time(2_010, 2_012), time(0, 5_000), time(9_000, 9_002)]
    nearby = Nearby(facts)
    assert nearby.within(1_990, 2_020) == [facts[1][1], facts[2][1]]
    assert nearby.within(2_000, 2_020) == [facts[2][1]]
    assert nearby.within(0, 9_000) == [facts[0][1], facts[3][1], facts[1][1], facts[2][1]]
    assert nearby.around(2_001, 2_003) == [facts[1][1], facts[3][1]]
    assert nearby.around(6_000, 6_001) == []
