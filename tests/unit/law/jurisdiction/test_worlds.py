from __future__ import annotations

from amana.law.jurisdiction.sentences import templates
from amana.law.jurisdiction.worlds import Reading, World


def test_a_world_of_a_day_has_nothing_else_in_it() -> None:
    world = World("2020-01-01")
    assert (world.places, world.nationalities, world.registered) == ((), (), ())
    assert (world.aggressor, world.mandated, world.accepting) == (None, False, frozenset())


def test_every_reading_is_a_disputed_point_with_a_sentence() -> None:
    spoken = {key.removeprefix("dispute-") for key in templates()}
    words = {each.value for each in Reading} - {Reading.NOT_A_STATE, Reading.OTHER_TERRITORY}
    assert words <= spoken
