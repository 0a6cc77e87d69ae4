from __future__ import annotations

from amana.analysis.claims import trees as t
from amana.analysis.parsing import Parsed, SpacyParser


def tree_of(text: str) -> Parsed:
    (tree,) = SpacyParser().parse(text, [(0, len(text))])
    return tree


def number(tree: Parsed, word: str) -> int:
    return next(n for n, each in enumerate(tree.words) if each.text == word)


def phrase(tree: Parsed, words: t.Range) -> str:
    run = t.chars(tree, words)
    assert run is not None
    start = tree.words[0].start
    text = " " * start + "".join(
        " " * (w.start - (tree.words[n - 1].end if n else start)) + w.text
        for n, w in enumerate(tree.words)
    )
    return text[slice(*run)]


def test_a_noun_phrase_keeps_its_apposition_and_loses_what_only_comments() -> None:
    tree = tree_of("The agency's head, Omar Ness, who fled in May, said the port is open.")
    assert phrase(tree, t.noun_phrase(tree, number(tree, "head"))) == "The agency's head, Omar Ness"


def test_the_subject_of_a_participle_is_that_of_its_verb() -> None:
    tree = tree_of("Mansur condemned the attack, describing it as a crime.")
    found = t.understood_subject(tree, number(tree, "describing"))
    assert found == number(tree, "Mansur")


def test_the_passive_and_negation_are_seen() -> None:
    tree = tree_of("The rebels have never been accused of murder.")
    verb = number(tree, "accused")
    assert t.passive(tree, verb)
    assert t.negation(tree, verb) == number(tree, "never")


def test_marks_at_the_edges_are_left_out() -> None:
    tree = tree_of("Mansur, the head, said so.")
    assert phrase(tree, (0, 2)) == "Mansur"
    assert t.chars(tree, (1, 2)) is None
