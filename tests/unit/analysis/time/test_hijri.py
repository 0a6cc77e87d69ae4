from __future__ import annotations

import pytest

from amana.analysis.time.hijri import gregorian, hijri_months, printed, year_at
from amana.analysis.time.meanings import Hijri


@pytest.mark.parametrize(
    ("year", "month", "day", "value"),
    [
        (1446, 7, 17, "2025-01-17"),
        (1446, 7, None, "2025-01-01/2025-01-30"),
        (1446, None, None, "2024-07-07/2025-06-25"),
        (1446, 7, 31, None),
        (1446, 13, 1, None),
        (1310, 1, 1, None),
        (1500, 12, 29, None),
        (None, 9, None, None),
    ],
)
def test_days_months_and_years(
    year: int | None, month: int | None, day: int | None, value: str | None
) -> None:
    assert gregorian(Hijri(year, month, day)) == value


def test_what_is_printed_stays_beside() -> None:
    assert printed(Hijri(1446, 7, 17)) == "hijri:1446-07-17"
    assert printed(Hijri(None, 9, None)) == "hijri:XXXX-09"


def test_years_and_names() -> None:
    assert year_at("2025-01-17") == 1446
    assert year_at("1800-01-01") is None
    assert hijri_months("ar")["رجب"] == hijri_months("en")["Rajab"] == 7
