"""The things inside a mail: every part that is not its text, and text that stands beside parts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from amana.reading.charsets import decode
from amana.reading.notices import Code
from amana.reading.readers.intake import Outlet
from amana.reading.readers.mail.choosing import file_name
from amana.reading.readers.mail.dates import edtf_utc
from amana.reading.readers.mail.parts import Kind, Part, Parts, Stretch
from amana.reading.readers.mail.transfer import IDENTITY, Decoder, is_known
from amana.reading.readers.mail.words import encoding_of, plain
from amana.reading.wire import ChildRow, Told
from amana.records import Derivation

_MAX_PATH = 4096
_LONGEST_BOILERPLATE = 1000
_BOILERPLATE = re.compile(rb"\bMIME\b|multi-?part", re.IGNORECASE)


def hand_out(
    data: bytes, parts: Parts, text: Iterable[int], out: Outlet, *, by_address: bool = False
) -> list[Told]:
    """Hand out every part that is not among `text`, in order; return what is to be told.

    `by_address` names them by their `Content-Location`, as saved pages do.
    """
    read, damaged, beside = frozenset(text), 0, 0
    for stretch in parts.stretches:
        part = parts.parts[stretch.part]
        if part.is_multipart and _says_something(data, stretch):
            beside += 1
            out.child(_beside(part, stretch))
    for place, part in enumerate(parts.parts):
        if part.is_multipart or place in read or (place == 0 and part.end == part.body):
            continue
        damaged += not _hand_out(data, part, out, by_address=by_address)
    notices = [Told(Code.TEXT_OUTSIDE_PARTS, beside)] if beside else []
    notices += [Told(Code.TRANSFER_DAMAGED, damaged)] if damaged else []
    notices += [Told(Code.CHILDREN_REFUSED, parts.beyond)] if parts.beyond else []
    return notices


def _says_something(data: bytes, stretch: Stretch) -> bool:
    """Tell whether text beside parts is more than the notice for programs that know no MIME."""
    if stretch.kind not in {Kind.PREAMBLE, Kind.EPILOGUE}:
        return False
    text = data[stretch.start : stretch.end].strip()
    if not text:
        return False
    usual = stretch.kind is Kind.PREAMBLE and len(text) < _LONGEST_BOILERPLATE
    return not (usual and _BOILERPLATE.search(text))


def _beside(part: Part, stretch: Stretch) -> ChildRow:
    name = stretch.kind.name.lower()
    return ChildRow(
        path=f"{part.number}.{name}".lstrip(".").encode(),
        derivation=Derivation.SLICE,
        start=stretch.start,
        end=stretch.end,
        declared="text/plain",
    )


def _hand_out(data: bytes, part: Part, out: Outlet, *, by_address: bool) -> bool:
    """Hand out a part; return whether its encoding was valid."""
    modified = part.disposition.parameters.get("modification-date", b"").decode("ascii", "replace")
    verbatim = part.transfer in IDENTITY or not is_known(part.transfer)
    row = ChildRow(
        path=path_of(part, by_address=by_address),
        derivation=Derivation.SLICE if verbatim else Derivation.DECODED,
        start=part.body,
        end=part.end,
        declared=part.kind or None,
        modified=edtf_utc(modified),
    )
    if verbatim:
        out.child(row)
        return is_known(part.transfer)
    decoder = Decoder(data, part.body, part.end, part.transfer)
    out.child(row, decoder.pieces())
    return not decoder.damaged


def path_of(part: Part, *, by_address: bool = False) -> bytes:
    """Return the name of a part: its address or file name as bytes, else its section number.

    Encoded words and declared encodings become UTF-8; bytes that declare nothing stay as they are.
    """
    if by_address and part.location:
        return part.location[:_MAX_PATH]
    name, charset = file_name(part)
    encoding = encoding_of(charset.decode("ascii", "replace")) if charset else None
    if encoding is not None:
        name = decode(name, encoding).encode("utf-8")
    elif b"=?" in name:
        name = plain(name, "utf-8").encode("utf-8")
    return name.replace(b"\0", b"")[:_MAX_PATH].strip() or part.number.encode()
