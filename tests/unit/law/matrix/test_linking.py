from __future__ import annotations

import msgspec
from tests.unit.law.matrix import case
from tests.unit.law.matrix.case import FIRST, OMAR, RANA, cite, entered, link

from amana.law.matrix.linking import Sources, assessments, links
from amana.records import Effect, Held

SOURCES = Sources(origins=case.ORIGINS, originals=case.ORIGINALS)


def test_the_origin_of_a_passage_is_what_the_archive_knows_then_its_original_then_its_item() -> (
    None
):
    known = SOURCES.passage(cite("IT-7F3K-Q2M9"))
    assert (known.origin, known.original) == ("story-12", "a1" * 32)
    assert SOURCES.passage(cite("IT-9H8J-K7L6.1")).origin == "c3" * 32
    assert SOURCES.passage(cite("IT-0000-0000")).origin == "IT-0000-0000"


def test_two_items_on_the_same_bytes_are_one_origin() -> None:
    twice = Sources(originals={"IT-A": "a1" * 32, "IT-B": "a1" * 32})
    assert twice.passage(cite("IT-A")).origin == twice.passage(cite("IT-B")).origin


def test_of_an_erased_item_nothing_but_its_reference_is_kept() -> None:
    erased = msgspec.structs.replace(cite(), gone=True)
    passage = SOURCES.passage(erased)
    assert passage.gone
    assert (passage.quote, passage.original, passage.reading, passage.char_start) == (None,) * 4
    assert (passage.item, passage.number) == ("IT-7F3K-Q2M9", 31)


def test_versions_stand_by_key_and_author() -> None:
    standings = entered(
        (RANA, link("one", "#3", Effect.SUPPORTS, cite())),
        (OMAR, link("one", "#3", Effect.UNDERMINES, cite())),
        (RANA, link("one", "#3", Effect.NEUTRAL, cite())),
        (RANA, link("one", "#3", Effect.SUPPORTS, cite())),
        taken_back=[(FIRST + 3, 50)],
    )
    found = links(standings, case.CHARGE, "norland", SOURCES)
    told = [(each.stated.replaced, each.stated.withdrawn) for each in found]
    assert told == [(FIRST + 2, None), (None, None), (None, None), (None, 50)]


def test_what_belongs_to_other_charges_and_situations_is_not_among_them() -> None:
    other = msgspec.structs.replace(link("one", "#3", Effect.SUPPORTS, cite()), charge="other")
    standings = entered((RANA, other))
    assert links(standings, case.CHARGE, "norland", SOURCES) == ()


def test_an_assessment_brings_the_words_and_rank_of_its_standard() -> None:
    standings = entered((RANA, case.assess("held", "#3", Held.OPEN, "beyond_reasonable_doubt")))
    (found,) = assessments(standings, case.CHARGE, "norland", SOURCES)
    assert found.rank == 4
    assert found.standard_label.ar != found.standard_label.en
    odd = entered((RANA, case.assess("held", "#3", Held.OPEN, "a hunch")))
    (kept,) = assessments(odd, case.CHARGE, "norland", SOURCES)
    assert (kept.standard_label.en, kept.rank) == ("a hunch", None)
