"""Answers about jurisdiction change only with what they depend on."""

from __future__ import annotations

import datetime as dt
import itertools

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amana.law.jurisdiction import Question, Result, jurisdiction
from amana.law.jurisdiction.choices import day_before, turning_days
from amana.law.treaty import FactKind, Reach, Treaty, TreatyFact, one_year_after, packaged_treaty
from amana.law.treaty.states import states

TODAY = "2026-11-01"
PLAIN = ("rs:6(a)", "rs:7(1)(a)", "rs:7(1)(d)")
CRIMES = (*PLAIN, "rs:8(2)(b)(iv)", "rs:8(2)(e)(xiv)", "rs:8(2)(e)(xix)", "rs:8bis")
STATES = (
    "AFG", "ARM", "BDI", "CIV", "COL", "DEU", "ESP", "FRA", "GEO", "HUN", "ISR", "JOR", "LBY",
    "MYS", "PHL", "PSE", "RUS", "SDN", "SYR", "UKR", "USA",
)  # fmt: skip
SOME = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))

days = st.dates(dt.date(2001, 1, 1), dt.date(2026, 10, 31)).map(dt.date.isoformat)
state_sets = st.lists(st.sampled_from(STATES), unique=True, max_size=2).map(tuple)
some_states = st.lists(st.sampled_from(STATES), unique=True, min_size=1, max_size=2).map(tuple)


@st.composite
def questions(draw: st.DrawFn, crimes: tuple[str, ...] = CRIMES) -> Question:
    """Return a question that leaves nothing open."""
    crime = draw(st.sampled_from(crimes))
    return Question(
        crime=crime,
        as_of=TODAY,
        when=draw(days),
        places=draw(some_states),
        nationalities=draw(state_sets),
        registered=draw(st.sampled_from([None, ("COM",), ("TUR",)])),
        aggressor=draw(st.sampled_from(STATES)) if crime == "rs:8bis" else None,
        mandated=draw(st.booleans()),
    )


def changed(question: Question, **more: object) -> Question:
    return msgspec.structs.replace(question, **more)


def result(question: Question, treaty: Treaty | None = None) -> Result:
    return jurisdiction(question, treaty).result


def essence(question: Question, treaty: Treaty | None = None) -> object:
    answer = jurisdiction(question, treaty)
    return answer.result, [(base.key, base.state) for base in answer.bases]


@SOME
@given(questions(), days)
def test_the_result_changes_only_on_the_days_of_dated_facts(asked: Question, other: str) -> None:
    first, last = sorted((asked.when or "", other))
    turns = [day for day in turning_days(packaged_treaty()) if first < day <= last]
    before = result(changed(asked, when=first))
    if not turns:
        assert result(changed(asked, when=last)) is before
        return
    assert result(changed(asked, when=day_before(turns[0]))) is before
    for day in turns[:3]:
        end = next((day_before(later) for later in turns if later > day), last)
        assert result(changed(asked, when=day)) is result(changed(asked, when=end))


@SOME
@given(questions())
def test_a_fact_of_a_state_that_is_not_asked_about_changes_nothing(asked: Question) -> None:
    foreign = [
        TreatyFact(
            kind=kind,
            state="VAT",
            date="2003-01-01",
            since="2002-08-01",
            amendment="x",
            source="s",
            retrieved="2020-01-01",
        )
        for kind in (FactKind.DEPOSIT, FactKind.DECLARATION, FactKind.COUNCIL_REFERRAL)
    ]
    more = Treaty([*packaged_treaty().facts, *foreign])
    assert essence(asked, more) == essence(asked)


@SOME
@given(questions(), st.sampled_from(sorted(FactKind)))
def test_removing_facts_of_others_changes_nothing(asked: Question, kind: FactKind) -> None:
    named = {*(asked.places or ()), *(asked.nationalities or ()), *(asked.registered or ())}
    named |= {asked.aggressor or ""}
    left = [
        fact
        for fact in packaged_treaty().facts
        if fact.kind is not kind or fact.state in named or fact.state is None
    ]
    if kind is not FactKind.AMENDMENT_ACCEPTED:  # the first acceptance makes it a crime for all
        assert essence(asked, Treaty(left)) == essence(asked)


@SOME
@given(questions(PLAIN), st.sampled_from(STATES))
def test_another_nationality_takes_no_basis_away(asked: Question, state: str) -> None:
    asked = changed(asked, mandated=False)
    more = changed(asked, nationalities=(*(asked.nationalities or ()), state))
    before = {(base.key, base.state) for base in jurisdiction(asked).bases}
    after = {(base.key, base.state) for base in jurisdiction(more).bases}
    assert before <= after


@SOME
@given(questions(PLAIN), st.sampled_from(STATES))
def test_another_place_takes_no_basis_away(asked: Question, state: str) -> None:
    more = changed(asked, places=tuple(dict.fromkeys((*(asked.places or ()), state))))
    if result(asked) is Result.BASIS_FOUND:
        assert result(more) is Result.BASIS_FOUND


@SOME
@given(questions(), days)
def test_as_of_a_day_is_as_if_later_facts_did_not_exist(asked: Question, as_of: str) -> None:
    as_of = max(as_of, asked.when or "")
    known = Treaty([fact for fact in packaged_treaty().facts if fact.done <= as_of])
    then = changed(asked, as_of=as_of)
    assert essence(then) == essence(then, known)
    turned = [fact.done for fact in packaged_treaty().facts if as_of < fact.done]
    later = min([*turned, TODAY])
    assert essence(changed(then, as_of=day_before(later))) == essence(then)


