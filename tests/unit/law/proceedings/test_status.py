from __future__ import annotations

import pytest
from tests.unit.law.cases import standings
from tests.unit.law.proceedings.worked import MATTERS, PALESTINE, PERSONS, log, step

from amana.core import NotFound, UsageError
from amana.law.proceedings import Status, status_of
from amana.records import LegalProceeding, Person

CASE = LegalProceeding(key="case", reason="-", situation="coast", model="icc-person", person="amin")
ABROAD = LegalProceeding(
    key="abroad", reason="-", situation="coast", model="national-universal", person="amin"
)
AMIN = Person(key="amin", reason="-", name="Amin Darwish", name_ar="أمين درويش")


def track(status: Status, code: str) -> str:
    return next(each.state for each in status.tracks if each.track == code)


def rules(status: Status) -> list[str]:
    return [each.rule for each in status.flags]


def test_what_was_known_of_deif_on_two_days_differs() -> None:
    before = status_of(log(), "deif-case", "2024-11-22")
    assert (before.state, track(before, "warrant")) == ("warrant_issued", "in_force")
    assert track(before, "death") == "contested"
    assert before.claimed == (
        "deif-case-death-claimed-2024-08-01",
        "deif-case-death-not-confirmed-2024-11-21",
    )
    assert before.superseded == ()
    assert "death-not-established" in [each.code for each in before.remarks]
    assert rules(before) == ["contradiction"]

    after = status_of(log(), "deif-case", "2025-03-01")
    assert (after.state, track(after, "warrant")) == ("terminated_on_death", "withdrawn")
    assert track(after, "death") == "established"
    assert after.claimed == ()
    assert {(each.key[10:], each.by[10:]) for each in after.superseded} == {
        ("death-not-confirmed-2024-11-21", "death-acknowledged-2025-01-30"),
        ("warrant-issued-2024-11-21", "warrant-withdrawn-2025-02-26"),
    }
    assert rules(after) == []
    assert after.enforcement is None


def test_a_word_of_their_own_side_establishes_no_death() -> None:
    between = status_of(log(), "deif-case", "2025-02-10")
    assert (between.state, track(between, "death")) == ("warrant_issued", "acknowledged")
    assert between.claimed == (
        "deif-case-death-claimed-2024-08-01",
        "deif-case-death-acknowledged-2025-01-30",
    )
    death = next(each for each in between.tracks if each.track == "death")
    assert death.since == "2025-01-30"
    assert death.says.en.startswith("The death of Mohammed Deif is confirmed by their own side;")


def test_what_had_happened_is_asked_apart_from_what_was_known() -> None:
    then = status_of(log(), "deif-case", "2025-03-01", on="2024-12-31")
    assert (then.state, track(then, "warrant")) == ("warrant_issued", "in_force")
    assert [each.step for each in then.ahead] == [
        "death_acknowledged", "death_established", "warrant_withdrawn", "terminated_on_death",
    ]  # fmt: skip


def test_a_withdrawn_application_is_no_withdrawn_warrant_and_no_end() -> None:
    sinwar = status_of(log(), "sinwar-case", "2024-11-22")
    assert (sinwar.state, track(sinwar, "warrant")) == ("application_withdrawn", "none")
    assert [each.code for each in sinwar.remarks] == [
        "application-withdrawn-is-not-the-end",
        "presumed-innocent",
        "death-not-established",
    ]
    assert status_of(log(), "haniyeh-case", "2024-08-15").state == "application_withdrawn"
    assert status_of(log(), "haniyeh-case", "2024-09-05").state == "application_withdrawn"
    assert status_of(log(), "haniyeh-case", "2024-09-06").state == "terminated"


@pytest.mark.parametrize("case", ["netanyahu-case", "gallant-case"])
def test_warrants_stand_after_the_challenge_was_sent_back(case: str) -> None:
    status = status_of(log(), case, "2025-05-01")
    assert (status.state, track(status, "warrant")) == ("warrant_issued", "in_force")
    (whole,) = status.beside
    assert whole.proceeding == "icc-01-18"
    assert {each.track: each.state for each in whole.tracks} == {
        "main": "investigation_open",
        "trigger": "state_referral",
        "ruling": "given",
        "deferral": "new_notice_refused",
        "challenge": "remanded",
    }
    assert "challenge-suspends-no-warrant" in [each.code for each in status.remarks]
    (issued,) = [each for each in status.steps if each.step == "warrant_issued"]
    assert issued.vote == "unanimous"
    assert issued.cites[0].published == "2024-11-21"
    assert "Article 58(1)(a)" in issued.says.en
    assert "المادة 58(1)(a)" in issued.says.ar


