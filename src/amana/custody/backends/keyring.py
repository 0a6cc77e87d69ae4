"""The log's private keys on disk: `keys/log.pem`, two blocks, readable by their owner only.

While keys are changed, the new ones lie beside them as `log.next.pem`, and every checkpoint is
signed by both. The change is done when the new file has taken the place of the old one: a rename,
which destroys the old keys. (What a disk keeps of a file that was removed is not in our hands.)
"""

from __future__ import annotations

from pathlib import Path

from amana.core import CustodyError
from amana.core.durable import make_folders, replace_file, storage_errors, sync_folder
from amana.custody.logkeys import Signer, Verifier
from amana.custody.note import Note

_NAME, _NEXT = "log.pem", "log.next.pem"


def create_signer(folder: Path, name: str) -> Signer:
    """Make keys for the log `name` and keep them in `folder` (mode 0700, the keys 0600).

    Raises:
        CustodyError: there are keys already.
    """
    make_folders(folder, 0o700)
    return _create(folder / _NAME, name)


def load_signer(folder: Path, name: str) -> Signer:
    """Return the signer of the log `name`.

    Raises:
        CustodyError: the keys are missing, unreadable or open to other users.
    """
    return _load(folder / _NAME, name)


def has_signer(folder: Path) -> bool:
    """Tell whether there is a signer, usable or not."""
    return (folder / _NAME).exists()


class KeyRing:
    """The keys that sign: those in force and, while they are changed, the new ones, too.

    Raises:
        CustodyError: keys are missing, unreadable or open to other users.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._current = _load(folder / _NAME, name)
        self._next = _load(folder / _NEXT, name) if (folder / _NEXT).exists() else None

    @property
    def verifier(self) -> Verifier:
        """The public keys that are in force."""
        return self._current.verifier

    @property
    def coming(self) -> Verifier | None:
        """The public keys that are to come into force."""
        return None if self._next is None else self._next.verifier

    def sign(self, text: str) -> Note:
        """Return a checkpoint's text as a note signed by all keys."""
        note = self._current.sign(text)
        more = () if self._next is None else self._next.sign(text).signatures
        return Note(text=text, signatures=(*note.signatures, *more))

    def prepare(self) -> Verifier:
        """Make new keys that sign beside those in force from now on.

        Raises:
            CustodyError: a change of keys is going on already.
        """
        self._next = _create(self._folder / _NEXT, self._name)
        return self._next.verifier

    def take(self) -> None:
        """Put the new keys in the place of the old ones, durably."""
        if self._next is None:
            return
        path = self._folder / _NAME
        with storage_errors(path):
            (self._folder / _NEXT).replace(path)
            sync_folder(self._folder)
        self._current, self._next = self._next, None

    def drop(self) -> None:
        """Destroy new keys that no entry of the log names."""
        path = self._folder / _NEXT
        with storage_errors(path):
            path.unlink(missing_ok=True)
            sync_folder(self._folder)
        self._next = None


def _create(path: Path, name: str) -> Signer:
    if path.exists():
        raise CustodyError(f"there is a key already: {path}")
    signer = Signer.generate(name)
    replace_file(path, signer.pem(), staging=path.parent, mode=0o600)
    return signer


def _load(path: Path, name: str) -> Signer:
    try:
        mode = path.stat().st_mode
        pem = path.read_bytes()
    except OSError as error:
        raise CustodyError(
            f"the key of the log cannot be read: {path}: {error.strerror}",
            remedy="put the key back from its escrow copy; without it the log can be read and "
            "checked, but nothing can be added",
        ) from error
    if mode & 0o077:
        raise CustodyError(
            f"other users of this machine can read {path}", remedy=f"run: chmod 600 {path}"
        )
    return Signer.from_pem(name, pem)
