from __future__ import annotations

import pytest

from amana.law.jurisdiction.acceptance import acceptance, amended, covers, may_have_accepted
from amana.law.jurisdiction.worlds import World
from amana.law.treaty import FactKind, Reach, Treaty, TreatyFact


def fact(kind: FactKind, date: str, **more: object) -> TreatyFact:
    return TreatyFact(kind=kind, date=date, source="s", retrieved="2020-01-01", **more)  # type: ignore[arg-type]  # fields by name


DEPOSIT = fact(FactKind.DEPOSIT, "2004-01-05", state="AAA", since="2004-04-01")
SIGNED = fact(FactKind.SIGNATURE, "2000-01-05", state="BBB")
DECLARED = fact(
    FactKind.DECLARATION, "2010-01-01", state="BBB", since="2009-01-01", until="2009-12-31",
    reach=(Reach.TERRITORY,),
)  # fmt: skip
LEFT_OUT = fact(
    FactKind.TERRITORY_EXCLUDED, "2004-01-05", state="AAA", area="QQQ", since="2004-04-01",
    until="2006-12-31",
)  # fmt: skip
ADOPTED = fact(FactKind.AMENDMENT_ADOPTED, "2010-06-10", amendment="m", complete="2015-01-01")
ACCEPTED = fact(
    FactKind.AMENDMENT_ACCEPTED, "2012-01-01", state="CCC", amendment="m", since="2013-01-01"
)
TREATY = Treaty([DEPOSIT, SIGNED, DECLARED, LEFT_OUT, ADOPTED, ACCEPTED])


@pytest.mark.parametrize(
    ("state", "day", "how", "why"),
    [
        ("AAA", "2004-03-31", None, "not-yet"),
        ("AAA", "2004-04-01", "party", "party"),
        ("BBB", "2009-06-01", "declared", "declared"),
        ("BBB", "2010-01-01", None, "declared-otherwise"),
        ("ZZZ", "2010-01-01", None, "never-signed"),
    ],
)
def test_a_state_accepts_as_party_or_by_declaration(
    state: str, day: str, how: str | None, why: str
) -> None:
    found = acceptance(TREATY, state, day, Reach.TERRITORY, "7")
    assert (found.how, found.why) == (how, why)


def test_a_declaration_about_the_territory_covers_no_nationals_elsewhere() -> None:
    assert acceptance(TREATY, "BBB", "2009-06-01", Reach.NATIONALITY, "7").how is None


def test_a_territory_that_was_left_out_is_not_accepted_for() -> None:
    assert acceptance(TREATY, "AAA", "2005-01-01", Reach.TERRITORY, "7", area="QQQ").how is None
    assert acceptance(TREATY, "AAA", "2007-01-01", Reach.TERRITORY, "7", area="QQQ").how == "party"
    assert acceptance(TREATY, "AAA", "2005-01-01", Reach.TERRITORY, "7").how == "party"


def test_a_declaration_that_was_not_acted_on_is_none() -> None:
    ended = fact(FactKind.DECLARATION_NOT_ACTED_ON, "2012-01-01", state="BBB", about=DECLARED.id)
    treaty = Treaty([SIGNED, DECLARED, ended])
    assert acceptance(treaty, "BBB", "2009-06-01", Reach.TERRITORY, "7").why == "signed-only"


def test_the_last_day_of_a_scope_is_in_it() -> None:
    assert covers(DECLARED, "2009-12-31")
    assert not covers(DECLARED, "2010-01-01")


def test_an_amendment_is_in_force_a_year_after_it_was_accepted() -> None:
    assert not amended(TREATY, "CCC", "m", World("2012-12-31"))
    assert amended(TREATY, "CCC", "m", World("2013-01-01"))
    assert amended(TREATY, "AAA", "m", World("2013-01-01", accepting=frozenset({"AAA"})))


def test_where_the_list_of_acceptances_ends_nothing_is_said_to_be_missing() -> None:
    assert not may_have_accepted(TREATY, "AAA", "2016-01-01", "m")
    assert may_have_accepted(TREATY, "AAA", "2016-01-02", "m")
    assert not may_have_accepted(TREATY, "ZZZ", "2016-01-02", "m")
