from __future__ import annotations

import pytest

from amana.law.treaty.facts import FactKind, Reach, TreatyFact
from amana.law.treaty.status import Treaty, packaged_treaty


def fact(kind: FactKind, date: str, **more: object) -> TreatyFact:
    return TreatyFact(kind=kind, date=date, source="s", retrieved="2020-01-01", **more)  # type: ignore[arg-type]  # fields by name


DEPOSIT = fact(FactKind.DEPOSIT, "2004-01-05", state="AAA", since="2004-04-01")
NOTICE = fact(FactKind.WITHDRAWAL, "2010-03-03", state="AAA", since="2011-03-03")


@pytest.mark.parametrize(
    ("day", "deposited", "bound"),
    [
        ("2002-07-01", 76, 66),
        ("2014-01-27", 122, 122),
        ("2015-04-01", 123, 123),
        ("2016-06-01", 124, 124),
        ("2017-10-27", 123, 123),
        ("2019-03-17", 123, 122),
        ("2019-12-01", 123, 122),
        ("2020-02-01", 123, 123),
        ("2024-02-01", 124, 124),
        ("2024-12-31", 125, 124),
        ("2025-01-01", 125, 125),
        ("2026-06-02", 124, 124),
    ],
)
def test_what_is_published_and_who_is_bound_are_two_counts(
    day: str, deposited: int, bound: int
) -> None:
    treaty = packaged_treaty()
    assert (len(treaty.deposited(day)), len(treaty.parties(day))) == (deposited, bound)


def test_a_membership_ends_on_the_day_on_which_the_withdrawal_takes_effect() -> None:
    treaty = Treaty([DEPOSIT, NOTICE])
    assert treaty.membership("AAA", "2004-03-31") is None
    assert treaty.membership("AAA", "2004-04-01") is not None
    assert treaty.membership("AAA", "2011-03-02") is not None
    assert treaty.membership("AAA", "2011-03-03") is None


def test_what_was_done_later_does_not_exist_yet() -> None:
    treaty = Treaty([DEPOSIT, NOTICE])
    assert treaty.as_of("2004-01-04").membership("AAA", "2004-05-01") is None
    before = treaty.as_of("2010-03-02")
    assert before.membership("AAA", "2012-01-01") is not None
    assert treaty.as_of("2010-03-03").membership("AAA", "2012-01-01") is None
    assert treaty.as_of("2030-01-01") is treaty
    assert treaty.as_of("2010-03-02") is before


def test_a_rescinded_notice_ends_nothing() -> None:
    back = fact(FactKind.WITHDRAWAL_RESCINDED, "2010-09-01", state="AAA", about=NOTICE.id)
    treaty = Treaty([DEPOSIT, NOTICE, back])
    assert treaty.membership("AAA", "2012-01-01") is not None
    assert treaty.as_of("2010-08-31").membership("AAA", "2012-01-01") is None


def test_who_leaves_before_being_bound_was_never_bound() -> None:
    treaty = packaged_treaty()
    assert treaty.memberships("MYS") == ()
    assert treaty.as_of("2019-04-28").membership("MYS", "2019-06-01") is not None


def test_who_comes_back_is_bound_twice() -> None:
    again = fact(FactKind.DEPOSIT, "2015-01-05", state="AAA", since="2015-04-01")
    first, second = Treaty([DEPOSIT, NOTICE, again]).memberships("AAA")
    assert (first.until, second.since, second.until) == ("2011-03-03", "2015-04-01", None)


def test_a_transitional_declaration_covers_its_years_until_it_is_taken_back() -> None:
    declared = fact(
        FactKind.TRANSITIONAL_DECLARATION, "2004-01-05", state="AAA", since="2004-04-01",
        until="2011-03-31", families=("8",), reach=(Reach.NATIONALITY,),
    )  # fmt: skip
    taken_back = fact(FactKind.TRANSITIONAL_WITHDRAWN, "2008-08-13", state="AAA", about=declared.id)
    standing = Treaty([DEPOSIT, declared])
    assert standing.transitional("AAA", "2004-03-31") is None
    assert standing.transitional("AAA", "2011-03-31") == declared
    assert standing.transitional("AAA", "2011-04-01") is None
    ended = Treaty([DEPOSIT, declared, taken_back])
    assert ended.transitional("AAA", "2008-08-12") == declared
    assert ended.transitional("AAA", "2008-08-13") is None
    back = packaged_treaty().of_kind(FactKind.TRANSITIONAL_WITHDRAWN, "FRA")[0]
    assert packaged_treaty().transitional("FRA", "2008-06-14") is not None
    assert packaged_treaty().transitional("FRA", back.since or "") is None


def test_aggression_is_not_accepted_from_the_declaration_on() -> None:
    declared = fact(FactKind.AGGRESSION_NOT_ACCEPTED, "2015-11-30", state="AAA")
    back = fact(
        FactKind.AGGRESSION_NOT_ACCEPTED_WITHDRAWN, "2020-01-01", state="AAA", about=declared.id
    )
    treaty = Treaty([declared, back])
    assert treaty.opted_out("AAA", "2015-11-29") is None
    assert treaty.opted_out("AAA", "2015-11-30") == declared
    assert treaty.opted_out("AAA", "2020-01-01") is None


def test_lookups_tell_what_is_there_and_nothing_else() -> None:
    accepted = fact(
        FactKind.AMENDMENT_ACCEPTED, "2012-05-08", state="AAA", since="2013-05-08", amendment="x"
    )
    adopted = fact(FactKind.AMENDMENT_ADOPTED, "2010-06-10", amendment="x")
    declared = fact(FactKind.DECLARATION, "2009-01-01", state="BBB")
    referred = fact(FactKind.COUNCIL_REFERRAL, "2005-03-31", state="CCC")
    treaty = Treaty([declared, adopted, accepted, referred])
    assert treaty.accepted("AAA", "x") == accepted
    assert treaty.accepted("AAA", "y") is None
    assert treaty.adopted("x") == adopted
    assert treaty.adopted("y") is None
    assert treaty.declarations("BBB") == (declared,)
    assert treaty.referrals("CCC") == (referred,)
    assert treaty.states() == ("AAA", "BBB", "CCC")
    assert treaty.of_state("AAA") == (accepted,)
    assert treaty.of_kind(FactKind.AMENDMENT_ADOPTED) == (adopted,)
