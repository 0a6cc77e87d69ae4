"""Dates and numbers: re3d, and what pages about incidents count in their own summary.

re3d labels expressions of time and quantities in 88 English texts; any overlap counts. It leaves
many quantities unlabelled ("97 civilians"), so precision there is a lower bound. A page of Airwars
has a summary block (date, civilians reported killed and injured, as ranges) and a narrative in
prose. Only the narrative is read, cut out by offsets of amana's own reading, and asked for what the
block says: the date, and each end of a range that the narrative prints in digits or as a word up to
twenty; often it names the dead without counting them. The records of incidents in Syria have a
narrative in Arabic that was made from their fields. The records, every second page, and two folders
of re3d were looked at while rules were written; the others never.
"""

from __future__ import annotations

import calendar
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from amana.analysis import Tools, frames_of
from amana.analysis.quantities import STEP as QUANTITIES
from amana.analysis.time import STEP as TIME
from amana.reading import ReadingPool, assemble
from amana.reading.readers.html.reader import read, warm
from amana.reading.readers.intake import BytesContent, Closed
from amana.reading.wire import Budget, ReadOrder
from amana.records import Quantity, Reading, Recipe, State, TimeExpression
from evaluate.scoring import Extent, Row, Score, accuracy, row

_RANGE = r"(?P<low>\d+)(?: ?[-\u2013] ?(?P<high>\d+))?"
_KILLED = re.compile(rf"Civilians reported killed\s+{_RANGE}")
_INJURED = re.compile(rf"Civilians reported injured\s+{_RANGE}")
_DATE = re.compile(r"Incident date\s+([A-Z][a-z]+ \d{1,2}, \d{4})")
_NARRATIVE = re.compile(r"Airwars assessment\s")
_MONTHS = list(calendar.month_name)
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty",
)  # fmt: skip
_LOWEST = 2
"""One dead is mostly named, not counted."""


class Case(NamedTuple):
    """A narrative with what the summary says: the day, and ends of ranges of casualties."""

    text: str
    language: str
    day: str | None
    counts: tuple[int, ...]


def run(data: Path, models: Mapping[str, Path]) -> list[Row]:
    """Return how well dates and numbers are found."""
    tools = Tools(models=models)
    rows = list(_re3d(data / "entities" / "re3d", tools))
    pages = list(pages_of(data / "incidents" / "airwars-html"))
    records = list(records_of(data / "incidents" / "syria-json"))
    for what, cases in (
        ("pages looked at", pages[::2]),
        ("pages never seen", pages[1::2]),
        ("records looked at, Arabic", records),
    ):
        found = [(case, *_observed(case.text, case.language, tools)) for case in cases]
        rows.append(_dates(what, found))
        rows.append(_numbers(what, found))
    return rows


Observed = tuple[list[TimeExpression], list[Quantity]]


def _observed(text: str, language: str, tools: Tools) -> Observed:
    recipe = Recipe(step="reading/text", tool="amana", version="1")
    reading = Reading(original="0" * 64, key="1" * 64, recipe=recipe, state=State.READ,
                      media_type="text/plain", text=text, language=language)  # fmt: skip
    times: list[TimeExpression] = []
    quantities: list[Quantity] = []
    for frame in frames_of(reading, ()):
        earlier = {"time": TIME.observe(frame, {}, tools)}
        times += [each for each in earlier["time"] if isinstance(each, TimeExpression)]
        found = QUANTITIES.observe(frame, earlier, tools)
        quantities += [each for each in found if isinstance(each, Quantity)]
    return times, quantities


def _dates(what: str, found: Sequence[tuple[Case, list[TimeExpression], list[Quantity]]]) -> Row:
    scores = []
    for case, times, _ in found:
        if case.day:
            hit = any((each.edtf or "").rstrip("?~") == case.day for each in times)
            scores.append(Score(int(hit), 0, int(not hit)))
    return accuracy("figures", f"incidents, {what}: the date", scores, "in the narrative")


def _numbers(what: str, found: Sequence[tuple[Case, list[TimeExpression], list[Quantity]]]) -> Row:
    scores = []
    for case, _, quantities in found:
        values = {v for q in quantities if q.unit == "people" for v in (q.value, q.value_max)}
        hits = sum(count in values for count in case.counts)
        if case.counts:
            scores.append(Score(hits, 0, len(case.counts) - hits))
    ends = sum(score.right + score.missed for score in scores)
    note = f"{ends} ends of ranges that are printed, from {_LOWEST} up"
    return accuracy("figures", f"incidents, {what}: killed and injured", scores, note)


