"""What a package of items is made of, whatever its form: originals, their proofs, and an end.

Each form (a BagIt bag, OCFL objects) decides what goes where; who may take what out was asked
before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO, Protocol

import msgspec

EXTENSIONS = {
    "application/gzip": "gz",
    "application/json": "json",
    "application/msword": "doc",
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/x-7z-compressed": "7z",
    "application/x-tar": "tar",
    "application/xml": "xml",
    "application/zip": "zip",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "image/gif": "gif",
    "image/heic": "heic",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "image/webp": "webp",
    "message/rfc822": "eml",
    "text/csv": "csv",
    "text/html": "html",
    "text/markdown": "md",
    "text/plain": "txt",
    "text/xml": "xml",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
}
"""The usual extension of a kind of bytes; of any other kind it is `bin`."""

_LONGEST_NAME = 255
"""Bytes of a name that file systems take (NAME_MAX, limits.h)."""


class Leaving(msgspec.Struct, frozen=True, kw_only=True):
    """One item that leaves: its reference, the digest and size of its bytes, what it is called.

    `name` is the name that it was received under, and None unless that was released. `entry_sha256`
    is the digest of the `entry.json` of its proof, by which one can tell what that shows.
    """

    ref: str
    sha256: str
    size: int
    media_type: str | None
    entry_sha256: str
    name: str | None = None


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a package says of itself: date (YYYY-MM-DD), identifier, software, who sends it."""

    date: str
    identifier: str
    software: str
    organization: str | None = None


class Package(Protocol):
    """A package that is being written into a folder. Complete and durable after `finish` only."""

    @property
    def form(self) -> str:
        """What people call this form, like “BagIt 1.0 bag”."""
        ...

    def original(self, item: Leaving, stream: BinaryIO) -> None:
        """Take in the bytes of an item.

        Raises:
            IntegrityError: they are not those that the item states.
            StorageFull: no room.
        """
        ...

    def proof(self, item: Leaving, files: Mapping[str, bytes]) -> None:
        """Take in the files of an item's proof bundle, by name; the original is not among them.

        Raises:
            StorageFull: no room.
        """
        ...

    def finish(self, about: About) -> None:
        """Write what remains, make all of it durable, and give it its name."""
        ...

    def close(self) -> None:
        """Let go. What is not finished stays marked as such, and may be gone on with."""
        ...


def plain_name(item: Leaving) -> str:
    """Return a name that says nothing: the reference, with the extension of its kind of bytes."""
    return f"{item.ref}.{EXTENSIONS.get(item.media_type or '', 'bin')}"


def received_name(item: Leaving) -> str | None:
    """Return the released name of an item, if a file can have it as it is."""
    name = item.name or ""
    if name in ("", ".", "..") or "/" in name or "\0" in name or "\ufffd" in name:
        return None
    return name if len(name.encode("utf-8", "replace")) <= _LONGEST_NAME else None
