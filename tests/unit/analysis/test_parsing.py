from __future__ import annotations

import pytest

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


@pytest.mark.parametrize("name", ["Israel", "Ukraine", "Rwanda", "Saudi Arabia", "the Front"])
@pytest.mark.parametrize("day", ["On Sunday", "Earlier on Sunday", "On Oct. 7, 2023", "In May"])
def test_a_day_at_the_beginning_is_no_part_of_a_name(day: str, name: str) -> None:
    text = f"{day} {name} accused its neighbour of shelling a market."
    (parsed,) = SpacyParser().parse(text, [(0, len(text))])
    assert "".join(word.text for word in parsed.words) == text.replace(" ", "")
    assert all(text[word.start : word.end] == word.text for word in parsed.words)
    verb = next(n for n, word in enumerate(parsed.words) if word.text == "accused")
    subjects = [n for n in parsed.children[verb] if parsed.words[n].dep == "nsubj"]
    told = [" ".join(parsed.words[n].text for n in parsed.subtree(each)) for each in subjects]
    assert told == [name]
