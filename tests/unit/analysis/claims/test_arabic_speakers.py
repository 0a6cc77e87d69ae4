from __future__ import annotations

from amana.analysis.claims.arabic_speakers import Speakers, Who
from amana.records import Mention, Span


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


def test_the_short_form_of_the_only_body_before() -> None:
    text = "محكمة الموانئ ومحكمة البحار. المحكمة"

    def mention(name: str, entity: str) -> Mention:
        start = text.index(name)
        span = Span(
            quote=name, char_start=start, char_end=start + len(name),
            byte_start=len(text[:start].encode()), byte_end=len(text[: start + len(name)].encode()),
        )  # fmt: skip
        return Mention(span=span, type="ORG", entity=entity, canonical=name)

    ports, seas = mention("محكمة الموانئ", "ports"), mention("محكمة البحار", "seas")
    place = (text.index("المحكمة"), len(text))
    assert Speakers(text, [ports], []).named(place).entity == "ports"
    assert Speakers(text, [ports, seas], []).named(place).entity is None
