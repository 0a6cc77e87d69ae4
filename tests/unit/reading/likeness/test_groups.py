from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amana.reading.likeness import Groups

PAIRS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)))


@given(PAIRS)
def test_groups_are_what_hangs_together(pairs: list[tuple[int, int]]) -> None:
    groups: Groups[int] = Groups()
    together = {member: {member} for member in range(21)}
    for member in range(21):
        groups.add(member)
    for one, other in pairs:
        groups.join(one, other)
        both = together[one] | together[other]
        for member in both:
            together[member] = both
    found = groups.of(range(21))
    assert sorted(map(sorted, found)) == sorted(
        {tuple(sorted(each)): sorted(each) for each in together.values()}.values()
    )
    assert all(groups.together(a, b) == (b in together[a]) for a, b in pairs)


def test_a_long_chain_is_one_group() -> None:
    groups: Groups[int] = Groups()
    for number in range(50_000):
        groups.join(number, number + 1)
    assert len(groups.of(range(50_001))) == 1