def test_the_situation_as_a_whole() -> None:
    whole = status_of(log(), "icc-01-18", "2024-11-22")
    assert (whole.state, track(whole, "challenge")) == ("investigation_open", "dismissed_premature")
    assert rules(whole) == []
    later = status_of(log(), "icc-01-18", "2025-05-01")
    assert track(later, "challenge") == "remanded"
    assert "state-challenge-suspends-investigation" in [each.code for each in later.remarks]
    assert ("icc-01-18-challenge-dismissed-premature-2024-11-21" in
            {each.key for each in later.superseded})  # fmt: skip


def test_before_the_brief_was_published_no_challenge_was_known() -> None:
    assert track(status_of(log(), "icc-01-18", "2024-10-15"), "challenge") == "none"


def test_a_visit_without_arrest_is_a_claim_about_a_member() -> None:
    status = status_of(log(), "netanyahu-case", "2025-05-01")
    assert track(status, "cooperation") == "visited"
    visited = next(each for each in status.tracks if each.track == "cooperation")
    assert visited.says.en == (
        "A visit without arrest is told (Articles 89(1), 97 and 98 may apply)."
    )
    assert "did not co-operate" not in " ".join(each.en for each in status.sentences)
    assert "netanyahu-case-visit-without-arrest-2025-04-03" in status.claimed
    assert rules(status) == []
    assert status.enforcement is not None
    (duty,) = status.enforcement.duties
    assert (duty.state, duty.member) == ("HUN", True)
    assert {"HUN", "FRA", "PSE"} <= set(status.enforcement.members)
    assert not {"USA", "ISR", "SYR"} & set(status.enforcement.members)


def test_steps_are_told_in_both_languages_with_names() -> None:
    status = status_of(log(), "deif-case", "2024-11-22")
    assert status.says.en == (
        "A warrant of arrest was issued for Mohammed Deif; no arrest is told."
    )
    assert "محمد الضيف" in status.says.ar
    assert status.sentences[0].en == "As known on 2024-11-22, of what had happened by 2024-11-22:"
    assert "So it stands since 2024-11-21." in status.sentences[1].en
    assert all(each.en and each.ar and "{" not in each.en for each in status.sentences)


def test_an_unknown_proceeding_model_or_day_is_an_error_with_a_remedy() -> None:
    with pytest.raises(NotFound, match="no proceeding 'deif'"):
        status_of(log(), "deif", "2024-11-22")
    with pytest.raises(UsageError, match="'2024-11' is no day"):
        status_of(log(), "deif-case", "2024-11")
    odd = LegalProceeding(key="odd", reason="-", situation="palestine", model="icc-persn")
    with pytest.raises(UsageError) as raised:
        status_of(standings(PALESTINE, odd), "odd", "2024-11-22")
    assert raised.value.remedy == "did you mean 'icc-person'?"


def test_a_case_without_person_or_step_is_told_as_such() -> None:
    bare = LegalProceeding(key="bare", reason="-", situation="gone", model="icc-person")
    status = status_of(standings(bare), "bare", "2024-11-22")
    assert (status.state, status.since, status.steps) == ("none", None, ())
    assert status.says.en == "No step of the Court against the person is told."
    assert rules(status) == ["model-level"]


def test_a_withdrawn_step_counts_no_more() -> None:
    found = [
        each
        for each in standings(*MATTERS)
        if each.matter.key != "deif-case-warrant-issued-2024-11-21"
    ]
    assert status_of(found, "deif-case", "2024-11-22").state == "application_filed"


def test_steps_of_other_proceedings_change_nothing() -> None:
    other = step("gallant-case", "arrested", "2024-12-01")
    assert PERSONS
    assert status_of(standings(*MATTERS, other), "deif-case", "2025-03-01") == status_of(
        log(), "deif-case", "2025-03-01"
    )


def told(*steps: tuple[str, str], about: str = "case", on: str | None = None) -> Status:
    entered = [step(about, code, date) for code, date in steps]
    return status_of(standings(AMIN, CASE, ABROAD, *entered), about, "2030-01-01", on)


