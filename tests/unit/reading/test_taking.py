from __future__ import annotations

from amana.core import sha256_hex
from amana.reading import Allowance, ChildRow, Digesting
from amana.records import Derivation


def test_digests_are_taken_over_all_pieces() -> None:
    row = ChildRow(path=b"a", derivation=Derivation.DECODED)
    digests = Digesting().take(row, [b"on", b"e"])
    assert (digests.sha256, digests.size) == (sha256_hex(b"one"), 3)


def test_an_allowance_is_finite() -> None:
    whole = Allowance()
    assert 0 < whole.children < 1 << 32
    assert 0 < whole.child_bytes < 1 << 48
    assert 0 < whole.depth < 100
