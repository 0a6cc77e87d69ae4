from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from amana.reading import Outcome
from amana.reading.notices import Code
from amana.reading.readers.intake import BytesContent, Closed, GiveUp
from amana.reading.readers.rtf.reader import libraries, read, read_bytes, warm
from amana.reading.wire import Budget, ChildRow, ReadOrder, Told

WIDE = Budget(text_chars=100_000, runs=10_000, pages=1, pixels=1)


class Taken:
    """An outlet that keeps everything."""

    def __init__(self) -> None:
        self.children: list[tuple[ChildRow, bytes]] = []

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        self.children.append((row, b"".join(pieces)))
        return True


def test_pictures_and_objects_are_taken_out() -> None:
    taken = Taken()
    data = rb"{\rtf1{\pict\pngblip{\*\blipuid 00}89504e47 0d}{\object{\*\objdata 4142}{\result x}}}"
    answer = read(BytesContent(data), ReadOrder(family="", name="", size=1, budget=WIDE), taken)
    assert answer.text == "x"
    (picture, png), (thing, content) = taken.children
    assert (picture.path, png) == (b"pictures/1.png", b"\x89PNG\r")
    assert (thing.path, content) == (b"objects/2", b"AB")
    assert data[picture.start : picture.end].startswith(rb"\pict")


def test_raw_pictures_are_taken_out() -> None:
    taken = Taken()
    read_bytes(rb"{\rtf1{\pict\jpegblip\bin4 {}\'}x}", WIDE, taken)
    assert [content for _, content in taken.children] == [rb"{}\'"]


def test_groups_of_any_depth() -> None:
    deep = rb"{\rtf1 " + b"{" * 200_000 + b"x" + b"}" * 200_000 + b"}"
    assert read_bytes(deep, WIDE, Closed()).text == "x"
    notes = rb"{\rtf1 " + rb"{\footnote a" * 5000 + b"}" * 5000 + b"}"
    assert read_bytes(notes, WIDE, Closed()).text.count("a") == 5000


def test_what_is_cut_short_is_read_and_told() -> None:
    answer = read_bytes(rb"{\rtf1 one\par{\footnote two", WIDE, Closed())
    assert answer.text == "one\ntwo"
    assert answer.notices == (Told(Code.STRUCTURE_DAMAGED, 1),)
    assert read_bytes(rb"{\rtf1 one\par \bin99999999999 {}", WIDE, Closed()).text == "one"


def test_what_is_no_rtf_is_given_up() -> None:
    with pytest.raises(GiveUp):
        read_bytes(b"Dear all", WIDE, Closed())
    assert read_bytes(b"", WIDE, Closed()).notices == (Told(Code.EMPTY_FILE),)


def test_the_text_ends_where_the_budget_ends() -> None:
    narrow = Budget(text_chars=8, runs=10, pages=1, pixels=1)
    answer = read_bytes(rb"{\rtf1 one\par two\par three}", narrow, Closed())
    assert (answer.text, answer.notices) == ("one\ntwo", (Told(Code.TEXT_CUT, 7),))


def test_nothing_but_python_decides() -> None:
    assert libraries() == ()
    warm()


def test_through_the_sandbox(read: Callable[..., Outcome]) -> None:
    outcome = read(rb"{\rtf1\ansi A letter.\par}", "letter.rtf")
    assert outcome.reading is not None
    assert outcome.reading.text == "A letter."
