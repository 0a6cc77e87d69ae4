"""Opens locked OpenDocument originals (OpenDocument 1.3 part 2, section 3.4).

Each part is locked by itself; the manifest says how. What comes out is the package without locks,
put together again, which is then an original of its own.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import io
import re
import zipfile
import zlib
from typing import NamedTuple

from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from amana.reading.notices import Code
from amana.reading.readers.intake import GiveUp, Outlet
from amana.reading.readers.office.manuscript import Manuscript
from amana.reading.readers.office.numbering import number
from amana.reading.readers.office.package import Package
from amana.reading.readers.office.xml import Attributes, Rules, Start, Walk, ignore
from amana.reading.wire import ChildRow, TextAnswer
from amana.records import Derivation

_MANIFEST = "META-INF/manifest.xml"
_CONTENT = "content.xml"
_LOCKS = re.compile(
    rb"<(?:[\w-]+:)?encryption-data\b.*?</(?:[\w-]+:)?encryption-data\s*>", re.DOTALL
)
_CHECKED = 1024
_BLOCK = AES.block_size // 8
_MOST_SPINS = 10_000_000
_MOST_BYTES = 512 << 20
_DATE = (1980, 1, 1, 0, 0, 0)
_SIZES = {"16", "24", "32"}


class Unknown(Exception):
    """A part is locked in a way that is not known here."""


class Locked(NamedTuple):
    """How a part is locked: the names that the manifest uses, and its values."""

    cipher: str
    start: bytes
    salt: bytes
    spins: int
    key: int
    digest_of_password: str
    digest: str
    checksum: bytes


def unlock(
    package: Package, manuscript: Manuscript, name: str, passwords: tuple[str, ...], out: Outlet
) -> TextAnswer:
    """Hand out the package without its locks.

    Raises:
        GiveUp: none of the passwords opens it, or it is locked in a way that is not known here.
    """
    try:
        locks = _locks(package)
        lock = locks[_CONTENT]
        data = package.whole(_CONTENT)
        password = next((word for word in passwords if _opened(lock, data, word)), None)
        if password is None:
            raise GiveUp(Code.ENCRYPTED)
        whole = _without_locks(package, manuscript, locks, password)
    except (Unknown, KeyError, ValueError):
        raise GiveUp(Code.CONTAINER_LOCKED) from None
    base = name.replace("\\", "/").rpartition("/")[2] or "unlocked"
    path = base.encode("utf-8", "replace")
    out.child(ChildRow(path=path, derivation=Derivation.SYNTHESISED), (whole,))
    manuscript.tell(Code.ONLY_EMBEDDED)
    manuscript.fact("odf:encryption", lock.cipher.rpartition("#")[2])
    return manuscript.answer()


def _locks(package: Package) -> dict[str, Locked]:
    """Return how each part is locked, by its name."""
    path = ""
    said: dict[str, Attributes] = {}
    found: dict[str, Locked] = {}

    def entry(attributes: Attributes) -> None:
        nonlocal path
        path = attributes.get("manifest:full-path", "")
        said.clear()

    def keeping(kind: str) -> Start:
        def keep(attributes: Attributes) -> None:
            said[kind] = attributes

        return keep

    def end() -> None:
        found[path] = _locked(said)

    kinds = ("encryption-data", "algorithm", "key-derivation", "start-key-generation")
    starts: dict[str, Start] = {f"manifest:{kind}": keeping(kind) for kind in kinds}
    starts["manifest:file-entry"] = entry
    rules = Rules(starts, {"manifest:encryption-data": end}, ignore, frozenset())
    package.walk(_MANIFEST, Walk(rules))
    return found


def _locked(said: dict[str, Attributes]) -> Locked:
    data, key = said.get("encryption-data", {}), said.get("key-derivation", {})
    cipher, made = said.get("algorithm", {}), said.get("start-key-generation", {})
    if not key.get("manifest:key-derivation-name", "").lower().endswith("pbkdf2"):
        raise Unknown
    size = key.get("manifest:key-size", "16")
    spins = number(key.get("manifest:iteration-count"), 0)
    if size not in _SIZES or not 0 < spins <= _MOST_SPINS:
        raise Unknown
    try:
        return Locked(
            cipher=cipher.get("manifest:algorithm-name", "").lower(),
            start=_decoded(cipher.get("manifest:initialisation-vector", "")),
            salt=_decoded(key.get("manifest:salt", "")),
            spins=spins,
            key=int(size),
            digest_of_password=_digest(made.get("manifest:start-key-generation-name", "sha1")),
            digest=_digest(data.get("manifest:checksum-type", "")),
            checksum=_decoded(data.get("manifest:checksum", "")),
        )
    except binascii.Error:
        raise Unknown from None


def _decoded(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _digest(name: str) -> str:
    return "sha256" if "sha256" in name.lower() else "sha1"


def _opened(lock: Locked, data: bytes, password: str) -> bytes | None:
    """Return what a part was before it was locked, still packed; None for a wrong password."""
    start = hashlib.new(lock.digest_of_password, password.encode("utf-8", "surrogatepass")).digest()
    key = hashlib.pbkdf2_hmac("sha1", start, lock.salt, lock.spins, lock.key)
    if lock.cipher.endswith(f"aes{8 * lock.key}-cbc"):
        opener = Cipher(AES(key), CBC(lock.start)).decryptor()
        data = data[: len(data) // _BLOCK * _BLOCK]
    elif lock.cipher == "blowfish cfb" or lock.cipher.endswith("#blowfish"):
        opener = Cipher(Blowfish(key), CFB(lock.start)).decryptor()
    else:
        raise Unknown
    plain = opener.update(data) + opener.finalize()
    if lock.cipher.endswith("-cbc") and plain and plain[-1] <= _BLOCK:
        plain = plain[: -plain[-1]]
    found = hashlib.new(lock.digest, plain[:_CHECKED], usedforsecurity=False).digest()
    return plain if hmac.compare_digest(found, lock.checksum) else None


def _without_locks(
    package: Package, manuscript: Manuscript, locks: dict[str, Locked], password: str
) -> bytes:
    file = io.BytesIO()
    left = _MOST_BYTES
    with zipfile.ZipFile(file, "w") as archive:
        for name in package.names():
            data = package.whole(name)
            if name in locks:
                unpacked = _unpacked(locks[name], data, password, left)
                manuscript.tell(Code.CHILDREN_DAMAGED, int(unpacked is None))
                data = unpacked or b""
            elif name == _MANIFEST:
                data = _LOCKS.sub(b"", data)
            left -= len(data)
            archive.writestr(zipfile.ZipInfo(name, _DATE), data)  # stored: no packer decides bytes
    return file.getvalue()


def _unpacked(lock: Locked, data: bytes, password: str, most: int) -> bytes | None:
    packed = _opened(lock, data, password)
    if packed is None or most <= 0:
        return None
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
    except zlib.error:
        return None
