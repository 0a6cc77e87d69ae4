"""What a PDF says about itself, and what its bytes say about its history.

Said are the information dictionary (ISO 32000-1 section 14.3.3) and XMP. Updates that were appended
(7.5.6), signatures (12.8) and what was written after them, scripts and actions are looked for in
the bytes; nothing is said about the validity of a signature.
"""

from __future__ import annotations

import ctypes
import re
from typing import NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no stubs

from amana.reading.notices import Code
from amana.reading.readers.facts import Facts
from amana.reading.readers.pdf.dates import moment_of
from amana.reading.readers.pdf.native import Pdf, wide_text
from amana.reading.readers.pdf.streams import inflated, streams
from amana.reading.readers.xmp import xmp_facts
from amana.reading.wire import Told

_ENTRIES = {
    "Title": "dc:title",
    "Author": "dc:creator",
    "Subject": "dc:description",
    "Keywords": None,
    "Creator": None,
    "Producer": None,
    "CreationDate": "dcterms:created",
    "ModDate": "dcterms:modified",
}
_DATES = frozenset({"CreationDate", "ModDate"})
_END = b"%%EOF"
_SPARE = 16
_LINEARIZED = re.compile(rb"/Linearized\s+[\d.]")
_ACTIONS = re.compile(rb"/S\s*/(?:Launch|JavaScript|SubmitForm|ImportData)\b")
_XMP_BEGINS, _XMP_ENDS = b"<x:xmpmeta", b"</x:xmpmeta>"
_METADATA = re.compile(rb"/Subtype\s*/XML\b")
_MOST_PACKETS = 10
_LARGEST_PACKET = 4 << 20
_HEAD = 2048
_MOST_SIGNATURES = 100
_LONGEST = 1000


class Signature(NamedTuple):
    """When somebody signed, as they say, and where the bytes end that they signed."""

    moment: str
    reason: str
    end: int


def statements(pdf: Pdf, data: bytes, facts: Facts) -> list[Told]:
    """Add what the PDF says to `facts`; return what a person should know of its history."""
    facts.add("pdf:pages", pdf.page_count)
    facts.add("pdf:version", pdf.version)
    if pdf.encrypted:
        facts.add(
            "pdf:encrypted", "opened with a password" if pdf.opened_by else "opens without one"
        )
    for key, normal in _ENTRIES.items():
        value = " ".join(pdf.entry(key).replace("\0", "").split())[:_LONGEST]
        facts.add(f"pdf:{key}", value)
        if normal:
            facts.add(normal, (moment_of(value) or "") if key in _DATES else value)
    _add_xmp(data, facts)
    return _history(pdf, data, facts)


def _add_xmp(data: bytes, facts: Facts) -> None:
    """Add the last XMP packet, which is the newest: one in plain sight, or in a deflated stream."""
    end = data.rfind(_XMP_ENDS)
    start = data.rfind(_XMP_BEGINS, 0, max(0, end))
    plain = data[start : end + len(_XMP_ENDS)] if 0 <= start < end else b""
    packed = [each for each in streams(data) if each.layers and _METADATA.search(each.head)]
    for each in reversed(packed[-_MOST_PACKETS:]):
        if plain and each.start < start:
            break
        packet = inflated(data, each, _LARGEST_PACKET) or b""
        begins, ends = packet.find(_XMP_BEGINS), packet.rfind(_XMP_ENDS)
        if 0 <= begins < ends:
            xmp_facts(packet[begins : ends + len(_XMP_ENDS)], facts)
            return
    if plain:
        xmp_facts(plain, facts)


def _history(pdf: Pdf, data: bytes, facts: Facts) -> list[Told]:
    told = []
    updates = data.count(_END) - 1 - bool(_LINEARIZED.search(data, 0, _HEAD))
    if updates > 0:
        facts.add("pdf:updates", updates)
        told.append(Told(Code.UPDATED, updates))
    signatures = _signatures(pdf)
    if signatures:
        facts.add("pdf:signatures", len(signatures))
    for signature in signatures:
        said = " ".join(part for part in (signature.moment, signature.reason) if part)
        facts.add("pdf:signature", said or "without a date")
    last = max((signature.end for signature in signatures), default=0)
    if 0 < last < len(data.rstrip(b"\0\r\n ")):
        told.append(Told(Code.CHANGED_AFTER_SIGNING, len(data) - last))
    scripts = int(pdfium.FPDFDoc_GetJavaScriptActionCount(pdf.handle))
    active = max(0, scripts, sum(1 for _ in _ACTIONS.finditer(data)))
    if active:
        told.append(Told(Code.ACTIVE_CONTENT, active))
    return told


def _signatures(pdf: Pdf) -> list[Signature]:
    found = []
    for index in range(min(pdf.signatures, _MOST_SIGNATURES)):
        handle = pdfium.FPDF_GetSignatureObject(pdf.handle, index)
        if not handle:
            continue
        ranges = (ctypes.c_int * 4)()
        count = int(pdfium.FPDFSignatureObj_GetByteRange(handle, ranges, 4))
        end = ranges[2] + ranges[3] if count == len(ranges) else 0
        size = int(pdfium.FPDFSignatureObj_GetTime(handle, None, 0))
        buffer = ctypes.create_string_buffer(max(1, size))
        pdfium.FPDFSignatureObj_GetTime(handle, buffer, size)
        stated = buffer.value.decode("latin-1")
        reason = wide_text(
            lambda to, room, h=handle: pdfium.FPDFSignatureObj_GetReason(h, to, room)  # type: ignore[misc]  # bound at once
        )
        found.append(Signature(moment_of(stated) or stated, reason, end))
    return found


def appended(data: bytes) -> int | None:
    """Return where bytes begin that stand behind the last end of a PDF, unless they are padding."""
    at = data.rfind(_END)
    rest = data[at + len(_END) :] if at >= 0 else b""
    if len(rest.strip(b"\0\r\n\t ")) < _SPARE:
        return None
    return at + len(_END) + len(rest) - len(rest.lstrip(b"\r\n"))
