"""Places where a log can live, and authorities that tell the time; memory ones for tests."""

from __future__ import annotations

from amana.custody.backends.authority_http import HTTPAuthority, check_address
from amana.custody.backends.authority_memory import MemoryAuthority
from amana.custody.backends.keyring import KeyRing, create_signer, has_signer, load_signer
from amana.custody.backends.memory import MemoryLog
from amana.custody.backends.posix import PosixLog

__all__ = [
    "HTTPAuthority",
    "KeyRing",
    "MemoryAuthority",
    "MemoryLog",
    "PosixLog",
    "check_address",
    "create_signer",
    "has_signer",
    "load_signer",
]
