"""Places where bytes can be kept: a folder, or memory for tests."""

from __future__ import annotations

from amana.vault.backends.memory import MemoryVault
from amana.vault.backends.posix import PosixVault

__all__ = ["MemoryVault", "PosixVault"]
