"""Names in any text: no crash, valid spans, nothing twice, nothing nested."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amana.analysis import Tools, frames_of
from amana.analysis.names import STEP
from amana.analysis.parsing import Named, Parsed
from amana.records import Mention, Observed, Reading, Recipe, State

WORDS = st.sampled_from(
    ["President", "the", "Head", "of", "Harbour", "Tribunal", "(HRT)", "Dalia", "Mansurova's",
     "al-", "bin", "Abu", "Norden,", "former", "Libya", "US-led", "pro-Iranian", "AP",
     "Photo/Omar", "/",
     "said", "May", "2024", "\u00b2", "\u0663", "\u2019s", "J.", "\n", "\n\n", "-", "\u202f", "x"]
)  # fmt: skip


class Contrary:
    """A parser whose model calls every stretch something else."""

    def parse(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[Parsed]:
        del text
        return [Parsed(start, end, (), ()) for start, end in sentences]

    def names(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[list[Named]]:
        del text
        return [
            [Named(start, max(start, end - 1), label) for label in ("ORG", "PERSON", "DATE")]
            for start, end in sentences
        ]


def names_in(text: str, language: str = "en") -> list[Observed]:
    recipe = Recipe(step="reading/text", tool="amana", version="1")
    reading = Reading(original="0" * 64, key="1" * 64, recipe=recipe, state=State.READ,
                      media_type="text/plain", text=text, language=language)  # fmt: skip
    tools = Tools(parser=Contrary())
    return [each for frame in frames_of(reading, ()) for each in STEP.observe(frame, {}, tools)]


def check(text: str, found: list[Observed]) -> None:
    for each in found:
        span = each.span
        assert text[span.char_start : span.char_end] == span.quote
        assert span.quote.strip() == span.quote != ""
    mentions = sorted(
        (each.span.char_start, each.span.char_end) for each in found if isinstance(each, Mention)
    )
    assert all(one[1] <= other[0] for one, other in pairwise(mentions))
    assert len({each for each in found if not isinstance(each, Mention)}) + len(mentions) == len(
        found
    )


@given(st.text(max_size=300))
@example("\u00b2, \u00b2 Dalia Mansurova, \u00b2")
@example("Omar al-")
@example("'s's' Omar's's")
def test_any_text_is_borne(text: str) -> None:
    check(text, names_in(text))


@given(st.lists(WORDS, max_size=40))
def test_any_order_of_words_is_borne(words: list[str]) -> None:
    text = " ".join(words)
    check(text, names_in(text))


@pytest.mark.parametrize("piece", ["Omar al-Norden of the ", "A", "al-", "(HRT) ", "Ministry of "])
def test_a_long_line_takes_no_longer_than_its_length(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    check(text, names_in(text))
