"""The same words give the same facts, whoever speaks, and of whomever."""

from __future__ import annotations

import pytest
from evaluate.parties import PARTIES, Case, cases, is_found

from amana.analysis import Tools

TOOLS = Tools()


@pytest.mark.parametrize("party", [party for names in PARTIES.values() for party in names])
def test_what_a_party_says_is_found_as_what_others_say(party: str) -> None:
    said = [case for case in cases() if case.speaker == party]
    assert said
    missed: list[Case] = [case for case in said if not is_found(case, TOOLS)]
    assert not missed
