from __future__ import annotations

from amana.vault.units import FIRST, LAST, Unit, object_unit, pack_unit, read_all, unheard


def test_units_have_names_that_sort() -> None:
    assert pack_unit(7) == Unit("packs", "00000007")
    assert object_unit("abcdef" + "0" * 58) == Unit("objects", "abcd")
    assert FIRST <= object_unit("0" * 64).name <= object_unit("f" * 64).name <= LAST
    assert sorted([pack_unit(10), pack_unit(9)]) == [pack_unit(9), pack_unit(10)]


def test_by_default_everything_is_read_and_nobody_listens() -> None:
    assert read_all(pack_unit(1), "0" * 64)
    unheard(7)
