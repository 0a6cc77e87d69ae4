"""How far a vault reaches, as far as its packs tell: asked where the state of the log is lost."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Collection, Sequence
from typing import BinaryIO

from amana.core import AmanaError, IntegrityError
from amana.vault.copying import PACKS
from amana.vault.mending import OWN, VaultSource
from amana.vault.ports import Extent
from amana.vault.ustar import BLOCK, extent, parse

_NAME = re.compile(rf"{PACKS}/([0-9]{{8}})\.tar")


def reach(
    sources: Sequence[VaultSource], wanted: Collection[str], erased: Collection[Extent]
) -> tuple[int, int]:
    """Return the number of the last pack and its length, (1, 0) where there is none.

    Rules:
      1. A pack reaches to the end of the last member that the log names, or says was erased.
      2. In the vault itself, a damaged stretch counts: it may have been such a member. In a copy,
         only bytes that are proven count.
    """
    return max((_reached(each, wanted, erased) for each in sources), default=(1, 0))


def _reached(
    source: VaultSource, wanted: Collection[str], erased: Collection[Extent]
) -> tuple[int, int]:
    with contextlib.suppress(AmanaError):
        packs = {
            int(match[1]): (path, size)
            for path, size in source.replica.files(PACKS)
            if (match := _NAME.fullmatch(path)) and int(match[1])
        }
        for number, (path, size) in sorted(packs.items(), reverse=True):
            with source.replica.open(path) as pack:
                walk = _Walk(number, wanted, erased, is_own=source.name == OWN)
                if end := walk.end(pack, size):
                    return number, end
    return 1, 0


class _Walk:
    """Looks for the end of what counts in one pack."""

    def __init__(
        self, number: int, wanted: Collection[str], erased: Collection[Extent], *, is_own: bool
    ) -> None:
        self._number = number
        self._wanted = wanted
        self._erased = erased
        self._is_own = is_own

    def end(self, pack: BinaryIO, size: int) -> int:
        at = end = 0
        while at + BLOCK <= size:
            pack.seek(at)
            block = pack.read(BLOCK)
            try:
                name, length = parse(block)
            except IntegrityError:
                name, length = "", -1
            if length < 0 or at + extent(length) > size:
                at += BLOCK
                end = at if self._is_own and any(block) else end
                continue
            counts = self._counts(pack, at, name, length)
            at += extent(length)
            end = at if counts else end
        return end

    def _counts(self, pack: BinaryIO, at: int, name: str, length: int) -> bool:
        """Tell whether a member counts; the pack stands behind its header."""
        if Extent(pack=self._number, offset=at, size=length) in self._erased:
            return True
        if name not in self._wanted:
            return False
        return self._is_own or hashlib.sha256(pack.read(length)).hexdigest() == name
