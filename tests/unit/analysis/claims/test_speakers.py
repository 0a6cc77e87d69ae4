from __future__ import annotations

from tests.unit.analysis.claims.conftest import Claims


def test_pronouns_mean_who_spoke_before(claims: Claims) -> None:
    found = claims("Dalia Mansur said the port is closed. She added that two ships had sunk.")
    assert len(found) == 2
    assert found[0].speaker_entity
    assert found[0].speaker_entity == found[1].speaker_entity


def test_a_role_means_the_person_who_holds_it(claims: Claims) -> None:
    found = claims(
        "Prime Minister Dalia Mansur travelled to Paris on Monday. "
        "The premier said that the talks were useful."
    )
    assert len(found) == 1
    assert "mansur" in (found[0].speaker_entity or "")
    assert not found[0].anonymous


def test_people_without_a_name_are_anonymous(claims: Claims) -> None:
    (found,) = claims("Two security officials said the port is closed.")
    assert found.speaker_entity is None
    assert found.anonymous


def test_several_speakers_are_joined(claims: Claims) -> None:
    (found,) = claims("France and Germany agreed on the release of the crew.")
    assert found.speaker_entity is not None
    assert "+" in found.speaker_entity
