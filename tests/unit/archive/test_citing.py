from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive, citing
from amana.archive.citing import cited
from amana.archive.known_item import KnownItem
from amana.core import NotFound, UsageError
from amana.records import AddFact, Cite, Form

Write = Callable[[str, str], Path]
PAGE = (
    "<html><head><title>Warrant issued</title>"
    '<meta property="article:published_time" content="2024-11-21T10:00:00Z"></head>'
    "<body><article><h1>Warrant issued</h1><p>The court of Oran issued a warrant on Thursday, its "
    "registrar told reporters in the capital.</p><p>Nobody has been arrested so far, and no date "
    "has been set for a hearing in the case.</p></article></body></html>"
)


@pytest.fixture
def known(archive: Archive, write: Write) -> KnownItem:
    archive.add([write("page.html", PAGE)], Form())
    parts = archive._parts
    return KnownItem(parts, parts.current().item(archive.list()[1][0].ref))


def place(known: KnownItem, quote: str) -> tuple[int, int]:
    start = known.ground(None).reading.text.index(quote)
    return start, start + len(quote)


def test_a_passage_gets_its_reading_and_the_day_of_its_article(
    known: KnownItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, end = place(known, "issued a warrant")
    cite = Cite(item=known.row.ref, char_start=start, char_end=end, quote="issued a warrant")
    whole = cited(known, cite)
    assert whole == Cite(
        item=known.row.ref, reading=known.row.reading, char_start=start, char_end=end,
        quote="issued a warrant", published="2024-11-21",
    )  # fmt: skip
    outside = Cite(item=known.row.ref, char_start=0, char_end=1, quote="?")
    with pytest.raises(UsageError, match="not “"):
        cited(known, outside)
    monkeypatch.setattr(citing, "MOST_LETTERS", 15)
    with pytest.raises(UsageError, match="more than 15 characters"):
        cited(known, cite)


def test_a_fact_gives_its_span(archive: Archive, known: KnownItem) -> None:
    ref = known.row.ref
    start, end = place(known, "Oran")
    span = {"char_start": start, "char_end": end, "quote": "Oran"}
    mention = {"kind": "mention", "type": "GPE", "entity": "oran", "canonical": "Oran"}
    (made,) = archive.decide([AddFact(item=ref, observation={**mention, "span": span}, reason="r")])
    fresh = KnownItem(archive._parts, known.row)
    cite = Cite(item=ref, fact=made.fact)
    whole = cited(fresh, cite)
    assert (whole.quote, whole.char_start, whole.published) == ("Oran", start, "2024-11-21")
    assert cited(fresh, Cite(item=ref, fact=made.fact, quote="Oran", char_start=start)) == whole
    with pytest.raises(UsageError, match="has another quote"):
        cited(fresh, Cite(item=ref, fact=made.fact, quote="Tunis"))
    with pytest.raises(NotFound, match="no fact 0a"):
        cited(fresh, Cite(item=ref, fact="0a"))
    refused(archive, fresh)


def refused(archive: Archive, known: KnownItem) -> None:
    ref = known.row.ref
    (article,) = [json.loads(line) for line in archive.facts(ref, kind="article")]
    for cite, said in (
        (Cite(item=ref), "names no passage"),
        (Cite(item=ref, char_start=0, char_end=2), "names no passage"),
        (Cite(item=ref, fact=article["id"]), "of the kind article cannot be cited"),
        (Cite(item=ref, fact="0a", published="2024", number=3), "published, number of a cite"),
    ):
        with pytest.raises(UsageError, match=said):
            cited(known, cite)


def test_what_was_noticed_is_cited_in_the_words_of_who_noticed_it(
    archive: Archive, samples: Path
) -> None:
    archive.add([samples / "monitor" / "field-report.pdf"], Form(), read=False)
    ref = archive.list()[1][0].ref
    page = {"kind": "page", "page": 1, "rects": [[0, 0, 9, 9]]}
    seen = {"kind": "noticed", "what": "a blue truck", "place": page}
    (made,) = archive.decide([AddFact(item=ref, observation=seen, reason="r")])
    known = KnownItem(archive._parts, archive._parts.current().item(ref))
    whole = cited(known, Cite(item=ref, fact=made.fact))
    assert whole == Cite(item=ref, fact=made.fact, quote="a blue truck")
