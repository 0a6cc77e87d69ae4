from __future__ import annotations

import json

from amana.reading.readers.html.facts import Facts


def test_meta_elements() -> None:
    facts = Facts()
    facts.start_tag("meta", {"property": "OG:Title", "content": " A &amp; B\n c "})
    facts.start_tag("meta", {"name": "author", "content": "Nadia Haddad"})
    facts.start_tag("meta", {"name": "viewport", "content": "width"})
    facts.start_tag("meta", {"property": "article:published_time", "content": "2021-05-04"})
    facts.start_tag("meta", {"name": "author", "content": ""})
    assert facts.all() == (
        ("og:title", "A & B c"),
        ("meta:author", "Nadia Haddad"),
        ("article:published_time", "2021-05-04"),
    )


def test_language_canonical_address_title_and_times() -> None:
    facts = Facts()
    facts.start_tag("html", {"lang": "AR-eg"})
    facts.start_tag("html", {"lang": "fr"})
    facts.start_tag("link", {"rel": "x Canonical", "href": "https://news.example/?a=1&amp;b"})
    facts.start_tag("link", {"rel": "stylesheet", "href": "x"})
    facts.title(" One &mdash; Two ")
    facts.start_tag("time", {"datetime": "2021-05-04T10:00"})
    facts.start_tag("time", {})
    assert facts.language == "ar-eg"
    assert facts.all() == (
        ("html:lang", "AR-eg"),
        ("link:canonical", "https://news.example/?a=1&b"),
        ("title", "One — Two"),
        ("time:datetime", "2021-05-04T10:00"),
    )


def test_a_language_that_is_none_is_not_taken() -> None:
    facts = Facts()
    facts.start_tag("html", {"lang": "<b>"})
    assert (facts.language, facts.all()) == (None, ())


def test_linked_data_in_lists_and_graphs() -> None:
    facts = Facts()
    article = {
        "@type": "NewsArticle",
        "headline": "Head",
        "datePublished": "2021-05-04",
        "author": [{"@type": "Person", "name": "Nadia Haddad"}, "Karim"],
        "publisher": {"name": "The Valley Times"},
        "articleBody": "left out",
        "wordCount": 3,
    }
    facts.linked_data(json.dumps({"@graph": [{"@type": "WebSite", "name": "Site"}, article]}))
    assert facts.all() == (
        ("jsonld:type", "WebSite"),
        ("jsonld:name", "Site"),
        ("jsonld:type", "NewsArticle"),
        ("jsonld:author", "Nadia Haddad"),
        ("jsonld:author", "Karim"),
        ("jsonld:datePublished", "2021-05-04"),
        ("jsonld:headline", "Head"),
        ("jsonld:publisher", "The Valley Times"),
    )


def test_linked_data_that_is_broken_or_hostile_says_nothing() -> None:
    facts = Facts()
    for text in ("{", "[" * 100_000, '"' + "x" * 2_000_000 + '"', '"\\ud800"', "null", "7"):
        facts.linked_data(text)
    assert facts.all() == ()


def test_there_is_an_end_to_it() -> None:
    facts = Facts()
    facts.linked_data(json.dumps([{"headline": str(n)} for n in range(5000)]))
    facts.add("title", "x" * 5000)
    assert len(facts.all()) <= 300
    assert all(len(value) <= 1000 for _, value in facts.all())


def test_where_a_page_was_saved_from() -> None:
    facts = Facts()
    facts.saved_from(b"<!DOCTYPE html>\n<!-- saved from url=(0020)https://example.org/ -->\n<html>")
    facts.saved_from(
        b"<html><!--\n Page saved with SingleFile \n url: https://example.com/a \n"
        b" saved date: Mon Mar 02 2026 10:00:00 GMT+0300\n-->"
    )
    facts.saved_from(b"<!-- saved from somewhere -->")
    assert facts.all() == (
        ("dc:source", "https://example.org/"),
        ("dc:source", "https://example.com/a"),
        ("html:saved", "Mon Mar 02 2026 10:00:00 GMT+0300"),
    )
