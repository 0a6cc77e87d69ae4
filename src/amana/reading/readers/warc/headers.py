"""The headers of records: WARC 1.1 section 4 and 5, and the lines of ARC 1 and 2.

Names of fields are lower case here. Lines may end without CR or with two, and go on in
the next line.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_VERSION = re.compile(rb"WARC/([0-9]\.[0-9]{1,2})\r{0,2}(?=\n)")
_END = re.compile(rb"\n\r{0,2}\n")
_FOLD = re.compile(rb"\r{0,2}\n[ \t]+")
_ARC_DATE = re.compile(r"(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?")
_MOMENT = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?)?)?)?)(?:\.\d+)?(Z?)")
_ARC_FIELDS = 5
_ARC_2_FIELDS = 10
_DATED = re.compile(rb"\d{8,20}")
LONGEST = 1 << 20


class Header(NamedTuple):
    """The header of a record and how long it is; `length` is None when it states none."""

    kind: str
    fields: tuple[tuple[str, str], ...]
    size: int
    length: int | None

    def get(self, name: str) -> str:
        """Return the first field of that name; empty when there is none."""
        return next((value for known, value in self.fields if known == name), "")


def warc_header(data: bytes) -> Header | None:
    """Return the header that `data` begins with; None when there is none, or it does not end."""
    version = _VERSION.match(data)
    end = _END.search(data, version.end()) if version else None
    if version is None or end is None:
        return None
    lines = _FOLD.sub(b" ", data[version.end() : end.start()]).split(b"\n")
    pairs = (line.partition(b":") for line in lines if b":" in line)
    fields = tuple((_text(name).lower(), _text(value)) for name, _, value in pairs if name.strip())
    header = Header("", fields, end.end(), None)
    return header._replace(
        kind=header.get("warc-type").lower(), length=_number(header.get("content-length"))
    )


def arc_header(data: bytes) -> Header | None:
    """Return the header of an ARC record as if it stood in a WARC file."""
    line, newline, _ = data.partition(b"\n")
    # Addresses may hold spaces, the rest may not: the version block is of version 1.
    parts = line.rstrip(b"\r").rsplit(b" ", _ARC_2_FIELDS - 1)
    if len(parts) != _ARC_2_FIELDS or not _DATED.fullmatch(parts[2]):
        parts = line.rstrip(b"\r").rsplit(b" ", _ARC_FIELDS - 1)
    if not newline or len(parts) < _ARC_FIELDS or not _DATED.fullmatch(parts[2]):
        return None
    uri, address, date, media_type = (_text(part) for part in parts[:4])
    kind = "response" if uri.startswith(("http:", "https:")) else "resource"
    fields = (
        ("warc-target-uri", uri),
        ("warc-ip-address", address),
        ("warc-date", _arc_moment(date)),
        ("content-type", media_type),
    )
    length = _number(_text(parts[-1]))
    if uri.startswith("filedesc:"):
        kind = "warcinfo"
    return Header(kind, fields, len(line) + 1, length)


def moment_of(date: str) -> str | None:
    """Return a WARC-Date in EDTF, to the second at most (W3C date and time formats)."""
    found = _MOMENT.fullmatch(date.strip())
    return found.group(1) + found.group(2) if found else None


def _arc_moment(date: str) -> str:
    found = _ARC_DATE.match(date)
    parts = [part for part in found.groups() if part] if found else []
    day = "-".join(parts[:3])
    return f"{day}T{':'.join(parts[3:])}Z" if len(parts) > 5 else day  # noqa: PLR2004 - to the second


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None  # noqa: PLR2004 - below 2**63


def _text(value: bytes) -> str:
    return value.strip().decode("utf-8", "replace")
