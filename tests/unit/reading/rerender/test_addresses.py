from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.reading.rerender.addresses import likeness, path_of, spelled, whole


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://E.example", "http://e.example/"),
        ("https://e.example:443/a", "https://e.example/a"),
        ("https://e.example/%7Ea/%c3%a9", "https://e.example/~a/é"),
        ("https://e.example/a b?q=x y", "https://e.example/a%20b?q=x%20y"),
        ("https://مثال.example/م", "https://xn--mgbh0fb.example/%D9%85"),
        ("https://e.example/a#b", "https://e.example/a"),
        ("https://e.example./", "https://e.example/"),
    ],
)
def test_one_address_in_two_spellings(one: str, other: str) -> None:
    assert spelled(one) == spelled(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://e.example/", "https://e.example/"),
        ("http://e.example:8080/", "http://e.example/"),
        ("http://e.example/A", "http://e.example/a"),
        ("http://e.example/a/", "http://e.example/a"),
        ("http://e.example/a%2Fb", "http://e.example/a/b"),
        ("http://e.example/?a=1&b=2", "http://e.example/?b=2&a=1"),
    ],
)
def test_what_a_server_could_tell_apart_stays_apart(one: str, other: str) -> None:
    assert spelled(one) != spelled(other)


@given(st.text(max_size=60), st.sampled_from(["", "http://e.example/", "https://e.example/?"]))
def test_spelling_twice_is_spelling_once(text: str, before: str) -> None:
    once = spelled(before + text)
    assert spelled(once) == once
    assert "#" not in once


def test_parameters_in_common_are_counted() -> None:
    one = "http://e.example/a?x=1&y=2&y=2&t=9"
    assert likeness(one, "http://e.example/a?y=2&x=1&t=8") == 2
    assert path_of(one) == "http://e.example/a"
    assert whole("http://e.example/a#?b#c") == "http://e.example/a"
