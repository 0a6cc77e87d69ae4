from __future__ import annotations

import pytest
from tests.unit.law.cases import standings

from amana.law.proceedings import Status, status_of
from amana.law.proceedings.machine import run
from amana.law.proceedings.models import model
from amana.records import LegalProceeding, Person, Step

AMIN = Person(key="amin", reason="-", name="Amin Darwish")
CASE = LegalProceeding(key="case", reason="-", situation="coast", model="icc-person", person="amin")


def took(*steps: Step, on: str = "2030-01-01") -> Status:
    return status_of(standings(AMIN, CASE, *steps), "case", on)


def step(code: str, date: str, key: str = "", **told: object) -> Step:
    members = {"key": key or f"{code}-{date}", "proceeding": "case", "step": code, "date": date}
    return Step(reason="-", **{**members, **told})  # type: ignore[arg-type]  # any members


def flags(status: Status) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.rule, each.keys) for each in status.flags]


APPLIED, ISSUED = step("application_filed", "2024-05-20"), step("warrant_issued", "2024-11-21")


def test_an_empty_course_starts_where_nothing_is_told() -> None:
    course = run(model("icc-person"), [])
    assert course.states["main"] == "none"
    assert course.ran == []


def test_a_step_with_others_missing_before_it_is_a_gap() -> None:
    status = took(step("trial_opened", "2024-05-20"))
    assert status.state == "trial"
    assert flags(status) == [("gap", ("trial_opened-2024-05-20",))]
    assert "before it stands: nothing told" in status.flags[0].says.en
    assert status.flags[0].provisions == ("rs:63(1)", "rs:64(8)(a)")


def test_a_step_that_cannot_follow_is_out_of_order_and_followed() -> None:
    status = took(step("judgment_final", "2023-01-01"), step("arrested", "2024-01-01"))
    assert status.state == "arrested"
    assert [rule for rule, _ in flags(status)] == ["gap", "out-of-order"]


def test_a_step_after_an_end_is_told_with_the_end() -> None:
    ended = step("terminated", "2024-12-01")
    status = took(APPLIED, ISSUED, ended, step("arrested", "2025-01-01"))
    assert flags(status) == [("after-end", ("arrested-2025-01-01", "terminated-2024-12-01"))]
    assert status.state == "arrested"


def test_partial_dates_make_no_disorder() -> None:
    status = took(step("application_filed", "2024-09-06"), step("warrant_issued", "2024-09"))
    assert flags(status) == []
    assert [each.step for each in status.steps] == ["application_filed", "warrant_issued"]


def test_acts_of_one_day_run_in_the_order_in_which_they_fit() -> None:
    day = "2025-02-26"
    status = took(
        APPLIED, ISSUED, step("terminated_on_death", day), step("warrant_withdrawn", day),
        step("death_established", day),
    )  # fmt: skip
    assert flags(status) == []
    assert [each.step for each in status.steps][2:] == [
        "death_established", "warrant_withdrawn", "terminated_on_death",
    ]  # fmt: skip


def test_a_second_telling_of_a_step_changes_nothing() -> None:
    again = step("warrant_issued", "2024-11-21", key="again")
    status = took(APPLIED, ISSUED, again)
    assert flags(status) == []
    assert [each.repeats for each in status.steps] == [None, None, "again"]
    assert status.state == "warrant_issued"


def test_two_dates_for_one_step_stand_side_by_side() -> None:
    status = took(APPLIED, ISSUED, step("warrant_issued", "2024-11-23"))
    keys = ("warrant_issued-2024-11-21", "warrant_issued-2024-11-23")
    assert flags(status) == [("two-dates", keys)]
    assert status.since == "2024-11-21"


def test_tellings_with_another_vote_are_flagged() -> None:
    one = step("warrant_issued", "2024-11-21", key="one", vote="unanimous")
    other = step("warrant_issued", "2024-11-21", key="other", vote="2-1")
    assert flags(took(APPLIED, one, other)) == [("tellings-differ", ("one", "other"))]


def test_a_word_against_what_is_established_moves_nothing() -> None:
    status = took(
        APPLIED, ISSUED, step("death_established", "2025-02-26"),
        step("death_denied", "2025-03-01", said_by="a cousin"),
    )  # fmt: skip
    assert next(each.state for each in status.tracks if each.track == "death") == "established"
    assert flags(status) == [
        ("against-act", ("death_denied-2025-03-01", "death_established-2025-02-26"))
    ]


def test_an_unknown_step_moves_nothing_and_is_told() -> None:
    status = took(APPLIED, step("warant_isued", "2024-11-21"))
    assert flags(status) == [("unknown-step", ("warant_isued-2024-11-21",))]
    assert status.state == "application_filed"


def test_a_standard_that_the_provision_does_not_ask_for_is_told() -> None:
    status = took(APPLIED, step("warrant_issued", "2024-11-21", standard="beyond_reasonable_doubt"))
    assert flags(status) == [("other-standard", ("warrant_issued-2024-11-21",))]


def test_who_comes_on_a_summons_has_no_warrant() -> None:
    status = took(
        APPLIED, step("summons_issued", "2024-06-01"), step("first_appearance", "2024-07")
    )
    assert flags(status) == []
    assert {each.track for each in status.tracks if each.told} == {"main"}


def in_turn(model_id: str, *codes: str) -> Status:
    about = LegalProceeding(
        key="case", reason="-", situation="coast", model=model_id,
        person=None if model_id == "icc-situation" else "amin",
    )  # fmt: skip
    steps = [step(code, f"{2000 + number}-01-01") for number, code in enumerate(codes)]
    return status_of(standings(AMIN, about, *steps), "case", "2099-01-01")


@pytest.mark.parametrize(
    ("model_id", "codes", "state"),
    [
        (
            "icc-person",
            """application_filed warrant_issued_sealed warrant_unsealed application_filed
            warrant_issued_further arrested surrendered first_appearance confirmation_opened
            charges_confirmed_partly trial_opened convicted sentenced appeal_filed
            appeal_confirmed reparations_ordered enforcement_state_named sentence_begun
            sentence_reduced sentence_served""",
            "judgment_final",
        ),
        (
            "icc-person",
            """application_filed warrant_issued confirmation_in_absence_ordered confirmation_opened
            charges_confirmed arrested surrendered first_appearance trial_opened acquitted""",
            "acquitted",
        ),
        (
            "icc-person",
            """application_filed summons_issued first_appearance confirmation_opened
            charges_declined application_filed application_rejected terminated""",
            "terminated",
        ),
        (
            "icc-situation",
            """communication_received examination_opened examination_phase_1 examination_phase_2
            examination_phase_3 examination_closed state_referral examination_opened
            ruling_sought ruling_given investigation_opened notice_given council_deferral
            council_deferral_ended investigation_suspended investigation_resumed
            investigation_completed situation_closed""",
            "closed",
        ),
        (
            "national-universal",
            """complaint_filed structural_investigation_opened assistance_requested
            assistance_answered suspect_identified investigation_opened warrant_issued arrested
            charged admitted trial_opened victims_admitted convicted sentenced appeal_filed
            appeal_confirmed""",
            "judgment_final",
        ),
    ],
)
def test_what_usually_happens_is_not_flagged(model_id: str, codes: str, state: str) -> None:
    found = in_turn(model_id, *codes.split())
    assert flags(found) == []
    assert found.state == state
