"""English expressions that count from now, or from the last date of the text."""

# ruff: noqa: E501 - a pattern or a table is read as one line

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from amana.analysis.amounts import Amount, Form, Line
from amana.analysis.amounts.words import either
from amana.analysis.time.durations import bounded
from amana.analysis.time.lexicon import english
from amana.analysis.time.meanings import Following, Found, Lasting, Meaning, Shifted

_TODAY = {
    "the day before yesterday": -2, "yesterday": -1, "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0,
    "this evening": 0, "tomorrow": 1, "the day after tomorrow": 2, "last night": -1,
}  # fmt: skip
_STEPS = {
    "last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "the current": 0, "next": 1, "coming": 1, "this coming": 1, "this past": -1,
    "the coming": 1,
}  # fmt: skip
_STORY = {"same": 0, "that": 0, "next": 1, "following": 1, "previous": -1}
_UNITS = r"(?P<unit>week|weekend|month|year|decade|century)"


@cache
def _pointing() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?<!USA )(?:(?P<today>{either(_TODAY)})(?: (?:morning|afternoon|evening|night))?(?!(?-i:'s [A-Z]))"
        rf"|(?:(?P<edge>(?:the )?(?:early|late|middle|start|beginning|end) (?:of )?)?(?:(?P<which>{either(_STEPS)}) {_UNITS})))(?!\w)",
        re.IGNORECASE,
    )


_STORIED = re.compile(
    r"(?<![\w-])(?P<which>the same|that same|that|the next|the following|the previous) (?P<unit>day|week|month|year|night|morning|afternoon|evening)(?!\w)"
    r"|(?<![\w-])(?P<one>a|an|one) (?P<later_unit>day|week|month|year|decade) (?P<later>later|earlier|before(?= ?[,.;]|$)|afterwards)(?!\w)"
    r"|(?<![\w-])the (?P<day>day) (?P<before>before|after)(?= ?[,.;]|$)",
    re.IGNORECASE,
)
_EDGE_OF = re.compile(
    r"(?<![\w-])the (?:end|start|beginning|middle) of the (?P<unit>week|month|year)(?!\w)",
    re.IGNORECASE,
)
_NOT_LAST = re.compile(r"(?<!\w)the \Z", re.IGNORECASE)
_SINCE_WHEN = re.compile(
    r"(?: and a half)? ?(?P<unit>second|minute|hour|day|night|week|month|year|decade)s?(?: and (?:a half|\w+ \w+))? (?P<way>ago|earlier|later|before|from now|afterwards?)(?!\w)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"(?<!\w)(?:past|last|previous|next|coming|first) (?:more than |at least |about |around |nearly |almost )?\Z",
    re.IGNORECASE,
)
_BEHIND = frozenset({"ago", "earlier", "before"})


def relative(line: Line, amounts: list[Amount]) -> Iterator[Found]:
    """Yield what counts from the anchor or from a date before, and spans like "the past year"."""
    text = line.source
    for match in _pointing().finditer(text):
        found = _pointed(text, match)
        if found is not None:
            yield found
    for match in _STORIED.finditer(text):
        yield Found(match.start(), match.end(), _storied(match))
    for match in _EDGE_OF.finditer(text):
        yield Found(match.start(), match.end(), Shifted(match["unit"].lower(), 0))
    for amount in amounts:
        yield from _counted(text, amount)
    yield from _a_unit_ago(text)


def _pointed(text: str, match: re.Match[str]) -> Found | None:
    if match["today"]:
        return Found(match.start(), match.end(), Shifted("day", _TODAY[match["today"].lower()]))
    which, unit = match["which"].lower(), match["unit"].lower()
    before = text[max(0, match.start() - 8) : match.start()]
    if which in {"last", "past"} and _NOT_LAST.search(before):
        if re.match(
            r" of(?! (?:clashes|fighting|war|violence|protests|attacks|unrest|conflict))\b",
            text[match.end() : match.end() + 12],
        ):
            return None  # "the last week of the war"
        value = (
            bounded(unit, Amount(0, 0, 0, 1.0, None, "exact", Form.WORDS))
            if unit != "weekend"
            else None
        )
        return Found(match.start(), match.end(), Lasting(value)) if value else None
    if which in {"next", "previous"} and _NOT_LAST.search(before):
        return None  # counted from the story: `_STORIED`
    return Found(match.start(), match.end(), Shifted(unit, _STEPS[which]))


def _storied(match: re.Match[str]) -> Meaning:
    if match["later_unit"]:
        behind = match["later"].lower() in _BEHIND
        return Following(match["later_unit"].lower(), -1 if behind else 1)
    if match["day"]:
        return Following("day", -1 if match["before"].lower() == "before" else 1)
    unit = match["unit"].lower()
    unit = unit if unit in {"week", "month", "year"} else "day"
    return Following(unit, _STORY[match["which"].lower().split()[-1]])


def _counted(text: str, amount: Amount) -> Iterator[Found]:
    """Yield "three days ago", "two weeks later", "the past three months"."""
    match = _SINCE_WHEN.match(text, amount.end)
    if (
        match
        and amount.value is not None
        and amount.value_max is None
        and amount.form is not Form.SHARE
    ):
        unit, way = match["unit"].lower(), match["way"].lower()
        unit = "day" if unit == "night" else unit
        count = int(amount.value)
        if way in {"before", "earlier"}:
            meaning: Meaning = Following(unit, -count)
        elif way == "ago":
            meaning = Shifted(unit, -count, amount.bound != "exact")
        elif way == "from now":
            meaning = Shifted(unit, count)
        else:
            meaning = Following(unit, count)
        if way == "before" and not re.match(r" ?(?:[,.;]|$)", text[match.end() : match.end() + 2]):
            return
        yield Found(amount.start, match.end(), meaning)


@cache
def _unit_ago() -> re.Pattern[str]:
    units = either(set(english().units) - {"weekend"})
    return re.compile(rf"(?<![\w-])(?:an?|one) (?P<unit>{units}) ago(?!\w)", re.IGNORECASE)


def _a_unit_ago(text: str) -> Iterator[Found]:
    for match in _unit_ago().finditer(text):
        yield Found(match.start(), match.end(), Shifted(english().units[match["unit"].lower()], -1))
