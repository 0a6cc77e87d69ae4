"""The step: amounts line by line, what they count, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from amana.analysis.amounts import Amount, Line, bound_after, find_amounts, lines
from amana.analysis.frame import Frame
from amana.analysis.parsing import Word
from amana.analysis.quantities import arabic, english
from amana.analysis.quantities.counted import Counted
from amana.analysis.quantities.leaving_out import Extent, addresses, counts_nothing
from amana.analysis.quantities.nearby import Nearby
from amana.analysis.quantities.parts import wholes
from amana.analysis.quantities.phrases import Around
from amana.analysis.quantities.scopes import scope
from amana.analysis.quantities.sources import as_of, source_of
from amana.analysis.quantities.unknowns import unknown
from amana.analysis.steps import Earlier
from amana.analysis.tools import Tools
from amana.records import Claim, Observed, Quantity, TimeExpression


class _Around(msgspec.Struct, frozen=True):
    """What earlier steps observed in the frame."""

    times: Nearby[TimeExpression]
    claims: Nearby[Claim]
    """By their contents."""


def observe(frame: Frame, earlier: Earlier, tools: Tools) -> list[Observed]:
    """Return the quantities of a frame.

    Rules:
    1. An amount counts when a noun, a sign of money, a word of harm or a toll says what.
    2. Dates and times, ages, labels ("Article 8"), addresses, lone years and durations count
       nothing here.
    3. What stands behind it is its scope; the innermost claim that holds it gives its source.
    """
    around = _Around(
        Nearby(
            (each.span, each)
            for each in earlier.get("time", ())
            if isinstance(each, TimeExpression)
        ),
        Nearby(
            (each.content, each)
            for each in earlier.get("claims", ())
            if isinstance(each, Claim) and each.content
        ),
    )
    found: list[Observed] = []
    for line in lines(frame):
        found += _quantities(frame, line, tools, around, len(found))
    return found


def _quantities(
    frame: Frame, line: Line, tools: Tools, around: _Around, count: int
) -> Iterator[Quantity]:
    here = around.times.within(line.at, line.at + len(line.source))
    dates = [_extent(line, each) for each in here if each.type == "date"]
    durations = [_extent(line, each) for each in here if each.type == "duration"]
    found = list(counted_in(line, tools, frame, dates, durations))
    whole = wholes(line, found)
    for number, each in enumerate(found):
        start, end = line.place(each.start, each.end)
        claim = next(iter(around.claims.around(start, end)), None)
        part_of = f"q{count + whole[number]}" if number in whole else None
        yield Quantity(
            id=f"q{count + number}",
            span=frame.span(start, end),
            what=each.what,
            value=each.value,
            value_max=each.value_max,
            bound=each.bound,
            unit=each.unit,
            scope=scope(line, each.end, dates),
            part_of=part_of,
            as_of=as_of(line, (start, end), claim, here),
            source=source_of(claim),
        )


def _extent(line: Line, time: TimeExpression) -> Extent:
    """Return where a time expression stands in the text of the line that rules match."""
    return line.find(time.span.char_start), line.find(time.span.char_end)


def counted_in(
    line: Line, tools: Tools, frame: Frame, dates: Sequence[Extent], durations: Sequence[Extent]
) -> list[Counted]:
    """Return what is counted in a line, in text order, none overlapping."""
    found = list(unknown(line))
    taken = [*dates, *addresses(line), *((each.start, each.end) for each in found)]
    amounts = [a for a in find_amounts(line) if not counts_nothing(line, a, taken)]
    around = Around(line, _words(line, amounts, tools, frame), dates, durations)
    for amount in amounts:
        if line.language == "ar":
            each = arabic.counted(around, amount)
        else:
            each = english.counted(around, amount)
        if each is not None:
            each = _bounded(line, each)
            found.append(each)
            around = msgspec.structs.replace(around, before=each)
    if line.language == "ar":
        found += arabic.by_form(line)
    return _apart(found)


def _bounded(line: Line, each: Counted) -> Counted:
    """Return a quantity with the bound behind its noun: "40 people or more", "على الأقل"."""
    end, bound = bound_after(line, each.end)
    if bound is None or each.bound != "exact":
        return each
    return msgspec.structs.replace(each, end=end, bound=bound)


def _words(line: Line, amounts: Sequence[Amount], tools: Tools, frame: Frame) -> tuple[Word, ...]:
    """Return the parsed words of an English line that has amounts."""
    tree = tools.parsed(frame).get(line.number) if amounts and line.language == "en" else None
    return tree.words if tree else ()


def _apart(found: Sequence[Counted]) -> list[Counted]:
    kept: list[Counted] = []
    for each in sorted(found, key=lambda c: (c.start, -c.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
