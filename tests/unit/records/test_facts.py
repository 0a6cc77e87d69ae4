from __future__ import annotations

import msgspec
import pytest

from amana.records import Article, Caption, LeftOut, Published, Span


def span(start: int, quote: str) -> Span:
    return Span(
        char_start=start,
        char_end=start + len(quote),
        byte_start=start,
        byte_end=start + len(quote.encode()),
        quote=quote,
    )


ARTICLE = Article(
    id="a" * 64,
    original="b" * 64,
    reading="c" * 64,
    article=0,
    recipe="articles/1",
    span=span(0, "Port closed\nThe port is closed."),
    title=span(0, "Port closed"),
    body=span(12, "The port is closed."),
    paragraphs=(span(12, "The port is closed."),),
    captions=(Caption(span=span(40, "The port"), agency="Coastwire", file_photo=True),),
    published=Published(edtf="2024-03-09", basis="metadata"),
    left_out=(LeftOut(span=span(32, "TT"), why="widget"),),
)


def test_an_article_survives_json_and_names_its_kind() -> None:
    encoded = msgspec.json.encode(ARTICLE)
    assert msgspec.json.decode(encoded)["kind"] == "article"
    assert msgspec.json.decode(encoded, type=Article) == ARTICLE


def test_a_span_has_the_five_members_of_the_fact_format() -> None:
    assert list(msgspec.to_builtins(ARTICLE.span)) == [
        "char_start", "char_end", "byte_start", "byte_end", "quote",
    ]  # fmt: skip


def test_a_fact_of_another_kind_is_not_taken_for_an_article() -> None:
    changed = msgspec.to_builtins(ARTICLE) | {"kind": "claim"}
    with pytest.raises(msgspec.ValidationError, match="kind"):
        msgspec.convert(changed, Article)


def test_an_unknown_member_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="mood"):
        msgspec.convert(msgspec.to_builtins(ARTICLE.span) | {"mood": "calm"}, Span)
