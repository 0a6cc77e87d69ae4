from __future__ import annotations

import pytest

from amana.archive import Archive, WorkReport
from amana.interface.cli.common import DEFAULT
from amana.interface.cli.telling import INTERRUPTED, Telling, end, spell_states
from amana.records import State


def test_few_are_told_one_by_one_and_many_are_not(
    capsys: pytest.CaptureFixture[str], shared: Archive, refs: dict[str, str]
) -> None:
    ref = refs["two-articles.txt"]
    with Telling(DEFAULT, shared) as telling:
        for number in range(60):
            telling.read(ref, State.READ, None if number else "the first")
    said = capsys.readouterr().err
    assert f"read          {ref}  two-articles.txt: the first\n" in said
    assert said.count(ref) == 40
    assert "`amana list` tells the rest" in said
    assert telling.states == {"read": 60}


def test_the_name_of_what_is_restricted_is_not_told(
    capsys: pytest.CaptureFixture[str], shared: Archive, refs: dict[str, str]
) -> None:
    with Telling(DEFAULT, shared) as telling:
        telling.read(refs["tip"], State.READ, None)
    assert capsys.readouterr().err == f"read          {refs['tip']}\n"


def test_states_are_a_sentence() -> None:
    assert spell_states({"read": 2, "no-reader": 1}) == "1 no-reader, 2 read."
    assert spell_states({}) == ""


def test_a_run_that_was_stopped_ends_with_its_own_status() -> None:
    end(WorkReport(states={}))
    with pytest.raises(SystemExit) as caught:
        end(WorkReport(states={}, interrupted=True))
    assert caught.value.code == INTERRUPTED
