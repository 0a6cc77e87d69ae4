from __future__ import annotations

from amana.law.statute.citations import read_at
from amana.law.statute.wording import tokens_of


def test_a_citation_ends_where_its_labels_end() -> None:
    tokens, _ = tokens_of("Article 25(3)(a) says")
    read = read_at(tokens, 0)
    assert read is not None
    assert [each.path for each in read.named] == [("25", "3", "a")]
    assert tokens[read.following].text == "says"


def test_labels_that_lead_nowhere_are_told_with_all_that_follow() -> None:
    tokens, _ = tokens_of("Article 9(9)(b)(iv)")
    read = read_at(tokens, 0)
    assert read is not None
    assert read.named == ()
    assert read.astray == ("9", "9", "b", "iv")


def test_a_bare_number_begins_a_citation_only_where_all_the_text_is_one() -> None:
    tokens, _ = tokens_of("8(2)(a)")
    assert read_at(tokens, 0) is None
    read = read_at(tokens, 0, whole=True)
    assert read is not None
    assert read.named[0].path == ("8", "2", "a")


def test_what_stands_before_of_article_must_be_labels() -> None:
    tokens, _ = tokens_of("paragraph 2. In article 8 it says")
    assert read_at(tokens, 0) is None
    tokens, _ = tokens_of("point made in article 8")
    assert read_at(tokens, 0) is None
