from __future__ import annotations

import base64
import hashlib

import pytest

from amana.reading.readers.warc.digests import Stated

SHA1 = hashlib.sha1(b"abc", usedforsecurity=False).digest()
SHA256 = hashlib.sha256(b"abc").digest()


@pytest.mark.parametrize(
    ("stated", "fits"),
    [
        ("sha1:" + base64.b32encode(SHA1).decode(), True),
        ("SHA-1:" + base64.b32encode(SHA1).decode().lower(), True),
        ("sha1:" + SHA1.hex().upper(), True),
        ("sha256:" + SHA256.hex(), True),
        ("sha256:" + base64.b32encode(SHA256).decode().rstrip("="), True),
        ("sha256:" + base64.b64encode(SHA256).decode(), True),
        ("md5:" + hashlib.md5(b"abc", usedforsecurity=False).hexdigest(), True),
        ("sha1:" + SHA256.hex(), False),
        ("sha1:", False),
        ("sha1", False),
        ("sha256:" + "0" * 64, False),
        ("crc32:352441c2", None),
    ],
)
def test_digests_in_every_way_of_writing_them(stated: str, *, fits: bool | None) -> None:
    digest = Stated(stated)
    assert b"".join(digest.watch([b"a", b"bc"])) == b"abc"
    assert digest.fits() is fits


def test_a_digest_may_be_that_of_any_stream_that_was_watched() -> None:
    digest = Stated("sha1:" + SHA1.hex())
    for pieces in ([b"3\r\nabc\r\n0\r\n\r\n"], [b"abc"]):
        list(digest.watch(pieces))
    assert digest.verdict("payload") == "payload sha1 fits"
    assert not Stated("").given
    assert Stated("").verdict("block") == ""
    assert Stated("md6:00").verdict("block") == "block md6 not checked"
    assert Stated("md5:00").verdict("block") == "block md5 DOES NOT FIT"
