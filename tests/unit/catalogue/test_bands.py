from __future__ import annotations

import hashlib

from amana.catalogue.bands import BANDS, bands_of, rows_of_likeness
from amana.records import Likeness, LikenessMethod

SIGNATURE = hashlib.shake_256(b"a").digest(512)


def likeness(method: LikenessMethod, signature: bytes) -> Likeness:
    return Likeness(
        id="f" * 64,
        original="0" * 64,
        reading="1" * 64,
        recipe="2" * 64,
        method=method,
        signature=signature,
    )


def test_a_changed_number_changes_its_band_alone() -> None:
    changed = bytearray(SIGNATURE)
    changed[16 * 5] ^= 1
    pairs = list(zip(bands_of(SIGNATURE), bands_of(bytes(changed)), strict=True))
    assert [band for band, (one, other) in enumerate(pairs) if one != other] == [5]


def test_the_same_numbers_in_another_place_are_another_band() -> None:
    assert len(set(bands_of(b"\x01" * 512))) == BANDS


def test_texts_have_bands_and_pictures_their_hash() -> None:
    row, bands = rows_of_likeness(likeness(LikenessMethod.MINHASH, SIGNATURE))
    assert len(bands) == BANDS
    assert {band["mark"] for band in bands} == {row["mark"]} == {(1 << 60) - 1}
    assert row["hash"] is None
    row, bands = rows_of_likeness(likeness(LikenessMethod.PDQ, b"\xf0" * 32))
    assert row["hash"] == "f0" * 32
    assert bands == []
