from __future__ import annotations

import pytest

from amana.reading.articles.parts import Group, Part, parts_of
from amana.reading.articles.sifting import sift, without_loose_headings, without_tail
from amana.records import Block

PROSE = "The tribunal said on Tuesday that it had opened an inquiry, and named nobody so far: {}."


def parts(*blocks: tuple[str, str, bool]) -> list[Part]:
    """Return the parts of blocks of (tag, text, is it a link)."""
    text, made = "", []
    for tag, content, link in blocks:
        start = len(text)
        text += content + "\n\n"
        made.append(
            Block(
                char_start=start,
                char_end=start + len(content),
                tag=tag,
                link_chars=len(content) if link else 0,
            )
        )
    return parts_of(text, tuple(made))


def prose(number: int) -> tuple[str, str, bool]:
    return "p", PROSE.format(f"round {number} of the talks"), False


@pytest.mark.parametrize(
    ("block", "why"),
    [
        (("p", "Advertisement", False), "advertisement"),
        (("p", "Listen to this article", False), "widget"),
        (("h3", "Dock workers end three-day strike", True), "related"),
        (("p", "Dock workers end three-day strike", True), "related"),
        (("div", "Home News Sport Weather Contact", True), "related"),
        (("p", "Read more: Dock workers end three-day strike", True), "related"),
    ],
)
def test_what_is_no_text_goes_with_its_reason(block: tuple[str, str, bool], why: str) -> None:
    found = parts(prose(1), block, prose(2))
    assert sift(found, range(3)) == {1: why}


@pytest.mark.parametrize(
    "block",
    [
        ("h2", "Medical notes", False),
        ("p", "See the whole report of the Monitor here.", True),
        ("p", "https://monitor.example/report", True),
        ("div", "26 years old", False),
        ("li", "Three of them were children", False),
        ("p", "October 7, 2023", False),
    ],
)
def test_what_belongs_to_the_text_stays(block: tuple[str, str, bool]) -> None:
    assert sift(parts(prose(1), block, prose(2)), range(3)) == {}


def test_a_label_takes_its_links_with_it_and_no_text() -> None:
    found = parts(
        prose(1),
        ("h3", "More from the Courier", False),
        ("li", "Ferry service resumes on Monday", False),
        ("li", "Storm warning for the outer islands", True),
        prose(2),
    )
    assert sift(found, range(5)) == {1: "related", 2: "related", 3: "related"}


def test_a_heading_that_begins_like_a_label_stays() -> None:
    found = parts(prose(1), ("h2", "Related crimes before the tribunal", False), prose(2))
    assert sift(found, range(3)) == {}


def test_short_lines_and_dates_beside_the_text_go() -> None:
    found = parts(prose(1), prose(2), ("div", "Zoom page", False), ("p", "March 3, 2024", False))
    found[2].group = Group((), ("tools",))  # in a place of its own, where no prose stands
    assert sift(found, range(2)) == {2: "widget", 3: "boilerplate"}


def test_the_whole_text_over_again_goes() -> None:
    copies = [prose(number) for number in range(9)]
    lump = ("div", " ".join(text for _, text, _ in copies), False)
    assert sift(parts(*copies, lump), range(10)) == {9: "boilerplate"}


def test_text_ends_where_it_runs_out_into_headlines_of_others() -> None:
    link = "Dock workers end three-day strike at port"
    stream = [block for number in range(3) for block in (("h3", link, True), prose(9 + number))]
    found = parts(prose(1), prose(2), prose(3), *stream)
    assert [part.index for part in without_tail(found, found)] == [0, 1, 2]
    few = parts(prose(1), prose(2), ("h3", link, True), prose(3))
    assert without_tail(few, few) == few


def test_a_heading_without_text_goes() -> None:
    found = parts(
        prose(1), ("h2", "Not the first allegation", False), prose(2), ("h2", "Tags", False)
    )
    assert [part.index for part in without_loose_headings(found)] == [0, 1, 2]
