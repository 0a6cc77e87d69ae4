from __future__ import annotations

from amana.analysis.time.meanings import Day, Found, Known, Shifted, Which


def test_meanings_are_values() -> None:
    assert Found(0, 4, Known("2024")) == Found(0, 4, Known("2024"))
    assert Shifted("day", -1) != Shifted("day", -1, about=True)


def test_nothing_said_is_the_nearest() -> None:
    assert Day(10, 7).which is Which.NEAR
