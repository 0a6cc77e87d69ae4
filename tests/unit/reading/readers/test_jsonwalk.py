from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.reading.readers.jsonwalk import Damaged, Event, string_at, walk

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def scalars(value: object) -> list[object]:
    if isinstance(value, dict):
        return [found for inner in value.values() for found in scalars(inner)]
    if isinstance(value, list):
        return [found for inner in value for found in scalars(inner)]
    return [value]


@given(VALUES, st.booleans())
def test_every_value_is_come_to_in_order(value: object, escaped: bool) -> None:
    data = json.dumps(value, ensure_ascii=escaped).encode("utf-8", "surrogatepass")
    found: list[object] = []
    for step in walk(data):
        if step.event is Event.STRING:
            said, place = string_at(data, step.start, step.end)
            found.append(said)
            if place.exact:
                assert data[place.start : place.end].decode() == said
        elif step.event is Event.PLAIN:
            found.append(json.loads(data[step.start : step.end]))
    assert found == scalars(value)


@given(st.binary(max_size=200) | st.text(alphabet='{}[]",:\\a1 ').map(str.encode))
def test_any_bytes_end(data: bytes) -> None:
    try:
        for step in walk(data):
            assert 0 <= step.start < step.end <= len(data)
    except Damaged:
        return


@pytest.mark.parametrize("data", [b"{", b"]", b'{"a"', b"[}", b'"open', b"[" * 9])
def test_what_is_cut_off_or_wrong(data: bytes) -> None:
    with pytest.raises(Damaged):
        list(walk(data))


def test_half_a_pair_is_no_character() -> None:
    data = b'"\\ud83d"'
    assert string_at(data, 0, len(data))[0] == "\ufffd"
