from __future__ import annotations

from tests.unit.analysis.proceedings.conftest import Proceedings, told

_BODY = "The Harbour Tribunal issued an arrest warrant for General Omar Ness on Monday."


def test_a_headline_and_its_telling_are_one_step(proceedings_in: Proceedings) -> None:
    found = proceedings_in(f"Tribunal issues an arrest warrant for Omar Ness\n\n{_BODY}\n")
    assert [each.trigger.quote for each in found] == ["issued an arrest warrant"]


def test_a_headline_of_something_else_stays(proceedings_in: Proceedings) -> None:
    found = proceedings_in(f"Estmark vetoes the resolution\n\n{_BODY}\n")
    assert [each.step for each in found] == ["veto", "arrest warrant"]
    other = proceedings_in(f"Tribunal issues an arrest warrant for Dalia Mansur\n\n{_BODY}\n")
    assert len(other) == 2


def test_two_steps_of_the_body_stay_two(proceedings_in: Proceedings) -> None:
    again = "The Harbour Tribunal issued an arrest warrant for Dalia Mansur on Monday."
    found = [told(each) for each in proceedings_in(f"{_BODY}\n\n{again}\n")]
    assert len(found) == 2
