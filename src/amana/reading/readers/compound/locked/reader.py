"""Opens a locked package of Office Open XML, and hands out what it was before it was locked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from amana.reading.notices import Code
from amana.reading.readers.compound.locked import agile, standard
from amana.reading.readers.compound.streams import Compound
from amana.reading.readers.intake import GiveUp, Outlet
from amana.reading.wire import ChildRow, ReadOrder, TextAnswer, Told
from amana.records import Derivation

PACKAGE = "EncryptedPackage"
_DESCRIPTION = "EncryptionInfo"
_DEFAULT = "VelvetSweatshop"
"""With this password Excel locks workbooks whose reader is not to be asked for any."""

_AGILE = b"\x04\x00\x04\x00"
_STANDARD = (b"\x02\x00\x02\x00", b"\x03\x00\x02\x00", b"\x04\x00\x02\x00")
_PREFIX = 8
_ENDINGS = ("docx", "docm", "dotx", "dotm", "xlsx", "xlsm", "xltx", "xlsb", "pptx", "pptm", "ppsx")


class Unlocked(NamedTuple):
    """A package that was opened: how it was locked, its bytes, whether they are untouched."""

    how: str
    pieces: Iterator[bytes]
    whole: bool


def read_locked(compound: Compound, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Hand out the package behind the lock; the cover itself says nothing.

    Raises:
        GiveUp: none of the passwords opens it, or it is locked in a way that is not known here.
    """
    locked = compound.read(PACKAGE) or b""
    described = compound.read(_DESCRIPTION) or b""
    if len(locked) < _PREFIX:
        raise GiveUp(Code.CONTAINER_BROKEN)
    try:
        opened = _opened(described, locked, (_DEFAULT, *order.passwords))
    except agile.Unknown:
        raise GiveUp(Code.CONTAINER_LOCKED) from None
    if opened is None:
        raise GiveUp(Code.ENCRYPTED)
    row = ChildRow(path=_name(order.name), derivation=Derivation.DECODED)
    out.child(row, opened.pieces)
    notices = () if opened.whole else (Told(Code.DIGESTS_WRONG, 1),)
    return TextAnswer(text="", metadata=(("ooxml:encryption", opened.how),), notices=notices)


def _opened(described: bytes, locked: bytes, passwords: tuple[str, ...]) -> Unlocked | None:
    version = described[:4]
    if version == _AGILE:
        description = agile.read_description(described[_PREFIX:].rstrip(b"\0"))
        lock = description.package
        for password in passwords:
            key = agile.key_of(description, password)
            if key is not None:
                how = f"agile, AES-{8 * lock.key}, {lock.hash}"
                whole = agile.is_whole(description, key, locked)
                return Unlocked(how, agile.pieces(description, key, locked), whole)
        return None
    if version not in _STANDARD:
        raise agile.Unknown
    older = standard.read_description(described[_PREFIX:])
    for password in passwords:
        key = standard.key_of(older, password)
        if key is not None:
            how = f"standard, AES-{8 * older.key}, sha1"
            return Unlocked(how, standard.pieces(key, locked), whole=True)
    return None


def _name(name: str) -> bytes:
    """Return a name for what was locked: that of the cover, where its ending fits."""
    base = name.replace("\\", "/").rpartition("/")[2]
    fits = base.rpartition(".")[2].lower() in _ENDINGS
    return base.encode("utf-8", "surrogateescape") if fits else b"unlocked"


def open_sample() -> None:
    """Decrypt the sample of FIPS 197 (appendix C.1) in both ways, and make sure of the result."""
    key = bytes(range(16))
    locked = bytes.fromhex("69c4e0d86a7b0430d8cdb78070b4c55a")
    opened = bytes.fromhex("00112233445566778899aabbccddeeff")
    if {agile.decrypted(key, bytes(16), locked), standard.decrypted(key, locked)} != {opened}:
        raise RuntimeError("locked packages cannot be opened here")
