from __future__ import annotations

import pytest

from amana.reading.articles.credits import find_credit, read_credit


@pytest.mark.parametrize(
    ("text", "printed", "photographer", "agencies"),
    [
        ("A walk. (Mirela Stoan/Pool via REUTERS)", "Mirela Stoan/Pool via REUTERS",
         "Mirela Stoan", ("Reuters",)),
        ("Crowd in Aldera. REUTERS/Mirela Stoan", "REUTERS/Mirela Stoan",
         "Mirela Stoan", ("Reuters",)),
        ("صورة من المرفأ (أ ف ب)", "أ ف ب", None, ("AFP",)),
    ],
)  # fmt: skip
def test_credits_in_the_forms_of_newspapers(
    text: str, printed: str, photographer: str | None, agencies: tuple[str, ...]
) -> None:
    credit = find_credit(text)
    assert credit is not None
    assert (credit.printed, credit.photographer, credit.agencies) == (
        printed, photographer, agencies,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["He said that.", "", "It was late (he thought)."])
def test_a_sentence_has_no_credit(text: str) -> None:
    assert find_credit(text) is None


def test_an_agency_alone_may_be_the_source_of_the_text() -> None:
    credit = find_credit("The talks went on (Reuters)")
    assert credit is not None
    assert not credit.sure


def test_a_pool_is_no_photographer() -> None:
    assert read_credit("Anders Kvile/Pool via REUTERS").photographer == "Anders Kvile"
