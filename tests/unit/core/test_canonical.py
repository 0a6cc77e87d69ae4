from __future__ import annotations

import pytest

from amana.core import JSON, canonical


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, b"null"),
        (True, b"true"),
        (0, b"0"),
        (-7, b"-7"),
        (2**53 - 1, b"9007199254740991"),
        ("", b'""'),
        ('a"b\\c\n', b'"a\\"b\\\\c\\n"'),
        ("\u202f\u0623", '"\u202f\u0623"'.encode()),
        ([], b"[]"),
        (("a", 1), b'["a",1]'),
        ({"b": 1, "a": [None, False]}, b'{"a":[null,false],"b":1}'),
        ({"B": 1, "a": 2, "_": 3}, b'{"B":1,"_":3,"a":2}'),
    ],
)
def test_each_value_has_its_one_form(value: JSON, expected: bytes) -> None:
    assert canonical(value) == expected


def test_strings_are_left_as_they_are_and_not_normalised() -> None:
    composed, decomposed = "\u00e9", "e\u0301"
    assert canonical(composed) != canonical(decomposed)


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        (1.0, "integers"),
        (float("nan"), "integers"),
        (2**53, "beyond"),
        (-(2**53), "beyond"),
        (b"bytes", "integers"),
        ({"\u0627": 1}, "not an ASCII string"),
        ({1: 1}, "not an ASCII string"),
        ([{"a": [0.5]}], "integers"),
        ({"a": object()}, "integers"),
        ("\ud800", "surrogates not allowed"),
    ],
)
def test_whatever_has_no_single_form_is_refused(value: JSON, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        canonical(value)
