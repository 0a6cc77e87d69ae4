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


def entities(claims: Claims, text: str) -> list[str | None]:
    return [each.speaker_entity for each in claims(text)]


def test_the_short_form_of_a_longer_name_is_that_body(claims: Claims) -> None:
    text = "The Northern Rights Monitor said that the port closed. The Monitor said it would wait."
    assert entities(claims, text) == ["northern-rights-monitor"] * 2
    other = "The Southern Sea Monitor met. " + text
    assert entities(claims, other) == ["northern-rights-monitor", None]


def test_the_only_body_of_a_kind_is_meant(claims: Claims) -> None:
    text = "The Harbour Tribunal met on Monday. The court said the hearing was over."
    assert entities(claims, text) == ["harbour-tribunal"]
    assert entities(claims, text.replace("met", "and the River Tribunal met")) == [None]


def test_a_role_may_be_told_further_down(claims: Claims) -> None:
    text = "The prosecutor said the case was open. {} the prosecutor of the Harbour Tribunal, left."
    assert entities(claims, text.format("Omar Ness,")) == ["omar-ness"]
    several = text.format("Omar Ness, the prosecutor of Norland, met Dalia Mansur,")
    assert entities(claims, several) == [None]


def test_who_is_nobody_by_itself(claims: Claims) -> None:
    found = claims("Norland spoke. He met the man who prosecutors say ordered the killings.")
    assert {each.speaker_entity for each in found} == {None}


def test_an_office_as_printed_is_who_is_said_to_hold_it(claims: Claims) -> None:
    text = (
        "France's ambassador to Britain accused the company of fraud.\n\n"
        "France's ambassador to Britain Dalia Mansur said the port was closed."
    )
    assert entities(claims, text) == ["dalia-mansur"] * 2
