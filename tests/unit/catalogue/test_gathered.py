from __future__ import annotations

from amana.catalogue.gathered import Rows


def test_nothing_is_shared_between_two() -> None:
    one, other = Rows(), Rows()
    one.items.append({"ref": "IT-1"})
    assert other.items == []
