"""Stored captures, read member by member: bounded, since a bundle may come from anywhere.

Format: docs/reference/formats/capture.md. The bytes were compared with their digest by whoever
opened them; what they say is believed no further.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import BinaryIO, Self

import msgspec

from amana.acquire.capture import COLLECTOR_MEMBER, Account
from amana.core import UnreadableError, prepared

EVIDENCE = "evidence/"

_MOST_MEMBERS = 20_000
_MOST_DIRECTORY = 8 << 20
_TAIL = 22 + 65_535 + 20 + 56
_MOST_ACCOUNT = 8 << 20
MOST_TEXT = 16 << 20
MOST_MEMBER = 64 << 20
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""How WACZ packs members; others are unpacked whole before anybody can stop it: bombs."""

_BROKEN = (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError, zlib.error)


class Bundle:
    """One stored capture. Use it as a context manager: it closes its stream."""

    def __init__(self, ref: str, stream: BinaryIO) -> None:
        self._ref = ref
        self._stream = stream
        try:
            _require_bounded(stream)
            self._zip = zipfile.ZipFile(stream)
        except _BROKEN as error:
            stream.close()
            raise _no_capture(ref, str(error)) from error

    def __enter__(self) -> Self:
        """Return the bundle itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._zip.close()
        self._stream.close()

    def account(self) -> Account:
        """Return the account of the capture.

        Raises:
            UnreadableError: it is no capture of a page, or its account is damaged.
        """
        content = self.evidence("capture.json", _MOST_ACCOUNT)
        if content is None:
            raise _no_capture(self._ref, "it has no account")
        try:
            return msgspec.json.decode(content, type=prepared(Account))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise _no_capture(self._ref, f"its account: {error}") from error

    def names(self) -> tuple[str, ...]:
        """Return what is in evidence/, in order."""
        listed = (each.filename for each in self._zip.infolist())
        return tuple(name.removeprefix(EVIDENCE) for name in listed if name.startswith(EVIDENCE))

    def evidence(self, name: str, most: int = MOST_MEMBER) -> bytes | None:
        """Return a member of evidence/; None where there is none, or more than `most` bytes."""
        try:
            member = self._zip.getinfo(EVIDENCE + name)
            if member.compress_type not in _PACKED:
                return None
            with self._zip.open(member) as opened:
                content = opened.read(most + 1)
        except (KeyError, *_BROKEN):
            return None
        return content if len(content) <= most else None

    def text(self) -> str | None:
        """Return the rendered text of the page; None where there is none."""
        content = self.evidence("text.txt", MOST_TEXT)
        return None if content is None else content.decode("utf-8", "replace")

    def picture(self) -> bytes | None:
        """Return the first picture of the page, of those taken last; None where there is none."""
        return self.evidence("picture-after.png") or self.evidence("picture-before.png")

    @property
    def withheld(self) -> bool:
        """Whether the part that tells of the collector is not here."""
        return COLLECTOR_MEMBER not in self._zip.NameToInfo


def _require_bounded(stream: BinaryIO) -> None:
    """Raise where the list of members is longer than one can hold (APPNOTE 6.3, 4.3.14-16)."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) < at + 22:
        raise ValueError("it is no ZIP archive")
    members, length = struct.unpack_from("<HL", tail, at + 10)
    if tail[max(0, at - 20) :].startswith(b"PK\6\7"):  # then another record before it counts
        wide = at - 20 - 56
        if wide < 0 or not tail[wide:].startswith(b"PK\6\6"):
            raise ValueError("its end is not in order")
        members, length = struct.unpack_from("<QQ", tail, wide + 32)
    if members > _MOST_MEMBERS or length > _MOST_DIRECTORY:
        raise ValueError("it has too many members")


def _no_capture(ref: str, why: str) -> UnreadableError:
    return UnreadableError(
        f"{ref} is no capture of a page: {why}",
        remedy="`amana show` tells what it is; only bundles that `amana capture` made have this",
    )
