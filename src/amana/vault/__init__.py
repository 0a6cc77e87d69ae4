"""The vault: originals and derivatives, bit-exact, each under its SHA-256.

For an investigator: what was taken in stays as it was, and each byte can be re-checked.
For an engineer: whole files and plain tar packs, append-only, durable before they are committed.
"""

from __future__ import annotations

from amana.vault.challenge import NONCE_SIZE, Answer, Challenge, stretch
from amana.vault.check import VaultCheck
from amana.vault.copying import Stamp, VaultCopy, stamp_of
from amana.vault.ports import SMALL, Extent, Replica, Vault, Verdict
from amana.vault.units import FIRST, LAST, OnBytes, Place, Reads, Unit
from amana.vault.wanted import Wanted

__all__ = [
    "FIRST",
    "LAST",
    "NONCE_SIZE",
    "SMALL",
    "Answer",
    "Challenge",
    "Extent",
    "OnBytes",
    "Place",
    "Reads",
    "Replica",
    "Stamp",
    "Unit",
    "Vault",
    "VaultCheck",
    "VaultCopy",
    "Verdict",
    "Wanted",
    "stamp_of",
    "stretch",
]
