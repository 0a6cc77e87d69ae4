from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.analysis.sentences import LONGEST, split


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The port closed. Ships left.", ["The port closed.", "Ships left."]),
        ("Gen. Ness left on Oct. 3. He said so.", ["Gen. Ness left on Oct. 3.", "He said so."]),
        ("The U.S. military left.", ["The U.S. military left."]),
        ('"We left. All are," he said. "All."', ['"We left.', 'All are," he said.', '"All."']),
        ("Why? Nobody knew!", ["Why?", "Nobody knew!"]),
        ("غادرت السفن. من أمر بذلك؟ لا أحد.", ["غادرت السفن.", "من أمر بذلك؟", "لا أحد."]),
        ("It cost 2.5 million. No. 4 was lost.", ["It cost 2.5 million.", "No. 4 was lost."]),
        ("one\ntwo", ["one", "two"]),
        ("", []),
    ],
)  # fmt: skip
def test_where_sentences_end(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_a_line_of_millions_is_cut_where_words_end() -> None:
    pieces = cut("word " * 200_000)
    assert all(len(piece) <= LONGEST and set(piece.split()) == {"word"} for piece in pieces)
    assert sum(len(piece.split()) for piece in pieces) == 200_000


@given(st.text(alphabet="aB .\"'!\n؟س", max_size=200))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join(text.split())
