"""The vault: originals and derivatives, bit-exact, each under its SHA-256.

For an investigator: what was taken in stays as it was, and each byte can be re-checked.
For an engineer: whole files and plain tar packs, append-only, durable before they are committed.
"""

from __future__ import annotations

from amana.vault.ports import SMALL, Vault, Verdict

__all__ = ["SMALL", "Vault", "Verdict"]
