"""What every time-stamp authority must do (`amana.custody.Authority`)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from amana.core import TokenRefused, UnavailableError, UsageError
from amana.custody import Authority
from amana.custody.backends.authority_http import HTTPAuthority, check_address
from amana.custody.backends.authority_memory import MemoryAuthority
from amana.custody.timestamps import parse_roots, verify_token
from amana.custody.tokens import in_der_order, make_query, read_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import MakeAuthority, TimeAuthority

NOTE = b"a checkpoint\n"


@pytest.fixture(params=["memory", "http"])
def place(request: pytest.FixtureRequest) -> tuple[Authority, bytes]:
    """An authority, and what to trust of it."""
    if request.param == "memory":
        memory = MemoryAuthority()
        return memory, memory.roots
    served: TimeAuthority = request.getfixturevalue("authority")
    return HTTPAuthority(served.url), served.roots


def test_its_tokens_are_over_what_was_asked(place: tuple[Authority, bytes]) -> None:
    authority, pem = place
    roots = parse_roots(pem)
    before = datetime.now(UTC) - timedelta(seconds=2)
    query = make_query(NOTE)
    answer = authority.ask(query)
    found = verify_token(answer, NOTE, roots, query)
    assert before <= found.time <= datetime.now(UTC) + timedelta(seconds=2)
    assert found.accuracy == 1_000_000
    with pytest.raises(TokenRefused, match="over other bytes"):
        verify_token(answer, NOTE + b"\n", roots, None)
    with pytest.raises(TokenRefused, match="answers another query"):
        verify_token(answer, NOTE, roots, make_query(NOTE))


def test_every_token_has_its_number(place: tuple[Authority, bytes]) -> None:
    authority, pem = place
    found = set()
    for _ in range(3):
        query = make_query(NOTE)
        found.add(verify_token(authority.ask(query), NOTE, parse_roots(pem), query).serial)
    assert len(found) == 3


# What follows is about authorities on a network alone.


@pytest.mark.parametrize("signer", ["T", "Time " * 12])
def test_a_chain_in_any_order_is_taken(make_authority: MakeAuthority, signer: str) -> None:
    authority = make_authority(signer.strip(), chain=True)
    query = make_query(NOTE)
    answer = HTTPAuthority(authority.url).ask(query)
    in_order = in_der_order(answer)
    assert (in_order == answer) == (signer == "T")
    assert len(read_token(answer).certificates) == 2
    assert sorted(read_token(answer).certificates) == list(read_token(in_order).certificates)
    for each in (answer, in_order):
        verify_token(each, NOTE, parse_roots(authority.roots), query)
        assert authority.verify(each, NOTE)


def test_tokens_outlive_the_certificates(authority: TimeAuthority) -> None:
    """`openssl ts -verify` needs -attime then; ours always judges by the time of the token."""
    query = make_query(NOTE)
    answer = authority.ask(query)
    found = verify_token(answer, NOTE, parse_roots(authority.roots), query)
    later = found.time + timedelta(days=20 * 365)
    assert found.certificate_ends < later
    assert authority.verify(answer, NOTE)
    assert not authority.verify(answer, NOTE, at=later)
    assert authority.verify(answer, NOTE, at=found.time)


def test_an_authority_that_refuses_is_quoted(authority: TimeAuthority) -> None:
    authority.openssl("ts", "-query", "-digest", "00" * 20, "-sha1", "-out", "weak.tsq")
    answer = HTTPAuthority(authority.url).ask((authority.folder / "weak.tsq").read_bytes())
    with pytest.raises(TokenRefused, match=r"the authority refused: rejection: .*algorithm"):
        verify_token(answer, NOTE, parse_roots(authority.roots), None)


@pytest.mark.parametrize("status", [404, 500, 302])
def test_an_answer_that_is_none_is_told(authority: TimeAuthority, status: int) -> None:
    authority.status = status
    with pytest.raises(UnavailableError, match=f"it answers with status {status}"):
        HTTPAuthority(authority.url).ask(make_query(NOTE))


def test_nobody_there_is_told(authority: TimeAuthority) -> None:
    url = authority.url
    authority.close()
    with pytest.raises(UnavailableError, match=r": connection refused$"):
        HTTPAuthority(url).ask(make_query(NOTE))


def test_no_answer_is_read_for_ever(
    authority: TimeAuthority, monkeypatch: pytest.MonkeyPatch
) -> None:
    long: Callable[[bytes], bytes] = lambda _: bytes((1 << 20) + 1)  # noqa: E731 - in one line
    monkeypatch.setattr(authority, "ask", long)
    with pytest.raises(UnavailableError, match="longer than a response can be"):
        HTTPAuthority(authority.url).ask(make_query(NOTE))


@pytest.mark.parametrize("url", ["http://tsa.example.org", "https://tsa.example.org:8080/a?b=c"])
def test_an_address_of_an_authority(url: str) -> None:
    assert check_address(url) == url


@pytest.mark.parametrize(
    "url",
    ["", "tsa.example.org", "ftp://tsa.example.org", "http://", "http://a:b@tsa.example.org",
     "http://a@tsa.example.org", "http://tsa.example.org#x", " http://tsa.example.org",
     "http://tsa.example.org/\n", "file:///etc/passwd", "http://a/" + "b" * 1000],
)  # fmt: skip
def test_no_address_of_an_authority(url: str) -> None:
    with pytest.raises(UsageError, match=r"address"):
        check_address(url)
