from __future__ import annotations

import pytest
from tests.unit.law.cases import standings
from tests.unit.law.proceedings.worked import MATTERS, PALESTINE, PERSONS, log, step

from amana.core import NotFound, UsageError
from amana.law.proceedings import Status, status_of
from amana.records import LegalProceeding


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
    assert track(status, "cooperation") == "reported"
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
