from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.reading.readers.intake import BytesContent
from amana.reading.readers.office.manuscript import Manuscript
from amana.reading.readers.office.numbering import Numbering, number, numeral, roman
from amana.reading.readers.office.package import Package
from amana.reading.readers.office.sample import packed
from amana.reading.wire import Budget

BUDGET = Budget(text_chars=1000, runs=100, pages=1, pixels=1)


@pytest.mark.parametrize(
    ("n", "form", "written"),
    [
        (4, "decimal", "4"), (4, "unheard", "4"), (4, "decimalZero", "04"),
        (4, "lowerRoman", "iv"), (1999, "upperRoman", "MCMXCIX"), (0, "lowerRoman", "0"),
        (2, "lowerLetter", "b"), (28, "upperLetter", "BB"), (0, "upperLetter", "0"),
        (2, "arabicAbjad", "ب"), (3, "arabicAlpha", "ت"), (3, "hebrew2", "ג"),
        (12, "hindiNumbers", "١٢"), (3, "none", ""),
    ],
)  # fmt: skip
def test_numerals(n: int, form: str, written: str) -> None:
    assert numeral(n, form) == written


def test_small_numbers_only() -> None:
    assert (number("7", 0), number("-3", 0), number("7" * 9, 1), number("x", 2)) == (7, -3, 1, 2)
    assert (number(None, 5), roman(4000)) == (5, "4000")


def level(n: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


@pytest.fixture
def numbering(part: Callable[[str, str], str]) -> Numbering:
    levels = (
        level(0, "upperRoman", "Part %1")
        + level(1, "lowerLetter", "%1.%2")
        + level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
        + level(3, "decimal", "(%4)", '<w:lvlRestart w:val="0"/>')
        + level(4, "bullet", "-")
    )
    lists = (
        f'<w:abstractNum w:abstractNumId="5">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="5"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="5"/>'
        f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "%1!")}</w:lvlOverride></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="nowhere"/></w:num>'
    )
    document = BytesContent(packed({"n.xml": part("numbering", lists)}))
    made = Numbering()
    made.read(Package(document, Manuscript(BUDGET)), "n.xml")
    return made


def test_levels_count_within_those_above(numbering: Numbering) -> None:
    paragraphs = [0, 1, 1, 2, 3, 0, 1, 2, 3, 4]
    assert [numbering.next("1", n) for n in paragraphs] == [
        "Part I", "I.a", "I.b", "1.2.1", "(1)", "Part II", "II.a", "2.1.1", "(2)", "",
    ]  # fmt: skip


def test_lists_over_one_definition_go_on_or_begin_again(numbering: Numbering) -> None:
    assert [numbering.next(n, 0) for n in ("1", "1", "2", "2", "3")] == [
        "Part I", "Part II", "Part VII", "Part VIII", "9!",
    ]  # fmt: skip


def test_what_is_not_defined_has_no_number(numbering: Numbering) -> None:
    assert [numbering.next("4", 0), numbering.next("9", 0), numbering.next("1", 8)] == ["", "", ""]
