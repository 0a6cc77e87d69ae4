"""What a received bag says of each of its files, before anybody decides whether that is so."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self

from amana.sharing.bagit.check import meant_file, read_declaration
from amana.sharing.bagit.folder import BagFolder
from amana.sharing.bagit.ledger import Ledger
from amana.sharing.bagit.manifests import SPARE_LINES, Lister, Manifest, find_manifests
from amana.sharing.bagit.names import PAYLOAD
from amana.sharing.bagit.rules import Findings, shown

MOST_MISSING = 100
"""So many missing files are named; all of them are counted."""


class BagClaims:
    """The claims of one bag, on disk. Use it as a context manager, or call `close`."""

    def __init__(self, folder: BagFolder, manifests: list[Manifest], ledger: Ledger) -> None:
        self.name = shown(folder.name)
        self._manifests = manifests
        self._ledger = ledger
        self.missing = 0
        self.missing_paths: tuple[str, ...] = ()

    def __enter__(self) -> Self:
        """Return the claims themselves."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of them."""
        self.close()

    def of(self, path: bytes) -> tuple[tuple[str, str], ...]:
        """Return what is claimed of a path in the bag: algorithm and checksum in hexadecimal."""
        found = {
            (self._manifests[number].algorithm, checksum.hex())
            for number, checksum in self._ledger.claims(path)
        }
        return tuple(sorted(found))

    def must_be_listed(self, path: bytes) -> bool:
        """Tell whether a file of this path must be claimed something of: it is of the payload."""
        return path.startswith(PAYLOAD)

    def close(self) -> None:
        """Let go of them."""
        self._ledger.close()

    def count_missing(self, *, strict: bool) -> None:
        """Find out what is listed and not there; a file under another spelling is there."""
        last = None
        names: list[str] = []
        for absent in self._ledger.absent():
            meant = meant_file(self._ledger, absent, strict=strict)
            if meant is not None:
                self._ledger.means(absent, meant[0])
            elif absent.path != last:
                last = absent.path
                self.missing += 1
                if len(names) < MOST_MISSING:
                    names.append(shown(absent.path))
        self.missing_paths = tuple(names)


def open_claims(folder: bytes) -> BagClaims | None:
    """Return the claims of the bag in `folder`; None where there is no proper bagit.txt.

    Raises:
        StorageFull: no room for the temporary list.
    """
    findings = Findings()
    bag = BagFolder(Path(os.fsdecode(folder)))
    declaration = read_declaration(bag, findings)
    if declaration is None:
        return None
    ledger = Ledger()
    try:
        for _ in bag.walk(ledger, findings):
            pass
        manifests = find_manifests(bag, declaration, findings)
        lister = Lister(bag, declaration, ledger, findings)
        most = ledger.count() + SPARE_LINES
        for number, manifest in enumerate(manifests):
            for _ in lister.manifest(number, manifest, most):
                pass
        ledger.sort()
        claims = BagClaims(bag, manifests, ledger)
        claims.count_missing(strict=declaration.is_strict)
    except BaseException:
        ledger.close()
        raise
    return claims
