from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import msgspec
import pytest
from tests.unit.law.matrix import case
from tests.unit.law.matrix.case import EDITION, OMAR, RANA, STORY, changed, cite, link, made

from amana.law.matrix import Edition, as_html
from amana.records import Effect

HOSTILE = (
    "</style><script>alert(1)</script>",
    '"><img src=https://evil.example/x onerror=alert(1)>',
    "\u202eevil\u2066 \u0000 {day} {0} %s &lt;b&gt;",
    "@import url(https://evil.example); } body { display: none",
)
VOID = {"meta", "link", "img", "br", "hr"}


class Reader(HTMLParser):
    """Reads a page: its elements, whether they are closed in order, and where it leads."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.ids: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def page(language: str = "en", edition: Edition = EDITION) -> str:
    return as_html(made(*STORY), edition, language=language).decode()


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_the_page_says_its_language_and_direction_and_is_whole(
    language: str, direction: str
) -> None:
    text = page(language)
    assert f'<html lang="{language}" dir="{direction}">' in text
    read = Reader(text)
    assert len(read.ids) == len(set(read.ids))
    targets = [v for name, v in read.attributes if name == "href" and v and v.startswith("#")]
    assert {target[1:] for target in targets} <= set(read.ids)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_run_and_nothing_is_fetched(language: str) -> None:
    text = page(language)
    read = Reader(text)
    assert not read.tags & {"script", "img", "link", "iframe", "object", "embed", "form", "svg"}
    assert not [name for name, _ in read.attributes if name.startswith("on") or name == "src"]
    assert "url(" not in text
    assert "default-src 'none'" in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words(hostile: str) -> None:
    matter = link("odd", "#3", Effect.UNDERMINES, cite(quote=hostile))
    matrix = made(
        (hostile, msgspec.structs.replace(matter, reason=hostile)),
        (RANA, msgspec.structs.replace(case.PERSON, name=hostile, of=hostile)),
        changed(name=hostile, place=hostile),
    )
    edition = Edition(archive=hostile, day="2026-03-09", entries=1)
    text = as_html(matrix, edition).decode()
    read = Reader(text)
    assert read.tags <= Reader(page()).tags
    assert not [name for name, _ in read.attributes if name.startswith("on") or name == "src"]
    style = text[text.index("<style>") : text.index("</style>")]
    assert "evil.example" not in style
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u0000]", text)


def test_the_head_says_what_the_page_is_and_is_not() -> None:
    text = Reader(page()).text
    for told in (
        "“Material linked” is no assessment",
        "Nothing here says that anyone is guilty",
        "That says nothing of its author",
        "As of 2026-03-09: 412 entries",
        "5f" * 32,
    ):
        assert told in text
    assert text.index("is no assessment") < text.index("Karim Zand")


def test_what_may_not_be_seen_is_counted_where_that_is_known() -> None:
    known = msgspec.structs.replace(EDITION, withheld=3)
    assert "may not see: 3." in Reader(page(edition=known)).text
    assert "there may be more" in Reader(page()).text


def test_the_part_of_what_undermines_is_printed_also_when_it_is_empty() -> None:
    empty = Reader(as_html(made(), EDITION).decode()).text
    assert "it does not show that there is nothing" in empty
    full = page()
    part = full[full.index('id="against"') : full.index('id="part-context"')]
    assert "The injuries date from April, the doctor said." in part
    assert "A judge had signed." in part


def test_a_citation_has_all_that_a_stranger_needs_to_find_it() -> None:
    text = page()
    read = Reader(text).text
    start = read.index("A judge had signed.", read.index("Elements of the crime"))
    told = read[start : start + 500]
    for part in ("IT-7F3K-Q2M9", "120–139", "entry 31", "a1" * 32, "d4" * 32, "story-12"):  # noqa: RUF001 - as printed
        assert part in told
    assert (
        "https://archive.example/items/IT-7F3K-Q2M9?reading="
        f"{'d4' * 32}&amp;char_start=120&amp;char_end=139"
    ) in text


def test_without_an_address_the_page_leads_nowhere_outside() -> None:
    alone = msgspec.structs.replace(EDITION, address="")
    links = [v for name, v in Reader(page(edition=alone)).attributes if name == "href"]
    assert links
    assert all(link and link.startswith("#") for link in links)


def test_what_was_replaced_is_printed_with_what_became_of_it() -> None:
    text = Reader(page()).text
    assert "replaced by entry" in text
    back = as_html(made((OMAR, link("no", "#3", Effect.UNDERMINES, cite())), taken_back=[(5, 9)]),
                   EDITION).decode()  # fmt: skip
    assert "taken back by entry 9" in Reader(back).text


def test_an_erased_item_is_told_with_its_words_gone() -> None:
    assert "Item IT-2B4C-D6F8 was erased by order" in Reader(page()).text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_headings_go_down_one_step_at_a_time(language: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page(language))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_printed_pages_have_a_head_and_a_number() -> None:
    style = page("ar")
    style = style[style.index("<style>") : style.index("</style>")]
    assert "@top-right" in style
    assert "counter(pages)" in style
    assert "thead { display: table-header-group; }" in style
