from __future__ import annotations

from amana.analysis.parsing import SpacyParser

TEXT = "  Dalia Mansur said the port of Norhaven was closed. She left for Germany."


def test_words_carry_offsets_of_the_whole_text() -> None:
    (first, second) = SpacyParser().parse(TEXT, [(2, 52), (53, len(TEXT))])
    for parsed in (first, second):
        assert all(TEXT[word.start : word.end] == word.text for word in parsed.words)
    said = next(n for n, word in enumerate(first.words) if word.text == "said")
    assert first.root() == said
    assert first.subtree(said) == list(range(len(first.words)))
    assert {first.words[n].dep for n in first.children[said]} >= {"nsubj", "ccomp"}


def test_names_are_found_at_their_place() -> None:
    (named,) = SpacyParser().names(TEXT, [(53, len(TEXT))])
    assert [(TEXT[each.start : each.end], each.label) for each in named] == [("Germany", "GPE")]


def test_a_tree_does_not_depend_on_its_neighbours() -> None:
    parser = SpacyParser()
    alone = parser.parse(TEXT, [(2, 52)])
    assert parser.parse(TEXT, [(53, len(TEXT)), (2, 52)])[1] == alone[0]
