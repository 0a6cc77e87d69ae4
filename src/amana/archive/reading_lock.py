"""Checks read the vault while others write to it, but not while something is erased from it.

A check holds digests that it took from the log; an erasure takes digests out of the log and bytes
out of the vault. Any number of checks share the lock, an erasure has it alone and does not wait.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from amana.core import ArchiveBusy
from amana.core.durable import storage_errors


@contextlib.contextmanager
def reading(lock: Path) -> Iterator[None]:
    """Keep erasures away for the length of a `with`; one that is under way is waited for.

    Where nobody can write, nobody can erase either, and there is nothing to be kept away.
    """
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        yield
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def erasing(lock: Path) -> Iterator[None]:
    """Keep checks away for the length of a `with`.

    Raises:
        ArchiveBusy: a check is under way.
    """
    with storage_errors(lock):
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ArchiveBusy(
                "a check is reading the vault, and nothing can be erased meanwhile",
                remedy="wait until it is done, or stop it; then run the command again",
            ) from None
        yield
    finally:
        os.close(descriptor)
