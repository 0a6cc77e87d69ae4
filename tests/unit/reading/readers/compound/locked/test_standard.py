from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amana.reading.readers.compound.locked import standard
from amana.reading.readers.compound.locked.agile import Unknown
from amana.reading.readers.compound.streams import Compound
from amana.reading.readers.intake import BytesContent

if TYPE_CHECKING:
    from tests.unit.reading.readers.compound.locked.conftest import Lock


def streams(data: bytes) -> tuple[bytes, bytes]:
    compound = Compound(BytesContent(data))
    described = compound.read("EncryptionInfo") or b""
    return described[8:], compound.read("EncryptedPackage") or b""


@pytest.mark.parametrize(("bits", "cipher"), [(128, 0x660E), (192, 0x660F), (256, 0x6610)])
def test_a_package_is_opened_with_its_password(lock_standard: Lock, bits: int, cipher: int) -> None:
    described, locked = streams(lock_standard(b"content " * 99, "s3cret", bits=bits, cipher=cipher))
    lock = standard.read_description(described)
    assert standard.key_of(lock, "S3cret") is None
    key = standard.key_of(lock, "s3cret")
    assert key is not None
    assert b"".join(standard.pieces(key, locked)) == b"content " * 99


def test_what_is_not_known_is_refused(lock_standard: Lock) -> None:
    described, _ = streams(lock_standard(b"x", "x", cipher=0x6801))
    for data in (described, described[:20], b""):
        with pytest.raises(Unknown):
            standard.read_description(data)
