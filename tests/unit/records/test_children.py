from __future__ import annotations

import msgspec

from amana.core import Digests
from amana.records import Child, Derivation


def test_a_child_survives_the_way_to_a_reading_and_back() -> None:
    digests = Digests(sha256="a" * 64, blake3="b" * 64, size=3)
    found = Child(
        n=1, path={"b64": "/w=="}, derivation=Derivation.SLICE, digests=digests, start=4, end=7
    )
    assert msgspec.json.decode(msgspec.json.encode(found), type=Child) == found


def test_only_a_slice_is_exact_and_every_derivation_has_its_name() -> None:
    assert {each.value for each in Derivation} == {
        "slice", "decoded", "decompressed", "synthesised"
    }  # fmt: skip
