from __future__ import annotations

import msgspec
import pytest
from tests.unit.law.cases import standings

from amana.law.proceedings.suggesting import Accepted, HowAccepted, Suggestions, suggested
from amana.records import (
    Cite,
    Entered,
    LegalProceeding,
    Party,
    Person,
    Proceeding,
    Situation,
    Span,
    Step,
    Undertaking,
)

AMIN = Person(key="amin", reason="-", name="Amin Darwish", name_ar="أمين درويش")
COURT = "International Criminal Court"
MATTERS: tuple[Entered, ...] = (
    Situation(key="coast", reason="-", name="The coast"),
    AMIN,
    Person(key="zaki", reason="-", name="Zaki Hamdan"),
    LegalProceeding(key="whole", reason="-", situation="coast", model="icc-situation"),
    LegalProceeding(
        key="amin-case", reason="-", situation="coast", model="icc-person", person="amin"
    ),
)


def span(quote: str) -> Span:
    return Span(char_start=0, char_end=len(quote), byte_start=0, byte_end=len(quote), quote=quote)


def seen(
    step: str, status: str, *subjects: str, authority: str = COURT, key: str = "f-1",
    date: str | None = "2024-11-21", by: str = "", quote: str = "issued a warrant",
) -> Accepted:  # fmt: skip
    observed = Proceeding(
        id=key,
        span=span(quote),
        step=step,
        trigger=span(quote),
        status=status,
        authority=Party(canonical=authority) if authority else None,
        by=(Party(canonical=by),) if by else (),
        subjects=tuple(Party(canonical=name) for name in subjects),
        date=date,
    )
    return Accepted(item="IT-7F3K-Q2M9", observed=observed, accepted=HowAccepted.RIGHT)


def drafts(*observations: Accepted, also: tuple[Entered, ...] = ()) -> Suggestions:
    return suggested(observations, standings(*MATTERS, *also), "coast")


@pytest.mark.parametrize("name", ["Darwish", "Amin Darwish", "درويش", "Mr Amin Darwish"])
def test_a_warrant_becomes_a_step_of_the_case_of_who_is_meant(name: str) -> None:
    (draft,) = drafts(seen("arrest warrant", "issued", name)).drafts
    assert isinstance(draft, Step)
    assert (draft.proceeding, draft.step, draft.date) == (
        "amin-case",
        "warrant_issued",
        "2024-11-21",
    )
    assert draft.key == "amin-case-warrant-issued-2024-11-21"
    assert draft.cites == (Cite(item="IT-7F3K-Q2M9", fact="f-1"),)
    assert draft.by == COURT
    assert draft.reason == "From an observation that was marked right: issued a warrant"
    line = msgspec.json.encode(draft)
    assert msgspec.json.decode(line, type=Step) == draft
    assert b'"decision":"step"' in line


def test_what_a_step_came_to_decides_which_one_it_is() -> None:
    found = drafts(
        seen("warrant request withdrawn", "withdrawn", "Darwish", key="a", date="2024-08-02"),
        seen("jurisdiction challenge", "submitted", key="b", date="2024-09"),
        seen("referral", "made", key="c", by="Security Council", authority="", date="2005-03-31"),
        seen("referral", "made", key="d", by="Aland", authority="", date="2018-05-22"),
        seen("referral", "blocked", key="e", by="Aland", authority="", date="2014-05-22"),
    )  # fmt: skip
    told = [(each.step if isinstance(each, Step) else each.kind) for each in found.drafts]
    assert told == [
        "council_referral", "referral_blocked", "state_referral", "application_withdrawn",
        "challenge_filed",
    ]  # fmt: skip
    assert found.left == ()


def test_a_visit_becomes_an_undertaking() -> None:
    (draft,) = drafts(seen("visit", "planned", "Bland", by="Amin Darwish", authority="")).drafts
    assert isinstance(draft, Undertaking)
    assert (draft.kind, draft.situation, draft.by, draft.to) == (
        "visit_planned", "coast", ("Amin Darwish",), ("Bland",),
    )  # fmt: skip


def test_where_no_authority_is_named_the_proceeding_that_is_entered_decides() -> None:
    national = LegalProceeding(
        key="zaki-case", reason="-", situation="coast", model="national-universal", person="zaki"
    )
    found = drafts(seen("conviction", "decided", "Zaki Hamdan", authority=""), also=(national,))
    assert [each.key for each in found.drafts] == ["zaki-case-convicted-2024-11-21"]


