from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.reading import Outcome
from amana.reading.notices import Code
from amana.reading.readers.compound.building import compound_file
from amana.reading.readers.compound.reader import read as read_file
from amana.reading.readers.intake import BytesContent, GiveUp, Outlet
from amana.reading.wire import ReadOrder, Told

Streams = Callable[..., dict[tuple[str, ...], bytes]]
Ordering = Callable[..., ReadOrder]


def test_slides_are_pages_with_their_notes(slides: Streams, taken: Outlet, order: Ordering) -> None:
    data = compound_file(slides())
    answer = read_file(BytesContent(data), order(data), taken)
    assert answer.text == "\u0639\u0646\u0648\nSay this\nSecond caf\u00e9\nline"
    assert answer.pages == ((0, 12), (12, 29))
    assert [(block.tag, block.hints) for block in answer.blocks] == [
        ("h2", ()),
        ("p", ("notes",)),
        ("p", ()),
        ("p", ()),
    ]
    assert answer.notices == (Told(Code.SHEETS_HIDDEN, 1),)


def test_an_encrypted_presentation_says_so(slides: Streams, taken: Outlet, order: Ordering) -> None:
    data = compound_file(slides(0xF3D1C4DF))
    with pytest.raises(GiveUp) as gave_up:
        read_file(BytesContent(data), order(data), taken)
    assert gave_up.value.code is Code.ENCRYPTED


def test_through_the_sandbox(read: Callable[..., Outcome], slides: Streams) -> None:
    outcome = read(compound_file(slides()), "talk.ppt")
    assert outcome.reading is not None
    assert outcome.reading.text.startswith("\u0639\u0646\u0648\nSay this")
