"""Official texts that an operator loads beside our labels: a table of five columns.

amana ships labels in its own words; the official texts have publishers and terms of their own.
Whoever has them puts them into a table with the columns `id`, `language`, `text`, `source` and
`retrieved`, as any spreadsheet program saves it (tab-separated text, UTF-8 or UTF-16).
Rules (docs/reference/law-crimes.md):

1. `id` is an identifier or any citation that `identified` reads, so that headings can be pasted.
2. `language` is a BCP 47 tag, `retrieved` an ISO day, `text` and `source` say something.
3. One provision has one text in one language from one source.
4. A table is taken whole or not at all; what is wrong is named by its row, each row of it.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from amana.core import AmanaError, UsageError
from amana.law.nearest import nearest
from amana.law.statute.crimes import Given, crimes
from amana.law.statute.identifiers import identified

COLUMNS = ("id", "language", "text", "source", "retrieved")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NUMBER = re.compile(r"[1-9][0-9]?[a-z]?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TOLD = 5  # problems that an error names; the others are counted
_REMEDY = "docs/reference/law-crimes.md describes the table; nothing of it was loaded"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class OfficialText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The text of a provision or an element, as its publisher has it, and from where it is."""

    id: str
    language: str
    text: str
    source: str
    retrieved: str


def read_texts(table: bytes) -> tuple[OfficialText, ...]:
    """Return the texts of a table, in its order.

    Raises:
        UsageError: the table cannot be read, or rows of it are wrong; the message names them.
    """
    rows = _rows(_decoded(table))
    head = next(rows, None)
    if head is None:
        raise UsageError("the table of texts is empty", remedy=_REMEDY)
    _require_columns(head[1])
    found: dict[tuple[str, str, str], int] = {}
    texts: list[OfficialText] = []
    problems: list[str] = []
    for number, cells in rows:
        try:
            text = _text(dict(zip(head[1], cells, strict=False)), len(cells) - len(head[1]))
            first = found.setdefault((text.id, text.language, text.source), number)
            if first != number:
                raise UsageError(f"{text.id} stands in row {first} already, from the same source")
            texts.append(text)
        except AmanaError as error:
            problems.append(f"row {number}: {error.message}")
    if problems:
        more = f"; and {len(problems) - _TOLD} more" if len(problems) > _TOLD else ""
        raise UsageError("; ".join(problems[:_TOLD]) + more, remedy=_REMEDY)
    return tuple(texts)


def texts_of(texts: Iterable[OfficialText], identifier: str) -> tuple[OfficialText, ...]:
    """Return the texts of a provision, crime, mode or element, in the order of the table.

    The text of a provision is also that of each crime and form into which it is divided: what
    stands at `rs:8(2)(c)(i)` belongs to `rs:8(2)(c)(i)-4`. Elements have their own, which
    `texts_of_elements` returns.
    """
    wanted = {identifier}
    if "#" not in identifier:
        wanted.add(re.split(r"-(?=\d+\Z)|/", identifier, maxsplit=1)[0])
    return tuple(each for each in texts if each.id in wanted)


def texts_of_elements(texts: Iterable[OfficialText], identifier: str) -> tuple[OfficialText, ...]:
    """Return the texts of the elements of a crime or mode, in the order of the table."""
    return tuple(each for each in texts if each.id.startswith(f"{identifier}#"))


def _decoded(table: bytes) -> str:
    try:
        if table.startswith(_UTF16):
            return table.decode("utf-16")
        return table.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = table[: error.start].count(b"\n") + 1
        raise UsageError(
            f"the table of texts is neither UTF-8 nor UTF-16 (line {row})",
            remedy="save it as tab-separated text in UTF-8; nothing of it was loaded",
        ) from error


def _rows(table: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold anything, with the line of the file in which each begins."""
    reader = csv.reader(io.StringIO(table, newline=""), dialect="excel-tab", strict=True)
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield line, stripped
            line = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(
            f"the table of texts cannot be read in line {line}: {error}", remedy=_REMEDY
        ) from error


def _require_columns(head: Sequence[str]) -> None:
    missing = [column for column in COLUMNS if column not in head]
    unknown = [column for column in head if column not in COLUMNS]
    said = []
    if missing:
        said.append(f"it has no column {', '.join(missing)}")
    for column in unknown:
        near = nearest(column, missing)
        said.append(f"“{column}” is no column of it" + (f" (did you mean {near}?)" if near else ""))
    if len(set(head)) < len(head):
        said.append("a column stands twice")
    if said:
        raise UsageError(f"the head of the table of texts: {'; '.join(said)}", remedy=_REMEDY)


def _text(cells: Mapping[str, str], too_many: int) -> OfficialText:
    """Return the text of a row; `too_many` is how many cells it has beyond the columns."""
    if too_many > 0:
        raise UsageError(f"it has {too_many} cells more than there are columns")
    empty = [column for column in COLUMNS if not cells.get(column)]
    if empty:
        raise UsageError(f"{', '.join(empty)} missing")
    if not _LANGUAGE.fullmatch(cells["language"]):
        raise UsageError(f"“{cells['language']}” is no language tag like en or ar")
    if not _is_day(cells["retrieved"]):
        raise UsageError(f"“{cells['retrieved']}” is no day like 2025-03-01")
    return OfficialText(
        id=_identified(cells["id"]),
        language=cells["language"],
        text=cells["text"],
        source=cells["source"],
        retrieved=cells["retrieved"],
    )


def _identified(cell: str) -> str:
    """Return the identifier that a cell names.

    Crimes whose elements are pending their source have no elements here; whoever has the official
    ones loads them by their numbers.
    """
    above, mark, number = cell.partition("#")
    if mark and _NUMBER.fullmatch(number.strip()):
        named = identified(above)
        pending = (each.id for each in crimes() if each.elements_given is Given.PENDING_SOURCE)
        if named in pending:
            return f"{named}#{number.strip()}"
    return identified(cell)


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
