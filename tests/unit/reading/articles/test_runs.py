from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest

from amana.reading.articles import article_text, find_articles
from amana.records import Reading


def test_runs_are_the_article_without_what_was_left_out(glued: Reading) -> None:
    for article in find_articles(glued):
        runs = article_text(article, glued)
        assert list(runs) == sorted(runs)
        text = "\n".join(glued.text[start:end] for start, end in runs)
        assert text.count("Shelling of Market") + text.count("River Water") == 1
        assert "TT" not in text.split("\n")


def test_runs_do_not_overlap(story: Reading) -> None:
    (article,) = find_articles(story)
    runs = article_text(article, story)
    assert all(one[1] <= two[0] for one, two in pairwise(runs))
    assert all(start < end for start, end in runs)


def test_an_article_of_another_reading_is_refused(glued: Reading) -> None:
    article = find_articles(glued)[0]
    other = msgspec.structs.replace(glued, key="0" * 64)
    with pytest.raises(ValueError, match="belongs to reading"):
        article_text(article, other)
