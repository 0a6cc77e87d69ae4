from __future__ import annotations

from amana.reading.articles import find_articles
from amana.records import Reading


def test_what_a_page_leaves_out_says_why(story: Reading) -> None:
    (article,) = find_articles(story)
    inside = {left.span.quote: left.why for left in article.left_out}
    assert all(why for why in inside.values())
    text = " ".join(paragraph.quote for paragraph in article.paragraphs)
    assert "Home News Sport" not in text
    assert "Ferry service resumes" not in text


def test_the_byline_is_no_paragraph(story: Reading) -> None:
    (article,) = find_articles(story)
    assert article.byline is not None
    assert article.byline.quote not in [paragraph.quote for paragraph in article.paragraphs]
