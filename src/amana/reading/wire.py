"""What passes between the pool and a worker, and what of it is believed.

The worker has touched hostile bytes. Its answer is decoded strictly as one of these types and
then checked by `refuse_impossible`: it can be wrong about what the original says, and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

import msgspec
from msgspec import Meta

from amana.reading.notices import Code

MAX_RUNS = 2_000_000
MAX_RECTS = 512
_MAX_BLOCKS = 500_000
_MAX_METADATA = 400
_MAX_NOTICES = 64

Count = Annotated[int, Meta(ge=0, le=2**53)]
Coordinate = Annotated[int, Meta(ge=-(2**40), le=2**40)]
Rect = tuple[Coordinate, Coordinate, Coordinate, Coordinate]
Token = Annotated[str, Meta(max_length=100)]
Key = Annotated[str, Meta(max_length=60, pattern=r"^[a-z][A-Za-z0-9:._-]*$")]
Value = Annotated[str, Meta(max_length=4000)]


class Budget(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far a reader may go: code points of text, runs of the map, pages, pixels."""

    text_chars: int
    runs: int
    pages: int
    pixels: int


class ReadOrder(
    msgspec.Struct, frozen=True, kw_only=True, tag="read", forbid_unknown_fields=True
):  # fmt: skip
    """Read the `size` bytes of the document with the reader of `family`."""

    family: str
    name: str
    size: int
    budget: Budget


class RenderOrder(
    msgspec.Struct, frozen=True, kw_only=True, tag="render", forbid_unknown_fields=True
):  # fmt: skip
    """Draw page `page` (from 1) of a PDF of `size` bytes at `dpi` pixels an inch."""

    size: int
    page: int
    dpi: int
    budget: Budget


class SizesOrder(
    msgspec.Struct, frozen=True, kw_only=True, tag="sizes", forbid_unknown_fields=True
):  # fmt: skip
    """Tell the sizes of the pages of a PDF of `size` bytes."""

    size: int
    budget: Budget


Order = ReadOrder | RenderOrder | SizesOrder


class Run(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Code points `char_start` to `char_end` of the text come from this byte range."""

    char_start: Count
    char_end: Count
    byte_start: Count
    byte_end: Count
    exact: bool


class Line(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Code points `char_start` to `char_end` stand on page `page` (from 1) in `rects`."""

    char_start: Count
    char_end: Count
    page: Annotated[int, Meta(ge=1, le=2**31)]
    rects: Annotated[tuple[Rect, ...], Meta(max_length=MAX_RECTS)]


class BlockRow(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A `records.Block`, field by field."""

    char_start: Count
    char_end: Count
    tag: Token
    within: Annotated[tuple[Token, ...], Meta(max_length=64)]
    hints: Annotated[tuple[Token, ...], Meta(max_length=64)]
    link_chars: Count


class Told(NamedTuple):
    """A notice with its number."""

    code: Code
    n: Count = 0


class TextAnswer(
    msgspec.Struct, frozen=True, kw_only=True, tag="text", forbid_unknown_fields=True
):  # fmt: skip
    """What a reader found. `right_to_left`: the order of its letters was worked out by position."""

    text: str
    encoding: Annotated[str, Meta(max_length=40, pattern="^[a-z0-9_-]+$")] | None = None
    language: Annotated[str, Meta(max_length=40, pattern="^[A-Za-z0-9-]+$")] | None = None
    runs: Annotated[tuple[Run, ...], Meta(max_length=MAX_RUNS)] = ()
    lines: Annotated[tuple[Line, ...], Meta(max_length=MAX_RUNS)] = ()
    blocks: Annotated[tuple[BlockRow, ...], Meta(max_length=_MAX_BLOCKS)] = ()
    pages: Annotated[tuple[tuple[Count, Count], ...], Meta(max_length=MAX_RUNS)] = ()
    metadata: Annotated[tuple[tuple[Key, Value], ...], Meta(max_length=_MAX_METADATA)] = ()
    notices: Annotated[tuple[Told, ...], Meta(max_length=_MAX_NOTICES)] = ()
    right_to_left: bool = False


class PixelsAnswer(
    msgspec.Struct, frozen=True, kw_only=True, tag="pixels", forbid_unknown_fields=True
):  # fmt: skip
    """A page as rows of red, green and blue bytes."""

    width: Annotated[int, Meta(ge=1, le=2**20)]
    height: Annotated[int, Meta(ge=1, le=2**20)]
    rgb: bytes


class SizesAnswer(
    msgspec.Struct, frozen=True, kw_only=True, tag="sizes", forbid_unknown_fields=True
):  # fmt: skip
    """Width and height of each page as displayed, in thousandths of a point."""

    sizes: Annotated[tuple[tuple[Count, Count], ...], Meta(max_length=MAX_RUNS)]


class FailedAnswer(
    msgspec.Struct, frozen=True, kw_only=True, tag="failed", forbid_unknown_fields=True
):  # fmt: skip
    """The reader gave up, and which notice says why."""

    code: Code
    n: Count = 0


Answer = TextAnswer | PixelsAnswer | SizesAnswer | FailedAnswer

_encoder = msgspec.msgpack.Encoder()
_orders: msgspec.msgpack.Decoder[Order] = msgspec.msgpack.Decoder(Order)
_answers: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)


class ImpossibleAnswer(ValueError):
    """A worker said something that cannot be true of any original."""


def pack(message: Order | Answer) -> bytes:
    """Return the frame body of a message."""
    return _encoder.encode(message)


def unpack_order(body: bytes | bytearray) -> Order:
    """Return the order in a frame body."""
    return _orders.decode(body)


def unpack_answer(body: bytes | bytearray) -> Answer:
    """Return the answer in a frame body.

    Raises:
        ImpossibleAnswer: the body is no answer.
    """
    try:
        return _answers.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ImpossibleAnswer(str(error)) from error


def refuse_impossible(answer: Answer, order: Order) -> None:
    """Check an answer against what is known outside the worker.

    Rules:

    1. The answer is of the kind that was asked for, or says that the reader failed.
    2. The text is within its budget.
    3. Runs, lines, blocks and pages ascend, do not overlap, are not empty (a page may be) and
       end within the text.
    4. Byte ranges ascend and end within the original.
    5. A picture has three bytes for each pixel and is within its budget.

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
    for rows in (answer.runs, answer.lines, answer.blocks):
        _ascend([(row.char_start, row.char_end) for row in rows], length, least=1)
    _ascend(answer.pages, length, least=0)
    _ascend([(run.byte_start, run.byte_end) for run in answer.runs], order.size, least=1)
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
