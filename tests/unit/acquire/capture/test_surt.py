"""Keys of addresses; tests/conformance holds them against the package of the archivists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.acquire.capture.surt import surt


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.news.example/A?b=2&a=1", "example,news)/a?a=1&b=2"),
        ("http://news.example", "example,news)/"),
        ("http://news.example:80/x/", "example,news)/x"),
        ("https://news.example:8443/x/../y//z?", "example,news:8443)/y/z"),
        ("http://user:word@www2.news.example/", "example,news)/"),
        ("http://192.0.2.7/a", "7,2,0,192)/a"),
        ("http://news.example/%2541", "example,news)/a"),
        ("http://news.example/خبر", "example,news)/%d8%ae%d8%a8%d8%b1"),
        ("http://خبر.example/", "example,xn--ngblk)/"),
        ("http://news.example/?sid=0123456789abcdef0123456789abcdef&x=1", "example,news)/?x=1"),
        ("urn:amana:websocket:3:sent", "urn:amana:websocket:3:sent"),
        ("http://[2001:db8::1]/", "2001:db8::1)/"),
    ],
)
def test_addresses_that_count_as_one_have_one_key(url: str, key: str) -> None:
    assert surt(url) == key


def test_a_huge_address_has_a_key() -> None:
    assert surt("http://news.example/" + "%25" * 300_000).startswith("example,news)/")


@given(st.text())
def test_a_key_is_one_word_in_ascii(url: str) -> None:
    key = surt(url)
    assert key.isascii()
    assert not set(key) & set(" \n\r\t")
