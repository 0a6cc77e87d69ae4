from __future__ import annotations

from amana.archive import ListedItem
from amana.interface.http.item_shapes import Row, row_of
from amana.records import Restriction, RestrictionKind

CONFIDENTIAL = (Restriction(kind=RestrictionKind.CONFIDENTIAL),)


def test_a_hidden_row_tells_its_reference_and_conditions_alone() -> None:
    hidden = ListedItem(ref="IT-1", restrictions=CONFIDENTIAL, hidden=True, item=None)
    assert row_of(hidden) == Row(
        ref="IT-1", hidden=True, restricted=True, restrictions=CONFIDENTIAL
    )
