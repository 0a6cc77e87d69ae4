from __future__ import annotations

import msgspec

from amana.archive.views import ListedItem
from amana.records import Restriction, RestrictionKind


def test_a_hidden_row_tells_its_conditions_and_nothing_else() -> None:
    lead = Restriction(kind=RestrictionKind.LEAD_ONLY)
    row = ListedItem(ref="IT-0000-0000", restrictions=(lead,), hidden=True, item=None)
    told = msgspec.to_builtins(row)
    assert told["item"] is None
    assert [each["kind"] for each in told["restrictions"]] == ["lead-only"]