def english(status: Status) -> str:
    return " ".join(each.en for each in status.sentences)


@pytest.mark.parametrize("about", ["case", "abroad"])
@pytest.mark.parametrize("convicted", ["2024-06-01", "2024-06", "2024"])
def test_of_an_acquittal_and_a_conviction_of_one_day_none_is_taken_for_settled(
    about: str, convicted: str
) -> None:
    status = told(
        ("warrant_issued", "2023-01-01"), ("convicted", convicted), ("acquitted", "2024-06-01"),
        about=about,
    )  # fmt: skip
    assert status.state == "acquitted"
    assert status.label.en == "acquitted (not settled)"
    assert "غير محسوم" in status.label.ar
    assert status.says.en.startswith("Acts that are told of the same day contradict each other")
    assert status.sentences[1].en.startswith("Acts that are told of the same day contradict")
    assert status.sentences[1].ar.startswith("أعمال مذكورة لليوم نفسه يناقض بعضها بعضاً")
    assert ("(Article 66)" in status.says.en) is (about == "case")
    assert "Amin Darwish is presumed innocent." in english(status)
    assert "convicted Amin" not in english(status)
    assert "contradiction" in rules(status)


def test_a_conviction_after_an_acquittal_of_another_day_is_followed() -> None:
    status = told(("acquitted", "2024-06-01"), ("convicted", "2024-06-02"))
    assert (status.state, status.label.en) == ("convicted", "convicted")


