"""The log's private keys on disk: `keys/log.pem`, two blocks, readable by their owner only."""

from __future__ import annotations

from pathlib import Path

from amana.core import CustodyError
from amana.core.durable import make_folders, replace_file
from amana.custody.logkeys import Signer

_NAME = "log.pem"


def create_signer(folder: Path, name: str) -> Signer:
    """Make a key for the log `name` and keep it in `folder` (mode 0700, the key 0600).

    Raises:
        CustodyError: there is a key already.
    """
    make_folders(folder, 0o700)
    path = folder / _NAME
    if path.exists():
        raise CustodyError(f"there is a key already: {path}")
    signer = Signer.generate(name)
    replace_file(path, signer.pem(), staging=folder, mode=0o600)
    return signer


def load_signer(folder: Path, name: str) -> Signer:
    """Return the signer of the log `name`.

    Raises:
        CustodyError: the key is missing, unreadable or open to other users.
    """
    path = folder / _NAME
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
