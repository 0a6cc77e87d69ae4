"""Places: LGL and TR-News (names of places in news, with coordinates), and 5,997 places of Syria.

LGL's even articles are those on which weights were set; its odd ones and TR-News were not looked
at. "given names" hands the step the names that people marked; "found names" those of the step
`names`. A name is right when its point lies within 161 km (100 miles) of the marked one, as is
usual. Names that people marked without coordinates (streets, schools) are left out. LGL and TR-News
mark adjectives and peoples ("Russian"), too; the step gives those no place, so there are two rows.
The villages of Syria were looked at when the rules about what holds a place were written.
"""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from amana.analysis import Frame, Tools, frames_of
from amana.analysis.names import STEP as NAMES
from amana.analysis.places import STEP as PLACES
from amana.analysis.places.evidence import countries_in
from amana.analysis.places.gazetteer import Place
from amana.analysis.places.resolve import distance
from amana.records import Mention, PlaceReference, Reading, Recipe, State
from amana.text import detect_language
from evaluate.scoring import Row, Score, accuracy, row

FAR, NEAR = 161.0, 25.0


class Toponym(NamedTuple):
    """A name that people marked, and where it lies."""

    start: int
    end: int
    lat: float
    lon: float


class Marked(NamedTuple):
    """An article and the names in it."""

    text: str
    toponyms: list[Toponym]


def run(data: Path, models: Mapping[str, Path]) -> list[Row]:
    """Return how well names of places are found and resolved."""
    if models:
        return []  # the step has none
    lgl = list(marked(data / "places" / "lgl.xml"))
    sets = {
        "LGL, tuned on (even articles)": lgl[0::2],
        "LGL, unseen (odd articles)": lgl[1::2],
        "TR-News, unseen": list(marked(data / "places" / "TR-News.xml")),
    }
    rows = [each for name, articles in sets.items() for each in _given(name, articles)]
    tools = Tools()
    rows += [
        each for name, articles in list(sets.items())[1:] for each in _found(name, articles, tools)
    ]
    return [*rows, *_syria(data / "places" / "syria-locations.json")]


def marked(path: Path) -> Iterator[Marked]:
    """Yield the articles of a corpus in the form of LGL."""
    for article in ET.parse(path).getroot().iter("article"):  # noqa: S314 - our own test data
        text = article.findtext("text") or ""
        found = []
        for each in article.iter("toponym"):
            lat, lon = each.findtext(".//lat"), each.findtext(".//lon")
            start, end = int(each.findtext("start") or 0), int(each.findtext("end") or 0)
            if lat and lon and 0 <= start < end <= len(text):
                found.append(Toponym(start, end, float(lat), float(lon)))
        yield Marked(text, found)


def frame_of(text: str) -> Frame:
    """Return a text as one frame."""
    reading = Reading(
        original="0" * 64, key="1" * 64, state=State.READ, media_type="text/plain", text=text,
        recipe=Recipe(step="reading/plain", tool="amana", version="1"),
        language=detect_language(text),
    )  # fmt: skip
    return next(iter(frames_of(reading, ())))


def given(frame: Frame, spans: Sequence[tuple[int, int]]) -> dict[tuple[int, int], PlaceReference]:
    """Return what the step makes of names that are given as places."""
    mentions = [
        Mention(span=frame.span(*span), type="GPE", entity=frame.text[slice(*span)],
                canonical=frame.text[slice(*span)])
        for span in spans
    ]  # fmt: skip
    return _by_span(PLACES.observe(frame, {"names": mentions}, Tools()))


def off(one: PlaceReference, lat: float, lon: float) -> float | None:
    """Return how many kilometres a reference is off, None where it has no point."""
    if one.lat is None:
        return None
    return distance(_point(one.lat, one.lon), _point(lat, lon))


def _point(lat: float | None, lon: float | None) -> Place:
    return Place(0, "", lat, lon, "town", None, None, None, 0)


def _by_span(found: Sequence[object]) -> dict[tuple[int, int], PlaceReference]:
    return {
        (each.span.char_start, each.span.char_end): each
        for each in found
        if isinstance(each, PlaceReference)
    }


