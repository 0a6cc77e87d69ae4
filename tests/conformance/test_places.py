"""Towns of conflicts, in the many spellings of news, lie in the country that a text speaks of."""

from __future__ import annotations

from pathlib import Path

import pytest

from amana.analysis import Tools, frames_of
from amana.analysis.places import STEP
from amana.records import Mention, PlaceReference, Reading, Recipe, State

ROWS = [
    line.split("\t")
    for line in Path(__file__)
    .with_name("expected")
    .joinpath("places.tsv")
    .read_text(encoding="utf-8")
    .splitlines()[2:]
]
SENTENCES = {
    "en": "Sources in {about} said that shells had hit {name} this morning.",
    "ar": "قالت مصادر في {about} إن القصف طال {name} صباح اليوم",
}


@pytest.mark.parametrize(("countries", "language", "about", "names"), ROWS)
def test_towns_are_found_where_they_lie(
    countries: str, language: str, about: str, names: str
) -> None:
    wrong = []
    for name in names.split("|"):
        found = reference(SENTENCES[language].format(about=about, name=name), name, language)
        known = found.gazetteer is not None
        if not known or (found.country and found.country not in countries.split()):
            wrong.append((name, found.gazetteer, found.country))
    assert wrong == []


def reference(text: str, name: str, language: str) -> PlaceReference:
    reading = Reading(
        original="0" * 64, key="1" * 64, state=State.READ, media_type="text/plain", text=text,
        recipe=Recipe(step="reading/plain", tool="amana", version="1"), language=language,
    )  # fmt: skip
    frame = next(iter(frames_of(reading, ())))
    start = text.index(name)
    mention = Mention(
        span=frame.span(start, start + len(name)), type="GPE", entity=name, canonical=name
    )
    (found,) = STEP.observe(frame, {"names": [mention]}, Tools())
    assert isinstance(found, PlaceReference)
    return found
