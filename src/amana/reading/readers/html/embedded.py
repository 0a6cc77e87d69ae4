"""Pictures, sounds and PDFs that stand in a page itself, as `data:` addresses (RFC 2397).

Programs that save a page in one file put its pictures there. Small ones (icons, dots) are left, and
fonts; the same bytes come out once.
"""

from __future__ import annotations

import re
from binascii import a2b_base64
from hashlib import sha256

from amana.reading.notices import Code
from amana.reading.readers.intake import Outlet
from amana.reading.wire import ChildRow, Told
from amana.records import Derivation

_LEAST = 1024
_MOST = 2000
_ADDRESS = re.compile(
    rb"data:((?:image|audio|video)/[A-Za-z0-9.+-]{1,80}|application/pdf)"
    rb"(?:;[A-Za-z0-9=._-]{1,60}){0,3};base64,([A-Za-z0-9+/=]{1000,}+)"
)
_ENDINGS = {"jpeg": "jpg", "svg+xml": "svg", "x-icon": "ico", "vnd.microsoft.icon": "ico"}


def hand_out_embedded(data: bytes, out: Outlet) -> list[Told]:
    """Hand out what stands in the bytes of a page; return what there is to tell."""
    seen: set[bytes] = set()
    damaged = 0
    for found in _ADDRESS.finditer(data):
        try:
            content = a2b_base64(found.group(2))
        except ValueError:
            damaged += 1
            continue
        digest = sha256(content).digest()
        if len(content) < _LEAST or digest in seen:
            continue
        seen.add(digest)
        declared = found.group(1).decode("ascii").lower()
        kind = declared.partition("/")[2]
        row = ChildRow(
            path=f"data-{len(seen)}.{_ENDINGS.get(kind, kind)}".encode("ascii"),
            derivation=Derivation.DECODED,
            start=found.start(2),
            end=found.end(2),
            declared=declared,
        )
        if not out.child(row, (content,)) or len(seen) == _MOST:
            break
    return [Told(Code.CHILDREN_DAMAGED, damaged)] if damaged else []
