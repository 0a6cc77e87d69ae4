from __future__ import annotations

import struct

import msgspec
import pytest

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
    refuse_impossible,
    unpack_answer,
    unpack_order,
)

BUDGET = Budget(text_chars=100, runs=10, pages=3, pixels=4)
READ = ReadOrder(family="text", name="a", size=50, budget=BUDGET)
RENDER = RenderOrder(size=50, page=1, dpi=72, budget=BUDGET)
SIZES = SizesOrder(size=50, budget=BUDGET)

FULL = TextAnswer(
    text="one two",
    encoding="utf-8",
    language="en",
    runs=(Run(0, 3, 0, 3, exact=True), Run(4, 7, 10, 13, exact=False)),
    blocks=(BlockRow(0, 7, "p", ("main",), ("lead",), 3),),
    pages=((0, 7), (7, 7)),
    lines=(Line(0, 3, 1, ((0, 0, 5, 5),)),),
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
    ("answer", "order"),
    [
        (TextAnswer(text="x" * 101), READ),
        (TextAnswer(text="x", runs=(Run(0, 2, 0, 1, exact=True),)), READ),
        (TextAnswer(text="xy", runs=(Run(1, 1, 0, 1, exact=True),)), READ),
        (TextAnswer(text="xy", runs=(Run(0, 1, 49, 51, exact=True),)), READ),
        (TextAnswer(text="xy", runs=(Run(0, 1, 5, 5, exact=True),)), READ),
        (
            TextAnswer(text="xy", runs=(Run(1, 2, 0, 1, exact=True), Run(0, 1, 1, 2, exact=True))),
            READ,
        ),
        (
            TextAnswer(text="xy", runs=(Run(0, 1, 5, 7, exact=True), Run(1, 2, 6, 8, exact=True))),
            READ,
        ),
        (TextAnswer(text="xy", blocks=(BlockRow(0, 3, "p", (), (), 0),)), READ),
        (TextAnswer(text="xy", pages=((0, 1), (0, 2))), READ),
        (TextAnswer(text="xy", lines=(Line(0, 1, 1, ()),)), READ),
        (TextAnswer(text="xy", pages=((0, 2),), lines=(Line(0, 1, 1, ((5, 0, 0, 5),)),)), READ),
        (PixelsAnswer(width=1, height=5, rgb=bytes(15)), RENDER),
        (PixelsAnswer(width=1, height=2, rgb=bytes(5)), RENDER),
        (SizesAnswer(sizes=((1, 1),) * 4), SIZES),
        (TextAnswer(text=""), RENDER),
        (SizesAnswer(sizes=()), READ),
    ],
)
def test_impossible_answers_are_refused(answer: Answer, order: Order) -> None:
    with pytest.raises(ImpossibleAnswer):
        refuse_impossible(answer, order)


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
