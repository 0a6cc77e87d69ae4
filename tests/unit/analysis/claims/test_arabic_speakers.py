from __future__ import annotations

from amana.analysis.claims.arabic_speakers import Speakers, Who


def test_somebody_unnamed_is_anonymous() -> None:
    text = "مسؤول كبير في الوزارة"
    who = Speakers(text, [], []).named((0, len(text)))
    assert who.entity is None
    assert who.anonymous


def test_a_group_is_not_hidden() -> None:
    text = "السلطات المحلية"
    assert not Speakers(text, [], []).named((0, len(text))).anonymous


def test_the_last_speaker_of_the_gender() -> None:
    speakers = Speakers("", [], [])
    assert speakers.last(None) is None
    speakers.remember(Who("she", anonymous=False, feminine=True))
    speakers.remember(Who("he", anonymous=False, feminine=False))
    she, he = speakers.last(True), speakers.last(None)
    assert she
    assert he
    assert (she.entity, he.entity) == ("she", "he")


def test_a_relay_without_a_name_is_its_phrase() -> None:
    text = "صحيفة  محلية"
    assert Speakers(text, [], []).relay((0, len(text))) == "anon:صحيفة محلية"
