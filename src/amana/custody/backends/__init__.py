"""Places where a log can live: a folder, or memory for tests."""

from __future__ import annotations

from amana.custody.backends.keyring import KeyRing, create_signer, load_signer
from amana.custody.backends.memory import MemoryLog
from amana.custody.backends.posix import PosixLog

__all__ = ["KeyRing", "MemoryLog", "PosixLog", "create_signer", "load_signer"]
