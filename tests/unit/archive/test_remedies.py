from __future__ import annotations

import re

import pytest

from amana.archive.remedies import remedy_for
from amana.catalogue import parse_condition
from amana.reading.endings import failure_state
from amana.reading.notices import Code
from amana.records import State

FINE = {State.READ, State.ERASED}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("code", [None, "never-heard-of", *Code])
def test_whatever_is_not_read_to_its_end_has_a_remedy(state: State, code: str | None) -> None:
    assert (remedy_for(state, code) is None) == (state in FINE)


@pytest.mark.parametrize("code", Code)
def test_the_conditions_that_are_recommended_can_be_written(code: Code) -> None:
    for state in (failure_state(code), State.PARTLY_READ):
        for condition in re.findall(r"--where (\S+?)[ `]", f"{remedy_for(state, code)} "):
            parse_condition(condition)


def test_each_budget_names_its_setting() -> None:
    assert "`read_seconds`" in str(remedy_for(State.REFUSED, "took-too-long"))
    assert "`read_megabytes`" in str(remedy_for(State.REFUSED, "out-of-memory"))
    assert "`inside_seconds`" in str(remedy_for(State.REFUSED, "inside-took-too-long"))
    assert "`ocr_languages`" in str(remedy_for(State.READ_EMPTY, "no-text-layer"))
    assert "`inside_items`" in str(remedy_for(State.PARTLY_READ, "children-refused"))
    assert "password" in str(remedy_for(State.ENCRYPTED, "pdf-encrypted"))
