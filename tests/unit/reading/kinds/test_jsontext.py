from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.reading.kinds.jsontext import kind_of_json, outline


@pytest.mark.parametrize(
    ("text", "ending", "media_type"),
    [
        ('{"a": [1, {"b": null}], "c": "d"}', "", "application/json"),
        ("[1, 2]", "", "application/json"),
        ('{"a": 1}\n{"a": 2}\n', "", "application/jsonl"),
        ('{"a": 1}\n', "jsonl", "application/jsonl"),
        ('{"a": 1} words', "", None),
        ('{"type": "Feature", "geometry": null}', "", "application/geo+json"),
        ('{"geometry": {"type": "Point"}, "type": "Feature"}', "", "application/geo+json"),
        ('{"type": "Feature"}', "", "application/json"),
        ('{"cells": [], "nbformat": 4}', "", "application/x-ipynb+json"),
        ('{"name": "A", "type": "personal_chat", "id": 1, "messages": []}', "",
         "application/x-telegram-export+json"),
        ('{"about": "data from Telegram", "contacts": {}}', "",
         "application/x-telegram-export+json"),
        ('{"messages": [], "name": "A"}', "", "application/json"),
        ("[see the notes]", "", None),
        ("[1:2]", "", None),
        ('{"a" 1}', "", None),
        ('{"a": 1', "", None),
        ("{]", "", None),
        ("[}", "", None),
        ("[1,]", "", None),
        ("{1: 2}", "", None),
        ('{""}', "", None),
        ('{"a", "b": 1}', "", None),
        ('{"a": "b": "c"}', "", None),
        ("words", "", None),
    ],
)  # fmt: skip
def test_by_names(text: str, ending: str, media_type: str | None) -> None:
    assert kind_of_json(text, ending, whole=True) == media_type


def test_what_is_cut_off_is_judged_by_what_there_is() -> None:
    text = json.dumps({"type": "FeatureCollection", "features": ["a" * 50] * 50})
    for length in range(60, len(text), 7):
        assert kind_of_json(text[:length], "", whole=False) == "application/geo+json"


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.text(), _VALUES) | st.lists(_VALUES), st.booleans())
def test_whatever_is_written_as_json_is_seen_to_its_end(value: object, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    shape = outline(text, whole=True)
    assert shape is not None
    assert shape.ends == len(text)
    if isinstance(value, dict) and ascii_only:
        assert {json.loads(f'"{name}"') for name in shape.members} == set(value)


@given(st.text(alphabet='{}[]",:01 \\\n'))
def test_what_is_whole_by_the_outline_is_json(text: str) -> None:
    shape = outline(text, whole=True)
    if shape is not None and shape.ends is not None:
        try:
            json.loads(text[: shape.ends])
        except json.JSONDecodeError as error:
            assert "escape" in error.msg  # noqa: PT017 - escapes are not looked into
