from __future__ import annotations

import pytest

from amana.reading.believing import refuse_impossible
from amana.reading.notices import Code
from amana.reading.wire import (
    Answer,
    BlockRow,
    Budget,
    CellRun,
    ChildEnd,
    ImpossibleAnswer,
    Line,
    Order,
    PartName,
    PartRun,
    PixelsAnswer,
    ReadOrder,
    RenderOrder,
    RowRun,
    Run,
    SizesAnswer,
    SizesOrder,
    TextAnswer,
    Told,
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


@pytest.mark.parametrize(
    "answer",
    [
        TextAnswer(
            text="one two",
            part_names=(PartName("1.2", "utf-8"), PartName("sheet")),
            parts=(PartRun(0, 1, 0, 900, 901, exact=True), PartRun(1, 2, 0, 3, 9, exact=False)),
            cells=(CellRun(2, 3, 1, "B7"),),
            rows=(RowRun(4, 5, 1, 12, "name"),),
        ),
        TextAnswer(text="", pages=((0, 0), (0, 0)), pictures=(1, 2)),
    ],
)
def test_every_kind_of_place_is_believed(answer: TextAnswer) -> None:
    refuse_impossible(answer, READ)


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
        (TextAnswer(text="xy", parts=(PartRun(0, 1, 0, 0, 1, exact=True),)), READ),
        (
            TextAnswer(
                text="xy", part_names=(PartName("1"),), parts=(PartRun(0, 1, 0, 1, 1, exact=True),)
            ),
            READ,
        ),
        (TextAnswer(text="xy", cells=(CellRun(0, 1, 0, "A1"),)), READ),
        (TextAnswer(text="xy", rows=(RowRun(0, 1, 0, 7),)), READ),
        (TextAnswer(text="xy", pictures=(1,)), READ),
        (
            TextAnswer(
                text="xy",
                part_names=(PartName("sheet"),),
                runs=(Run(0, 2, 0, 2, exact=True),),
                cells=(CellRun(1, 2, 0, "A1"),),
            ),
            READ,
        ),
        (ChildEnd(whole=True), READ),
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