@pytest.mark.parametrize(
    ("observation", "why"),
    [
        (seen("sanction", "issued", "Darwish"), "no model has a step for sanction, issued"),
        (seen("arrest warrant", "issued"), "it names nobody whom it is about"),
        (
            seen("arrest warrant", "issued", "Nobody"),
            "no person is entered as 'Nobody'",
        ),
        (
            seen("arrest warrant", "issued", "Hamdan"),
            "no proceeding of the model icc-person about 'zaki' in this situation",
        ),
        (
            seen("arrest warrant", "issued", "Darwish", authority="Regional Court"),
            "no proceeding of the model national-universal about 'amin' in this situation",
        ),
    ],
)
def test_what_fits_nowhere_is_left_with_the_reason(observation: Accepted, why: str) -> None:
    found = drafts(observation)
    assert found.drafts == ()
    assert [each.why for each in found.left] == [why]


def test_a_name_that_fits_two_persons_is_not_decided() -> None:
    other = Person(key="samir", reason="-", name="Samir Darwish")
    found = drafts(seen("arrest warrant", "issued", "Darwish"), also=(other,))
    assert [each.why for each in found.left] == ["several persons may be meant by 'Darwish'"]


def test_an_uncertain_date_is_noted() -> None:
    (draft,) = drafts(seen("arrest warrant", "issued", "Darwish", date="2024-11?")).drafts
    assert isinstance(draft, Step)
    assert (draft.date, draft.note) == ("2024-11", "date as observed: 2024-11?")
    (other,) = drafts(seen("visit", "done", date="soon", quote="he came")).drafts
    assert isinstance(other, Undertaking)
    assert (other.date, other.what) == (None, "he came (date as observed: soon)")


def test_a_referral_of_another_state_is_no_step_of_this_situation() -> None:
    known = Situation(key="coast", reason="-", name="The coast", states=("SYR",))
    found = drafts(seen("referral", "made", "Sudan", "Libya", authority=""), also=(known,))
    assert [each.why for each in found.left] == ["it is about LBY, SDN, not about this situation"]
    assert len(drafts(seen("referral", "made", "Syria"), also=(known,)).drafts) == 1


def test_who_acts_for_the_court_is_known_from_the_passage_but_not_against_a_named_body() -> None:
    quote = "ICC Prosecutor Samir Nasser asked for a warrant"
    asked = seen("warrant request", "requested", "Darwish", authority="Samir Nasser", quote=quote)
    assert [each.key for each in drafts(asked).drafts] == ["amin-case-application-filed-2024-11-21"]
    national = seen("arrest warrant", "issued", "Darwish", authority="Court of Oran", quote=quote)
    assert drafts(national).drafts == ()


def test_observations_of_one_step_are_one_draft_with_all_cites() -> None:
    again = seen("arrest warrant", "issued", "Amin Darwish", key="f-2")
    (draft,) = drafts(again, seen("arrest warrant", "issued", "Darwish")).drafts
    assert [each.fact for each in draft.cites] == ["f-1", "f-2"]


def test_what_stands_already_is_left_and_its_key_not_taken() -> None:
    entered = Step(
        key="amin-case-warrant-issued-2024-11-21", reason="-", proceeding="amin-case",
        step="warrant_issued", cites=(Cite(item="IT-7F3K-Q2M9", fact="f-1"),),
    )  # fmt: skip
    found = drafts(seen("arrest warrant", "issued", "Darwish"), also=(entered,))
    assert [each.why for each in found.left] == [
        "a step or undertaking that stands cites it already"
    ]
    other = drafts(seen("arrest warrant", "issued", "Darwish", key="f-9"), also=(entered,))
    assert [each.key for each in other.drafts] == ["amin-case-warrant-issued-2024-11-21-2"]


def test_keys_are_never_too_long() -> None:
    long = LegalProceeding(
        key="z" * 64, reason="-", situation="coast", model="icc-person", person="zaki"
    )
    (draft,) = drafts(seen("arrest warrant", "issued", "Hamdan"), also=(long,)).drafts
    assert len(draft.key) <= 64
    assert draft.key.endswith("z-warrant-issued-2024-11-21")
