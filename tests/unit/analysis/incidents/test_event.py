from __future__ import annotations

from amana.analysis.incidents.event import Event, Harm, inside, overlap


def test_runs() -> None:
    assert overlap((0, 4), (3, 5))
    assert not overlap((0, 4), (4, 5))
    assert inside((1, 2), (0, 4))
    assert not inside((0, 5), (0, 4))


def test_the_parts_of_an_event() -> None:
    event = Event(
        type="attack", trigger=(5, 9), sentence=0, noun=True, actor=(0, 4), where=[(10, 14)]
    )
    assert sorted(event.runs()) == [(0, 4), (5, 9), (10, 14)]


def test_the_same_figure_elsewhere_is_the_same() -> None:
    one = Harm("killed", (0, 9), 12.0, None, "at least")
    assert one.same(Harm("killed", (40, 49), 12.0, None, "at least"))
    assert not one.same(Harm("killed", (40, 49), 12.0, None, "exact"))
