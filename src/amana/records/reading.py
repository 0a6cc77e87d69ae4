"""A reading: the text of one original with a map back to its bytes (design section 6).

All `char_*` numbers count Unicode code points in `Reading.text`, from 0, end exclusive.
"""

from __future__ import annotations

import msgspec

from amana.records.children import Child
from amana.records.states import State


class ByteRange(
    msgspec.Struct, frozen=True, kw_only=True, tag="bytes", tag_field="kind",
    forbid_unknown_fields=True,
):  # fmt: skip
    """Bytes `start` to `end` (exclusive) of the original."""

    start: int
    end: int


class PageRects(
    msgspec.Struct, frozen=True, kw_only=True, tag="page", tag_field="kind",
    forbid_unknown_fields=True,
):  # fmt: skip
    """Rectangles on a page counted from 1: [left, top, right, bottom].

    Unit: a thousandth of a point (1/72000 inch), integers, origin at the top left of the page as
    it is displayed (crop box, after rotation).
    """

    page: int
    rects: tuple[tuple[int, int, int, int], ...]


class Part(
    msgspec.Struct, frozen=True, kw_only=True, tag="part", tag_field="kind",
    forbid_unknown_fields=True,
):  # fmt: skip
    """Bytes `start` to `end` (exclusive) of a part inside the original, as it is once decoded.

    A part of a package is named by its path (`word/document.xml`), a part of a mail by its section
    number (`1.2`, RFC 9051 section 6.4.5). `encoding` is that of the part, where it is text.
    """

    name: str
    start: int
    end: int
    encoding: str | None = None


class Cell(
    msgspec.Struct, frozen=True, kw_only=True, tag="cell", tag_field="kind",
    forbid_unknown_fields=True,
):  # fmt: skip
    """A cell of a sheet, by the name of the sheet and the cell's own (`B7`)."""

    sheet: str
    cell: str


class Row(
    msgspec.Struct, frozen=True, kw_only=True, tag="row", tag_field="kind",
    forbid_unknown_fields=True,
):  # fmt: skip
    """A row of a table in a database, by its number, and the column, where it is one value."""

    table: str
    row: int
    column: str | None = None


Locator = ByteRange | PageRects | Part | Cell | Row


class Segment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A run of the text and where it stands in the original.

    `exact` is true when the text of the run *is* the decoded bytes of the range, so that offsets
    inside the run can be computed; false when the run was derived from the range as a whole.
    """

    char_start: int
    char_end: int
    locator: Locator | None
    exact: bool = False


class Block(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One paragraph-like unit of a marked-up original, with what its markup said.

    `tag` is the innermost block element (`h1`, `p`, `figcaption`, `li`, `td`, ...), `within` the
    names of its ancestors that matter, outermost first (`main`, `article`, `nav`, `aside`,
    `header`, `footer`, `figure`, `form`, `table`, `ul`), `hints` lower-case class and id tokens
    of the element and its ancestors, `link_chars` how many of its characters are inside links.
    """

    char_start: int
    char_end: int
    tag: str
    within: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    link_chars: int = 0


class Recipe(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a derivative was made: enough to make it again.

    `environment` says under which protection the tool ran (the sandbox layers in force); it does
    not change the result and is therefore not part of the key.
    """

    step: str
    tool: str
    version: str
    libraries: tuple[tuple[str, str], ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    environment: tuple[str, ...] = ()


class Warning(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):  # noqa: A001 - the word of the field
    """Something a person should know about a reading: a stable code and a sentence."""

    code: str
    detail: str


class Reading(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The result of reading one original. Stored as a derivative, never replaced.

    `opinions` are what each means of identification took the original for: who, and which media
    type. `children` are what was found inside, in the order of the reader.
    """

    original: str
    key: str
    recipe: Recipe
    state: State
    media_type: str
    text: str
    encoding: str | None = None
    language: str | None = None
    segments: tuple[Segment, ...] = ()
    blocks: tuple[Block, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    warnings: tuple[Warning, ...] = ()
    opinions: tuple[tuple[str, str], ...] = ()
    children: tuple[Child, ...] = ()
    v: int = 1
