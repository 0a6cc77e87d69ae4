"""What passes between the pool and a worker, and what of it is believed.

The worker has touched hostile bytes. Its answer is decoded strictly as one of these types and then
checked by `believing.refuse_impossible`: it can be wrong about what the original says, and nothing
else.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

import msgspec
from msgspec import Meta

from amana.core import prepared
from amana.reading.notices import Code
from amana.records import Derivation

MAX_RUNS = 2_000_000
MAX_RECTS = 512
_MAX_BLOCKS = 500_000
_MAX_METADATA = 400
_MAX_NOTICES = 64
_MAX_PARTS = 100_000
_MAX_OPINIONS = 8
_MAX_PATH = 1 << 16

Count = Annotated[int, Meta(ge=0, le=2**53)]
Coordinate = Annotated[int, Meta(ge=-(2**40), le=2**40)]
Rect = tuple[Coordinate, Coordinate, Coordinate, Coordinate]
Token = Annotated[str, Meta(max_length=100)]
Key = Annotated[str, Meta(max_length=60, pattern=r"^[a-z][A-Za-z0-9:._-]*$")]
Value = Annotated[str, Meta(max_length=4000)]


class Budget(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far a reader may go: code points of text, runs of the map, pages, pixels.

    And how many `children` it may hand out, of how many bytes together.
    """

    text_chars: int
    runs: int
    pages: int
    pixels: int
    children: int = 0
    child_bytes: int = 0


class ReadOrder(
    msgspec.Struct, frozen=True, kw_only=True, tag="read", forbid_unknown_fields=True
):  # fmt: skip
    """Read `size` bytes of the document, from byte `start` on, with the reader of `family`.

    `passwords` are those that somebody gave for it.
    """

    family: str
    name: str
    size: int
    budget: Budget
    start: int = 0
    media_type: str = ""
    passwords: tuple[str, ...] = ()


class RenderOrder(
    msgspec.Struct, frozen=True, kw_only=True, tag="render", forbid_unknown_fields=True
):  # fmt: skip
    """Draw page `page` (from 1) of a document of `family` at `dpi` pixels an inch.

    The document has `size` bytes, from byte `start` on. A picture is drawn at most as large as it
    is, or `enlarged` so many times.
    """

    family: str
    size: int
    start: int = 0
    page: int
    dpi: int
    enlarged: int = 1
    budget: Budget
    passwords: tuple[str, ...] = ()


class SizesOrder(
    msgspec.Struct, frozen=True, kw_only=True, tag="sizes", forbid_unknown_fields=True
):  # fmt: skip
    """Tell the sizes of the pages of a document of `family`, of `size` bytes from `start` on."""

    family: str
    size: int
    start: int = 0
    budget: Budget
    passwords: tuple[str, ...] = ()


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


class PartRun(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Code points `char_start` to `char_end` come from this byte range of part number `part`."""

    char_start: Count
    char_end: Count
    part: Count
    start: Count
    end: Count
    exact: bool


class PartName(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The name of a part and the encoding of its text."""

    name: Annotated[str, Meta(max_length=_MAX_PATH)]
    encoding: Annotated[str, Meta(max_length=40, pattern="^[a-z0-9_-]+$")] | None = None


class CellRun(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Code points `char_start` to `char_end` stand in a cell of part number `sheet`."""

    char_start: Count
    char_end: Count
    sheet: Count
    cell: Annotated[str, Meta(max_length=20, pattern="^[A-Z]+[0-9]+$")]


class RowRun(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Code points `char_start` to `char_end` stand in a row of the table of part number `table`."""

    char_start: Count
    char_end: Count
    table: Count
    row: Count
    column: Annotated[str, Meta(max_length=1000)] | None = None


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


class ChildRow(
    msgspec.Struct, frozen=True, kw_only=True, tag="child", forbid_unknown_fields=True
):  # fmt: skip
    """A child begins; unless it is a slice, its bytes follow, and then `ChildEnd`."""

    path: Annotated[bytes, Meta(max_length=_MAX_PATH)]
    derivation: Derivation
    start: Count | None = None
    end: Count | None = None
    declared: Annotated[str, Meta(max_length=200)] | None = None
    modified: Annotated[str, Meta(max_length=40, pattern="^[0-9TZ:.~?+-]+$")] | None = None


class ChildBytes(
    msgspec.Struct, frozen=True, tag="bytes", forbid_unknown_fields=True
):  # fmt: skip
    """The next bytes of the child."""

    data: bytes


class ChildEnd(
    msgspec.Struct, frozen=True, tag="end", forbid_unknown_fields=True
):  # fmt: skip
    """The child is whole; or it is not, and what came of it is to be thrown away."""

    whole: bool


class TextAnswer(
    msgspec.Struct, frozen=True, kw_only=True, tag="text", forbid_unknown_fields=True
):  # fmt: skip
    """What a reader found. `right_to_left`: the order of its letters was worked out by position.

    Numbers of parts, sheets and tables in the map are places in `part_names`. `pictures` are the
    pages (from 1) that hold pictures and no text.
    """

    text: str
    encoding: Annotated[str, Meta(max_length=40, pattern="^[a-z0-9_-]+$")] | None = None
    language: Annotated[str, Meta(max_length=40, pattern="^[A-Za-z0-9-]+$")] | None = None
    runs: Annotated[tuple[Run, ...], Meta(max_length=MAX_RUNS)] = ()
    lines: Annotated[tuple[Line, ...], Meta(max_length=MAX_RUNS)] = ()
    parts: Annotated[tuple[PartRun, ...], Meta(max_length=MAX_RUNS)] = ()
    cells: Annotated[tuple[CellRun, ...], Meta(max_length=MAX_RUNS)] = ()
    rows: Annotated[tuple[RowRun, ...], Meta(max_length=MAX_RUNS)] = ()
    part_names: Annotated[tuple[PartName, ...], Meta(max_length=_MAX_PARTS)] = ()
    blocks: Annotated[tuple[BlockRow, ...], Meta(max_length=_MAX_BLOCKS)] = ()
    pages: Annotated[tuple[tuple[Count, Count], ...], Meta(max_length=MAX_RUNS)] = ()
    metadata: Annotated[tuple[tuple[Key, Value], ...], Meta(max_length=_MAX_METADATA)] = ()
    notices: Annotated[tuple[Told, ...], Meta(max_length=_MAX_NOTICES)] = ()
    opinions: Annotated[tuple[tuple[Token, Token], ...], Meta(max_length=_MAX_OPINIONS)] = ()
    pictures: Annotated[tuple[Count, ...], Meta(max_length=MAX_RUNS)] = ()
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
Interim = ChildRow | ChildBytes | ChildEnd
"""What may come before the answer."""

_encoder = msgspec.msgpack.Encoder()
_orders: msgspec.msgpack.Decoder[Order] = msgspec.msgpack.Decoder(prepared(Order))
_answers: msgspec.msgpack.Decoder[Answer | Interim] = msgspec.msgpack.Decoder(
    prepared(Answer | Interim)
)


class ImpossibleAnswer(ValueError):
    """A worker said something that cannot be true of any original."""


def pack(message: Order | Answer | Interim) -> bytes:
    """Return the frame body of a message."""
    return _encoder.encode(message)


def unpack_order(body: bytes | bytearray) -> Order:
    """Return the order in a frame body."""
    return _orders.decode(body)


def unpack_answer(body: bytes | bytearray) -> Answer | Interim:
    """Return the answer in a frame body, or what comes before it.

    Raises:
        ImpossibleAnswer: the body is no answer.
    """
    try:
        return _answers.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ImpossibleAnswer(str(error)) from error
