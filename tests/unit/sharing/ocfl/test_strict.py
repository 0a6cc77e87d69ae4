from __future__ import annotations

import pytest

from amana.sharing.ocfl.strict import Members, NotStrict, parse


def test_names_that_stand_twice_are_remembered() -> None:
    value = parse(b'{"a": 1, "b": {"c": 1, "c": 2, "c": 3}, "a": 4}')
    assert isinstance(value, Members)
    assert value.repeated == ("a",)
    inner = value["b"]
    assert isinstance(inner, Members)
    assert (inner.repeated, inner["c"]) == (("c",), 3)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"{} {}",
        b"\xff",
        b"\xef\xbb\xbf{}",
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": "\\ud800"}',
        b'{"a": "\\uDFFF"}',
        b"[" * 200_000 + b"]" * 200_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b"1" * 10_000,
        b"{'a': 1}",
    ],
    ids=lambda data: repr(data[:12]),
)
def test_what_others_could_read_otherwise_is_refused(data: bytes) -> None:
    with pytest.raises(NotStrict):
        parse(data)


def test_a_whole_pair_of_surrogates_is_a_character() -> None:
    assert parse(b'["\\ud83d\\ude00"]') == ["\U0001f600"]
