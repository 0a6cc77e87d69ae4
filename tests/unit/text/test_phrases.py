from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.core import UsageError
from amana.text import PRINTED_LANGUAGES, Phrases, read_phrases

TABLES = """\
direction = "rtl"
comma = "، "
[head]
title = "{key}: {count_2} من {key}"
"""


def test_phrases_of_tables_are_named_by_both(tmp_path: Path) -> None:
    (tmp_path / "sheet.ar.toml").write_text(TABLES, encoding="utf-8")
    read = read_phrases(tmp_path, "sheet", "ar")
    assert (read.language, read.direction) == ("ar", "rtl")
    assert read.phrases == {"comma": "، ", "head.title": "{key}: {count_2} من {key}"}
    assert list(read.pieces("head.title")) == [
        ("", "key"), (": ", "count_2"), (" من ", "key"), ("", None),
    ]  # fmt: skip
    assert list(read.pieces("comma")) == [("، ", None)]


def test_a_language_in_which_nothing_is_printed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no sheet in the language 'fr'") as caught:
        read_phrases(tmp_path, "sheet", "fr")
    assert caught.value.remedy == f"use one of: {', '.join(PRINTED_LANGUAGES)}"


@given(st.lists(st.tuples(st.text("ab {}"), st.sampled_from(["{one}", "{two_2}", "{", "{Two}"]))))
def test_the_pieces_of_a_phrase_are_the_phrase(parts: list[tuple[str, str]]) -> None:
    phrase = "".join(words + place for words, place in parts)
    phrases = Phrases(language="en", direction="ltr", phrases={"it": phrase})
    pieces = list(phrases.pieces("it"))
    assert "".join(words + (f"{{{place}}}" if place else "") for words, place in pieces) == phrase
    assert [place is None for _, place in pieces] == [False] * (len(pieces) - 1) + [True]
