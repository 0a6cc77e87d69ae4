from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.analysis.claims.conftest import Claims, told
from tests.unit.analysis.conftest import MakeFrame, MakeReading

from amana.analysis import Tools, observe
from amana.analysis.claims.english import english_claims
from amana.records import Claim

PIECES = [
    "Mansur", "said", "that", "the port", '"', "“", "”", "''", ",", ".", "according to", "claims",
    "he", "accused", "of", "murder", "denied", "\n", "quoted", "as", "noting", "who", "called for",
    "قال", "it", "to", "vowed", "(", ")", "condemned", ":", "believed", "are", "Says", "not",
]  # fmt: skip


def test_a_text_without_claims_gives_none(frame_of: MakeFrame) -> None:
    frame = frame_of("The port closed on Monday.")
    assert english_claims(frame, {"names": []}, Tools()) == []


def test_a_claim_inside_of_what_is_said_is_nested(claims: Claims) -> None:
    found = claims("Mansur stressed that the port was open, the officials affirmed.")
    outer, inner = sorted(found, key=lambda each: -each.cue.char_start)
    assert told(found)[1][:2] == ("the officials", "affirmed")
    assert outer.nested_in is None
    assert inner.nested_in == outer.id


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_words_give_valid_spans_and_no_crash(
    reading_of: MakeReading, tools: Tools, pieces: list[str]
) -> None:
    reading = reading_of(" ".join(pieces))
    for claim in observe(reading, [], tools)["claims"]:
        assert isinstance(claim, Claim)
        for span in (claim.speaker, claim.cue, claim.content, claim.target, claim.span):
            if span is not None:
                assert span.char_start < span.char_end
                assert reading.text[span.char_start : span.char_end] == span.quote
        assert claim.speaker is None or claim.speaker.char_end <= len(reading.text)
