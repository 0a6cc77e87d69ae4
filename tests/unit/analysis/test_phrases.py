from __future__ import annotations

from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.parsing import Parsed
from amana.analysis.phrases import (
    agent,
    coordinated,
    is_day,
    lemma,
    noun_phrase,
    objects,
    passive,
    prepositional,
    subject,
)

TEXT = (
    "Estmark's two old harbour boats, which were hit by rebels from the hills, carried flour and"
    " oil to Kesra in May."
)


def tree_of(frame_of: MakeFrame, text: str) -> tuple[str, Parsed]:
    frame = frame_of(text)
    return frame.text, Tools().parsed(frame)[0]


def number(tree: Parsed, text: str) -> int:
    return next(at for at, word in enumerate(tree.words) if word.text == text)


def test_a_noun_phrase_has_what_stands_before_it_and_no_clause(frame_of: MakeFrame) -> None:
    text, tree = tree_of(frame_of, TEXT)
    start, end = noun_phrase(tree, number(tree, "boats"))
    assert text[start:end] == "Estmark's two old harbour boats"


def test_who_does_what_to_whom(frame_of: MakeFrame) -> None:
    _, tree = tree_of(frame_of, TEXT)
    hit, carried = number(tree, "hit"), number(tree, "carried")
    assert passive(tree, hit)
    assert not passive(tree, carried)
    assert agent(tree, hit) == number(tree, "rebels")
    assert subject(tree, hit) == subject(tree, carried) == number(tree, "boats")
    assert objects(tree, carried) == [number(tree, "flour"), number(tree, "oil")]
    assert coordinated(tree, number(tree, "flour")) == objects(tree, carried)
    assert prepositional(tree, carried, "to") == [number(tree, "Kesra")]
    assert is_day(tree.words[number(tree, "May")])


def test_slips_of_the_lemmatiser_are_mended(frame_of: MakeFrame) -> None:
    _, tree = tree_of(frame_of, "The rebels waged a long war.")
    assert lemma(tree.words[number(tree, "waged")]) == "wage"
