"""Items and their proofs as OCFL objects: `v1/content/original`, `v1/content/proof/…`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from amana.core import IntegrityError
from amana.sharing.ocfl.spelling import About as OfVersion
from amana.sharing.ocfl.writing import RootWriter
from amana.sharing.package import About, Leaving, received_name

ORIGINAL, PROOF, RECEIVED = "original", "proof", "received"


class OcflPackage:
    """A package (see `sharing.package.Package`) that is an OCFL 1.1 storage root.

    It says of itself which archive it comes from and when it was made; nobody's name, nothing that
    a proof withholds. A released name becomes a second logical path of the original.
    """

    def __init__(
        self, folder: Path, *, origin: str, created: str, organization: str | None
    ) -> None:
        self._origin = origin
        self._created = created
        self._user = (organization or origin, f"amana:{quote(origin)}")
        self._root = RootWriter(folder)

    @property
    def form(self) -> str:
        """What people call this form."""
        return "storage root of OCFL 1.1"

    def identity(self, ref: str) -> str:
        """Return the id of the object of an item: a URI, the same in every export."""
        return f"amana:{quote(self._origin)}/{ref}"

    def original(self, item: Leaving, stream: BinaryIO) -> None:
        """Take in the bytes of an item; if its object is there and whole, nothing is written.

        Raises:
            IntegrityError: they are not those that the item states, or the object is damaged.
            UsageError: the object is there, and shows other fields of the entry.
            StorageFull: no room.
        """
        identity = self.identity(item.ref)
        same = {ORIGINAL: item.sha256, f"{PROOF}/entry.json": item.entry_sha256}
        if self._root.holds(identity, same):
            return
        if not self._root.stage(identity, ORIGINAL, stream, item.sha256):
            raise IntegrityError(
                f"the original of {item.ref} is damaged; the package was not finished",
                remedy="run `amana check`; it names the place",
            )

    def proof(self, item: Leaving, files: Mapping[str, bytes]) -> None:
        """Take in the files of an item's proof bundle, and put its object in its place."""
        identity = self.identity(item.ref)
        if self._root.has(identity):
            return
        also = {f"{PROOF}/{ORIGINAL}": ORIGINAL}
        if name := received_name(item):
            also[f"{RECEIVED}/{name}"] = ORIGINAL
        about = OfVersion(
            identity=identity,
            created=self._created,
            message=f"Item {item.ref} as it was received, with the proof of its entry in the "
            "custody log",
            user=self._user,
        )
        self._root.publish(about, {f"{PROOF}/{n}": data for n, data in files.items()}, also)

    def finish(self, about: About) -> None:  # noqa: ARG002 - each object says it of itself
        """Clear what is not an object."""
        self._root.finish()

    def close(self) -> None:
        """Let go; objects that are not finished stay aside, and may be gone on with."""
        self._root.close()
