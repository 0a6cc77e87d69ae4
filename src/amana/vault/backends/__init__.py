"""Places where bytes can be kept: a folder, or memory for tests."""

from __future__ import annotations

from amana.vault.backends.memory import MemoryVault
from amana.vault.backends.memory_replica import MemoryReplica
from amana.vault.backends.posix import PosixVault
from amana.vault.backends.posix_replica import PosixReplica

__all__ = ["MemoryReplica", "MemoryVault", "PosixReplica", "PosixVault"]
