"""Packages that come in: what a bag says of its files is entered beside what was found.

Nothing is refused because of it, and nothing is left out: every file of a bag becomes an item, its
tag files, too. A bag inside a bag is judged by the outer one, which lists all of its files.
"""
# ruff: noqa: PTH118, PTH120 - paths stay raw bytes, because names of evidence need not be UTF-8

from __future__ import annotations

import hashlib
import os
from typing import Self

from amana.acquire import Input
from amana.core import Readable
from amana.records import Claimed
from amana.sharing import BagClaims, open_claims

DECLARATION = b"bagit.txt"


class Watched:
    """A stream whose bytes are also put through the algorithms that a package names."""

    def __init__(self, stream: Readable, claims: tuple[tuple[str, str], ...]) -> None:
        self._stream = stream
        self._claims = claims
        self._hashers = {name: hashlib.new(name, usedforsecurity=False) for name, _ in claims}

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes."""
        chunk = self._stream.read(size)
        for hasher in self._hashers.values():
            hasher.update(chunk)
        return chunk

    def agrees(self) -> bool:
        """Tell whether what was read has every checksum that was claimed."""
        return all(self._hashers[name].hexdigest() == said for name, said in self._claims)


class Claim:
    """What is claimed of one input, and then whether that is so."""

    def __init__(self, bag: BagClaims, path: bytes) -> None:
        self._bag = bag
        self._path = path
        self._claims = bag.of(path)
        self._watched: Watched | None = None

    def watch(self, stream: Readable) -> Watched:
        """Return the stream as it is to be read; reading it anew begins anew."""
        self._watched = Watched(stream, self._claims)
        return self._watched

    def claimed(self) -> Claimed | None:
        """Return what is to be entered after the bytes were read; None where nothing is claimed.

        A payload file of which nothing is claimed does not agree: a bag lists its whole payload.
        """
        is_declaration = self._path == DECLARATION
        missing = self._bag.missing if is_declaration else 0
        unlisted = not self._claims and self._bag.must_be_listed(self._path)
        if not self._claims and not unlisted and not missing:
            return None
        return Claimed(
            bag=self._bag.name,
            digests=dict(self._claims),
            agrees=not unlisted and self._watched is not None and self._watched.agrees(),
            missing=missing,
            missing_paths=self._bag.missing_paths if missing else (),
        )


class Receiving:
    """Finds the bags among the inputs of one run. Inputs come folder by folder, in depth."""

    def __init__(self) -> None:
        self._bag: BagClaims | None = None
        self._root = b""
        self._seen = b""

    def __enter__(self) -> Self:
        """Return it itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the last bag."""
        self._leave()

    def claim(self, each: Input) -> Claim | None:
        """Return what the bag that an input lies in claims of it; None outside of a bag.

        A file that a person named by itself is no part of a bag.

        Raises:
            StorageFull: no room for the lists of the bag.
        """
        if each.named:
            return None
        folder = os.path.dirname(each.path)
        if self._bag is not None and not (folder + b"/").startswith(self._root):
            self._leave()
        if self._bag is None and folder != self._seen:
            self._seen = folder
            if os.path.lexists(os.path.join(folder, DECLARATION)):
                self._bag = open_claims(folder)
                self._root = folder.rstrip(b"/") + b"/"
        if self._bag is None:
            return None
        return Claim(self._bag, each.path.removeprefix(self._root))

    def _leave(self) -> None:
        if self._bag is not None:
            self._bag.close()
            self._bag = None


def warning_of(claimed: Claimed | None) -> str | None:
    """Return what a person should know of the claims of a bag, or None where all is well."""
    if claimed is None:
        return None
    said = []
    if not claimed.agrees:
        names = ", ".join(claimed.digests)
        said.append(
            f"it has other bytes than the bag “{claimed.bag}” says ({names})"
            if claimed.digests
            else f"the bag “{claimed.bag}” does not list it"
        )
    if claimed.missing:
        listed = ", ".join(claimed.missing_paths[:5])
        more = " and more" if claimed.missing > len(claimed.missing_paths[:5]) else ""
        missing = "1 file that the bag lists is" if claimed.missing == 1 else None
        missing = missing or f"{claimed.missing} files that the bag lists are"
        said.append(f"{missing} missing: {listed}{more}")
    return "; ".join(said) or None
