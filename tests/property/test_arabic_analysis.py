from __future__ import annotations

from itertools import pairwise

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.analysis import Tools, frames_of
from amana.analysis.claims.arabic import arabic_claims
from amana.analysis.names import arabic
from amana.records import Claim, Mention, Observed, Reading, Recipe, Role, State

WORDS = [
    "قال",
    "وقال",
    "أعلن",
    "نفى",
    "لم",
    "يؤكد",
    "الرئيس",
    "رئيس",
    "الوزراء",
    "وزير",
    "الخارجية",
    "السابق",
    "سامر",
    "الكرمي",
    "وللكرمي",
    "عبد",
    "الرحمن",
    "أبو",
    "بن",
    "آل",
    "محمد",
    "على",
    "علي",
    "العراق",
    "وبالعراق",
    "العراقية",
    "حزب",
    "الله",
    "منظمة",
    "بلدة",
    "تل",
    "مدينة",
    "مطار",
    "نهر",
    "إن",
    "أن",
    "بأن",
    "مصادر",
    "مطلعة",
    "نقلت",
    "عن",
    "بحسب",
    "وفقا",
    "لـ",
    "،",
    ".",
    ":",
    "«",
    "»",
    '"',
    "(",
    ")",
    "-",
    "؟",
    "\n",
    "\n\n",
    "ـــ",
    "ً",
    "ّ",
    "12",
    "ABC",
]
ARABIC = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
ANY = st.one_of(
    ARABIC, st.text(max_size=200), st.text('ابتوفل عنينهةىأإآؤئء ًٌَُِّْـ.،:«»"\n', max_size=200)
)


def observed(text: str) -> list[Observed]:
    """What the rules for Arabic find in all paragraphs of a text."""
    reading = Reading(
        original="0" * 64, key="1" * 64, recipe=Recipe(step="r", tool="t", version="1"),
        state=State.READ, media_type="text/plain", text=text, language="ar",
    )  # fmt: skip
    found: list[Observed] = []
    for frame in frames_of(reading, ()):
        names = arabic.names(frame, range(len(frame.paragraphs)), Tools())
        found += [*names, *arabic_claims(frame, {"names": names}, Tools())]
    return found


@given(ANY)
@settings(max_examples=150, deadline=None)
def test_names_and_claims_in_any_text_quote_it(text: str) -> None:
    found = observed(text)
    for each in found:
        assert text[each.span.char_start : each.span.char_end] == each.span.quote
        assert each.span.quote.strip() == each.span.quote != ""
        if isinstance(each, Mention):
            assert each.entity
            assert each.canonical
        elif isinstance(each, Claim):
            assert each.cue.quote
            inside = [each.speaker, each.content, each.target, *each.loaded]
            assert all(text[p.char_start : p.char_end] == p.quote for p in inside if p)
        else:
            assert isinstance(each, Role)
    places = sorted((e.span.char_start, e.span.char_end) for e in found if isinstance(e, Mention))
    assert all(one[1] <= other[0] for one, other in pairwise(places))


@given(ARABIC)
@settings(max_examples=30, deadline=None)
def test_the_same_text_gives_the_same_facts_each_once(text: str) -> None:
    found = observed(text)
    assert found == observed(text)
    claims = [
        msgspec.structs.replace(e, id="", nested_in=None) for e in found if isinstance(e, Claim)
    ]
    assert len(set(claims)) == len(claims)
