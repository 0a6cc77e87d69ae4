"""The code speaks in the words of docs/reference/glossary.md."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from amana import records
from amana.records import EntryType, State
from amana.sharing.wording import wording
from amana.text import PRINTED_LANGUAGES

if TYPE_CHECKING:
    from tests.house.conftest import Module

OWN_SENSE = {
    "amana.records: records": "the room of the vocabulary is called so in the plan of the house",
    "amana.acquire.stream: SteadyFile": "a file on disk",
    "amana.reading.readers.warc.records: records": "ISO 28500 calls the parts of a WARC file so",
    "amana.reading.readers.warc.records: Record": "ISO 28500 calls the parts of a WARC file so",
}
"""Names that are otherwise not used, and why."""

NOT_ABOUT_AN_ITEM = {EntryType.CREATED}
"""Entries that a custody statement about an item does not list as acts on it."""


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "reference" / "glossary.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def words(page: str) -> dict[str, tuple[str, str]]:
    rows = [row for row in cells(page) if len(row) == 3]
    return {word: (arabic, meaning) for word, arabic, meaning in rows if word != "word"}


@pytest.fixture(scope="module")
def avoided(page: str) -> set[str]:
    sentence = page.split("mean something else in a court: ")[1].replace("\n", " ")
    listed = re.sub(r"\(.*?\)", "", sentence).rstrip(".\n ")
    return {word.strip() for word in listed.split(",")}


def cells(page: str) -> list[list[str]]:
    lines = [line for line in page.splitlines() if line.startswith("|") and "---" not in line]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_word_has_an_arabic_term_and_a_meaning(words: dict[str, tuple[str, str]]) -> None:
    assert len(words) > 40
    for word, (arabic, meaning) in words.items():
        assert re.search("[\u0621-\u064a]", arabic), word
        assert len(meaning) > 10, word


def test_the_page_explains_every_state_and_type_of_entry(page: str) -> None:
    explained = {row[0].strip("`") for row in cells(page) if len(row) == 2}
    assert explained - {"state", "entry"} == {*State, *EntryType}


@pytest.mark.parametrize("language", PRINTED_LANGUAGES)
def test_custody_statements_have_words_for_every_type_of_entry(language: str) -> None:
    """A new type needs `act.<type>` in src/amana/sharing/data/statement.*.toml."""
    missing = [kind for kind in EntryType if not wording(language).has(f"act.{kind}")]
    assert [kind for kind in missing if kind not in NOT_ABOUT_AN_ITEM] == []


@pytest.mark.parametrize("kind", ["Entry", "Reading", "Recipe", "Article", "Span", "Restriction",
                                  "Actor", "Warning"])  # fmt: skip
def test_records_are_called_by_words_of_the_page(
    kind: str, words: dict[str, tuple[str, str]]
) -> None:
    assert issubclass(getattr(records, kind), msgspec.Struct)
    assert kind.lower() in words


def test_no_thing_is_called_by_a_word_that_says_nothing(
    modules: list[Module], avoided: set[str]
) -> None:
    assert len(avoided) == 11
    plural = avoided | {f"{word}s" for word in avoided}
    found = []
    for module in modules:
        names = [module.name.rsplit(".", 1)[-1]]
        names += [node.name for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
        found += [f"{module.name}: {name}" for name in names if plural & set(split(name))]
    assert set(found) - set(OWN_SENSE) == set()


def split(name: str) -> list[str]:
    return [part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)]


def test_names_are_split_into_their_words() -> None:
    assert split("HTTPDataHandler") == ["http", "data", "handler"]
    assert split("open_files") == ["open", "files"]
