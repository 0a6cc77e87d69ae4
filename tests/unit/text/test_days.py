from __future__ import annotations

import pytest

from amana.text import days_of


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024-09-06", ("2024-09-06", "2024-09-06")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023", ("2023-01-01", "2023-12-31")),
        ("2024-11-21T13:00:00Z", ("2024-11-21", "2024-11-21")),
        ("2011/2024-12-08", ("2011-01-01", "2024-12-08")),
        ("2023-10-07/..", ("2023-10-07", "9999-12-31")),
        ("/2002-06", ("0001-01-01", "2002-06-30")),
    ],
)
def test_a_value_covers_its_days(value: str, days: tuple[str, str]) -> None:
    assert days_of(value) == days


@pytest.mark.parametrize(
    "value", [None, "", "/", "../..", "soon", "2024-13", "2024-02-30", "2024-05/2024-04", "0000",
              "2024-09~", "2024-01-01T00:00:00Z/2024", "a/b/c", "2024/2025/2026"],
)  # fmt: skip
def test_what_is_no_edtf_covers_no_days(value: str | None) -> None:
    assert days_of(value) is None