FINAL = {
    "acquittal final": [
        ("case", "acquitted", "judgment_final"),
        ("case", "acquitted", "appeal_filed", "appeal_confirmed"),
        ("case", "no_case_to_answer", "acquitted", "appeal_filed", "appeal_withdrawn"),
        (
            "case", "convicted", "appeal_filed", "appeal_reversed", "trial_opened", "acquitted",
            "judgment_final",
        ),
        ("abroad", "acquitted", "judgment_final"),
    ],
    "conviction final": [
        ("case", "convicted", "sentenced", "judgment_final"),
        ("case", "convicted", "appeal_filed", "sentenced", "appeal_filed", "appeal_confirmed"),
        ("abroad", "convicted", "appeal_filed", "appeal_confirmed"),
    ],
    "judgment final": [
        ("case", "judgment_final"),
        ("case", "no_case_to_answer", "judgment_final"),
        ("case", "convicted", "sentenced", "appeal_filed", "appeal_amended"),
        ("case", "convicted", "appeal_filed", "appeal_reversed", "judgment_final"),
        ("case", "acquitted", "appeal_filed", "judgment_final"),
        ("abroad", "acquitted", "appeal_filed", "judgment_final"),
        ("abroad", "convicted", "appeal_filed", "appeal_reversed", "judgment_final"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("label", "steps"), [(label, steps) for label, each in FINAL.items() for steps in each]
)
def test_a_final_judgment_convicts_or_acquits_as_the_steps_tell(
    label: str, steps: tuple[str, ...]
) -> None:
    about, *codes = steps
    status = told(*((code, f"2024-01-{day:02}") for day, code in enumerate(codes, 1)), about=about)
    assert (status.state, status.label.en) == ("judgment_final", label)
    says = {
        "acquittal final": ("The acquittal of Amin Darwish is final.", "الحكم ببراءة"),
        "conviction final": ("The conviction of Amin Darwish is final.", "الحكم بإدانة"),
        "judgment final": ("do not say whether it convicts or acquits.", "بالإدانة أم بالبراءة"),
    }[label]
    assert says[0] in status.says.en
    assert says[1] in status.says.ar


def test_a_verdict_that_another_of_its_day_contradicts_tells_no_outcome() -> None:
    steps = (("acquitted", "2024-06-01"), ("convicted", "2024-06-01"))
    status = told(*steps, ("judgment_final", "2024-08-01"))
    assert (status.state, status.label.en) == ("judgment_final", "judgment final")
    assert "contradiction" in rules(status)


def test_a_rejected_application_stands_beside_a_warrant_of_the_same_day() -> None:
    status = told(
        ("application_filed", "2024-01-01"), ("warrant_issued", "2024-02-01"),
        ("application_rejected", "2024-02-01"),
    )  # fmt: skip
    assert (status.state, track(status, "warrant")) == ("application_rejected", "none")
    assert "warrant of arrest issued" in status.says.en


def test_what_becomes_of_a_warrant_and_of_custody_after_a_verdict() -> None:
    begun = (("warrant_issued", "2023-01-01"), ("arrested", "2023-02-01"))
    free = told(*begun, ("acquitted", "2024-06-01"))
    assert (track(free, "warrant"), track(free, "detention")) == ("trial_ended", "end_not_told")
    assert "ceased to have effect" not in english(free)
    assert "unless the Trial Chamber maintains the detention" in english(free)
    assert any("يُفرج عن أمين درويش فوراً" in each.ar for each in free.sentences)
    held = told(*begun, ("convicted", "2024-06-01"))
    assert (track(held, "warrant"), track(held, "detention")) == ("executed", "detained")
    assert "remains in custody pending an appeal" in english(held)
    assert "Amin Darwish is presumed innocent." in english(held)


@pytest.mark.parametrize(
    ("about", "ending"),
    [("case", "terminated_on_death"), ("case", "terminated"), ("abroad", "ended_on_death")],
)
def test_an_end_of_proceedings_tells_no_end_of_detention(about: str, ending: str) -> None:
    status = told(("arrested", "2024-01-01"), (ending, "2024-02-01"), about=about)
    (detention,) = (each for each in status.tracks if each.track == "detention")
    assert detention.says.en == "Amin Darwish was detained; the end of detention is not told."
    assert detention.says.ar == "كان أمين درويش محتجزاً؛ ولا ذكر لنهاية الاحتجاز."
    freed = told(
        ("arrested", "2024-01-01"), (ending, "2024-02-01"), ("released", "2024-02-02"), about=about
    )
    assert track(freed, "detention") == "released"


def test_an_arrest_after_an_end_for_death_stands_beside_that_end() -> None:
    status = told(
        ("warrant_issued", "2024-01-01"), ("death_acknowledged", "2024-11-01"),
        ("terminated_on_death", "2024-12-01"), ("arrested", "2025-01-05"),
    )  # fmt: skip
    assert status.says.en == (
        "The chamber ended the proceedings against Amin Darwish because of death. So it was told"
        " for 2024-12-01; after that, this is told: Amin Darwish is arrested by a State and not yet"
        " surrendered."
    )
    assert status.says.ar.startswith("أنهت الدائرة الإجراءات بحق أمين درويش بسبب الوفاة.")
    assert "not settled" in status.label.en
    assert "that the body established it is not told" in english(status)
    assert any("ولا ذكر لإثبات الهيئة المختصة لها" in each.ar for each in status.sentences)


def test_what_came_after_the_day_asked_is_not_called_announced() -> None:
    status = told(
        ("warrant_issued", "2024-01-01"), ("arrested", "2024-02-01"), on="2024-01-15"
    )  # fmt: skip
    assert "After the day asked: 2024-02-01: arrest" in english(status)
    assert "Announced" not in english(status)
    assert any(each.ar.startswith("بعد اليوم المسؤول عنه:") for each in status.sentences)


def test_an_act_is_followed_by_an_act_and_a_word_by_a_word() -> None:
    status = told(
        ("warrant_issued", "2024-01-01"), ("warrant_withdrawn", "2024-02-01"),
        ("death_claimed", "2024-03-01"),
    )  # fmt: skip
    assert "; followed by: 2024-02-01: warrant withdrawn" in english(status)
    assert any("؛ وتلاه: 2024-02-01" in each.ar for each in status.sentences)
    assert "Superseded" not in english(status)
    word = status_of(log(), "deif-case", "2025-02-10")
    assert "Superseded by a later word: 2024-11-21: death not confirmed" in english(word)


def test_a_national_arrest_without_a_warrant_leaves_no_gap() -> None:
    assert rules(told(("arrested", "2023-01-01"), about="abroad")) == []
    assert "gap" in rules(told(("arrested", "2023-01-01")))


def test_a_proceeding_without_a_person_presumes_nobody_innocent() -> None:
    open_case = LegalProceeding(
        key="open", reason="-", situation="coast", model="national-universal"
    )
    opened = step("open", "structural_investigation_opened", "2024-01-01")
    status = status_of(standings(open_case, opened), "open", "2024-06-01")
    assert [each.code for each in status.remarks] == ["structural-names-nobody"]
