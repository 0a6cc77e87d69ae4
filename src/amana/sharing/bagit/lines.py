"""The lines of a text tag file, one at a time, whatever stands in it (RFC 8493 section 2.3)."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from amana.sharing.bagit.rules import Findings

LONGEST_LINE = 1 << 20
"""Characters of a line that are kept at once. No path of a file system comes near it."""

_PIECE = 1 << 16
_MARK = "\udcff"
_BOM = "\ufeff"


def _marked(error: UnicodeError) -> tuple[str, int]:
    """Put a mark in the place of bytes that mean nothing, and go on behind them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _MARK, error.end


codecs.register_error("amana.bagit.marked", _marked)


def text_lines(
    stream: BinaryIO, encoding: str, name: str, findings: Findings
) -> Iterator[tuple[int, str]]:
    """Yield number (from 1) and text of each line, without its end (LF, CR or CRLF).

    Lines that are too long or not in the encoding are findings and left out. Memory is that of
    the longest line at most.
    """
    for number, line in _lines(stream, encoding):
        if line is None:
            findings.error("text-line-too-long", name, f"line {number}")
            continue
        if number == 1 and line.startswith(_BOM):
            findings.error("text-bom", name)
            line = line.removeprefix(_BOM)  # noqa: PLW2901 - the line without its mark
        if _MARK in line:
            findings.error("text-encoding", name, f"line {number}")
        else:
            yield number, line


def _lines(stream: BinaryIO, encoding: str) -> Iterator[tuple[int, str | None]]:
    """Yield every line; None stands for one that is too long."""
    decoder = codecs.getincrementaldecoder(encoding)("amana.bagit.marked")
    one_end = io.IncrementalNewlineDecoder(decoder, translate=True)
    number, begun, too_long = 0, "", False
    while True:
        piece = stream.read(_PIECE)
        *whole, begun = (begun + one_end.decode(piece, final=not piece)).split("\n")
        for line in whole:
            number += 1
            yield number, None if too_long or len(line) > LONGEST_LINE else line
            too_long = False
        if len(begun) > LONGEST_LINE:
            begun, too_long = "", True
        if not piece:
            if begun or too_long:
                yield number + 1, None if too_long else begun
            return
