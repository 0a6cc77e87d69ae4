from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from tests.unit.analysis.quantities.conftest import Observe

from amana.analysis import Frame
from amana.records import Claim, Span

MakeClaims = Callable[[Frame], Sequence[Claim]]


def claims(*said: tuple[str | None, str | None, str, str]) -> MakeClaims:
    """Claims by the words of their speaker, its key, their cue and content."""

    def make(frame: Frame) -> list[Claim]:
        def span(words: str) -> Span:
            start = frame.text.index(words)
            return frame.span(start, start + len(words))

        return [
            Claim(
                span=span(content), speaker=span(speaker) if speaker else None,
                speaker_entity=entity, cue=span(cue), content=span(content),
                form="indirect", speech_act="statement",
            )
            for speaker, entity, cue, content in said
        ]  # fmt: skip

    return make


def test_the_speaker_of_the_innermost_claim_gives_the_figure(observed: Observe) -> None:
    text = "The mayor said that medics counted 14 dead and that 30 houses burnt."
    [dead, houses] = observed(text, "en", claims(
        ("The mayor", "mayor", "said", "medics counted 14 dead and that 30 houses burnt"),
        ("medics", None, "counted", "14 dead"),
    ))  # fmt: skip
    assert (dead.source, houses.source) == ("medics", "mayor")


def test_a_claim_without_speaker_gives_no_source(observed: Observe) -> None:
    [found] = observed(
        "It is believed that 14 people died.",
        "en",
        claims((None, None, "believed", "14 people died")),
    )
    assert found.source is None


def test_a_figure_in_the_present_holds_when_it_was_said(observed: Observe) -> None:
    text = "Health officials said Tuesday the death toll from the war has surpassed 44,000."
    [found] = observed(text, "en", claims(
        ("Health officials", None, "said", "the death toll from the war has surpassed 44,000"),
    ))  # fmt: skip
    assert (found.source, found.as_of) == ("Health officials", "2024-11-19")
    assert observed(text)[0].as_of == "pub_date"


@pytest.mark.parametrize(
    ("text", "language", "as_of"),
    [
        ("As of Nov. 15, 2024, 3,445 people had been killed.", "en", "2024-11-15"),
        ("Around 100 hostages are still inside.", "en", "pub_date"),
        ("The raid killed 14 people.", "en", None),
        ("لا يزال نحو 100 رهينة داخل القطاع.", "ar", "pub_date"),
        ("قتل 14 شخصا.", "ar", None),
    ],
)
def test_what_the_text_says_of_the_date(
    observed: Observe, text: str, language: str, as_of: str | None
) -> None:
    assert [each.as_of for each in observed(text, language)] == [as_of]
