from __future__ import annotations

from collections.abc import Callable

from msgspec import structs

from amana.reading.articles.find import find_articles
from amana.records import Block, Reading


def test_glued_articles_are_told_apart(glued: Reading) -> None:
    first, second = find_articles(glued)
    assert first.title is not None
    assert first.title.quote == "Harbour Tribunal Opens Inquiry Into Shelling of Market"
    assert len(first.paragraphs) == 2
    assert [caption.photographer for caption in first.captions] == ["Mirela Stoan"]
    assert [caption.photographer for caption in second.captions] == ["Anders Kvile"]
    assert {left.why for left in first.left_out} == {"title-repeat", "caption-repeat", "widget"}


def test_a_page_gives_its_article_without_menu_and_links(story: Reading) -> None:
    (article,) = find_articles(story)
    assert article.title is not None
    assert article.title.quote == "Harbour Tribunal Opens Inquiry Into Shelling of Market"
    assert article.byline is not None
    assert article.published is not None
    assert article.published.edtf == "2024-10-22"
    assert len(article.paragraphs) == 3
    assert article.captions[0].date == "2024-03-12"


def test_without_text_there_is_no_article(plain: Callable[[str], Reading]) -> None:
    assert find_articles(plain("")) == ()
    assert find_articles(plain(" \n\n\t\n")) == ()


def test_the_same_reading_gives_the_same_articles(glued: Reading) -> None:
    assert find_articles(glued) == find_articles(glued)


def test_a_plain_letter_is_one_article(plain: Callable[[str], Reading]) -> None:
    letter = "Dear Sir,\n\nI saw the lorry on Monday.\n\nIt was grey.\n\nYours, a neighbour\n"
    assert len(find_articles(plain(letter))) == 1


def test_notes_and_fields_of_a_pdf_are_beside_its_article(plain: Callable[[str], Reading]) -> None:
    letter = plain("Dear Sir,\nI saw the lorry on Monday, and it was grey.\nIs this true?\nIdlib\n")
    note, field = letter.text.index("Is this"), letter.text.index("Idlib")
    blocks = (
        Block(char_start=13, char_end=18, tag="p", hints=("covered",)),
        Block(char_start=note, char_end=field - 1, tag="p", within=("aside",), hints=("comment",)),
        Block(char_start=field, char_end=field + 5, tag="p", within=("form",), hints=("field",)),
    )
    recipe = structs.replace(letter.recipe, step="reading/pdf")
    pdf = structs.replace(letter, blocks=blocks, recipe=recipe)
    (article,) = find_articles(pdf)
    assert [left.why for left in article.left_out] == ["comments", "widget"]
    assert "lorry" in article.paragraphs[-1].quote