def pages_of(folder: Path) -> Iterator[Case]:
    """Yield the narratives of the pages, with what their summaries say."""
    for reading in _readings(sorted(folder.glob("*.html"))):
        begins, date = _NARRATIVE.search(reading.text), _DATE.search(reading.text)
        if begins is None:
            continue
        ends = reading.text.find("\nSummary", begins.end())
        summary = reading.text[ends:]
        counts = [
            each for pattern in (_KILLED, _INJURED) for each in _ends(pattern.search(summary))
        ]
        narrative = reading.text[begins.end() : ends]
        printed = tuple(count for count in sorted(set(counts)) if _is_printed(count, narrative))
        yield Case(narrative, "en", date and _iso(date[1]), printed)


def _is_printed(count: int, text: str) -> bool:
    word = _WORDS[count] if count < len(_WORDS) else str(count)
    return re.search(rf"(?<![\w.:,-])(?:{count}|{word})(?![\w:,])", text, re.IGNORECASE) is not None


def _ends(match: re.Match[str] | None) -> list[int]:
    if match is None:
        return []
    found = {int(match["low"]), int(match["high"] or match["low"])}
    return [each for each in found if each >= _LOWEST]


def _iso(printed: str) -> str:
    month, day, year = printed.replace(",", "").split()
    return f"{year}-{_MONTHS.index(month):02d}-{int(day):02d}"


def _readings(paths: Sequence[Path]) -> Iterator[Reading]:
    budget = Budget(text_chars=1 << 26, runs=1_000_000, pages=1, pixels=1)
    order = ReadOrder(
        family="html", name="page.html", size=0, media_type="text/html", budget=budget
    )
    with ReadingPool(1) as pool:
        step = pool.step_for("text/html")
    if step is None:
        raise LookupError("there is no reader of HTML")
    warm()
    for path in paths:
        page = path.read_bytes()
        answer = read(BytesContent(page), replace(order, size=len(page)), Closed())
        digest = hashlib.sha256(page).hexdigest()
        reading = assemble.read(answer, digest, "text/html", step, ()).reading
        if reading is not None:
            yield reading


def records_of(folder: Path) -> Iterator[Case]:
    """Yield the Arabic narratives of the records, with what their fields say."""
    names = [f"civilian_{what}_{end}" for what in ("deaths", "injuries") for end in ("min", "max")]
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_bytes())
        counts = {record[name] for name in names if (record[name] or 0) >= _LOWEST}
        yield Case(record["narrative_ar"], "ar", record["incident_date"], tuple(sorted(counts)))


LOOKED_AT = ("UK Government", "Wikipedia")
"""Folders of re3d that were looked at while rules were written."""


def _re3d(folder: Path, tools: Tools) -> Iterator[Row]:
    parts = sorted(each for each in folder.iterdir() if each.is_dir())
    seen = [each for each in parts if each.name in LOOKED_AT]
    yield from _of_folders("looked at", seen, tools)
    yield from _of_folders("never seen", [each for each in parts if each not in seen], tools)


def _of_folders(what: str, parts: Sequence[Path], tools: Tools) -> Iterator[Row]:
    times, numbers = [], []
    for text, gold in _texts(parts):
        found_times, found_numbers = _observed(text, "en", tools)
        spans = [_extent(each) for each in found_times]
        times.append(_overlapping(gold["Temporal"], spans))
        spans = [_extent(each) for each in found_numbers]
        numbers.append(_overlapping(gold["Quantity"], spans))
    yield row("figures", f"re3d, folders {what}: times", times, "any overlap")
    yield row("figures", f"re3d, folders {what}: quantities", numbers, "any overlap")


def _extent(fact: TimeExpression | Quantity) -> Extent:
    return fact.span.char_start, fact.span.char_end


def _texts(parts: Sequence[Path]) -> Iterator[tuple[str, dict[str, list[Extent]]]]:
    for part in parts:
        gold: dict[str, dict[str, list[Extent]]] = {}
        for line in (part / "entities.json").read_text("utf-8-sig").splitlines():
            each = json.loads(line)
            kinds = gold.setdefault(each["documentId"], {})
            kinds.setdefault(each["type"], []).append((each["begin"], each["end"]))
        for line in (part / "documents.json").read_text("utf-8-sig").splitlines():
            text = json.loads(line)
            kinds = gold.get(text["_id"], {})
            yield text["text"], {kind: kinds.get(kind, []) for kind in ("Temporal", "Quantity")}


def _overlapping(gold: Sequence[Extent], found: Sequence[Extent]) -> Score:
    def meets(one: Extent, others: Sequence[Extent]) -> bool:
        return any(one[0] < other[1] and other[0] < one[1] for other in others)

    right = sum(meets(each, gold) for each in found)
    hit = sum(meets(each, found) for each in gold)
    return Score(min(right, hit), len(found) - right, len(gold) - hit)
