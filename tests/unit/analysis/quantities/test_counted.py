from __future__ import annotations

from amana.analysis.quantities.counted import Counted


def test_nothing_is_a_part_unless_it_says_so() -> None:
    assert not Counted(0, 2, 14.0, None, "exact", "people", "people").part
