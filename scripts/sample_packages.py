"""Packages among the sample inputs, written byte for byte: a statement, a workbook, archives.

For an engineer: ZIP packages with dates of our choice, so that they are the same whenever they are
made with the same zlib. Office parts hold no more than readers ask for (ECMA-376).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

Moment = tuple[int, int, int, int, int, int]

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument"

STATED: Moment = (2024, 5, 6, 9, 30, 0)
"""The day in the members of every package."""

TITLE = "Statement of W-21"
SAW = (
    "I keep the toll bridge at Ras al-Ghadir. In the night of 20 April 2024 three covered lorries "
    "crossed towards the harbour, at about two. I raised the barrier because the first driver "
    "shouted."
)
TOOK = (
    "I could not see who was in the lorries. I took one picture with my telephone when they had "
    "passed."
)
STRUCK = "They wore the badge of the Third Brigade. "

FUEL: tuple[tuple[str | int, ...], ...] = (
    ("Date", "Lorry", "Litres", "Delivered to"),
    ("2024-04-17", "K-118", 180, "customs house"),
    ("2024-04-18", "K-118", 220, "customs house"),
    ("2024-04-20", "K-131", 410, "old terminal"),
    ("2024-04-20", "K-140", 395, "old terminal"),
)
NIGHT: tuple[tuple[str | int, ...], ...] = (
    ("Date", "Lorry", "Litres", "Note"),
    ("2024-04-20", "K-131", 60, "bridge, two o'clock, not to be booked"),
)


def archive(members: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP archive of `members`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as package:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, STATED)
            info.compress_type = method
            info.create_system = 0
            package.writestr(info, content)
    return file.getvalue()


def statement() -> bytes:
    """Return a Word original in which a sentence was struck out while changes were tracked."""
    struck = (
        '<w:del w:id="1" w:author="R-3" w:date="2024-05-06T09:12:00Z"><w:r><w:delText xml:space='
        f'"preserve">{STRUCK}</w:delText></w:r></w:del>'
    )
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{TITLE}</w:t></w:r></w:p>'
        f"<w:p><w:r><w:t>{SAW}</w:t></w:r></w:p>"
        f"<w:p>{struck}<w:r><w:t>{TOOK}</w:t></w:r></w:p>"
    )
    main = f'{_XML}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return _office("word/document.xml", f"{_KIND}.wordprocessingml.document", {"": main})


def workbook() -> bytes:
    """Return a workbook of two sheets, the second of them hidden."""
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/relationships/worksheet" '
        f'Target="worksheets/sheet{n}.xml"/>'
        for n in (1, 2)
    )
    main = (
        f'{_XML}<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}/relationships"><sheets>'
        '<sheet name="Fuel" sheetId="1" r:id="rId1"/>'
        '<sheet name="Night" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>'
    )
    parts = {
        "": main,
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        "xl/worksheets/sheet1.xml": _rows(FUEL, total=True),
        "xl/worksheets/sheet2.xml": _rows(NIGHT, total=False),
    }
    return _office("xl/workbook.xml", f"{_KIND}.spreadsheetml.sheet", parts)


def _rows(rows: tuple[tuple[str | int, ...], ...], *, total: bool) -> str:
    lines = [
        "".join(_cell(f"{'ABCD'[column]}{n}", value) for column, value in enumerate(row))
        for n, row in enumerate(rows, 1)
    ]
    if total:
        n, litres = len(rows) + 1, sum(int(row[2]) for row in rows[1:])
        summed = f'<c r="C{n}"><f>SUM(C2:C{n - 1})</f><v>{litres}</v></c>'
        lines.append(_cell(f"A{n}", "Total") + summed)
    body = "".join(f'<row r="{n}">{line}</row>' for n, line in enumerate(lines, 1))
    return f'{_XML}<worksheet xmlns="{_SHEET}"><sheetData>{body}</sheetData></worksheet>'


def _cell(place: str, value: str | int) -> str:
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def _office(main: str, kind: str, parts: Mapping[str, str]) -> bytes:
    """Return an office package whose main part is `main`; the part named "" is that one."""
    sheets = "".join(
        f'<Override PartName="/{name}" ContentType="{_KIND}.spreadsheetml.worksheet+xml"/>'
        for name in parts
        if "worksheets" in name
    )
    types = (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}.main+xml"/>{sheets}</Types>'
    )
    relation = (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/relationships/officeDocument" Target="{main}"/></Relationships>'
    )
    whole = {"[Content_Types].xml": types, "_rels/.rels": relation}
    whole |= {name or main: text for name, text in parts.items()}
    return archive({name: text.encode() for name, text in whole.items()})


def bomb() -> bytes:
    """Return an archive of a few kilobytes that unpacks to 4,000 MB of nothing.

    An archive in an archive: both times the same bytes are repeated, which compression makes small.
    """
    nothing = bytes(40_000_000)
    inner = archive({f"IMG_{n:04}.jpg": nothing for n in range(1, 101)})
    return archive({"album.zip": inner})
