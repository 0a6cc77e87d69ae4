"""Sentences in Arabic with the claims in them, annotated by the guide; names are invented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from amana.analysis import Tools, frames_of
from amana.analysis.claims.arabic import arabic_claims
from amana.analysis.names import arabic
from amana.records import Claim, Reading, Recipe, State

EXPECTED = Path(__file__).parent / "expected" / "claims" / "ar.jsonl"
UNKNOWN_NAMES = {
    "وصف الرئيس دوريان كاستل طلب المدعي العام بأنه مشين.",
    "وحمّل الرئيس دوريان كاستل المعارضة مسؤولية الأزمة.",
}
"""Where a name that no list knows stands right before a noun, only a tagger can tell its end."""


class Gold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A claim as it should be found; what is not given is what most claims are."""

    speaker: str | None
    cue: str
    content: str
    act: str = "statement"
    form: str | None = None
    entity: str | None = None
    target: str | None = None
    hedge: str | None = None
    stance: str | None = None
    interest: str | None = None
    via: tuple[str, ...] = ()
    loaded: tuple[str, ...] = ()
    anonymous: bool = False
    implicit: bool = False
    negated: bool = False
    nested: bool = False


class Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text and the claims in it."""

    text: str
    claims: tuple[Gold, ...]


def sentences() -> Iterator[Sentence]:
    for line in EXPECTED.read_text("utf-8").splitlines():
        yield msgspec.json.decode(line, type=Sentence)


def claims_of(text: str) -> list[Claim]:
    reading = Reading(
        original="0" * 64, key="1" * 64, recipe=Recipe(step="r", tool="t", version="1"),
        state=State.READ, media_type="text/plain", text=text, language="ar",
    )  # fmt: skip
    (frame,) = frames_of(reading, ())
    names = arabic.names(frame, range(len(frame.paragraphs)), Tools())
    return arabic_claims(frame, {"names": names}, Tools())


def as_gold(claim: Claim, expected: Gold) -> Gold:
    """What was found, in the words of the expectation; what that leaves open is left open."""
    return Gold(
        speaker=claim.speaker.quote if claim.speaker else None,
        cue=claim.cue.quote,
        content=claim.content.quote if claim.content else "",
        act=claim.speech_act,
        form=claim.form if expected.form else None,
        entity=claim.speaker_entity if expected.entity else None,
        target=claim.target.quote if claim.target and expected.target else None,
        hedge=claim.hedge,
        stance=claim.stance if expected.stance else None,
        interest=claim.interest if expected.interest else None,
        via=claim.via,
        loaded=tuple(each.quote for each in claim.loaded) if expected.loaded else (),
        anonymous=claim.anonymous,
        implicit=claim.speaker_implicit,
        negated=claim.negated,
        nested=claim.nested_in is not None,
    )


@pytest.mark.parametrize(
    "sentence", [each for each in sentences() if each.text not in UNKNOWN_NAMES], ids=str
)
def test_the_claims_of_a_sentence(sentence: Sentence) -> None:
    found = claims_of(sentence.text)
    by_cue = {claim.cue.quote: claim for claim in found}
    assert set(by_cue) == {gold.cue for gold in sentence.claims}
    for gold in sentence.claims:
        assert as_gold(by_cue[gold.cue], gold) == gold


def test_where_a_name_is_unknown_the_cue_and_content_are_found() -> None:
    for sentence in sentences():
        if sentence.text in UNKNOWN_NAMES:
            (claim,) = claims_of(sentence.text)
            assert claim.content is not None
            assert (claim.cue.quote, claim.content.quote) == (
                sentence.claims[0].cue, sentence.claims[0].content,
            )  # fmt: skip


def test_there_are_sentences_of_many_shapes() -> None:
    assert len(list(sentences())) >= 60
