from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.interface.cli.plain import count, many_lines, one_line, plain, size_of, spell, way
from amana.records import Restriction, RestrictionKind


@given(st.text())
def test_whatever_evidence_says_stays_one_line_that_steers_nothing(text: str) -> None:
    shown = one_line(text)
    assert len(shown) == len(text)
    assert len(shown.splitlines()) <= 1
    assert not {"Cc", "Cs", "Co"} & {unicodedata.category(letter) for letter in shown}
    assert one_line(shown) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("report\x1b[2J.pdf", "report␛[2J.pdf"),
        ("a\n  7  nobody checked everything", "a␊  7  nobody checked everything"),
        ("tab\there", "tab␉here"),
        ("exe.\u202efdp", "exe.\ufffdfdp"),
        ("\x7f\x9b", "\ufffd\ufffd"),
        ("one\u2028two", "one\ufffdtwo"),
        ("\ud800", "\ufffd"),
    ],
)
def test_letters_that_a_terminal_obeys_are_shown_as_marks(name: str, shown: str) -> None:
    assert one_line(name) == shown


@pytest.mark.parametrize(
    "name", ["أهالي مرسى النور", "می\u200cرود", "\u200fعربي\u200f", "👩🏽\u200d⚖️"]
)
def test_what_writing_needs_stays(name: str) -> None:
    assert one_line(name) == name


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1536, "1.5 KiB"), (1 << 20, "1.0 MiB"),
     (5 << 40, "5.0 TiB"), (5 << 50, "5120.0 TiB")],
)  # fmt: skip
def test_sizes_are_said_in_binary_units(size: int, said: str) -> None:
    assert size_of(size) == said


def test_things_are_counted_as_people_do() -> None:
    assert [count(n, "item") for n in (0, 1, 2)] == ["0 items", "1 item", "2 items"]
    assert [count(n, "entry") for n in (0, 1, 2)] == ["0 entries", "1 entry", "2 entries"]


def test_restrictions_are_spelled_as_they_are_given() -> None:
    conditions = (
        Restriction(kind=RestrictionKind.CONFIDENTIAL),
        Restriction(kind=RestrictionKind.EMBARGO, until="2027-01-31"),
    )
    assert spell(conditions) == "confidential, embargo:2027-01-31"
    assert spell(()) == ""


def test_values_of_entries_are_told_without_brackets() -> None:
    moment = {"time": "2026-11-21T18:00:00Z", "clock": "system"}
    assert plain(moment) == "clock system, time 2026-11-21T18:00:00Z"
    assert plain(["actor", "name"]) == "actor, name"
    assert plain([{"kind": "embargo", "until": None}]) == "kind embargo, until not stated"
    assert plain(None) == "not stated"
    assert plain(12) == "12"


def test_the_way_to_what_is_inside_is_one_line() -> None:
    assert way(["mail.mbox", "12", "report.pdf"]) == "mail.mbox \u203a 12 \u203a report.pdf"
    assert way(["a\x1b[2J.zip", "b \u203a c"]) == "a␛[2J.zip \u203a “b \u203a c”"
    assert way([]) == ""


@given(st.text())
def test_text_for_a_terminal_keeps_its_lines_and_steers_nothing(text: str) -> None:
    shown = many_lines(text)
    assert len(shown) == len(text)
    assert shown.split("\n") == [many_lines(line) for line in text.split("\n")]
    left = {"\n", "\t"}
    assert not {"Cc", "Cs", "Co"} & {unicodedata.category(c) for c in shown if c not in left}
