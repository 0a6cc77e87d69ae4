from __future__ import annotations

import io

import pytest

from amana.core import Digests, Hasher, digest_stream, is_sha256, sha256_hex
from amana.core.digests import CHUNK

# FIPS 180-4 example "abc"; BLAKE3 official test vector of one byte 0x00 and of no bytes.
SHA256_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
BLAKE3_EMPTY = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"
BLAKE3_ZERO = "2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213"


def test_known_digests() -> None:
    assert sha256_hex(b"abc") == SHA256_ABC
    assert digest_stream(io.BytesIO(b"")).blake3 == BLAKE3_EMPTY
    assert digest_stream(io.BytesIO(b"\0")).blake3 == BLAKE3_ZERO


def test_the_cut_into_chunks_does_not_matter() -> None:
    content = bytes(range(256)) * 5
    hasher = Hasher()
    for start in range(0, len(content), 7):
        hasher.update(content[start : start + 7])
    assert hasher.digests() == digest_stream(io.BytesIO(content))
    assert hasher.digests().size == len(content)


def test_digesting_a_stream_hands_every_byte_on() -> None:
    content = b"x" * (2 * CHUNK + 3)
    chunks: list[bytes] = []
    digests = digest_stream(io.BytesIO(content), chunks.append)
    assert b"".join(chunks) == content
    assert digests == Digests(sha256=sha256_hex(content), blake3=digests.blake3, size=2 * CHUNK + 3)


@pytest.mark.parametrize(
    "text",
    ["", SHA256_ABC[:-1], SHA256_ABC + "0", SHA256_ABC.upper(), SHA256_ABC[:-1] + "g",
     SHA256_ABC + "\n"],
)  # fmt: skip
def test_only_64_lower_case_hexadecimal_letters_are_a_sha256(text: str) -> None:
    assert is_sha256(SHA256_ABC)
    assert not is_sha256(text)
