"""Items and their proofs as a bag: `data/IT-….pdf`, and `proofs/IT-…/` as tag files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from amana.core import IntegrityError
from amana.sharing.bagit.write import BagWriter
from amana.sharing.package import About, Leaving, plain_name, received_name

PROOFS = "proofs"
README = """\
The proofs of the items in data/
================================

Each folder here holds the proof of the item whose reference it is called by: that its bytes are
those that were entered in the custody log of the archive, and that the entry has not changed since.
To check the proof of IT-7F3K-Q2M9, say, whose bytes are data/IT-7F3K-Q2M9.pdf:

    cp -r proofs/IT-7F3K-Q2M9 /tmp/proof
    cp data/IT-7F3K-Q2M9.pdf /tmp/proof/original
    less /tmp/proof/VERIFY.md

and go on as that page says. Where names were released, the bytes are data/IT-7F3K-Q2M9/NAME.
"""


class BagPackage:
    """A package (see `sharing.package.Package`) that is a BagIt 1.0 bag.

    The payload is named by reference, so that no received name leaves; a released name stands in a
    folder of the reference.
    """

    def __init__(self, folder: Path) -> None:
        self._bag = BagWriter(folder)

    @property
    def form(self) -> str:
        """What people call this form."""
        return "BagIt 1.0 bag"

    def original(self, item: Leaving, stream: BinaryIO) -> None:
        """Take in the bytes of an item.

        Raises:
            IntegrityError: they are not those that the item states.
            StorageFull: no room.
        """
        released = received_name(item)
        name = f"{item.ref}/{released}" if released else plain_name(item)
        if self._bag.payload(name, stream) != item.sha256:
            self._bag.drop(name)
            raise IntegrityError(
                f"the original of {item.ref} is damaged; the package was not finished",
                remedy="run `amana check`; it names the place",
            )

    def proof(self, item: Leaving, files: Mapping[str, bytes]) -> None:
        """Take in the files of an item's proof bundle."""
        for name, content in sorted(files.items()):
            self._bag.tag_file(f"{PROOFS}/{item.ref}/{name}", content)

    def finish(self, about: About) -> None:
        """Write metadata, make everything durable, give the bag its name."""
        self._bag.tag_file(f"{PROOFS}/README.txt", README.encode())
        metadata = [("Source-Organization", about.organization)] if about.organization else []
        self._bag.finish([
            *metadata,
            ("Bagging-Date", about.date),
            ("External-Identifier", about.identifier),
            ("Bag-Software-Agent", about.software),
            ("Payload-Oxum", self._bag.oxum),
        ])  # fmt: skip

    def close(self) -> None:
        """Let go; what is not finished stays in a folder `….partial`, marked."""
        self._bag.close()
