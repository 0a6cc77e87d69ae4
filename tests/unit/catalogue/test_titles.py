"""What things are called in lists."""

from __future__ import annotations

import msgspec
import pytest
from tests.unit.catalogue.conftest import article_of, reading_of

from amana.catalogue.titles import title_of
from amana.records import Article, Reading


def named(media_type: str, stated: str | None = None) -> Reading:
    metadata = () if stated is None else (("mail:from", "N. Aram"), ("dc:title", stated))
    return msgspec.structs.replace(reading_of("words"), media_type=media_type, metadata=metadata)


def articles(reading: Reading) -> tuple[Article, ...]:
    return tuple(article_of(reading, n, title) for n, title in enumerate(("One", "Two")))


@pytest.mark.parametrize(
    "media_type", ["message/rfc822", "application/vnd.ms-outlook", "application/epub+zip"]
)
def test_a_mail_is_called_by_its_subject_and_a_book_by_its_title(media_type: str) -> None:
    mail = named(media_type, "Re: the \u0645\u0639\u0628\u0631")
    assert title_of(mail, articles(mail)) == "Re: the \u0645\u0639\u0628\u0631"
    untitled = named(media_type)
    assert title_of(untitled, articles(untitled)) is None


def test_what_a_program_wrote_into_properties_is_no_title() -> None:
    report = named("application/pdf", "Microsoft Word - template7.dot")
    assert title_of(report, articles(report)) == "One"
    assert title_of(report, ()) is None


def test_a_page_without_an_article_is_called_what_its_head_says() -> None:
    page = named("text/html", "Harbour news")
    assert title_of(page, articles(page)) == "One"
    assert title_of(page, ()) == "Harbour news"


def test_a_title_is_one_line_that_ends() -> None:
    assert title_of(named("message/rfc822", " two\n\tlines "), ()) == "two lines"
    assert title_of(named("message/rfc822", " \n "), ()) is None
    cut = title_of(named("message/rfc822", "a" * 100_000), ())
    assert cut == "a" * 299 + "\u2026"