def _given(name: str, articles: Sequence[Marked]) -> Iterator[Row]:
    everything, proper, offs = [], [], []
    for article in articles:
        if not article.toponyms:
            continue
        frame = frame_of(article.text)
        found = given(frame, [(t.start, t.end) for t in article.toponyms])
        scores = []
        for toponym in article.toponyms:
            away = off(found[toponym.start, toponym.end], toponym.lat, toponym.lon)
            offs.append(20_000.0 if away is None else away)
            right = away is not None and away <= FAR
            scores.append((_of_people(article.text, toponym), right))
        everything.append(
            Score(right=sum(r for _, r in scores), missed=sum(not r for _, r in scores))
        )
        names = [right for people, right in scores if not people]
        proper.append(Score(right=sum(names), missed=len(names) - sum(names)))
    middle = f"median {statistics.median(offs):.0f} km off; {len(offs)} names"
    yield accuracy("places", f"{name}: given names", everything, middle)
    yield accuracy("places", f"{name}: given names, without those of peoples", proper)


def _of_people(text: str, toponym: Toponym) -> bool:
    """Tell whether a marked name is an adjective or a people ("Russian"): no place by the guide."""
    name = text[toponym.start : toponym.end]
    return bool(
        re.search(r"(?:an|ans|i|is|ish|ese|ch|ian|ians|Greek|Czech|Czechs|ot|x|Abkhaz)$", name)
    ) and any(True for _ in countries_in(name, 0, len(name)))


def _found(name: str, articles: Sequence[Marked], tools: Tools) -> Iterator[Row]:
    detected, resolved = [], []
    for article in articles:
        wanted = [t for t in article.toponyms if not _of_people(article.text, t)]
        frame = frame_of(article.text)
        names = NAMES.observe(frame, {}, tools)
        found = _by_span(PLACES.observe(frame, {"names": names}, tools))
        pairs = [
            (toponym, reference)
            for toponym in wanted
            for span, reference in found.items()
            if span[0] < toponym.end and toponym.start < span[1]
        ]
        met = len({toponym for toponym, _ in pairs})
        right = len(
            {
                toponym
                for toponym, reference in pairs
                if (away := off(reference, toponym.lat, toponym.lon)) is not None and away <= FAR
            }
        )
        placed = sum(reference.lat is not None for reference in found.values())
        detected.append(Score(right=met, missed=len(wanted) - met, wrong=max(0, len(found) - met)))
        resolved.append(
            Score(right=right, missed=len(wanted) - right, wrong=max(0, placed - right))
        )
    yield row("places", f"{name}: found names", detected, "named, whatever the point")
    yield row("places", f"{name}: found names, within 161 km", resolved)


_COUNTER = re.compile(r"\s*\(\(\(\d+\)\)\)")


def _syria(path: Path) -> Iterator[Row]:
    """Yield how many places of Syria are found, each within a sentence that names its district."""
    listed = json.loads(path.read_text(encoding="utf-8"))
    for language, field in (("English", "search_name_en"), ("Arabic", "search_name_ar")):
        found: list[float | None] = []
        for place in listed:
            parts = [p.strip() for p in _COUNTER.sub("", place[field]).strip(" -").split(" - ")]
            name = re.sub(r"\s*\(.*?\)", "", parts[0]).strip()
            if not name or not place["lat"]:
                continue
            text = (
                f"{name} in {parts[-1]}, Syria."
                if language == "English"
                else f"{name} في {parts[-1]}، سوريا."
            )
            country = "Syria" if language == "English" else "سوريا"
            reference = given(frame_of(text), _spans(text, name, parts[-1], country))[0, len(name)]
            found.append(off(reference, float(place["lat"]), float(place["lon"])))
        placed = sum(away is not None for away in found)
        note = f"{placed} of {len(found)} places are given a point; texts are groups of {_GROUP}"
        for limit in (NEAR, FAR):
            what = f"villages of Syria, {language}, within {limit:.0f} km"
            groups = [found[at : at + _GROUP] for at in range(0, len(found), _GROUP)]
            yield row("places", what, [_within(limit, group) for group in groups], note)


_GROUP = 60


def _within(limit: float, found: Sequence[float | None]) -> Score:
    placed = [away for away in found if away is not None]
    right = sum(away <= limit for away in placed)
    return Score(right=right, wrong=len(placed) - right, missed=len(found) - right)


def _spans(text: str, first: str, *others: str) -> list[tuple[int, int]]:
    starts = [(0, first), *((text.rfind(name), name) for name in others)]
    return sorted({(at, at + len(name)) for at, name in starts})
