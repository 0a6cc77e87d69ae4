"""`authorize`, the whole matrix: every deed, every restriction, with and without a purpose."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from amana.access import Deed, Subject, authorize, require
from amana.core import AccessDenied, PurposeRequired
from amana.records import Actor, Restriction, RestrictionKind

DAY = date(2027, 1, 31)
ACTOR = Actor(name="Dalia Haddad")
OPEN_TO_ALL = {
    Deed.ADD,
    Deed.CAPTURE,
    Deed.DERIVE,
    Deed.CHECK,
    Deed.KEEP,
    Deed.LIST,
    Deed.HOLD,
    Deed.ORDER_ERASURE,
    Deed.KEYS,
    Deed.WITNESS,
    Deed.ANCHOR,
    Deed.MODEL,
}
DEEDS = [deed for deed in Deed if deed is not Deed.CONFIRM_ERASURE]  # it has rules of its own
WITH_PURPOSE = {RestrictionKind.CONFIDENTIAL}
"""Kinds under which something may leave once a purpose is stated; under all others nothing may."""


def subject(*kinds: RestrictionKind) -> Subject:
    return Subject(
        ref="IT-7F3K-Q2MH",
        decided_by=ACTOR.name,
        restrictions=tuple(
            Restriction(kind=k, until=DAY.isoformat() if k is RestrictionKind.EMBARGO else None)
            for k in kinds
        ),
    )


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("kind", RestrictionKind)
@pytest.mark.parametrize("purpose", [None, "", " \t", "inquiry 12/2026"])
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_matrix(deed: Deed, kind: RestrictionKind, purpose: str | None, days: int) -> None:
    decision = authorize(
        ACTOR, deed, subject(kind), purpose=purpose, today=DAY + timedelta(days=days)
    )
    stated = bool(purpose and purpose.strip())
    over = kind is RestrictionKind.EMBARGO and days >= 0
    if deed in OPEN_TO_ALL or over:
        expected = (True, False, False)
    elif not stated:
        expected = (False, True, False)
    elif deed is Deed.SHARE and kind not in WITH_PURPOSE:
        expected = (False, False, False)
    else:
        expected = (True, False, True)
    assert (decision.allowed, decision.needs_purpose, decision.log) == expected
    assert decision.allowed != bool(decision.reason), "a refusal has a reason, a permission none"


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("purpose", [None, "inquiry 12/2026"])
def test_without_restrictions_all_is_open_and_nothing_is_logged(
    deed: Deed, purpose: str | None
) -> None:
    own = Subject(ref=None, decided_by=ACTOR.name)
    decision = authorize(ACTOR, deed, own, purpose=purpose, today=DAY)
    assert decision.allowed
    assert not decision.log


@pytest.mark.parametrize("author", ["Omar Ness", "dalia haddad", "", None])
@pytest.mark.parametrize("purpose", [None, "inquiry 12/2026"])
def test_a_decision_is_taken_back_by_its_author_alone(
    author: str | None, purpose: str | None
) -> None:
    theirs = Subject(ref="IT-7F3K-Q2MH", decided_by=author)
    decision = authorize(ACTOR, Deed.WITHDRAW, theirs, purpose=purpose, today=DAY)
    assert (decision.allowed, decision.needs_purpose) == (False, False)
    with pytest.raises(AccessDenied, match="somebody else's"):
        require(decision, "decision 7")


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("name", ["", "  ", "\u00a0"])
def test_nobody_may_do_nothing(deed: Deed, name: str) -> None:
    decision = authorize(Actor(name=name), deed, Subject(), purpose="any", today=DAY)
    assert not decision.allowed
    assert not decision.needs_purpose


@pytest.mark.parametrize("first", RestrictionKind)
@pytest.mark.parametrize("second", RestrictionKind)
def test_of_two_restrictions_the_stricter_decides_in_either_order(
    first: RestrictionKind, second: RestrictionKind
) -> None:
    for deed in (Deed.READ, Deed.SEARCH, Deed.SHARE):
        for purpose in (None, "inquiry"):
            for days in (-1, 0):
                both = {
                    authorize(
                        ACTOR, deed, subject(*kinds), purpose=purpose,
                        today=DAY + timedelta(days=days),
                    ).allowed
                    for kinds in ((first, second), (second, first))
                }  # fmt: skip
                each = [
                    authorize(
                        ACTOR, deed, subject(kind), purpose=purpose,
                        today=DAY + timedelta(days=days),
                    ).allowed
                    for kind in (first, second)
                ]  # fmt: skip
                assert both == {all(each)}


def test_a_refusal_says_which_restrictions_and_until_when() -> None:
    asked = authorize(
        ACTOR, Deed.READ, subject(RestrictionKind.VIEW_ONLY, RestrictionKind.CONFIDENTIAL),
        purpose=None, today=DAY,
    )  # fmt: skip
    assert asked.reason == "it is restricted (confidential, view-only)"
    early = DAY - timedelta(days=1)
    kept = authorize(
        ACTOR, Deed.SHARE, subject(RestrictionKind.EMBARGO), purpose="trial", today=early
    )
    assert kept.reason == "it is under embargo until 2027-01-31"


def test_an_embargo_without_a_day_is_never_shared() -> None:
    endless = Subject(restrictions=(Restriction(kind=RestrictionKind.EMBARGO),))
    decision = authorize(ACTOR, Deed.SHARE, endless, purpose="trial", today=date.max)
    assert not decision.allowed
    assert "None" not in decision.reason


def test_require_lets_pass_or_says_what_to_do() -> None:
    open_to_all = authorize(ACTOR, Deed.READ, Subject(), purpose=None, today=DAY)
    require(open_to_all, "IT-7F3K-Q2MH")
    asked = authorize(
        ACTOR, Deed.READ, subject(RestrictionKind.CONFIDENTIAL), purpose=None, today=DAY
    )
    with pytest.raises(PurposeRequired, match="IT-7F3K-Q2MH: it is restricted") as caught:
        require(asked, "IT-7F3K-Q2MH")
    assert "--purpose" in (caught.value.remedy or "")
    refused = authorize(
        ACTOR, Deed.SHARE, subject(RestrictionKind.LEAD_ONLY), purpose="trial", today=DAY
    )
    with pytest.raises(AccessDenied, match="lead only") as denied:
        require(refused, "IT-7F3K-Q2MH")
    assert not isinstance(denied.value, PurposeRequired)
