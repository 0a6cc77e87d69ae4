"""Lists of pages to be captured: spreadsheets saved as CSV, or plain lines of addresses.

Every row is tested before the first page is asked for, and every wrong one is named.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from amana.access import parse_restriction
from amana.archive.wanted_pages import METHOD, WantedPage, parse_pause, parse_risk
from amana.core import AmanaError, UsageError
from amana.records import Form

MOST_ROWS = 10_000
_MOST_BYTES = 32 << 20
_TOLD = 20
_MARKS = {",": "commas", ";": "semicolons", "\t": "tabs"}

_HEADINGS = {
    "url": ("url", "address", "link", "الرابط", "رابط", "العنوان"),
    "source": ("source", "المصدر"),
    "collector": ("collector", "القائم بالجمع"),
    "purpose": ("purpose", "الغرض"),
    "consent": ("consent", "الموافقة", "الموافقة المستنيرة"),
    "restrictions": ("restrictions", "restriction", "شروط الاستعمال", "شرط الاستعمال"),
    "risk": ("risk", "الخطر", "خطر الفقدان"),
    "note": ("note", "ملاحظة", "ملاحظات"),
    "every": ("every", "كل", "المراقبة كل"),
}
_COLUMN = {heading: name for name, headings in _HEADINGS.items() for heading in headings}
_RISKS = {"وشيك": "imminent", "مرتفع": "high", "عادي": "normal", "منخفض": "low"}

CheckUrl = Callable[[str], str]
"""`check_url(text)` returns an address in its one spelling, or raises UsageError."""


class Examined(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a list: the page that it asks for, or what is wrong with it."""

    line: int
    url: str | None = None
    page: WantedPage | None = None
    wrong: str | None = None


def read_list(path: Path, form: Form, check_url: CheckUrl) -> tuple[WantedPage, ...]:
    """Return the pages of a list in its order; what a row does not say is as `form` says.

    Rules:
      1. UTF-8, with or without a mark of it at the beginning, or UTF-16 with one.
      2. With a line of headings that has one for the address: columns by their headings, English
         or Arabic, in any order, parted by commas, semicolons or tabs.
      3. Otherwise an address on each line; blank lines and those that begin with # are left out.
      4. An address that stands twice is captured once, and named.

    Raises:
        UsageError: it cannot be read, is empty or too long, or rows are wrong; all are named.
    """
    found = examine(_text(path), form, check_url, name=path.name)
    wrong = [f"line {row.line}: {row.wrong}" for row in found if row.wrong is not None]
    if wrong:
        more = f"; and {len(wrong) - _TOLD} more" if len(wrong) > _TOLD else ""
        raise UsageError(
            f"{path.name}: nothing was captured, since {len(wrong)} of its rows cannot be used: "
            + "; ".join(wrong[:_TOLD]) + more,
            remedy="put them right, or take them out; docs/how-to/capture-pages.md shows a list",
        )  # fmt: skip
    return tuple(row.page for row in found if row.page is not None)


def examine(
    text: str, form: Form, check_url: CheckUrl, *, name: str = "the list"
) -> tuple[Examined, ...]:
    """Return what is said of each row of the text of a list, by the rules of `read_list`.

    Raises:
        UsageError: it is empty or too long, or its headings cannot be used.
    """
    rows = list(_rows(text.removeprefix("\ufeff")))
    if not rows:
        raise UsageError(f"{name} holds no addresses", remedy="write one on each line")
    if len(rows) > MOST_ROWS:
        raise UsageError(
            f"{name} has {len(rows)} rows, and {MOST_ROWS} are taken", remedy="split it"
        )
    seen: dict[str, int] = {}
    return tuple(_examined(line, row, form, check_url, seen) for line, row in rows)


def _examined(
    line: int, row: Row, form: Form, check_url: CheckUrl, seen: dict[str, int]
) -> Examined:
    try:
        page = _page(line, row, form, check_url)
        if (first := seen.setdefault(page.url, line)) != line:
            raise UsageError(f"{page.url} stands in line {first} already")
    except AmanaError as error:
        return Examined(line=line, url=row.get("url") or None, wrong=error.message)
    return Examined(line=line, url=page.url, page=page)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read: {error.strerror}", remedy="name the file of the list"
        ) from error
    if len(data) > _MOST_BYTES:
        raise UsageError(f"{path.name} is too large for a list", remedy="split it")
    coding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(coding)
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path.name} is not UTF-8: byte {error.start}",
            remedy="save it as “CSV UTF-8” in the spreadsheet",
        ) from error


Row = dict[str, str]


def _rows(text: str) -> Iterator[tuple[int, Row]]:
    """Yield the rows that say anything, each with the number of its line."""
    head, mark, columns = _headings(text)
    if mark is None:
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip() and not line.lstrip().startswith("#"):
                yield number, {"url": line.strip()}
        return
    reader = csv.reader(io.StringIO(text), delimiter=mark, strict=False)
    for cells in reader:
        if reader.line_num <= head or not any(cell.strip() for cell in cells):
            continue
        row = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}
        extra = [cell for cell in cells[len(columns) :] if cell.strip()]
        yield reader.line_num, {**row, "": extra[0]} if extra else row


def _headings(text: str) -> tuple[int, str | None, Sequence[str | None]]:
    """Return how many lines the headings take, what parts columns, and what each is for."""
    lines = text.splitlines()
    at = next((n for n, line in enumerate(lines) if line.strip()), None)
    if at is None:
        return 0, None, ()
    first = lines[at]
    if first.lower().startswith("sep=") and at + 1 < len(lines):  # as some spreadsheets write it
        at, first = at + 1, lines[at + 1]
    for mark in _MARKS:
        cells = [cell.strip().lower() for cell in next(csv.reader([first], delimiter=mark), [])]
        columns = [_COLUMN.get(cell) for cell in cells]
        if "url" in columns:
            _require_known(cells, columns)
            return at + 1, mark, columns
    return 0, None, ()


def _require_known(cells: Sequence[str], columns: Sequence[str | None]) -> None:
    unknown = [cell for cell, name in zip(cells, columns, strict=True) if cell and name is None]
    named = [name for name in columns if name]
    twice = sorted({name for name in named if named.count(name) > 1})
    if unknown or twice:
        said = f"no column is called {unknown[0]!r}" if unknown else f"{twice[0]} has two columns"
        raise UsageError(
            f"the list cannot be used: {said}", remedy=f"use these: {', '.join(_HEADINGS)}"
        )


def _page(line: int, row: Row, form: Form, check_url: CheckUrl) -> WantedPage:
    if "" in row:
        raise UsageError(f"more cells than headings ({row['']!r})")
    own = {name: row[name] for name in ("source", "collector", "purpose", "consent")
           if row.get(name)}  # fmt: skip
    said = [part for part in row.get("restrictions", "").split(";") if part.strip()]
    restrictions = tuple(parse_restriction(part) for part in said) or form.restrictions
    made = msgspec.structs.replace(form, **own, method=METHOD, restrictions=restrictions)
    risk = row.get("risk", "")
    return WantedPage(
        url=check_url(row.get("url", "")),
        form=made,
        risk=parse_risk(_RISKS.get(risk, risk) or "normal"),
        note=row.get("note") or None,
        every=parse_pause(row["every"]) if row.get("every") else None,
        line=line,
    )
