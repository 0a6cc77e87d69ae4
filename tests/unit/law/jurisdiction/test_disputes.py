from __future__ import annotations

import re

from amana.law.jurisdiction.disputes import (
    Dispute,
    Ruled,
    disputed_states,
    listed_places,
    undelegated,
)
from amana.law.label import Label
from amana.law.treaty import FactKind, packaged_treaty
from amana.law.treaty.states import is_code

ARABIC = re.compile("[\u0621-\u064a]")


def test_every_place_has_both_languages_and_known_states() -> None:
    for each in listed_places().places:
        assert ARABIC.search(each.label.ar), each.code
        assert is_code(each.code.partition(":")[0])
        for sovereign in each.sovereigns:
            assert sovereign.state is None or is_code(sovereign.state)
        if each.dispute is not None:
            assert ARABIC.search(each.dispute.point.ar), each.code
            assert each.dispute.source


def test_areas_of_the_treaty_facts_can_be_named() -> None:
    codes = {each.code for each in listed_places().places}
    for fact in packaged_treaty().of_kind(FactKind.COUNCIL_REFERRAL):
        assert fact.area is None or f"{fact.state}:{fact.area}" in codes


def test_a_point_is_told_as_it_stood() -> None:
    old, new = Label(en="old", ar="قديم"), Label(en="new", ar="جديد")
    dispute = Dispute(point=old, source="a", ruled=Ruled(since="2020-01-01", point=new, source="b"))
    assert dispute.told("2019-12-31") == (old, "a")
    assert dispute.told("2020-01-01") == (new, "b")


def test_what_can_be_asked_the_other_way() -> None:
    assert ("PSE", "ISR") in undelegated()
    assert disputed_states() == {"PSE"}
