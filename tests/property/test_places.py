"""The step `places` on any text: no crash, one reference for each name, spans as given."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from amana.analysis import Tools, frames_of
from amana.analysis.places import STEP
from amana.analysis.places.keys import bare_key, key, skeleton, sound, without_clitic
from amana.records import Mention, PlaceReference, Reading, Recipe, State

NAMES = st.sampled_from(
    ["Gaza", "Homs", "Albu Kamal", "حلب", "دير الزور", "al-", "الـ", "County", "Paris, Texas", "'s",
     "\u202f", "in", "governorate", "camp", "\n", ", ", "Syrian", "I", "\u0301"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(NAMES, st.text(max_size=12)), max_size=30).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, choice=st.randoms(use_true_random=False))
def test_any_text_gives_one_reference_for_each_name(text: str, choice: random.Random) -> None:
    reading = Reading(
        original="0" * 64, key="1" * 64, state=State.READ, media_type="text/plain", text=text,
        recipe=Recipe(step="reading/plain", tool="amana", version="1"), language="en",
    )  # fmt: skip
    for frame in frames_of(reading, ()):
        spans = set()
        for _ in range(8):
            start = choice.randrange(len(text))
            spans.add((start, min(len(text), start + choice.randint(1, 14))))
        mentions = [
            Mention(span=frame.span(*span), type="GPE", entity="x", canonical="x") for span in spans
        ]
        found = STEP.observe(frame, {"names": mentions}, Tools())
        assert {(each.span.char_start, each.span.char_end) for each in found} == spans
        assert STEP.observe(frame, {"names": mentions}, Tools()) == found
        for each in found:
            assert isinstance(each, PlaceReference)
            assert (each.lat is None) == (each.lon is None)
            assert each.lat is None or (-90 <= each.lat <= 90 and -180 <= (each.lon or 0) <= 180)


@given(st.text(max_size=200))
def test_any_name_has_keys(name: str) -> None:
    assert key(key(name)) == key(name) or any(map(str.isspace, name)) or name
    for each in (bare_key(name), skeleton(name), sound(name), *without_clitic(name)):
        assert isinstance(each, str)
