"""Addresses of requests with a body."""

from __future__ import annotations

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.acquire.capture.posted import LONGEST_QUERY, posted

FORM = (
    b'--x\r\nContent-Disposition: form-data; name="q"\r\n\r\nwadi\r\n'
    b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n\x00\xff\r\n--x--\r\n'
)
STUMBLE = b"--x\r\nContent-Disposition: form-data; name*\r\n=a\r\n\r\nv\r\n--x--"
"""A header over which the parser of the standard library stumbles."""

STUMBLED = "__wb_post_data=" + b64encode(STUMBLE).decode()


@pytest.mark.parametrize(
    ("media_type", "body", "query"),
    [
        ("application/x-www-form-urlencoded", b"q=a%20b+c", "q=a b c"),
        ("application/x-www-form-urlencoded", b"\xff", "__wb_post_data=/w=="),
        ("application/json", b'{"a": {"b": 1}, "c": [{"b": 2}, {"b": 3}]}', "b=1&b.2_=2&b.3_=3"),
        ("application/json", b"no json", ""),
        ("text/plain", b'{"a": 1}\n{"a": 2}', "a=1&a.2_=2"),
        ("text/plain", b"words", "__wb_post_data=d29yZHM="),
        ("multipart/form-data; boundary=x", FORM, "q=wadi&f=%00%FF"),
        ("multipart/form-data", b"--x", "__wb_post_data=LS14"),
        ("application/grpc", b"\x00", "__wb_post_data=AA=="),
        ("application/json", b'{"a\\ud800": "\\udfff"}', "a%3F=%3F"),
        (
            "multipart/form-data; boundary=x",
            STUMBLE,
            f"__wb_post_data={b64encode(STUMBLE).decode()}",
        ),
    ],
)
def test_a_body_becomes_a_query(media_type: str, body: bytes, query: str) -> None:
    found = posted("https://news.example/s", "POST", media_type, body)
    assert found.query == query
    assert found.url == "https://news.example/s?__wb_method=POST" + (f"&{query}" if query else "")


def test_an_address_with_a_query_keeps_it() -> None:
    found = posted("https://news.example/s?a=1", "PUT", "", b"x")
    assert found.url.startswith("https://news.example/s?a=1&__wb_method=PUT&")


def test_deep_json_is_no_danger() -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    assert posted("http://a.example/", "POST", "application/json", deep).query == ""


def test_one_name_a_hundred_thousand_times_takes_no_time() -> None:
    many = b"[" + b",".join([b'{"a":1}'] * 100_000) + b"]"
    found = posted("http://a.example/", "POST", "application/json", many).query
    assert found.startswith("a=1&a.2_=1&a.3_=1&")


@given(st.binary(), st.sampled_from(["application/json", "multipart/form-data; boundary=x", ""]))
def test_no_body_is_too_odd(body: bytes, media_type: str) -> None:
    assert len(posted("http://a.example/", "POST", media_type, body).query) <= LONGEST_QUERY
