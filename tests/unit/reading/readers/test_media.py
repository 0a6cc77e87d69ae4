from __future__ import annotations

from collections.abc import Callable

from amana.reading.notices import Code
from amana.reading.readers.intake import BytesContent, Closed
from amana.reading.readers.media import libraries, read, warm
from amana.reading.wire import ReadOrder

Order = Callable[..., ReadOrder]


def test_nothing_is_transcribed(order: Order) -> None:
    answer = read(BytesContent(b"ID3 and more"), order(b"ID3 and more"), Closed())
    assert (answer.text, [told.code for told in answer.notices]) == ("", [Code.NOT_TRANSCRIBED])
    empty = read(BytesContent(b""), order(), Closed())
    assert [told.code for told in empty.notices] == [Code.EMPTY_FILE]
    assert libraries() == ()
    warm()
