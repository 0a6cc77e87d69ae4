from __future__ import annotations

import io

import pytest

from amana.sharing.ocfl.digests import Tally, has_form, is_known, tally_stream

# OCFL 1.1 section 3.4 and extension 0009: the digests of no bytes at all.
EMPTY = {
    "md5": "d41d8cd98f00b204e9800998ecf8427e",
    "sha1": "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4",
    "sha512": "cf83e1357eefb8bdf1542850d66d8007d620e405",
    "blake2b-512": "786a02f742015903c6c6fd852552d272912f4740",
    "blake2b-160": "3345524abf6bbe1809449224b5972c41790b6cf2",
    "blake2b-256": "0e5751c026e543b2e8ab2eb06099daa1d1e5df47",
    "blake2b-384": "b32811423377f52d7862286ee1a72ee540524380",
    "sha512/256": "c672b8d1ef56ed28ab87c3622c5114069bdd3ad7",
    "size": "0",
}


@pytest.mark.parametrize("algorithm", EMPTY)
def test_each_algorithm_gives_what_its_table_says(algorithm: str) -> None:
    digest = Tally([algorithm]).digests()[algorithm]
    assert digest.startswith(EMPTY[algorithm])
    assert is_known(algorithm)
    assert has_form(digest, algorithm)
    if algorithm != "size":
        assert has_form(digest.upper(), algorithm)
        assert not has_form(digest[:-1], algorithm)
        assert not has_form(digest[:-1] + "g", algorithm)
        assert not has_form(digest + "\n", algorithm)


def test_an_algorithm_of_nobody_is_not_known() -> None:
    assert not is_known("sha3-512")


def test_sizes_have_one_spelling() -> None:
    assert [has_form(text, "size") for text in ("0", "12", "012", "-1", "1e3", "\u0663")] == [
        True, True, False, False, False, False,
    ]  # fmt: skip


def test_several_digests_are_computed_in_one_pass() -> None:
    tally = tally_stream(io.BytesIO(b"x" * 3_000_000), ["sha256", "md5"])
    assert tally.size == 3_000_000
    assert set(tally.digests()) == {"sha256", "md5", "size"}
