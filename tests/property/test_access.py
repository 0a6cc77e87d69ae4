"""What must hold of `authorize` whatever restrictions come together."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amana.access import (
    Deed,
    Subject,
    authorize,
    checked,
    free_from,
    in_force,
    parse_restriction,
    spell_restriction,
)
from amana.core import UsageError
from amana.records import Actor, Restriction, RestrictionKind

ACTOR = Actor(name="Dalia Haddad")
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
MADE = st.builds(
    Restriction,
    kind=st.sampled_from(RestrictionKind),
    until=st.none() | DAYS.map(date.isoformat) | st.text(max_size=12),
)
SOME = st.lists(MADE, max_size=6)


@given(SOME, SOME, st.sampled_from(Deed), st.none() | st.text(max_size=4), DAYS)
def test_more_restrictions_never_allow_more(
    some: list[Restriction],
    more: list[Restriction],
    deed: Deed,
    purpose: str | None,
    today: date,
) -> None:
    few = authorize(ACTOR, deed, Subject(restrictions=tuple(some)), purpose=purpose, today=today)
    many = authorize(
        ACTOR, deed, Subject(restrictions=tuple(some + more)), purpose=purpose, today=today
    )
    assert few.allowed or not many.allowed
    assert many.log or not few.log or not many.allowed


@given(SOME, st.sampled_from(Deed), DAYS)
def test_stating_a_purpose_never_takes_anything_away(
    some: list[Restriction], deed: Deed, today: date
) -> None:
    subject = Subject(restrictions=tuple(some))
    silent = authorize(ACTOR, deed, subject, purpose=None, today=today)
    stated = authorize(ACTOR, deed, subject, purpose="inquiry", today=today)
    assert stated.allowed or not silent.allowed


@given(SOME, st.sampled_from([Deed.READ, Deed.SEARCH, Deed.SHARE]), DAYS)
def test_what_is_restricted_is_never_open_without_a_purpose_and_never_without_a_trace(
    some: list[Restriction], deed: Deed, today: date
) -> None:
    subject = Subject(restrictions=tuple(some))
    if in_force(some, today):
        assert not authorize(ACTOR, deed, subject, purpose=None, today=today).allowed
        stated = authorize(ACTOR, deed, subject, purpose="inquiry", today=today)
        assert stated.log == stated.allowed
    else:
        assert authorize(ACTOR, deed, subject, purpose=None, today=today).allowed


@given(SOME, DAYS)
def test_restrictions_end_on_the_day_from_which_all_is_free(
    some: list[Restriction], today: date
) -> None:
    free = free_from(some)
    assert (not in_force(some, today)) == (free is not None and free <= today)
    if free is not None and free > date.min:
        assert in_force(some, free - timedelta(days=1))
        assert not in_force(some, free)


@given(MADE)
def test_what_is_checked_can_be_written_and_read_again(made: Restriction) -> None:
    try:
        good = checked(made)
    except UsageError:
        return
    assert parse_restriction(spell_restriction(good)) == good
    assert checked(good) == good
