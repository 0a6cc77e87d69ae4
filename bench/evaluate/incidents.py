"""Incidents: pages of Airwars against their own summary blocks, and 40 records with Arabic texts.

A page is read by amana's own reader; only the prose of its assessment is given to the steps, with
the summary block, the header and the lists of names and sources taken out. The even pages are
those on which rules were improved; the odd ones were not used for that, though a few of them had
been read before. The page is right when one incident of it carries the date, the place, and a
figure of killed and of injured in the range of the block. The block has codes where the sources
have no figure ("several" is 2, "dozens" is 12 to 24): such a page can not be right for the injured.
Nothing of the pages is kept or printed: they name the dead.

The Arabic texts of the records are forms rather than prose; they are measured as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from amana.analysis import Tools, observe
from amana.reading.readers.html.reader import read_bytes
from amana.reading.wire import Budget
from amana.records import Incident, Reading, Recipe, State
from amana.text import detect_language
from evaluate.scoring import Row, Score, accuracy

_STARTS = "Airwars assessment\n"
_ENDS = re.compile(
    r"^(?:The (?:victims?|injured|civilians?) (?:were|was) named|Geolocation notes|Summary$"
    r"|Sources \(|The local time of|The incident oc)",
    re.MULTILINE,
)
_FIELD = r"^{}\n+(.+)$"
_NUMBER = re.compile(r"\d[\d,]*")
_SHORTEST = 4
_GENERAL = frozenset(
    [
        "gaza",
        "strip",
        "town",
        "city",
        "camp",
        "village",
        "district",
        "school",
        "mosque",
        "street",
        "home",
        "house",
        "family",
        "area",
        "near",
        "neighborhood",
        "neighbourhood",
        "governorate",
        "vicinity",
        "countryside",
        "قطاع",
        "غزة",
    ]
)

Range = tuple[float, float]


class Told(NamedTuple):
    """A text and what its own summary says: the day, words of the place, figures."""

    text: str
    day: str
    place: frozenset[str]
    killed: Range | None
    injured: Range | None


def run(data: Path, models: Mapping[str, Path]) -> list[Row]:
    """Return for how many pages one incident carries what the page's summary says."""
    tools = Tools(models=models)
    pages = list(_pages(data / "incidents" / "airwars-html"))
    sets = {
        "Airwars pages, tuned on (even)": pages[0::2],
        "Airwars pages, not tuned on (odd)": pages[1::2],
        "records, Arabic": list(_records(data / "incidents" / "syria-json")),
    }
    return [row for name, told in sets.items() for row in _rows(name, told, tools)]


def _rows(name: str, told: Sequence[Told], tools: Tools) -> Iterator[Row]:
    parts: dict[str, list[Score]] = {}
    for each in told:
        found = _incidents(each.text, tools)
        for part, right in {**_carried(each, found), **_said(each, found)}.items():
            parts.setdefault(part, []).append(Score(right, 0, 1 - right))
    for part, scores in parts.items():
        yield accuracy("incidents", f"{name}: {part}", scores, "one incident of the page")


def _carried(told: Told, incidents: Sequence[Incident]) -> dict[str, int]:
    """Return what the incident that fits best carries, and whether it carries all."""
    rated = [_fits(told, each) for each in incidents] or [_fits(told, None)]
    best = max(rated, key=lambda each: sum(each.values()))
    return {**best, "all of these": int(all(best.values()))}


def _fits(told: Told, incident: Incident | None) -> dict[str, int]:
    parts = {"date": 0, "place": 0}
    if incident is not None:
        parts["date"] = int((incident.when_edtf or "").rstrip("?~").startswith(told.day))
        where = [each.quote for each in (*incident.where, *incident.target)]
        parts["place"] = int(bool(told.place & _words(" ".join(where))))
    for kind, wanted in (("killed", told.killed), ("injured", told.injured)):
        if wanted is not None:
            parts[kind] = int(incident is not None and _in_range(incident, kind, wanted))
    return parts


def _said(told: Told, incidents: Sequence[Incident]) -> dict[str, int]:
    """Return whether injured are told of at all: for "several" the block has a code."""
    if told.injured is None:
        return {}
    harms = [harm.kind for each in incidents for harm in each.casualties]
    return {"injured, with or without a figure": int("injured" in harms)}


def _in_range(incident: Incident, kind: str, wanted: Range) -> bool:
    return any(
        wanted[0] <= each.value <= wanted[1]
        or (each.value_max is not None and (each.value, each.value_max) == wanted)
        for each in incident.casualties
        if each.kind == kind and each.value is not None
    )


def _incidents(text: str, tools: Tools) -> list[Incident]:
    reading = Reading(
        original="0" * 64,
        key="1" * 64,
        recipe=Recipe(step="reading/text", tool="amana", version="1"),
        state=State.READ,
        media_type="text/plain",
        text=text,
        language=detect_language(text),
    )
    found = observe(reading, (), tools)["incidents"]
    return [each for each in found if isinstance(each, Incident)]


def _pages(folder: Path) -> Iterator[Told]:
    budget = Budget(text_chars=1 << 26, runs=1_000_000, pages=1, pixels=1)
    for path in sorted(folder.glob("*.html")):
        page = read_bytes(path.read_bytes(), budget).text
        _, _, rest = page.partition(_STARTS)
        end = _ENDS.search(rest)
        day = _field(page, "Incident date")
        if not rest or day is None:
            continue
        yield Told(
            text=rest[: end.start()] if end else rest,
            day=_day(day),
            place=_words(_field(page, "Location") or ""),
            killed=_range(_field(page, "Civilians reported killed")),
            injured=_range(_field(page, "Civilians reported injured")),
        )


def _records(folder: Path) -> Iterator[Told]:
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_bytes())
        yield Told(
            text=record["narrative_ar"],
            day=record["incident_date"],
            place=_words(record["location_ar"]),
            killed=_between(record["civilian_deaths_min"], record["civilian_deaths_max"]),
            injured=_between(record["civilian_injuries_min"], record["civilian_injuries_max"]),
        )


def _field(page: str, name: str) -> str | None:
    found = re.search(_FIELD.format(re.escape(name)), page, re.MULTILINE)
    return found.group(1).strip() if found else None


def _day(printed: str) -> str:
    """Return a printed day as EDTF; the month of several days ("October 9-11, 2023")."""
    month, days, year = re.split(r" |, ", printed)
    number = datetime.strptime(month, "%B").month  # noqa: DTZ007 - the name of a month
    return f"{year}-{number:02}" + (f"-{int(days):02}" if days.isdigit() else "")


def _range(text: str | None) -> Range | None:
    numbers = [float(each.replace(",", "")) for each in _NUMBER.findall(text or "")]
    return (min(numbers), max(numbers)) if numbers else None


def _between(low: float | None, high: float | None) -> Range | None:
    return None if low is None or high is None else (low, high)


def _words(text: str) -> frozenset[str]:
    """Return the words of a place that tell it from others."""
    said: Iterable[str] = re.findall(r"[^\W\d_]+", text.lower())
    return frozenset(each for each in said if len(each) >= _SHORTEST and each not in _GENERAL)
