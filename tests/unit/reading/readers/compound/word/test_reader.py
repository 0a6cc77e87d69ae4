from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.reading.notices import Code
from amana.reading.readers.compound.reader import read
from amana.reading.readers.compound.streams import Compound
from amana.reading.readers.intake import BytesContent, GiveUp, Outlet
from amana.reading.wire import ReadOrder, Told

Make = Callable[..., bytes]
Ordering = Callable[..., ReadOrder]
Named = Callable[[], dict[bytes, bytes]]


def test_every_exact_run_is_what_its_bytes_say(word: Make, taken: Outlet, order: Ordering) -> None:
    arabic = "\u0634\u0647\u0627\u062f\u0629 \u0631\u0642\u0645 7\r"
    data = word([("Statement \u2014 one\r", False), (arabic, True), ("End\r", False)])
    answer = read(BytesContent(data), order(data), taken)
    assert answer.text == "Statement \u2014 one\n" + arabic[:-1] + "\nEnd"
    stream = Compound(BytesContent(data)).read("WordDocument") or b""
    assert answer.parts
    for run in answer.parts:
        assert run.exact
        encoding = answer.part_names[run.part].encoding or ""
        found = stream[run.start : run.end].decode(encoding.replace("windows-", "cp"))
        assert found == answer.text[run.char_start : run.char_end]


def test_an_encrypted_document_says_so(word: Make, taken: Outlet, order: Ordering) -> None:
    data = word([("secret\r", False)], flags=0x0100)
    with pytest.raises(GiveUp) as gave_up:
        read(BytesContent(data), order(data), taken)
    assert gave_up.value.code is Code.ENCRYPTED


def test_text_whose_bytes_are_missing_is_told(word: Make, taken: Outlet, order: Ordering) -> None:
    data = word([("short\r", False)], (600_000,))
    answer = read(BytesContent(data), order(data), taken)
    assert answer.text == "short"
    assert answer.notices == (Told(Code.STRUCTURE_DAMAGED, 1),)


def test_a_document_of_embedded_things_only_says_so(
    word: Make, taken: Outlet, order: Ordering, named: Named
) -> None:
    data = word([("\x01\r", False)], more={("ObjectPool", "_1", "Package"): b"PK\3\4"})
    answer = read(BytesContent(data), order(data), taken)
    assert answer.notices == (Told(Code.ONLY_EMBEDDED, 1),)
    assert named() == {b"ObjectPool/_1/Package": b"PK\3\4"}


def test_the_text_ends_where_the_budget_ends(word: Make, taken: Outlet, order: Ordering) -> None:
    data = word([("one\rtwo\rthree\r", False)])
    answer = read(BytesContent(data), order(data, text_chars=9), taken)
    assert answer.text == "one\ntwo"
    assert answer.notices == (Told(Code.TEXT_CUT, 7),)
