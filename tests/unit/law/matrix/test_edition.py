from __future__ import annotations

import pytest
from tests.unit.law.matrix.case import CRIME, EDITION

from amana.core import UsageError
from amana.law.matrix import Edition
from amana.law.matrix.shapes import Passage


def edition(address: str) -> Edition:
    return Edition(archive="a", day="2026-03-09", entries=1, address=address)


def passage(**members: object) -> Passage:
    told = {
        "item": "IT-7F3K-Q2M9.1",
        "origin": "o",
        "reading": "d4",
        "char_start": 3,
        "char_end": 9,
    }
    return Passage(**(told | members))  # type: ignore[arg-type]  # members are those of a passage


def test_a_passage_leads_to_its_words_on_the_screen_of_its_item() -> None:
    assert edition("https://archive.example/amana/").of_passage(passage()) == (
        "https://archive.example/amana/items/IT-7F3K-Q2M9.1?reading=d4&char_start=3&char_end=9"
    )
    assert edition("http://127.0.0.1:8571").of_passage(passage(reading=None, fact="ab12")) == (
        "http://127.0.0.1:8571/items/IT-7F3K-Q2M9.1?char_start=3&char_end=9&fact=ab12"
    )


def test_an_entry_leads_to_the_custody_log_with_it_on_top() -> None:
    assert EDITION.of_entry(31) == "https://archive.example/custody?before=32"


def test_what_is_erased_leads_nowhere_nor_does_anything_without_an_address() -> None:
    assert EDITION.of_passage(passage(gone=True)) is None
    assert edition("").of_passage(passage()) is None
    assert edition("").of_entry(1) is None


def test_what_a_reference_says_cannot_leave_the_path() -> None:
    found = EDITION.of_passage(
        passage(item="../x?y#z", reading=None, char_start=None, char_end=None)
    )
    assert found == "https://archive.example/items/..%2Fx%3Fy%23z"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "data:text/html,x", "archive.example", "https://",
        "//archive.example",        "https://archive.example/?q=1", "https://archive.example/#x", "https://u:p@archive.example",
        "https://archive.example/a b", "https://[::1", CRIME,
    ],
)  # fmt: skip
def test_no_other_address_is_taken(address: str) -> None:
    with pytest.raises(UsageError, match="is no address"):
        edition(address)
