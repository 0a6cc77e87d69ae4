"""Content lines, which address cards and calendars are made of, with their byte ranges.

RFC 6350 section 3.2, RFC 5545 section 3.1: long lines are folded, a line that begins with white
space goes on with the one before. vCard 2.1 besides has quoted-printable values with soft breaks.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from typing import NamedTuple

from amana.reading.charsets import decode, named
from amana.reading.guess import guess
from amana.reading.readers.paragraphs import Place

_LINE = re.compile(rb"[^\r\n]*+(?:\r\n|\r|\n|$)")
_NAME = re.compile(rb"(?:[A-Za-z0-9-]++\.)?+([A-Za-z0-9-]++)")
_PARAMETER = re.compile(rb';([A-Za-z0-9-]++)(?:=((?:"[^"]*+"|[^";:,]++|,)*+))?+')
_ESCAPE = re.compile(r"\\([nN;,:\\])")
_MAX_LINES = 2_000_000
_MAX_FOLDED = 1 << 27


class ContentLine(NamedTuple):
    """A line: its name in capitals, its parameters, and its value at bytes `start` to `end`.

    `raw` is the value with its folds taken out; `folded` tells whether there were any.
    """

    name: str
    parameters: dict[str, str]
    raw: bytes
    start: int
    end: int
    folded: bool

    @property
    def encoding(self) -> str:
        """How the value is encoded: `B`, `QUOTED-PRINTABLE`, or empty."""
        said = self.parameters.get("ENCODING", "").upper()
        bare = {"BASE64", "B", "QUOTED-PRINTABLE"} & {key.upper() for key in self.parameters}
        found = said or next(iter(sorted(bare)), "")
        return "B" if found == "BASE64" else found

    def content(self) -> bytes | None:
        """Return the bytes that the value encodes in base64; None where it does not."""
        raw = self.raw
        if self.encoding != "B":
            if raw[:5].lower() != b"data:" or b";base64," not in raw[:200]:
                return None
            raw = raw.partition(b",")[2]
        try:
            return base64.b64decode(re.sub(rb"\s", b"", raw)) or None
        except (binascii.Error, ValueError):
            return None

    def text(self, otherwise: str) -> tuple[str, Place]:
        """Return the value as text and its place; `otherwise` is the encoding of the file."""
        raw, exact = self.raw, not self.folded
        if self.encoding == "QUOTED-PRINTABLE":
            raw, exact = quopri.decodestring(raw), False
        label = named(self.parameters.get("CHARSET", ""))
        said = decode(raw, label or otherwise)
        plain = _ESCAPE.sub(lambda found: "\n" if found.group(1) in "nN" else found.group(1), said)
        exact = exact and plain == said and (label is None or label == otherwise)
        exact = exact and "\ufffd" not in said
        clean = plain.replace("\0", "\ufffd")
        return clean, Place(self.start, self.end, exact and clean == plain)


def content_lines(data: bytes) -> Iterator[ContentLine]:
    """Yield the content lines of a file; what is none is passed over."""
    at = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    for _ in range(_MAX_LINES):
        if at >= len(data):
            return
        pieces, begin, at = _unfolded(data, at)
        line = _parsed(b"".join(pieces), begin, at, data, folded=len(pieces) > 1)
        if line is not None:
            yield line


def _unfolded(data: bytes, at: int) -> tuple[list[bytes], int, int]:
    """Return the pieces of the line at `at`, where it begins, and where the next begins."""
    begin, at, piece = at, *_physical(data, at)
    pieces = [piece]
    head = piece.partition(b":")[0].upper()
    quoted = b"QUOTED-PRINTABLE" in head
    encoded = b"BASE64" in head or b"ENCODING=B" in head
    size = len(piece)
    while at < len(data) and size < _MAX_FOLDED:
        soft = quoted and pieces[-1].endswith(b"=")
        fold = data[at : at + 1] in {b" ", b"\t"}
        # Cards of version 2.1 leave out the folds of base64, which ends with an empty line.
        loose = encoded and b":" not in data[at : at + 80].split(b"\n", 1)[0] and not fold
        if not (soft or fold or loose):
            break
        at, piece = _physical(data, at)
        if loose and not piece.strip():
            break
        pieces.append(piece[1:] if fold and not soft else piece)
        if soft:
            pieces[-2] = pieces[-2][:-1]
        size += len(piece)
    return pieces, begin, at


def _physical(data: bytes, at: int) -> tuple[int, bytes]:
    found = _LINE.match(data, at)
    end = found.end() if found else len(data)
    return end, data[at:end].rstrip(b"\r\n")


def _parsed(line: bytes, begin: int, end: int, data: bytes, *, folded: bool) -> ContentLine | None:
    name = _NAME.match(line)
    if name is None:
        return None
    parameters: dict[str, str] = {}
    at = name.end()
    while (found := _PARAMETER.match(line, at)) is not None:
        key = found.group(1).decode("ascii").upper()
        value = (found.group(2) or b"").decode("utf-8", "replace").strip('"')
        parameters[key] = f"{parameters[key]},{value}" if key in parameters else value
        at = found.end()
    if line[at : at + 1] != b":":
        return None
    stop = begin + len(data[begin:end].rstrip(b"\r\n"))
    start = begin + at + 1
    title = name.group(1).decode("ascii").upper()
    raw = line[at + 1 :]
    # A fold before the colon moves what follows: then the whole line is the place.
    moved = folded and data[begin : begin + at + 1] != line[: at + 1]
    return ContentLine(title, parameters, raw, begin if moved else start, stop, folded)


def file_encoding(data: bytes) -> str:
    """Return the encoding of the file's text where a line does not state its own."""
    found = guess(data)
    return found.encoding if found and not found.encoding.startswith("utf-16") else "utf-8"
