from __future__ import annotations

from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.claims.arabic import arabic_claims
from amana.analysis.names import arabic
from amana.records import Claim


def claims(frame_of: MakeFrame, text: str) -> list[Claim]:
    frame = frame_of(text)
    names = arabic.names(frame, range(len(frame.paragraphs)), Tools())
    return arabic_claims(frame, {"names": names}, Tools())


def test_a_text_without_claims_has_none(frame_of: MakeFrame) -> None:
    assert claims(frame_of, "وصلت السفن إلى الميناء القديم صباح يوم الأحد مع الركاب") == []


def test_a_pronoun_is_the_last_speaker_in_the_gender_of_the_verb(frame_of: MakeFrame) -> None:
    first, second, third = claims(
        frame_of,
        "قالت القاضية ليلى حداد إن الجلسة تأجلت. وقال الوزير سامر الكرمي إن القرار نهائي.\n\n"
        "وأضافت أن الشهود وصلوا إلى المدينة ليلا.",
    )
    assert third.speaker is None
    assert third.speaker_implicit
    assert third.speaker_entity == first.speaker_entity != second.speaker_entity


def test_a_quotation_goes_on_over_sentences(frame_of: MakeFrame) -> None:
    found = claims(
        frame_of,
        "وقال الوزير سامر الكرمي: «الموقف واضح. رئيس الحكومة أدان الهجوم على المدينة».",
    )
    assert [each.form for each in found] == ["direct", "indirect"]
    assert found[0].content
    assert found[0].content.quote.endswith("»")
    assert found[1].nested_in == found[0].id
    assert found[1].via == (found[0].speaker_entity,)


def test_a_source_after_a_claim_relays_it(frame_of: MakeFrame) -> None:
    (claim,) = claims(
        frame_of, "وقال الوزير سامر الكرمي إن الحدود مغلقة تماما، بحسب وكالة رويترز للأنباء."
    )
    assert claim.via == ("reuters",)
    assert claim.content
    assert claim.content.quote == "الحدود مغلقة تماما"


def test_an_office_is_the_one_who_was_named_in_it(frame_of: MakeFrame) -> None:
    first, second = claims(
        frame_of,
        "قال وزير الدفاع سامر الكرمي إن القوات انسحبت. وأكد الوزير أن المدينة آمنة تماما.",
    )
    assert second.speaker
    assert second.speaker.quote == "الوزير"
    assert second.speaker_entity == first.speaker_entity


def test_clauses_of_others_end_what_was_said(frame_of: MakeFrame) -> None:
    found = claims(
        frame_of,
        "أعلنت الأمم المتحدة أن السوق دمرت تماما، في حين نفى الجيش السوداني مسؤوليته عن القصف.\n\n"
        "وقال مصدر عسكري، طلب عدم الكشف عن هويته، لـ«الشرق الأوسط» إن الطريق «آمن».\n\n"
        "ويتهم ناشطون الحكومة بالتقصير، لكن مسؤولين ينفون ذلك.",
    )
    said = [each.content.quote for each in found if each.content]
    assert said == [
        "السوق دمرت تماما", "مسؤوليته عن القصف", "الطريق «آمن»", "التقصير", "ذلك",
    ]  # fmt: skip
    assert found[2].anonymous
    assert found[3].target
    assert found[3].target.quote == "الحكومة"


def test_a_name_or_role_between_commas_belongs_to_the_speaker(frame_of: MakeFrame) -> None:
    first, second = claims(
        frame_of,
        "وقال سامر الكرمي، المتحدث باسم وزارة الدفاع، إن القوات انسحبت من المدينة.\n\n"
        "وقال المتحدث باسم الجيش، سامر الكرمي، إن القوات انسحبت من المدينة.",
    )
    assert first.speaker
    assert first.speaker.quote == "سامر الكرمي، المتحدث باسم وزارة الدفاع"
    assert second.speaker
    assert second.speaker.quote == "المتحدث باسم الجيش، سامر الكرمي"
    assert first.speaker_entity == second.speaker_entity
