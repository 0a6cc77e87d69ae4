"""The bag's metadata, bag-info.txt (RFC 8493 section 2.2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from amana.sharing.bagit.declaration import Declaration
from amana.sharing.bagit.folder import BagFolder
from amana.sharing.bagit.lines import text_lines
from amana.sharing.bagit.rules import Findings

MOST_ELEMENTS = 1000
"""So many elements are kept; the rest is looked through for Payload-Oxum."""

LONGEST_VALUE = 1 << 16

_BLANK = " \t"
_ELEMENT = re.compile(r"(?P<label>[^:]+):(?P<gap>[ \t]?)(?P<value>.*)\Z", re.DOTALL)
_OXUM = re.compile(r"([0-9]{1,30})\.([0-9]{1,30})\Z")


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """The elements in their order, and what Payload-Oxum says: bytes and files of the payload."""

    elements: tuple[tuple[str, str], ...] = ()
    oxum: tuple[int, int] | None = None


def read_metadata(folder: BagFolder, declaration: Declaration, findings: Findings) -> Metadata:
    """Return the metadata of a bag; without the file, none."""
    name = declaration.info_name
    kept: list[tuple[str, str]] = []
    oxum: list[str] = []
    try:
        with folder.stream(name.encode()) as stream:
            lines = text_lines(stream, declaration.encoding, name, findings)
            for label, value in _elements(lines, declaration, findings):
                if len(kept) < MOST_ELEMENTS:
                    kept.append((label, value))
                if label.lower() == "payload-oxum":
                    oxum = [*oxum[:1], value]
    except FileNotFoundError:
        return Metadata()
    except OSError as error:
        findings.error("listed-unreadable", name, error.strerror)
    if len(oxum) > 1:
        findings.by(declaration.is_strict, "oxum-repeated", name)
    return Metadata(elements=tuple(kept), oxum=_oxum(oxum, name, findings))


def _elements(
    lines: Iterator[tuple[int, str]], declaration: Declaration, findings: Findings
) -> Iterator[tuple[str, str]]:
    """Yield labels and values; a line that begins with whitespace goes on with the value."""
    label, value = "", ""
    for number, line in lines:
        if line[:1] in (" ", "\t") and label:
            value = f"{value} {line.strip(_BLANK)}"[:LONGEST_VALUE]
            continue
        if label:
            yield label, value
        label = ""
        match = _ELEMENT.match(line)
        where = f"line {number}"
        if match is None:
            if line.strip(_BLANK):
                findings.by(declaration.is_strict, "info-line", declaration.info_name, where)
            continue
        label, value = match["label"].strip(_BLANK), match["value"].strip(_BLANK)[:LONGEST_VALUE]
        proper = label == match["label"] and (match["gap"] or not value)
        if declaration.is_strict and not proper:
            findings.error("info-line", declaration.info_name, where)
    if label:
        yield label, value


def _oxum(said: list[str], name: str, findings: Findings) -> tuple[int, int] | None:
    if not said:
        return None
    match = _OXUM.match(said[0])
    if match is None:
        findings.error("oxum-form", name, f"it says {said[0][:80]}")
        return None
    return int(match[1]), int(match[2])
