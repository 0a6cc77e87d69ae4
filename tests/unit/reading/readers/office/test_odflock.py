from __future__ import annotations

import base64
import hashlib
import io
import os
import zipfile
import zlib
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from amana.reading import Allowance, Digesting, ReadingPool
from amana.reading.notices import Code
from amana.reading.readers.intake import GiveUp
from amana.reading.readers.office.odf import read
from amana.reading.readers.office.sample import packed
from amana.reading.wire import Told
from amana.records import Derivation, State

if TYPE_CHECKING:
    from tests.unit.reading.readers.conftest import Open

NAMESPACE = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
CONTENT = b"<office:document-content>the road is closed</office:document-content>" * 30
BLOWFISH, AES_256 = "Blowfish CFB", "http://www.w3.org/2001/04/xmlenc#aes256-cbc"


def said(data: bytes) -> str:
    return base64.b64encode(data).decode()


def locked(password: str, cipher: str = AES_256) -> bytes:
    """Lock one part by the steps of OpenDocument 1.3 part 2, section 3.4."""
    old = cipher == BLOWFISH
    name, size = ("sha1", 16) if old else ("sha256", 32)
    salt, start = b"\1" * 16, b"\2" * (8 if old else 16)
    made = hashlib.new(name, password.encode()).digest()
    key = hashlib.pbkdf2_hmac("sha1", made, salt, 1000, size)
    packer = zlib.compressobj(wbits=-15)
    plain = packer.compress(CONTENT) + packer.flush()
    digest = hashlib.new(name, plain[:1024]).digest()
    if old:
        maker = Cipher(Blowfish(key), CFB(start)).encryptor()
        data = maker.update(plain)
    else:
        more = 16 - len(plain) % 16
        data = Cipher(AES(key), CBC(start)).encryptor().update(plain + bytes([more]) * more)
    manifest = (
        f'<manifest:manifest {NAMESPACE}><manifest:file-entry manifest:full-path="content.xml" '
        'manifest:media-type="text/xml"><manifest:encryption-data '
        f'manifest:checksum="{said(digest)}" manifest:checksum-type="{name.upper()}/1K">'
        "<manifest:algorithm "
        f'manifest:algorithm-name="{cipher}" manifest:initialisation-vector="{said(start)}"/>'
        '<manifest:key-derivation manifest:key-derivation-name="PBKDF2" '
        f'manifest:key-size="{size}" manifest:iteration-count="1000" manifest:salt="{said(salt)}"/>'
        f'<manifest:start-key-generation manifest:start-key-generation-name="{name.upper()}"/>'
        "</manifest:encryption-data></manifest:file-entry></manifest:manifest>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": data,
        "META-INF/manifest.xml": manifest,
    }
    return packed(parts, stored=("mimetype", "content.xml"))


@pytest.mark.parametrize("cipher", [AES_256, BLOWFISH])
def test_a_locked_original_is_put_together_without_locks(opened: Open, cipher: str) -> None:
    found = opened(read, locked("سنديان", cipher), "letter.odt", passwords=("wrong", "سنديان"))
    assert found.names() == [b"letter.odt"]
    assert found.children[0].row.derivation is Derivation.SYNTHESISED
    assert found.answer.notices == (Told(Code.ONLY_EMBEDDED, 1),)
    with zipfile.ZipFile(io.BytesIO(found.contents()[0])) as archive:
        assert archive.namelist()[0] == "mimetype"
        assert archive.read("content.xml") == CONTENT
        assert b"encryption-data" not in archive.read("META-INF/manifest.xml")


@pytest.mark.parametrize("passwords", [(), ("wrong",)])
def test_without_its_password_it_is_encrypted(opened: Open, passwords: tuple[str, ...]) -> None:
    with pytest.raises(GiveUp) as raised:
        opened(read, locked("x"), passwords=passwords)
    assert raised.value.code is Code.ENCRYPTED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("aes256-cbc", "aes256-gcm"),
        ("PBKDF2", "argon2id"),
        ('key-size="32"', 'key-size="99"'),
        ('iteration-count="1000"', 'iteration-count="99999999999"'),
        ('salt="', 'salt="!'),
    ],
)
def test_a_lock_of_another_kind_is_told(opened: Open, old: str, new: str) -> None:
    data = io.BytesIO(locked("x"))
    with zipfile.ZipFile(data) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    manifest = parts["META-INF/manifest.xml"]
    assert isinstance(manifest, bytes)
    parts["META-INF/manifest.xml"] = manifest.decode().replace(old, new)
    with pytest.raises(GiveUp) as raised:
        opened(read, packed(parts, stored=("content.xml",)), passwords=("x",))
    assert raised.value.code is Code.CONTAINER_LOCKED


def test_a_real_file_in_the_pool(pool: ReadingPool, test_data: Path) -> None:
    folder = test_data / "transfers" / "passwordProtected" / "objects"
    data = (folder / "password-is-peanut.odt").read_bytes()
    fd = os.memfd_create("locked")
    os.write(fd, data)
    for given, state in (((), State.ENCRYPTED), (("peanut",), State.READ_EMPTY)):
        outcome = pool.read(
            fd, original=sha256(data).hexdigest(), name="letter.odt", size=len(data),
            passwords=given, taker=Digesting(), allowance=Allowance(),
        )  # fmt: skip
        assert outcome.state is state
        assert len(outcome.children) == (state is State.READ_EMPTY)
    os.close(fd)
