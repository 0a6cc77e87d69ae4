from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amana.reading.readers.compound.locked import agile
from amana.reading.readers.compound.streams import Compound
from amana.reading.readers.intake import BytesContent

if TYPE_CHECKING:
    from tests.unit.reading.readers.compound.locked.conftest import Lock

PACKAGE = bytes(range(256)) * 40 + b"odd end"


def streams(data: bytes) -> tuple[bytes, bytes]:
    compound = Compound(BytesContent(data))
    described = compound.read("EncryptionInfo") or b""
    return described[8:], compound.read("EncryptedPackage") or b""


@pytest.mark.parametrize(
    ("name", "bits"), [("sha512", 256), ("sha1", 128), ("sha256", 192), ("sha384", 256)]
)
def test_a_package_is_opened_with_its_password(lock_agile: Lock, name: str, bits: int) -> None:
    described, locked = streams(lock_agile(PACKAGE, "كلمة السر", name=name, bits=bits))
    lock = agile.read_description(described)
    assert agile.key_of(lock, "wrong") is None
    key = agile.key_of(lock, "كلمة السر")
    assert key is not None
    assert b"".join(agile.pieces(lock, key, locked)) == PACKAGE
    assert agile.is_whole(lock, key, locked)


def test_a_package_that_was_changed_is_noticed(lock_agile: Lock) -> None:
    described, locked = streams(lock_agile(PACKAGE, "x", broken=True))
    lock = agile.read_description(described)
    key = agile.key_of(lock, "x")
    assert key is not None
    assert not agile.is_whole(lock, key, locked)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'cipherAlgorithm="AES"', b'cipherAlgorithm="RC2"'),
        (b'hashAlgorithm="SHA512"', b'hashAlgorithm="WHIRL"'),
        (b'spinCount="100"', b'spinCount="99999999999"'),
        (b'spinCount="100"', b'spinCount="many"'),
        (b'blockSize="16"', b'blockSize="0"'),
        (b"<encryption", b"<!DOCTYPE encryption><encryption"),
        (b"</encryption>", b""),
        (b"encryptedKeyValue=", b"other="),
    ],
)
def test_what_is_not_known_is_refused(lock_agile: Lock, old: bytes, new: bytes) -> None:
    described, _ = streams(lock_agile(b"x", "x"))
    assert old in described
    with pytest.raises(agile.Unknown):
        agile.read_description(described.replace(old, new))