@SOME
@given(questions(), st.data())
def test_an_interval_is_undetermined_if_and_only_if_its_days_differ(
    asked: Question, data: st.DataObject
) -> None:
    first = dt.date.fromisoformat(asked.when or "")
    length = data.draw(st.integers(0, 12))
    every = [(first + dt.timedelta(days=at)).isoformat() for at in range(length + 1)]
    every = [day for day in every if day <= TODAY]
    single = {result(changed(asked, when=day)) for day in every}
    whole = result(changed(asked, when=f"{every[0]}/{every[-1]}"))
    assert whole is (single.pop() if len(single) == 1 else Result.UNDETERMINED)


def all_nationalities() -> list[tuple[str, ...]]:
    """Return none, each one, and pairs of those that the rules can tell apart."""
    codes = sorted(each.code for each in states() if each.kind.is_state)
    pairs = itertools.combinations(("FRA", "UKR", "COL", "SYR", "DEU", "USA", "LBY", "SDN"), 2)
    return [(), *((code,) for code in codes), *pairs]


def exists(codes: tuple[str, ...], day: str) -> bool:
    return all(each.existed(day) for each in states() if each.code in codes)


@settings(SOME, max_examples=5)
@given(questions())
def test_unknown_nationality_is_undetermined_if_and_only_if_two_completions_differ(
    asked: Question,
) -> None:
    asked = changed(asked, when=min(asked.when or "", "2023-01-01"))
    unknown = jurisdiction(changed(asked, nationalities=None))
    found = {
        result(changed(asked, nationalities=codes))
        for codes in all_nationalities()
        if exists(codes, asked.when or "")
    }
    if Result.UNDETERMINED in found:  # whether somebody accepted is not known here
        return
    assert unknown.result is (found.pop() if len(found) == 1 else Result.UNDETERMINED)
    assert ("nationality" in [each.on for each in unknown.unknowns]) == (
        unknown.result is Result.UNDETERMINED
    )


@pytest.mark.deep
@pytest.mark.parametrize("crime", CRIMES)
@pytest.mark.parametrize("place", STATES)
def test_unknown_nationality_is_weighed_as_if_all_were_tried(crime: str, place: str) -> None:
    for day in ("2002-06-30", "2003-05-01", "2008-08-08", "2014-01-20", "2019-03-16", "2022-02-24"):
        asked = Question(
            crime=crime, as_of=TODAY, when=day, places=(place,), aggressor="DEU", mandated=True
        )
        found = {
            result(changed(asked, nationalities=codes))
            for codes in all_nationalities()
            if exists(codes, day)
        }
        if Result.UNDETERMINED not in found:
            expected = found.pop() if len(found) == 1 else Result.UNDETERMINED
            assert result(asked) is expected, day


@settings(SOME, max_examples=5)
@given(questions())
def test_unknown_place_is_undetermined_if_and_only_if_two_completions_differ(
    asked: Question,
) -> None:
    asked = changed(asked, when=min(asked.when or "", "2023-01-01"), registered=())
    unknown = jurisdiction(changed(asked, places=None))
    places = [(), *((each.code,) for each in states() if each.kind.is_state)]
    places = [codes for codes in places if exists(codes, asked.when or "")]
    found = {result(changed(asked, places=codes)) for codes in places} - {Result.UNDETERMINED}
    assert unknown.result is (found.pop() if len(found) == 1 else Result.UNDETERMINED)


@SOME
@given(questions(), st.sampled_from(["mandated", "aggressor"]))
def test_what_is_left_out_is_listed_only_where_it_matters(asked: Question, name: str) -> None:
    if name == "mandated":
        completed = [changed(asked, mandated=value) for value in (True, False)]
    elif asked.crime == "rs:8bis":
        completed = [changed(asked, aggressor=state) for state in STATES]
    else:
        return
    found = {result(each) for each in completed}
    if len(found) > 1 and Result.UNDETERMINED not in found:
        assert result(changed(asked, **{name: None})) is Result.UNDETERMINED
    if name == "mandated" and len(found) == 1:
        assert result(changed(asked, mandated=None)) in found


def amended_treaty(accepting: tuple[str, ...], when: str, complete: str) -> Treaty:
    """Return a treaty of two parties, of which some accepted an amendment."""

    def fact(kind: FactKind, **more: object) -> TreatyFact:
        return TreatyFact(kind=kind, source="s", retrieved="2020-01-01", **more)  # type: ignore[arg-type]  # fields by name

    deposits = [
        fact(FactKind.DEPOSIT, date="2002-01-01", since="2002-07-01", state=state)
        for state in ("DEU", "FRA")
    ]
    accepted = [
        fact(
            FactKind.AMENDMENT_ACCEPTED,
            date=when,
            since=one_year_after(when),
            state=state,
            amendment="2010-weapons",
            reach=(Reach.TERRITORY,),
        )
        for state in accepting
    ]
    adopted = fact(
        FactKind.AMENDMENT_ADOPTED, date="2010-06-10", amendment="2010-weapons", complete=complete
    )
    return Treaty([*deposits, *accepted, adopted])


@pytest.mark.parametrize("place", ["DEU", "FRA", "SYR"])
@pytest.mark.parametrize("national", ["DEU", "FRA", "SYR"])
def test_an_acceptance_unknown_to_the_lists_is_open_if_and_only_if_it_matters(
    place: str, national: str
) -> None:
    asked = Question(
        crime="rs:8(2)(e)(xiii)", as_of=TODAY, when="2020-01-01", places=(place,),
        nationalities=(national,),
    )  # fmt: skip
    all_known = [
        result(asked, amended_treaty(accepting, "2012-01-01", "2025-01-01"))
        for accepting in ((), ("DEU",), ("FRA",), ("DEU", "FRA"))
    ]
    unknown = result(asked, amended_treaty((), "2012-01-01", "2015-01-01"))
    assert unknown is (all_known[0] if len(set(all_known)) == 1 else Result.UNDETERMINED)
