"""Identifiers of provisions: every one comes back from many spellings, and any text is read."""

# ruff: noqa: E501, RUF001 - a table of pieces; Arabic digits and typographic marks are meant

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.core import UsageError
from amana.law import crimes, identified, identified_all, modes
from amana.law.statute.provisions import Path, provisions

PATHS = [path for path in provisions() if path]
ABJAD = dict(zip("abcdefghijklmn", "أبجدهوزحطيكلمن", strict=True))
DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _arabic(path: Path, quotes: str, *, digits: bool) -> str:
    """Return a provision as the Arabic Statute writes it: numbers where English has numerals."""
    told = []
    for depth, label in enumerate(path):
        words = label.replace("bis", " مكررا").replace("ter", " مكررا ثانيا")
        if depth and label.isalpha():
            above = provisions()[path[:depth]].below
            is_numeral = path[depth - 1].isalpha()
            written = (
                f"{quotes[0]}{above.index(label) + 1}{quotes[1]}"
                if is_numeral
                else f"({ABJAD[label]})"
            )
        else:
            written = words if not depth else f"({words})"
        told.append(written)
    text = f"المادة {' '.join(told)}"
    return text.translate(DIGITS) if digits else text


def _spaced(label: str) -> str:
    return label.replace("bis", " bis").replace("ter", " ter")


def _brackets(path: Path) -> str:
    return f"Art. {path[0]}" + "".join(f"({label})" for label in path[1:])


def _apart(path: Path) -> str:
    return " ".join(["Article", _spaced(path[0]), *(f"({_spaced(label)})" for label in path[1:])])


def _in_words(path: Path) -> str:
    paragraph = f", paragraph {_spaced(path[1])}" if path[1:] else ""
    return f"article {_spaced(path[0])}{paragraph}" + "".join(f" ({label})" for label in path[2:])


def _bare(path: Path) -> str:
    return " ".join(("art", *path))


def _french(path: Path) -> str:
    return f"l'article {'-'.join(path)} du Statut de Rome"


def _wide(path: Path) -> str:
    return (
        f"Article {path[0]}"
        + "".join(f"（{label.upper()}）" for label in path[1:])
        + " of the Rome Statute"
    )


def _turned(path: Path) -> str:
    return (
        "".join(f"sub-paragraph ({label}) of " for label in reversed(path[1:]))
        + f"article {path[0]}"
    )


def _arabic_brackets(path: Path) -> str:
    return _arabic(path, "()", digits=False)


def _arabic_quotes(path: Path) -> str:
    return _arabic(path, "‘’", digits=True)


Style = Callable[[Path], str]
IN_TEXT: tuple[Style, ...] = (_brackets, _apart, _in_words, _arabic_brackets, _arabic_quotes)
STYLES: tuple[Style, ...] = (*IN_TEXT, _bare, ".".join, _french, _wide, _turned)


def test_every_provision_is_its_own_identifier() -> None:
    for path in PATHS:
        assert identified(provisions()[path].id) == provisions()[path].id


def test_every_crime_mode_and_element_is_its_own_identifier() -> None:
    listed = [(each.id, each.elements) for each in crimes()]
    listed += [(each.id, each.elements) for each in modes()]
    for identifier, elements in listed:
        assert identified(identifier) == identifier
        for element in elements:
            for one in (element, *element.alternatives):
                assert identified(one.id) == one.id


@settings(max_examples=400, deadline=None)
@given(path=st.sampled_from(PATHS), style=st.sampled_from(STYLES))
def test_every_provision_comes_back_from_every_style(path: Path, style: Style) -> None:
    assert identified(style(path)) == provisions()[path].id


@pytest.mark.deep
def test_all_provisions_come_back_from_all_styles() -> None:
    for path in PATHS:
        for style in STYLES:
            assert identified(style(path)) == provisions()[path].id, style(path)


@settings(max_examples=60, deadline=None)
@given(
    path=st.sampled_from(PATHS),
    style=st.sampled_from(IN_TEXT),
    before=st.sampled_from(["", "He cited ", "(see ", "وفقا لما ورد في "]),
    after=st.sampled_from(["", ".", " and went on", "), which", "؛ وقال"]),
)
def test_a_provision_is_found_in_running_text_at_its_place(
    path: Path, style: Style, before: str, after: str
) -> None:
    written = style(path)
    (found,) = identified_all(f"{before}{written}{after}")
    assert found.id == provisions()[path].id
    assert (found.char_start, found.char_end) == (len(before), len(before) + len(written))


PIECES = [
    "Article", "Articles", "art.", "§", "rs:", "paragraph", "sub-", "of", "the", "Rome", "Statute", "Convention", "8", "7", "25", "15", "bis", "ter",
    "(2)", "(b)", "(iv)", "(xxx)", "b)", "iv", "-4", "-", "to", "and", ",", ".", ";", "(", ")", "‘4’", "#2", "/co", "a", "i", "2010", "99999999", "\n",
    "المادة", "المواد", "والفقرة", "من", "(هـ)", "(و)", "و", "مكررا", "ثانيا", "‘", "٨", "\u200f", "ﷺ", "½", "ⅳ", "\x00",
]  # fmt: skip
texts = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(text=texts)
def test_any_text_is_read_and_what_is_found_is_there(text: str) -> None:
    end = 0
    for found in identified_all(text):
        assert identified(found.id) == found.id
        assert 0 <= found.char_start < found.char_end <= len(text)
        end = max(end, found.char_end)
    try:
        one = identified(text)
    except UsageError as refused:
        assert refused.remedy  # noqa: PT017 - either is right, and each must be whole
    else:
        assert identified(one) == one
