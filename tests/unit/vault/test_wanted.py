from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.core import sha256_hex
from amana.vault.wanted import Wanted


def digests(count: int) -> list[str]:
    return [sha256_hex(b"%d" % number) for number in range(count)]


@pytest.mark.parametrize("run", [1, 2, 7, 100, 1 << 16])
def test_what_was_added_is_wanted_and_nothing_else(run: int) -> None:
    known = digests(100)
    wanted = Wanted([*known, *known[:50]], run=run)
    assert all(sha256 in wanted for sha256 in known)
    assert not any(sha256_hex(b"other %d" % number) in wanted for number in range(100))
    assert list(wanted) == sorted(known)
    assert len(wanted) == 100


@pytest.mark.parametrize("run", [3, 1 << 16])
def test_what_was_not_seen_is_missing(run: int) -> None:
    known = sorted(digests(40))
    wanted = Wanted(known, run=run)
    assert all(wanted.see(sha256) for sha256 in known[::2])
    assert not wanted.see(sha256_hex(b"other"))
    assert list(wanted.missing()) == known[1::2]


def test_nothing_is_wanted_of_nothing() -> None:
    wanted = Wanted()
    assert (len(wanted), list(wanted), list(wanted.missing())) == (0, [], [])
    assert sha256_hex(b"") not in wanted


def test_what_is_no_digest_is_wanted_and_missing() -> None:
    wanted = Wanted(["None", *digests(2)])
    assert "None" in wanted
    assert "none" not in wanted
    assert not wanted.see("None")
    assert "None" in list(wanted.missing())
    assert len(wanted) == len(list(wanted)) == 3


def test_a_closed_set_takes_nothing_more() -> None:
    wanted = Wanted(digests(3))
    assert len(wanted) == 3
    with pytest.raises(ValueError, match="closed"):
        wanted.add(sha256_hex(b"late"))


def test_digests_that_overlap_in_the_table_are_not_mixed_up() -> None:
    """A digest may stand in the table across two others."""
    one, two = b"\0" * 16 + b"\1" * 16, b"\1" * 16 + b"\2" * 16
    wanted = Wanted([one.hex(), two.hex()])
    assert (one[16:] + two[:16]).hex() not in wanted
    near = [(b"\0\0" + hashlib.sha256(b"%d" % n).digest()[:30]).hex() for n in range(50)]
    wanted = Wanted([*near, *[("0" * 63 + digit) for digit in "0123456789abcdef"]], run=5)
    assert all(sha256 in wanted for sha256 in near)


@given(st.lists(st.binary(min_size=32, max_size=32)), st.lists(st.binary(min_size=32, max_size=32)))
def test_it_is_a_set(held: list[bytes], asked: list[bytes]) -> None:
    wanted = Wanted([each.hex() for each in held], run=4)
    assert [each.hex() in wanted for each in asked + held] == [
        each in set(held) for each in asked + held
    ]
