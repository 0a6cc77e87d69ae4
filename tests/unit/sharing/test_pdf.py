from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.sharing import Told, statement, to_pdf
from amana.sharing.pdf import _can_be_printed, printable
from amana.sharing.statement import FIELDS
from amana.text import PRINTED_LANGUAGES, Sheet, legible

MakeTold = Callable[..., Told]
MADE = datetime(2026, 11, 21, 18, 30, 0, 250_000, tzinfo=UTC)


def text(made: bytes) -> str:
    """Return what poppler reads in a PDF, on one line."""
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"],  # noqa: S607 - the program of the system, as readers have it
        input=made,
        capture_output=True,
        check=True,
    )
    return " ".join(done.stdout.decode().split())


def shown(given: Told, language: str = "en") -> str:
    return text(to_pdf(statement(given, language), MADE))


@pytest.mark.parametrize("language", PRINTED_LANGUAGES)
def test_it_states_its_standards_its_language_and_its_title(told: MakeTold, language: str) -> None:
    made = to_pdf(statement(told(), language), MADE)
    assert made.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert f"/Lang({language})".encode() in made
    assert b"/StructTreeRoot" in made
    assert b"/CreationDate(D:20261121183000" in made


@pytest.mark.parametrize("language", PRINTED_LANGUAGES)
def test_every_typeface_is_inside(told: MakeTold, language: str) -> None:
    made = to_pdf(statement(told(*FIELDS), language), MADE)
    names = set(re.findall(rb"/FontName/[A-Z]{6}\+([A-Za-z]+)", made))
    assert {b"LibertinusSerif", b"DejaVuSansMono"} <= names
    assert (b"Amiri" in names) == (language == "ar")
    assert made.count(b"/FontFile") == made.count(b"/FontName")


@pytest.mark.parametrize("language", PRINTED_LANGUAGES)
def test_what_it_shows_can_be_copied_out_of_it(told: MakeTold, language: str) -> None:
    given = told(*FIELDS)
    found = shown(given, language)
    for needed in (given.row.ref, given.row.sha256, given.row.blake3,
                   given.checkpoint.root.hex(), "canary-source", "/canary/path"):  # fmt: skip
        assert needed in found


def test_arabic_words_are_arabic_words(told: MakeTold) -> None:
    found = shown(told(), "ar")
    for word in ("\u0625\u0641\u0627\u062f\u0629", "\u0627\u0644\u0639\u0647\u062f\u0629"):
        assert word in found


@pytest.mark.parametrize("language", PRINTED_LANGUAGES)
def test_nothing_that_is_withheld_is_in_any_byte(
    told: MakeTold, canaries: dict[str, str], language: str
) -> None:
    made = to_pdf(statement(told(), language), MADE)
    found = made.decode("latin-1") + text(made)
    assert [name for name, canary in canaries.items() if canary in found] == []


@pytest.mark.parametrize(
    "hostile",
    [
        "#panic() $x^2$ `code` *bold* _it_ <label> @cite = Heading // comment /* */",
        '"); #read("/etc/passwd") #("',
        "\\u{41} \\n \\ ]}) [[ {{",
        '#import "@preview/x:1.0.0": * #set page(fill: black)',
        "a\u202egpj\u2069\nTime: never\x00",
    ],
)
def test_nothing_from_outside_is_a_command(told: MakeTold, hostile: str) -> None:
    found = shown(told(*FIELDS, archive=hostile, name=hostile, source=hostile), "en")
    assert "".join(legible(hostile).split()) in "".join(found.split())


@pytest.mark.parametrize("name", ["\u6f22\u5b57", "\U0001f600", "\u1019\u103c\u1014\u103a"])
def test_letters_that_no_typeface_has_are_shown_as_numbers(told: MakeTold, name: str) -> None:
    found = shown(told("name", name=name))
    assert "".join(f"[U+{ord(letter):04X}]" for letter in name) in found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\u0644\u064a\u0644\u0649 \u062d\u062f\u0651\u0627\u062f \u0161\u0434", None),
        ("a\u6f22b\u0628", "a[U+6F22]b\u0628"),
        ("\u0628\u0651\u6f22", "\u0628\u0651[U+6F22]"),
    ],
)
def test_as_few_letters_as_possible_are_shown_as_numbers(text: str, shown: str | None) -> None:
    assert printable(text) == (shown or text)


def test_a_word_that_is_longer_than_a_line_is_broken(told: MakeTold) -> None:
    found = shown(told("name", name="x" * 300)).replace("\u200b", "")
    assert "x" * 300 in "".join(found.split())
    assert max(map(len, found.split())) < 100


@settings(max_examples=40)
@given(st.text(max_size=8))
def test_any_text_can_be_printed(text: str) -> None:
    assert _can_be_printed(printable(legible(text)))


def test_the_same_sheet_gives_the_same_bytes(told: MakeTold) -> None:
    sheet: Sheet = statement(told(), "ar")
    assert to_pdf(sheet, MADE) == to_pdf(sheet, MADE)
