from __future__ import annotations

import msgspec
import pytest

from amana.search import FacetCount, Hit, IndexedText, Piece, Query, Results, Snippet

RESULTS = Results(
    total=1,
    hits=(
        Hit(
            key="IT-1#0", item="IT-1", original="o", reading="r", article=None, title=None,
            language="ar", score=1.0,
            snippets=(Snippet(char_start=3, char_end=8, quote="court", marks=((0, 5),)),),
        ),
    ),
    facets=(("language", (FacetCount(value="ar", count=1),)),),
    interpretation="Texts with “court”.",
)  # fmt: skip


def test_results_survive_json() -> None:
    assert msgspec.json.decode(msgspec.json.encode(RESULTS), type=Results) == RESULTS


def test_an_indexed_text_survives_storage() -> None:
    text = IndexedText(
        key="IT-1#0", item="IT-1", original="o", reading="r", article=3, title="t",
        pieces=(Piece(char_start=0, text="x"),), language=None, media_type="text/plain",
        acl="open", published="2014",
    )  # fmt: skip
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(text), type=IndexedText) == text


def test_a_query_sees_nothing_unless_labels_are_given() -> None:
    with pytest.raises(TypeError, match="acl"):
        Query(text="court")  # type: ignore[call-arg]  # what is shown
    assert Query(text="court", acl=frozenset()).limit == 20


def test_answers_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        RESULTS.total = 2  # type: ignore[misc]  # what is shown
