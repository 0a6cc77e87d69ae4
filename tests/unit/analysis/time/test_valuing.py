from __future__ import annotations

from tests.unit.analysis.time.conftest import Observe

METADATA = ("2024-11-21", "metadata")


def test_the_basis_says_from_what_a_value_follows(observed: Observe) -> None:
    text = "On Thursday, 13 months after Oct. 7, 2023, the court spoke of 17 Rajab 1446."
    found = observed(text, published=METADATA)
    assert [(e.span.quote, e.type, e.basis) for e in found] == [
        ("Thursday", "date", "published: metadata"),
        ("13 months", "duration", "text"),
        ("Oct. 7, 2023", "date", "text"),
        ("17 Rajab 1446", "date", "text"),
    ]
    assert found[3].printed == "hijri:1446-07-17"


def test_a_caption_counts_as_text(observed: Observe) -> None:
    [friday, december] = observed(
        "He came on Friday. He had fled in December.", captions=(("2025-01-17", False),)
    )
    assert (friday.edtf, friday.edtf_text_only, friday.basis) == (
        "2025-01-17", "2025-01-17", "caption",
    )  # fmt: skip
    assert (december.edtf, december.basis) == ("2024-12", "caption")


def test_what_a_caption_leaves_open_is_uncertain(observed: Observe) -> None:
    captions = (("2024-11-18", False),)
    [thursday, yesterday] = observed("He spoke Thursday. Yesterday he left.", captions=captions)
    assert (thursday.edtf, yesterday.edtf) == ("2024-11?", None)
    [thursday, _] = observed(
        "He spoke Thursday. Yesterday he left.", captions=captions, published=METADATA
    )
    assert (thursday.edtf, thursday.edtf_text_only) == ("2024-11-21", "2024-11?")


def test_a_story_counts_from_its_last_date(observed: Observe) -> None:
    text = "The town fell on 3 May 2019. The next day it burnt.\nIn the same month, all left."
    assert [e.edtf for e in observed(text)] == ["2019-05-03", "2019-05-04", "2019-05"]
    far = "The town fell on 3 May 2019.\nNobody came.\nNothing moved.\nThe next day it burnt."
    assert [e.edtf for e in observed(far)] == ["2019-05-03", None]


def test_a_day_in_the_paragraph_of_a_full_date_is_uncertain(observed: Observe) -> None:
    found = observed("Shells fell on 3 May 2019 near the port, which burnt on 5 June.")
    assert [e.edtf for e in found] == ["2019-05-03", "2019-06-05?"]
    assert observed("Shells fell on 3 May 2019. Again on 5 June.")[1].edtf == "2019-06-05?"
    assert observed("Shells fell on 3 May 2019.\nAgain on 5 June.")[1].edtf is None
    assert observed("Shells fell on 3 May 2019. Again in June.")[1].edtf is None


def test_a_date_of_publication_that_is_printed_counts_as_text(observed: Observe) -> None:
    [found] = observed("He spoke on Tuesday.", published=("2024-11-21", "text"))
    assert (found.edtf_text_only, found.basis) == ("2024-11-19", "published: text")
