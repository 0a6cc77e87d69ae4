from __future__ import annotations

from amana.reading.articles import find_articles
from amana.records import Article, Reading, Span


def spans_of(article: Article) -> list[Span]:
    named = [article.span, article.title, article.body, article.byline, article.dateline]
    inner = [caption.span for caption in article.captions]
    return [span for span in [*named, *article.paragraphs, *inner] if span is not None]


def test_every_span_reproduces_its_quote(glued: Reading, story: Reading) -> None:
    for reading in (glued, story):
        data = reading.text.encode()
        articles = find_articles(reading)
        assert articles
        for article in articles:
            for span in spans_of(article):
                assert reading.text[span.char_start : span.char_end] == span.quote
                assert data[span.byte_start : span.byte_end].decode() == span.quote
                assert article.span.char_start <= span.char_start
                assert span.char_end <= article.span.char_end
            for left in article.left_out:  # what a page holds around the article, too
                span = left.span
                assert reading.text[span.char_start : span.char_end] == span.quote


def test_articles_count_from_nought_and_have_names_of_their_own(glued: Reading) -> None:
    articles = find_articles(glued)
    assert [article.article for article in articles] == [0, 1]
    assert len({article.id for article in articles}) == 2
    assert {article.reading for article in articles} == {glued.key}
