from __future__ import annotations

import pytest
from tests.unit.law.cases import standings

from amana.law.proceedings import Status, status_of
from amana.law.proceedings.guards import months_later
from amana.records import LegalProceeding, Person, Step

LATE = "deferral-within-a-month"
AMIN = Person(key="amin", reason="-", name="Amin Darwish")
CASE = LegalProceeding(key="case", reason="-", situation="coast", model="icc-person", person="amin")
WHOLE = LegalProceeding(key="whole", reason="-", situation="coast", model="icc-situation")


def took(
    about: str, *told: tuple[str, str] | tuple[str, str, str], on: str = "2030-01-01"
) -> Status:
    steps = [
        Step(
            key=f"s-{number}", reason="-", proceeding=about, step=code, date=date,
            by=by[0] if by else "",
        )
        for number, (code, date, *by) in enumerate(told)
    ]  # fmt: skip
    return status_of(standings(AMIN, CASE, WHOLE, *steps), about, on)


def rules(status: Status) -> list[str]:
    return [each.rule for each in status.flags]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-12-15", 12, "2025-12-15"),
        ("9999-12-31", 1, "9999-12-31"),
        ("9998-12-31", 12, "9999-12-31"),
    ],
)
def test_months_are_those_of_the_calendar(day: str, months: int, later: str) -> None:
    assert months_later(day, months) == later


def test_an_investigation_needs_a_referral_or_an_authorisation() -> None:
    alone = took(
        "whole", ("examination_opened", "2020-01-01"), ("investigation_opened", "2021-01-01")
    )
    assert rules(alone) == ["opened-without-referral-or-authorisation"]
    assert alone.flags[0].provisions == ("rs:13", "rs:15(4)")
    assert alone.state == "investigation_open"
    referred = took(
        "whole", ("examination_opened", "2020-01-01"), ("state_referral", "2020-06-01"),
        ("investigation_opened", "2021-01-01"),
    )  # fmt: skip
    assert rules(referred) == []
    authorised = took(
        "whole", ("examination_opened", "2020-01-01"), ("authorisation_requested", "2020-06-01"),
        ("authorised", "2020-09-01"), ("investigation_opened", "2020-09-01"),
    )  # fmt: skip
    assert rules(authorised) == []


def test_a_refused_authorisation_may_be_asked_for_again() -> None:
    status = took(
        "whole", ("examination_opened", "2006-01-01"), ("authorisation_requested", "2017-11-20"),
        ("authorisation_rejected", "2019-04-12"), ("authorised", "2020-03-05"),
    )  # fmt: skip
    assert rules(status) == []
    assert status.state == "authorised"


@pytest.mark.parametrize(("date", "flagged"), [("2021-04-09", []), ("2021-04-10", [LATE])])
def test_deferral_is_asked_for_within_a_month_of_the_notice(date: str, flagged: list[str]) -> None:
    status = took("whole", ("notice_given", "2021-03-09"), ("deferral_requested", date))
    assert rules(status) == flagged


def test_a_state_challenges_once_unless_it_was_too_early() -> None:
    early = took(
        "whole", ("challenge_filed", "2024-01-01", "XAA"),
        ("challenge_dismissed_premature", "2024-02-01"), ("challenge_filed", "2024-03-01", "XAA"),
    )  # fmt: skip
    assert rules(early) == []
    twice = took(
        "whole", ("challenge_filed", "2024-01-01", "XAA"), ("challenge_rejected", "2024-02-01"),
        ("challenge_filed", "2024-03-01", "xaa"),
    )  # fmt: skip
    assert rules(twice) == ["challenged-once"]
    other = took(
        "whole", ("challenge_filed", "2024-01-01", "XAA"), ("challenge_rejected", "2024-02-01"),
        ("challenge_filed", "2024-03-01", "XBB"),
    )  # fmt: skip
    assert rules(other) == []


def test_an_application_is_withdrawn_before_a_decision() -> None:
    late = took(
        "case", ("application_filed", "2024-01-01"), ("warrant_issued", "2024-02-01"),
        ("application_withdrawn", "2024-03-01"),
    )  # fmt: skip
    assert rules(late) == ["withdrawn-before-decision"]
    assert late.state == "warrant_issued"
    assert late.says.en.startswith("A warrant of arrest was issued")
    assert late.since == "2024-02-01"


def test_an_end_for_death_needs_a_death_that_is_established() -> None:
    status = took(
        "case", ("application_filed", "2024-01-01"), ("death_claimed", "2024-02-01"),
        ("terminated_on_death", "2024-03-01"),
    )  # fmt: skip
    assert rules(status) == ["ended-on-death-not-established"]
    assert status.state == "terminated_on_death"


def test_a_deferral_of_the_council_runs_out() -> None:
    told = (("state_referral", "2020-01-01"), ("investigation_opened", "2020-02-01"),
            ("council_deferral", "2020-03-01"))  # fmt: skip
    assert took("whole", *told, on="2021-03-01").state == "deferred"
    assert rules(took("whole", *told, on="2021-03-01")) == []
    late = took("whole", *told, on="2021-03-02")
    assert [(each.rule, each.provisions) for each in late.flags] == [("ran-out", ("rs:16",))]
    renewed = took("whole", *told, ("council_deferral", "2021-02-15"), on="2021-12-01")
    assert rules(renewed) == []


def test_the_end_with_a_standing_warrant_is_remarked() -> None:
    status = took(
        "case", ("application_filed", "2024-01-01"), ("warrant_issued", "2024-02-01"),
        ("terminated", "2024-03-01"),
    )  # fmt: skip
    assert [each.code for each in status.remarks] == [
        "ended-with-warrant-standing",
        "presumed-innocent",
    ]
