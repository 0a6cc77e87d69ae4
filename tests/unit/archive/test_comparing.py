from __future__ import annotations

from amana.archive.comparing import differences, index_differences
from amana.catalogue import Line
from amana.search import MemoryIndex


def lines(*pairs: tuple[int, str]) -> list[Line]:
    return [Line(place=(0, place), text=text) for place, text in pairs]


def test_equal_rows_do_not_differ() -> None:
    same = lines((1, "a"), (2, "b"))
    assert list(differences(iter(same), iter(same))) == []


def test_each_difference_is_told() -> None:
    stored, fresh = lines((1, "a"), (2, "x"), (4, "d")), lines((1, "a"), (2, "b"), (3, "c"))
    told = list(differences(iter(stored), iter(fresh)))
    assert len(told) == 3
    assert "where the log gives b" in told[0]
    assert "lacks the row c" in told[1]
    assert "does not give: d" in told[2]


def test_equal_indexes_do_not_differ() -> None:
    assert list(index_differences(MemoryIndex(), MemoryIndex(), ["open"])) == []
