"""Commands about the keys of the log: `keys`, `keys rotate`, `keys escrow`."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from amana.core import UsageError
from amana.core.durable import storage_errors, write_all
from amana.interface.cli.common import DEFAULT, Common, say, write_json


def keys(*, common: Common = DEFAULT) -> None:
    """Show, change or copy the keys that sign the custody log."""
    with common.open() as archive:
        vkeys, fingerprint = archive.keys.vkeys, archive.keys.fingerprint
        changes = archive.keys.changes()
    if common.json:
        write_json({"keys": vkeys, "fingerprint": fingerprint, "changes": changes})
        return
    _tell(vkeys, fingerprint)
    if changes:
        listed = ", ".join(map(str, changes))
        say(f"They were changed by entry {listed}; the proof of each is in custody/rotations.")


def rotate(*, common: Common = DEFAULT) -> None:
    """Change the keys; the old private keys are destroyed."""
    with common.open() as archive:
        made = archive.keys.rotate()
    if common.json:
        write_json(made)
        return
    say(f"The keys were changed by entry {made.entry}. The old private keys are destroyed.")
    _tell(made.keys, made.fingerprint)
    say(f"Whoever trusts the old keys follows {made.proof} to the new ones.")
    say("Write a new escrow copy (`amana keys escrow`), and destroy the one of the old keys.")


def escrow(
    *,
    output: Annotated[Path, Parameter(name=("--output", "-o"))],
    passphrase_file: Path | None = None,
    common: Common = DEFAULT,
) -> None:
    """Write a locked copy of the private keys, for a safe.

    Parameters
    ----------
    output
        A new file. Keep it away from the archive and from its backups.
    passphrase_file
        A file whose first line is the passphrase; without it, the passphrase is asked for.
    """
    passphrase = _passphrase(passphrase_file)
    with common.open() as archive:
        locked = archive.keys.escrow(passphrase)
    write_new(output, locked, 0o600)
    if common.json:
        write_json({"file": str(output)})
        return
    say(f"Both private keys are in {output}, locked with the passphrase.")
    say("Keep the passphrase elsewhere than the file. Without it, nobody can open the copy.")


def _tell(vkeys: tuple[str, str], fingerprint: str) -> None:
    say(f"Ed25519: {vkeys[0]}")
    say(f"ML-DSA-44: {len(vkeys[1])} characters, in custody/log.vkey")
    say(f"SHA-256 of both keys (custody/log.vkey): {fingerprint}")


def _passphrase(file: Path | None) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").split("\n", 1)[0]
    if not sys.stdin.isatty():
        raise UsageError(
            "there is no terminal to ask for a passphrase",
            remedy="put it into a file and name that with --passphrase-file",
        )
    try:
        first = getpass.getpass("Passphrase: ", stream=sys.stderr)
        again = getpass.getpass("Again: ", stream=sys.stderr)
    except EOFError:  # Ctrl-D
        raise UsageError("no passphrase was given", remedy="run the command again") from None
    if first != again:
        raise UsageError("these were two different passphrases", remedy="run the command again")
    return first


def write_new(path: Path, data: bytes, mode: int) -> None:
    """Write a file that is not there yet.

    Raises:
        UsageError: it is there.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags, mode)
    except FileExistsError:
        raise UsageError(
            f"{path} is there already", remedy="name a new file; nothing is overwritten"
        ) from None
    try:
        with storage_errors(path):
            write_all(descriptor, data)
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
