from __future__ import annotations

import pytest

from amana.catalogue.restricted import rows_of_restrictions
from amana.core import JSON


@pytest.mark.parametrize(
    ("listed", "rows"),
    [
        (None, []),
        ("confidential", []),
        (["confidential"], []),
        ([{"kind": "confidential", "until": None}], [("confidential", "")]),
        ([{"kind": "embargo", "until": "2027-01-31"}], [("embargo", "2027-01-31")]),
        ([{"kind": "embargo", "until": "soon"}, {"kind": "lead-only"}],
         [("embargo", ""), ("lead-only", "")]),
        ([{"kind": "confidential", "until": "2027-01-31"}], [("confidential", "")]),
    ],
)  # fmt: skip
def test_only_an_embargo_has_a_day(listed: JSON, rows: list[tuple[str, str]]) -> None:
    assert [(row["kind"], row["until"]) for row in rows_of_restrictions(listed)] == rows
