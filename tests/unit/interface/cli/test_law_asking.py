from __future__ import annotations

import datetime as dt

import pytest

from amana.core import UsageError
from amana.interface.cli.law_asking import day_meant


def test_a_day_is_taken_as_it_is_written() -> None:
    assert day_meant("2014-06-13") == "2014-06-13"


def test_no_day_is_today() -> None:
    assert abs(dt.date.fromisoformat(day_meant(None)) - dt.datetime.now(dt.UTC).date()).days <= 1


@pytest.mark.parametrize("day", ["2014-02-30", "20140613", "2014", "yesterday", ""])
def test_what_is_no_day_is_refused(day: str) -> None:
    with pytest.raises(UsageError, match="is no day"):
        day_meant(day)
