from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.core import TokenRefused
from amana.custody.backends.authority_memory import MemoryAuthority
from amana.custody.tokens import in_der_order, make_query, read_query, read_token

NOTE = b"a checkpoint\n"
QUERY = make_query(NOTE)
RESPONSE = MemoryAuthority().ask(QUERY)


def test_a_query_holds_a_digest_and_a_nonce_and_nothing_of_the_note() -> None:
    first, second = (read_query(make_query(NOTE)) for _ in range(2))
    assert (first.algorithm, len(first.imprint)) == ("sha256", 32)
    assert first.imprint == second.imprint
    assert first.nonce != second.nonce
    assert NOTE.strip() not in QUERY


def test_a_response_is_read() -> None:
    token, query = read_token(RESPONSE), read_query(QUERY)
    assert (token.imprint, token.nonce, token.accuracy) == (query.imprint, query.nonce, 1_000_000)
    assert (token.algorithm, token.signed_digest) == ("sha256", "sha256")
    assert len(token.certificates) == 1
    assert [algorithm for algorithm, _ in token.named] == ["sha256"]
    assert in_der_order(RESPONSE) == RESPONSE


# Without ids of their own, these would be named by their bytes, which differ in every process.
@pytest.mark.parametrize(
    "data", [b"", b"0", b"\x30\x00", NOTE, RESPONSE[:-1], QUERY, RESPONSE[9:]], ids=range(7)
)
def test_what_is_no_response_is_told_as_such(data: bytes) -> None:
    for read in (read_token, in_der_order):
        with pytest.raises(TokenRefused, match="this is not a time-stamp response"):
            read(data)


@pytest.mark.parametrize("data", [b"", NOTE, QUERY[:-1], RESPONSE], ids=range(4))
def test_what_is_no_query_is_told_as_such(data: bytes) -> None:
    with pytest.raises(TokenRefused, match="this is not a time-stamp query"):
        read_query(data)


@given(place=st.integers(0, len(RESPONSE) - 1), value=st.integers(0, 255))
def test_any_bytes_are_read_or_refused(place: int, value: int) -> None:
    changed = RESPONSE[:place] + bytes([value]) + RESPONSE[place + 1 :]
    try:
        read_token(changed)
        in_der_order(changed)
    except TokenRefused as error:
        assert "\n" not in error.message  # noqa: PT017 - either outcome is right
