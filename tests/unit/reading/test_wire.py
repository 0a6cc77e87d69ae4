from __future__ import annotations

import struct

import msgspec
import pytest

from amana.reading.believing import refuse_impossible
from amana.reading.notices import Code
from amana.reading.wire import (
    Answer,
    BlockRow,
    Budget,
    FailedAnswer,
    ImpossibleAnswer,
    Line,
    Order,
    PixelsAnswer,
    ReadOrder,
    RenderOrder,
    Run,
    SizesAnswer,
    SizesOrder,
    TextAnswer,
    Told,
    pack,
    unpack_answer,
    unpack_order,
)

BUDGET = Budget(text_chars=100, runs=10, pages=3, pixels=4)
READ = ReadOrder(family="text", name="a", size=50, budget=BUDGET)
RENDER = RenderOrder(family="pdf", size=50, page=1, dpi=72, budget=BUDGET)
SIZES = SizesOrder(family="pdf", size=50, budget=BUDGET)

FULL = TextAnswer(
    text="one two",
    encoding="utf-8",
    language="en",
    runs=(Run(0, 3, 0, 3, exact=True), Run(4, 7, 10, 13, exact=False)),
    blocks=(BlockRow(0, 7, "p", ("main",), ("lead",), 3),),
    pages=((0, 7), (7, 7)),
    lines=(Line(3, 4, 1, ((0, 0, 5, 5),)),),
    metadata=(("title", "T"),),
    notices=(Told(Code.ENCODING_GUESSED), Told(Code.TEXT_CUT, 7)),
)


@pytest.mark.parametrize("order", [READ, RENDER, SIZES])
def test_orders_survive_the_way(order: Order) -> None:
    assert unpack_order(pack(order)) == order


@pytest.mark.parametrize(
    ("answer", "order"),
    [
        (FULL, READ),
        (TextAnswer(text=""), READ),
        (FailedAnswer(code=Code.PDF_BROKEN, n=1), READ),
        (FailedAnswer(code=Code.NO_SUCH_PAGE, n=1), RENDER),
        (PixelsAnswer(width=1, height=2, rgb=bytes(6)), RENDER),
        (SizesAnswer(sizes=((1, 2),)), SIZES),
    ],
)
def test_possible_answers_survive_and_are_believed(answer: Answer, order: Order) -> None:
    received = unpack_answer(pack(answer))
    assert received == answer
    refuse_impossible(received, order)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xc1",
        msgspec.msgpack.encode({"type": "unknown"}),
        msgspec.msgpack.encode({"type": "text"}),
        msgspec.msgpack.encode({"type": "text", "text": "x", "more": 1}),
        msgspec.msgpack.encode({"type": "text", "text": "x", "runs": [[0, 1, 0, -1, True]]}),
        msgspec.msgpack.encode({"type": "text", "text": "x", "runs": [[0, 1, 0, 1, 1]]}),
        msgspec.msgpack.encode({"type": "text", "text": "x", "metadata": [["Bad key", "v"]]}),
        msgspec.msgpack.encode({"type": "text", "text": "x", "encoding": "../utf"}),
        msgspec.msgpack.encode({"type": "text", "text": "x", "notices": [["no-such-code", 1]]}),
        msgspec.msgpack.encode({"type": "failed", "code": "crashed", "n": 2**60}),
        # text that is no UTF-8: a surrogate
        b"\x82\xa4type\xa4text\xa4text\xa3\xed\xa0\x80",
        # lists that claim more members than any original can have
        b"\x83\xa4type\xa4text\xa4text\xa1x\xa4runs\xdd" + struct.pack(">I", 2**31),
        # nesting
        b"\x91" * 100_000,
    ],
)
def test_what_is_no_answer_is_refused(body: bytes) -> None:
    with pytest.raises(ImpossibleAnswer):
        unpack_answer(body)
