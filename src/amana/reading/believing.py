"""What of a worker's answer is believed: it is held against what is known outside."""

from __future__ import annotations

from collections.abc import Sequence

from amana.reading.wire import (
    Answer,
    FailedAnswer,
    ImpossibleAnswer,
    Interim,
    Order,
    PixelsAnswer,
    ReadOrder,
    RenderOrder,
    SizesAnswer,
    SizesOrder,
    TextAnswer,
)


def refuse_impossible(answer: Answer | Interim, order: Order) -> None:
    """Check an answer against what is known outside the worker.

    Rules:

    1. The answer is of the kind that was asked for, or says that the reader failed.
    2. The text is within its budget.
    3. Runs, lines, blocks and pages ascend, do not overlap, are not empty (a page may be) and
       end within the text.
    4. Byte ranges do not overlap and end within the original, in whatever order (a note stands in
       the bytes before the end of its paragraph); parts, sheets and tables have names.
    5. No two places of the text overlap, whatever they are places of.
    6. A picture has three bytes for each pixel and is within its budget.

    Raises:
        ImpossibleAnswer: a rule is broken.
    """
    match answer, order:
        case FailedAnswer(), _:
            return
        case TextAnswer(), ReadOrder():
            _check_text(answer, order)
        case PixelsAnswer(), RenderOrder():
            area = answer.width * answer.height
            _demand(area <= order.budget.pixels, "picture beyond its budget")
            _demand(len(answer.rgb) == 3 * area, "picture of another size")
        case SizesAnswer(), SizesOrder():
            _demand(len(answer.sizes) <= order.budget.pages, "more pages than the budget")
        case _:
            raise ImpossibleAnswer("an answer to another question")


def _check_text(answer: TextAnswer, order: ReadOrder) -> None:
    length = len(answer.text)
    _demand(length <= order.budget.text_chars, "text beyond its budget")
    mapped = (answer.runs, answer.lines, answer.parts, answer.cells, answer.rows)
    for rows in (*mapped, answer.blocks):
        _ascend([(row.char_start, row.char_end) for row in rows], length, least=1)
    places = [(row.char_start, row.char_end) for rows in mapped for row in rows]
    _ascend(sorted(places), length, least=1)
    _ascend(answer.pages, length, least=0)
    places = sorted((run.byte_start, run.byte_end) for run in answer.runs)
    _ascend(places, order.size, least=1)
    known = len(answer.part_names)
    for part in answer.parts:
        _demand(part.part < known and part.start < part.end, "a part that is not there")
    _demand(all(cell.sheet < known for cell in answer.cells), "a sheet that is not there")
    _demand(all(row.table < known for row in answer.rows), "a table that is not there")
    _demand(all(0 < n <= len(answer.pages) for n in answer.pictures), "a picture on no page")
    for line in answer.lines:
        _demand(line.page <= len(answer.pages), "a line on a page that is not there")
        for left, top, right, bottom in line.rects:
            _demand(left <= right and top <= bottom, "a rectangle turned inside out")


def _ascend(ranges: Sequence[tuple[int, int]], end: int, least: int) -> None:
    last = 0
    for start, stop in ranges:
        if not last <= start <= stop - least <= end - least:
            raise ImpossibleAnswer("ranges out of order or out of bounds")
        last = stop


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ImpossibleAnswer(otherwise)
