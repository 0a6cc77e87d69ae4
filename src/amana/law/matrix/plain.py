"""A matrix for programs and for spreadsheets: JSON, and comma-separated values (RFC 4180).

Both hold the whole matrix; docs/reference/law-matrix.md has their schema.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import msgspec

from amana.law.matrix.edition import Edition
from amana.law.matrix.markup import wording
from amana.law.matrix.shapes import (
    Assessed,
    Charged,
    Linked,
    Matrix,
    Notice,
    Part,
    Passage,
    Row,
    Stated,
)
from amana.text import legible

FORMAT = "amana-matrix-1"
_SAYS = ("shows", "not_guilt", "linked", "against", "integrity")
_MARK = "\ufeff"  # without it, spreadsheet programs take UTF-8 for something else
_STEERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")  # noqa: RUF001 - full width, which spreadsheets take alike
COLUMNS = (
    "what", "charge", "as_of", "log_entries", "section", "element", "shared", "kind", "scope",
    "label_en", "label_ar", "status", "notices", "effect", "held", "standard", "entry", "version",
    "key", "by", "at", "reason", "stands", "conclusion", "conclusion_text", "passage", "item",
    "char_start", "char_end", "quote", "original", "reading", "fact", "published", "cite_entry",
    "origin", "gone", "address",
)  # fmt: skip


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    """The members of the JSON, in their order."""

    format: str
    says: tuple[str, ...]
    edition: Edition
    charge: Charged
    notices: tuple[Notice, ...]
    against: tuple[int, ...]
    once_against: tuple[int, ...]
    parts: tuple[Part, ...]
    elsewhere: tuple[Linked, ...]
    elsewhere_assessments: tuple[Assessed, ...]


def as_json(matrix: Matrix, edition: Edition) -> bytes:
    """Return the whole matrix as one JSON value, in UTF-8, with an end of line."""
    phrases = wording("en").phrases
    told = _Told(
        format=FORMAT,
        says=tuple(phrases[f"is.{name}"] for name in _SAYS),
        edition=edition,
        charge=matrix.charge,
        notices=matrix.notices,
        against=tuple(link.stated.number for link in matrix.against()),
        once_against=tuple(link.stated.number for link in matrix.once_against()),
        parts=matrix.parts,
        elsewhere=matrix.elsewhere,
        elsewhere_assessments=matrix.elsewhere_assessments,
    )
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"


def as_csv(matrix: Matrix, edition: Edition) -> bytes:
    """Return the whole matrix as lines of values, in UTF-8 with a byte order mark.

    A line for the charge, one for each element, one for each passage of each link and assessment
    (or one, where there is no passage). Those that were replaced or taken back are among them.
    What a spreadsheet would take for a formula has an apostrophe before it. Characters that turn
    the direction of text are shown by their number, like [U+202E]; the JSON has them as they are.
    """
    out = io.StringIO(newline="")
    out.write(_MARK)
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n", strict=True)
    writer.writeheader()
    always = {
        "charge": matrix.charge.stated.key,
        "as_of": edition.day,
        "log_entries": str(edition.entries),
    }
    for line in _lines(matrix, edition):
        writer.writerow(
            {name: guarded(_unsteered(value)) for name, value in (always | line).items()}
        )
    return out.getvalue().encode()


def _unsteered(value: str) -> str:
    """Return a value in which nothing turns the direction of what stands beside it."""
    return _STEERING.sub(lambda found: legible(found[0]), value)


def guarded(value: str) -> str:
    """Return a value that no spreadsheet takes for a formula.

    An apostrophe is put before whatever begins like a formula, a control character or an
    apostrophe, after any blanks; taking one apostrophe from the front of a value that begins with
    one gives back what was there.
    """
    bare = value.lstrip(" \u00a0\u3000\ufeff\u200b\u200e\u200f")
    return f"'{value}" if bare.startswith(_FORMULA) else value


Line = dict[str, str]


def _lines(matrix: Matrix, edition: Edition) -> Iterator[Line]:
    charge = matrix.charge
    yield {
        "what": "charge",
        "element": charge.crime,
        "label_en": charge.name or charge.crime_label.en,
        "label_ar": charge.crime_label.ar,
        "notices": _codes(matrix.notices),
        **_stated(charge.stated),
    }
    for part in matrix.parts:
        for row in part.rows:
            for each in row.each():
                yield from _of_row(each, {"section": part.section.value}, edition)
    lost = {"section": "elsewhere"}
    for link in matrix.elsewhere:
        yield from _of_link(link, lost, edition)
    for assessed in matrix.elsewhere_assessments:
        yield from _of_assessment(assessed, lost, edition)


def _of_row(row: Row, line: Line, edition: Edition) -> Iterator[Line]:
    about = line | {
        "element": row.element,
        "shared": row.shared or "",
        "kind": row.kind,
        "scope": row.scope.value,
        "label_en": row.label.en,
        "label_ar": row.label.ar,
        "status": row.status.value,
    }
    yield about | {"what": "element", "notices": _codes(row.notices)}
    for link in (*row.links, *row.earlier):
        yield from _of_link(link, about, edition)
    for assessed in (*row.assessments, *row.earlier_assessments):
        yield from _of_assessment(assessed, about, edition)


def _of_link(link: Linked, about: Line, edition: Edition) -> Iterator[Line]:
    line = about | _stated(link.stated)
    line |= {"what": "link", "element": link.element, "scope": link.scope.value}
    line |= {"effect": link.effect.value, "conclusion": link.conclusion or ""}
    line["conclusion_text"] = link.concluded.text if link.concluded else ""
    yield from _of_passages(link.passages, line, edition)


def _of_assessment(assessed: Assessed, about: Line, edition: Edition) -> Iterator[Line]:
    line = about | _stated(assessed.stated)
    line |= {"what": "assessment", "element": assessed.element, "scope": assessed.scope.value}
    line |= {"held": assessed.held.value, "standard": assessed.standard}
    yield from _of_passages(assessed.stated.passages, line, edition)


def _of_passages(passages: tuple[Passage, ...], line: Line, edition: Edition) -> Iterator[Line]:
    """Yield a line for each passage; one, where there is none."""
    if not passages:
        yield line
    for place, passage in enumerate(passages, 1):
        yield line | {
            "passage": f"{place}/{len(passages)}",
            "item": passage.item,
            "char_start": _told(passage.char_start),
            "char_end": _told(passage.char_end),
            "quote": passage.quote or "",
            "original": passage.original or "",
            "reading": passage.reading or "",
            "fact": passage.fact or "",
            "published": passage.published or "",
            "cite_entry": _told(passage.number),
            "origin": passage.origin,
            "gone": "yes" if passage.gone else "no",
            "address": edition.of_passage(passage) or "",
        }


def _stated(stated: Stated) -> Line:
    stands = "yes"
    if stated.withdrawn is not None:
        stands = f"withdrawn:{stated.withdrawn}"
    elif stated.replaced is not None:
        stands = f"replaced:{stated.replaced}"
    return {
        "entry": str(stated.number),
        "version": str(stated.version),
        "key": stated.key,
        "by": stated.by,
        "at": stated.at,
        "reason": stated.reason,
        "stands": stands,
    }


def _codes(notices: tuple[Notice, ...]) -> str:
    return " ".join(dict.fromkeys(notice.code.value for notice in notices))


def _told(number: int | None) -> str:
    return "" if number is None else str(number)
