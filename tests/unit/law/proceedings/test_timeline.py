from __future__ import annotations

import pytest
from tests.unit.law.cases import passage, standings
from tests.unit.law.proceedings.worked import log

from amana.core import NotFound
from amana.law.proceedings.timeline import Moment, timeline
from amana.records import (
    Entered,
    LegalProceeding,
    ReportedIncident,
    Situation,
    Step,
    Undertaking,
)

BASE: tuple[Entered, ...] = (
    Situation(key="coast", reason="-", name="The coast"),
    Situation(key="hills", reason="-", name="The hills"),
    LegalProceeding(key="case", reason="-", situation="coast", model="icc-person", person="amin"),
)


def told(*matters: Entered, known_on: str = "2025-01-01") -> dict[str, Moment]:
    return {each.key: each for each in timeline(standings(*BASE, *matters), "coast", known_on)}


def step(key: str, code: str, date: str | None, **more: object) -> Step:
    members = {"key": key, "proceeding": "case", "step": code, "date": date, **more}
    return Step(reason="-", **members)  # type: ignore[arg-type]  # any members


RAID = ReportedIncident(
    key="raid", reason="-", situation="coast", name="Raid on the port", date="2023-10-07",
    place="the port", actors=("an armed group",), cites=(passage("2023-10-09"),),
)  # fmt: skip
VISIT = Undertaking(
    key="visit", reason="-", situation="coast", kind="visit", what="a visit", date="2024-01-17",
    by=("the prosecutor",), said_by="the office",
)  # fmt: skip


def test_everything_is_on_one_line_in_the_order_of_its_days() -> None:
    found = told(
        VISIT, step("s", "application_filed", "2023-12"), RAID, step("u", "arrested", None)
    )
    assert list(found) == ["raid", "s", "visit", "u"]
    assert [each.kind for each in found.values()] == ["incident", "step", "undertaking", "step"]
    assert found["raid"].says.en == (
        "2023-10-07: reported: Raid on the port, the port, alleged: an armed group"
    )
    assert (found["visit"].by, found["visit"].said_by) == (("the prosecutor",), "the office")
    assert found["visit"].entered_by == "Rana Haddad"
    assert found["raid"].known.day == "2023-10-09"
    assert found["raid"].cites[0].published == "2023-10-09"
    assert (found["u"].standing, found["u"].first) == ("undated", None)


def test_what_was_not_known_by_then_is_not_on_it() -> None:
    assert "raid" not in told(RAID, known_on="2023-10-08")
    assert "raid" in told(RAID, known_on="2023-10-09")


def test_statements_against_each_other_name_each_other() -> None:
    found = told(
        step("claimed", "death_claimed", "2024-01-01", said_by="A"),
        step("denied", "death_denied", "2024-02-01", said_by="B"),
        VISIT,
        Undertaking(
            key="plan", reason="-", situation="coast", kind="visit_planned", what="a visit",
            date="2023-12-01",
        ),
        Undertaking(
            key="yes", reason="-", situation="coast", kind="carried_out", what="it took place",
            date="2024-01-18", answers="plan",
        ),
        Undertaking(
            key="no", reason="-", situation="coast", kind="not_carried_out", what="it did not",
            date="2024-01-19", answers="plan",
        ),
    )  # fmt: skip
    assert found["claimed"].beside == ("denied",)
    assert found["denied"].beside == ("claimed",)
    assert (found["yes"].beside, found["no"].beside) == (("no",), ("yes",))
    assert found["visit"].beside == ()
    assert (found["plan"].stage, found["yes"].answers) == ("answered", "plan")


def test_what_is_only_announced_or_uncertain_says_so() -> None:
    matters = standings(
        *BASE,
        step("ahead", "trial_opened", "2025-06-01", known="2024-12-01"),
        step("unsure", "arrested", "2024-11", known="2024-12-01"),
    )
    found = timeline(matters, "coast", "2025-01-01", on="2024-11-15")
    assert [(each.key, each.standing) for each in found] == [
        ("unsure", "unsure"), ("ahead", "ahead"),
    ]  # fmt: skip


def test_a_proceeding_of_an_unknown_model_still_tells_its_steps() -> None:
    odd = LegalProceeding(key="odd", reason="-", situation="coast", model="no-such-model")
    found = told(odd, step("s", "decided", "2024-01-01", proceeding="odd"))
    assert found["s"].says.en == "2024-01-01: decided"


def test_other_situations_are_other_timelines() -> None:
    assert timeline(standings(*BASE, RAID, VISIT), "hills", "2025-01-01") == ()
    with pytest.raises(NotFound):
        timeline(standings(*BASE), "costa", "2025-01-01")


def test_the_worked_log_as_known_on_two_days() -> None:
    early = [each.key for each in timeline(log(), "palestine", "2024-11-22")]
    late = [each.key for each in timeline(log(), "palestine", "2025-05-01")]
    assert early == [key for key in late if key in early]
    assert len(late) - len(early) == 7
