"""A witness in a folder of its own: keys, which logs it knows, what it saw of each.

    witness.pem         its private keys, Ed25519 and ML-DSA-44 (mode 0600)
    witness.vkey        its verifier keys, a line each (types 0x04 and 0x06)
    logs/<SHA-256 of the origin>/keys        the verifier keys of a log
    logs/<SHA-256 of the origin>/checkpoint  the last checkpoint that it signed

Never put an older state of this folder back: a witness that forgets signs two histories.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from amana.core import CustodyError, NotFound, UsageError
from amana.core.durable import make_folders, replace_file, storage_errors
from amana.custody.cosignature import Cosigner
from amana.custody.ed25519 import Ed25519Verifier
from amana.custody.logkeys import BLOCK, Verifier
from amana.custody.note import NoteVerifier, is_key_name
from amana.custody.witnessing import Witness

_KEYS, _VKEYS, _LOCK = "witness.pem", "witness.vkey", "lock"


def make_witness(folder: Path, name: str) -> Witness:
    """Make a new witness in an empty folder and open it.

    Raises:
        UsageError: the folder holds something, or `name` cannot be the name of a key.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not an empty folder", remedy="name a new folder")
    if not is_key_name(name):
        raise UsageError(
            f"{name!r} cannot be the name of a witness",
            remedy="take something like example.org/witness, without spaces and `+`",
        )
    make_folders(folder, 0o700)
    keys = (Ed25519PrivateKey.generate(), MLDSA44PrivateKey.generate())
    pem = b"".join(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        for key in keys
    )
    replace_file(folder / _KEYS, pem, staging=folder, mode=0o600)
    vkeys = "".join(f"{Cosigner(name, key).verifier.vkey()}\n" for key in keys)
    replace_file(folder / _VKEYS, vkeys.encode(), staging=folder)
    return open_witness(folder)


def open_witness(folder: Path) -> Witness:
    """Open the witness in a folder.

    Raises:
        NotFound: there is none.
        CustodyError: its keys cannot be used.
    """
    try:
        pem = (folder / _KEYS).read_bytes()
        name = (folder / _VKEYS).read_text(encoding="ascii").partition("+")[0]
    except (OSError, UnicodeDecodeError):
        raise NotFound(
            f"there is no witness in {folder}", remedy="make one with `amana witness init DIR`"
        ) from None
    if (folder / _KEYS).stat().st_mode & 0o077:
        raise CustodyError(
            f"other users of this machine can read {folder / _KEYS}",
            remedy=f"run: chmod 600 {folder / _KEYS}",
        )
    try:
        keys = [serialization.load_pem_private_key(block, None) for block in BLOCK.findall(pem)]
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise CustodyError("the private keys of the witness cannot be read") from error
    usable = [key for key in keys if isinstance(key, (Ed25519PrivateKey, MLDSA44PrivateKey))]
    memory = WitnessFolder(folder)
    return Witness(memory, [Cosigner(name, key) for key in usable], lambda: int(time.time()))


class WitnessFolder:
    """The memory of a witness on disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def trust(self, text: str) -> str:
        """Know a log by its keys from now on, instead of those before; return its origin.

        `text` is the `log.vkey` of an archive, or one Ed25519 key of a log of others.

        Raises:
            CustodyError: these are no keys of a log.
        """
        origin = _verifier(text).name
        place = self._place(origin)
        make_folders(place)
        data = f"{text.removesuffix(chr(10))}\n".encode()
        replace_file(place / "keys", data, staging=place)
        return origin

    def keys(self, origin: str) -> Sequence[NoteVerifier]:
        """See `WitnessMemory.keys`."""
        try:
            text = (self._place(origin) / "keys").read_text(encoding="utf-8")
        except FileNotFoundError:
            return ()
        return (_verifier(text),)

    @contextlib.contextmanager
    def hold(self) -> Iterator[None]:
        """See `WitnessMemory.hold`."""
        path = self._folder / _LOCK
        with storage_errors(path):
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def seen(self, origin: str) -> bytes | None:
        """See `WitnessMemory.seen`."""
        try:
            return (self._place(origin) / "checkpoint").read_bytes()
        except FileNotFoundError:
            return None

    def keep(self, origin: str, note: bytes) -> None:
        """See `WitnessMemory.keep`."""
        place = self._place(origin)
        replace_file(place / "checkpoint", note, staging=place)

    def checkpoint_at(self, origin_hash: str) -> bytes | None:
        """Return the last checkpoint of the log whose origin has this SHA-256."""
        place = self._folder / "logs" / origin_hash / "checkpoint"
        return place.read_bytes() if place.is_file() else None

    def _place(self, origin: str) -> Path:
        return self._folder / "logs" / hashlib.sha256(origin.encode()).hexdigest()


def _verifier(text: str) -> NoteVerifier:
    """Return what must sign: both keys of an archive's log, or the one key of another."""
    lines = text.removesuffix("\n").split("\n")
    return Ed25519Verifier.parse(lines[0]) if len(lines) == 1 else Verifier.parse(text)
