from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.reading import Outcome
from amana.reading.notices import Code
from amana.reading.readers.intake import GiveUp
from amana.reading.readers.office.epub import libraries, read, sample, warm
from amana.reading.readers.office.sample import packed
from amana.reading.wire import ChildRow, TextAnswer, Told
from amana.records import State

Answer = Callable[..., tuple[TextAnswer, list[tuple[ChildRow, bytes]]]]
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def book(**more: str | bytes) -> bytes:
    items = "".join(
        f'<item id="{n}" href="{name}" media-type="{kind}"/>'
        for n, name, kind in (
            (1, "one.xhtml", "application/xhtml+xml"),
            (2, "two%20.xhtml#x", "application/xhtml+xml"),
            (3, "nav.xhtml", "application/xhtml+xml"),
            (4, "../i/cover.png", "image/png"),
            (5, "gone.xhtml", "application/xhtml+xml"),
        )
    )
    facts = f"<metadata {DC}><dc:title>A Book</dc:title><dc:date>2024-03</dc:date></metadata>"
    spine = "".join(f'<itemref idref="{n}"/>' for n in (2, 1, 5, 9))
    parts = sample() | {
        "b/c.opf": (
            f'<package xmlns="http://www.idpf.org/2007/opf">{facts}<manifest>{items}</manifest>'
            f"<spine>{spine}</spine></package>"
        ),
        "b/two .xhtml": "<html lang='ar'><h1>\u0643\u062a\u0627\u0628</h1></html>",
        "b/nav.xhtml": "<html><p>contents</html>",
        "i/cover.png": b"png",
    }
    return packed(parts | more)


def test_chapters_come_in_the_order_of_the_spine(answer: Answer) -> None:
    found, children = answer(read, book())
    assert found.text == "\u0643\u062a\u0627\u0628\n\nA & B"
    assert found.language == "ar"
    assert [b.tag for b in found.blocks] == ["h1", "p"]
    assert found.metadata == (
        ("dc:title", "A Book"), ("dc:date", "2024-03"), ("dcterms:created", "2024-03"),
    )  # fmt: skip
    assert found.notices == (Told(Code.PARTS_MISSING, 1),)
    assert [(row.path, row.declared) for row, _ in children] == [(b"i/cover.png", "image/png")]
    assert [found.part_names[run.part].name for run in found.parts][:2] == [
        "b/two .xhtml", "b/one.xhtml",
    ]  # fmt: skip


def test_chapters_that_are_encrypted_are_told(answer: Answer) -> None:
    locked = (
        '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
        '<e:CipherReference URI="b/one.xhtml"/></encryption>'
    )
    found, _ = answer(read, book(**{"META-INF/encryption.xml": locked}))
    assert Told(Code.CHILDREN_LOCKED, 1) in found.notices
    with pytest.raises(GiveUp) as gave_up:
        answer(read, packed(sample() | {"META-INF/encryption.xml": locked}))
    assert gave_up.value.code is Code.ENCRYPTED


def test_what_names_no_book_is_given_up(answer: Answer) -> None:
    with pytest.raises(GiveUp) as gave_up:
        answer(read, packed({"mimetype": "application/epub+zip"}))
    assert gave_up.value.code is Code.MAIN_PART_MISSING
    assert answer(read, b"")[0].notices == (Told(Code.EMPTY_FILE),)


def test_it_reads_in_the_sandbox(through_pool: Callable[..., Outcome]) -> None:
    outcome = through_pool(packed(sample(), stored=("mimetype",)), "book.epub")
    assert outcome.state is State.READ
    assert outcome.reading is not None
    assert outcome.reading.text == "A & B"


def test_the_recipe_names_what_parses() -> None:
    assert [name for name, _ in libraries()] == ["expat"]
    warm()
