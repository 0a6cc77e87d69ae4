from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amana.text import Offsets

word = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


@given(word, st.integers(0, 700), word, st.data())
def test_every_span_of_every_text_is_found_again_in_its_bytes(
    start: str, times: int, end: str, data: st.DataObject
) -> None:
    text = (start + end) * times + end  # long enough to pass several marks
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    span = Offsets(text).span(first, last)
    assert span.quote == text[first:last]
    assert text.encode()[span.byte_start : span.byte_end] == span.quote.encode()
