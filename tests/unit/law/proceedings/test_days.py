from __future__ import annotations

import pytest

from amana.core import UsageError
from amana.law.proceedings.days import day_of


def test_a_time_of_day_counts_as_its_day() -> None:
    assert day_of("2024-11-22") == day_of("2024-11-22T10:00:00Z") == "2024-11-22"


@pytest.mark.parametrize("text", ["", "2024-11", "today", "2024-11-22/2024-11-22", "2024-02-30"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no day"):
        day_of(text)
