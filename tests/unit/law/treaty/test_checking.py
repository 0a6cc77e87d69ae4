from __future__ import annotations

import msgspec
import pytest

from amana.law.treaty.checking import Doubt, findings
from amana.law.treaty.facts import FactKind, TreatyFact
from amana.law.treaty.lists import packaged_facts

ON = "2026-11-22"
OURS = packaged_facts()


def changed(id_: str, **members: object) -> list[TreatyFact]:
    """Return the packaged facts with one of them changed."""
    return [msgspec.structs.replace(fact, **members) if fact.id == id_ else fact for fact in OURS]


def made(kind: FactKind, date: str, **members: object) -> list[TreatyFact]:
    """Return the packaged facts with one more."""
    said = {"source": "s", "retrieved": ON, "verified": True, **members}
    return [*OURS, msgspec.convert({"kind": kind, "date": date, **said}, TreatyFact)]


def contradictions(facts: list[TreatyFact]) -> list[str]:
    found = findings(facts, on=ON, months=12)
    return [each.why for each in found if each.doubt is Doubt.INCONSISTENT]


def test_the_packaged_facts_contradict_nothing() -> None:
    assert contradictions(list(OURS)) == []


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (changed("deposit:GTM:2012-04-02", since="2012-06-01"), "from 2012-07-01 by Article 126"),
        (changed("deposit:MNE:2006-10-23", since="2006-10-23"), "began to exist"),
        (changed("withdrawal:BDI:2016-10-27", since="2017-10-26"), "Article 127(1)"),
        (
            changed("amendment-accepted:LIE:2010-aggression:2012-05-08", since="2012-05-08"),
            "Article 121(5)",
        ),
        (changed("signature:USA:2000-12-31", date="2001-01-01"), "Article 125(1)"),
        (changed("transitional-declaration:COL:2002-08-05", until="2009-11-01"), "seven years"),
        (changed("transitional-declaration:COL:2002-08-05", since="2002-10-01"), "Article 124"),
        (changed("council-referral:LBY:2011-02-26", since="2002-06-30"), "Article 11(1)"),
        (changed("deposit:PSE:2015-01-02", retrieved="2014-12-31"), "before it was done"),
        (made(FactKind.SIGNATURE, "1999-01-01", state="TLS"), "did not exist"),
        (made(FactKind.WITHDRAWAL, "2020-01-01", state="ATA", since="2021-01-01"), "no instrument"),
        (
            made(FactKind.DEPOSIT, "2020-01-01", state="FRA", since="2020-04-01",
                 instrument="accession"),
            "deposited an instrument before",
        ),
        (
            made(FactKind.AMENDMENT_ACCEPTED, "2020-01-01", state="ATA", amendment="2010-weapons"),
            "deposited no instrument",
        ),
        (
            made(FactKind.AMENDMENT_ACCEPTED, "2010-01-01", state="FRA", amendment="2010-weapons"),
            "no amendment",
        ),
        (
            made(FactKind.DECLARATION, "2020-01-01", state="FRA", since="2015-01-01"),
            "Article 12(3)",
        ),
        (
            made(FactKind.STATE_REFERRAL, "2020-01-01", state="SYR", by=("ATA",)),
            "ATA was not a party on that day",
        ),
    ],
)  # fmt: skip
def test_what_contradicts_a_provision_is_told(facts: list[TreatyFact], why: str) -> None:
    assert [each for each in contradictions(facts) if why in each] != []


def test_unverified_and_old_facts_are_told_after_contradictions() -> None:
    facts = changed("deposit:GTM:2012-04-02", since="2012-06-01")
    doubts = [each.doubt for each in findings(facts, on=ON, months=12)]
    assert doubts == sorted(doubts, key=list(Doubt).index)
    assert set(doubts) == set(Doubt)
    unverified = [fact for fact in facts if not fact.verified]
    assert doubts.count(Doubt.UNVERIFIED) == len(unverified)


@pytest.mark.parametrize(
    ("months", "on", "old"),
    [(1, "2020-02-15", False), (1, "2020-02-16", True), (0, "2020-01-16", True),
     (12, "2021-01-15", False), (12, "2021-01-16", True), (2, "2020-03-16", True)],
)  # fmt: skip
def test_age_counts_in_months_from_the_day_that_is_asked_about(
    months: int, on: str, *, old: bool
) -> None:
    fact = TreatyFact(
        kind=FactKind.RULING, date="2019-01-01", source="s", retrieved="2020-01-15", verified=True
    )
    assert bool(findings([fact], on=on, months=months)) is old


def test_what_is_known_only_until_long_ago_is_old() -> None:
    why = [each.why for each in findings(OURS, on="2027-07-01", months=12)]
    assert "membership: known only until 2026-06-02" in why
    assert "membership: known only until 2026-06-02" not in [
        each.why for each in findings(OURS, on="2027-06-02", months=12)
    ]


def test_a_list_of_acceptances_that_ended_long_ago_is_old() -> None:
    why = [each.why for each in findings(OURS, on="2024-12-01", months=12)]
    assert "acceptances are complete only until 2019-11-27" in why
    assert "acceptances are complete only until 2024-06-25" not in why
