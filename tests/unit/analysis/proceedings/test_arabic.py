"""Arabic sentences with what they state: invented people, bodies and places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.analysis.proceedings.conftest import Proceedings, told

CASES = json.loads((Path(__file__).parent / "arabic.json").read_bytes())


@pytest.mark.parametrize("text", CASES)
def test_what_a_sentence_states(text: str, proceedings_in: Proceedings) -> None:
    assert list(map(told, proceedings_in(text))) == CASES[text]


def test_charges_and_votes_are_quoted(proceedings_in: Proceedings) -> None:
    [warrant] = proceedings_in("أصدرت المحكمة بالإجماع مذكرة اعتقال بحق الجنرال بتهمة جرائم حرب.")
    assert [each.quote for each in warrant.charges] == ["جرائم حرب"]
    assert warrant.vote == "بالإجماع"


def test_a_stated_reason_is_noted(proceedings_in: Proceedings) -> None:
    [withdrawn] = proceedings_in("سحب المدعي العام طلبه بحق القائدين بعد مقتلهما.")
    assert withdrawn.note == "stated with it: بعد مقتلهما"
