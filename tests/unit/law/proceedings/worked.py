"""The worked log of Situation ICC-01/18 as matters; what was known when is part of it."""

from __future__ import annotations

from tests.unit.law.cases import passage, standings

from amana.records import Entered, LegalProceeding, Person, Situation, Standing, Step

PALESTINE = Situation(
    key="palestine", reason="-", name="Situation in the State of Palestine",
    name_ar="الحالة في دولة فلسطين", body="International Criminal Court", reference="ICC-01/18",
    states=("PSE",), period="2014-06-13/..",
)  # fmt: skip
WHOLE = LegalProceeding(
    key="icc-01-18", reason="-", situation="palestine", model="icc-situation", name="ICC-01/18"
)
NAMES = {
    "netanyahu": ("Benjamin Netanyahu", "بنيامين نتنياهو"),
    "gallant": ("Yoav Gallant", "يوآف غالانت"),
    "sinwar": ("Yahya Sinwar", "يحيى السنوار"),
    "deif": ("Mohammed Deif", "محمد الضيف"),
    "haniyeh": ("Ismail Haniyeh", "إسماعيل هنية"),
}
PERSONS = tuple(
    Person(key=key, reason="-", name=name, name_ar=name_ar)
    for key, (name, name_ar) in NAMES.items()
)
CASES = tuple(
    LegalProceeding(
        key=f"{key}-case", reason="-", situation="palestine", model="icc-person", person=key
    )
    for key in NAMES
)
CHAMBER = "Pre-Trial Chamber I"


def step(proceeding: str, code: str, date: str | None, **told: object) -> Step:
    """Return a step whose key follows from what it is."""
    key = f"{proceeding}-{code.replace('_', '-')}-{date or 'undated'}"[-64:].strip("-")
    members = {"key": key, "proceeding": proceeding, "step": code, "date": date, **told}
    return Step(reason="-", **members)  # type: ignore[arg-type]  # any members


SITUATION_STEPS = (
    step("icc-01-18", "examination_opened", "2015-01-16", by="Prosecutor"),
    step("icc-01-18", "state_referral", "2018-05-22", by="PSE"),
    step("icc-01-18", "ruling_given", "2021-02-05", by=CHAMBER),
    step("icc-01-18", "investigation_opened", "2021-03-03", by="Prosecutor"),
    step("icc-01-18", "challenge_filed", "2024-09", by="ISR", cites=(passage("2024-11-21"),)),
    step("icc-01-18", "new_notice_asked", "2024-09", by="ISR", cites=(passage("2024-11-21"),)),
    step("icc-01-18", "challenge_dismissed_premature", "2024-11-21", by=CHAMBER),
    step("icc-01-18", "new_notice_refused", "2024-11-21", by=CHAMBER),
    step("icc-01-18", "challenge_appealed", "2024-11-27", by="ISR"),
    step("icc-01-18", "challenge_remanded", "2025-04-24", by="Appeals Chamber"),
)
PERSON_STEPS = (
    *(step(f"{key}-case", "application_filed", "2024-05-20", by="Prosecutor") for key in NAMES),
    step("haniyeh-case", "death_claimed", "2024-07-31", said_by="Hamas"),
    step("haniyeh-case", "application_withdrawn", "2024-08-02", by="Prosecutor"),
    step("haniyeh-case", "terminated", "2024-09", known="2024-09-06", by=CHAMBER),
    step("sinwar-case", "death_claimed", "2024-10-16", said_by="Israel"),
    step(
        "sinwar-case", "application_withdrawn", "2024-10-16/2024-11-20", by="Prosecutor",
        cites=(passage("2024-11-21"),),
    ),
    *(
        step(
            f"{key}-case", "warrant_issued", "2024-11-21", by=CHAMBER, vote="unanimous",
            standard="reasonable_grounds_to_believe", cites=(passage("2024-11-21"),),
        )
        for key in ("netanyahu", "gallant")
    ),
    step("deif-case", "warrant_issued", "2024-11-21", by=CHAMBER, cites=(passage("2024-11-21"),)),
    step("deif-case", "death_claimed", "2024-08-01", said_by="Israel"),
    step("deif-case", "death_not_confirmed", "2024-11-21", said_by="Hamas"),
    step("deif-case", "death_acknowledged", "2025-01-30", said_by="Hamas"),
    step("deif-case", "death_established", "2025-02-26", by=CHAMBER, known="2025-02-27"),
    step("deif-case", "warrant_withdrawn", "2025-02-26", by=CHAMBER, known="2025-02-27"),
    step("deif-case", "terminated_on_death", "2025-02-26", by=CHAMBER, known="2025-02-27"),
    step("netanyahu-case", "visit_without_arrest", "2025-04-03", by="HUN", said_by="press"),
)  # fmt: skip
MATTERS: tuple[Entered, ...] = (PALESTINE, *PERSONS, WHOLE, *CASES, *SITUATION_STEPS, *PERSON_STEPS)


def log() -> tuple[Standing, ...]:
    """Return the whole log as it stands."""
    return standings(*MATTERS)
