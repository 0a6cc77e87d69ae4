"""The vault: originals and derivatives, bit-exact, each under its SHA-256.

For an investigator: what was taken in stays as it was, and each byte can be re-checked.
For an engineer: whole files and plain tar packs, append-only, durable before they are committed.
"""

from __future__ import annotations

from amana.vault.challenge import NONCE_SIZE, Answer, Challenge, stretch
from amana.vault.check import VaultCheck
from amana.vault.copying import Stamp, VaultCopy, stamp_of
from amana.vault.finder import parse_state, spell_state
from amana.vault.mending import OWN as OWN_VAULT
from amana.vault.mending import Patch, VaultMending, VaultSource, find_in_packs
from amana.vault.ports import SMALL, Extent, Replica, Vault, Verdict
from amana.vault.reaching import reach
from amana.vault.units import FIRST, LAST, OnBytes, Place, Reads, Unit
from amana.vault.wanted import Wanted

__all__ = [
    "FIRST",
    "LAST",
    "NONCE_SIZE",
    "OWN_VAULT",
    "SMALL",
    "Answer",
    "Challenge",
    "Extent",
    "OnBytes",
    "Patch",
    "Place",
    "Reads",
    "Replica",
    "Stamp",
    "Unit",
    "Vault",
    "VaultCheck",
    "VaultCopy",
    "VaultMending",
    "VaultSource",
    "Verdict",
    "Wanted",
    "find_in_packs",
    "parse_state",
    "reach",
    "spell_state",
    "stamp_of",
    "stretch",
]
