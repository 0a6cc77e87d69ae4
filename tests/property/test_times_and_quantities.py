"""Times and quantities in any text at all: no crash, true spans, and values that are EDTF."""

# ruff: noqa: E501, RUF001 - a table of pieces; Arabic letters and digits are meant

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.analysis import Frame, Tools, frames_of
from amana.analysis.parsing import Named, Parsed
from amana.analysis.quantities import STEP as QUANTITIES
from amana.analysis.time import STEP as TIME
from amana.records import Published, Quantity, Reading, Recipe, State, TimeExpression

_PIECES = [
    "Sunday", "last", "month", "May", "March", "2024", "Oct. 7", "between", "and", "to", "-", "–", "1446هـ", "رجب", "17", "يناير", "٢٠٢٥",
    "13-month-old", "more than", "two", "million", "%", "of", "بين", "عامي", "و", "ألف", "قتيل", "منذ", "الأحد", "الماضي", "half a", "dozens",
    "today", "the next day", "1999999999999", "0", "31", "February", "30/02/2024", "12:30", "\n", ".", ",", "«", "قبل", "ثلاثة", "أيام", "ago",
]  # fmt: skip
_DATE = r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?|\d{3}X|\d{2}XX)[?~]?"
_DURATION = r"P(?:\d+[YMWD]|T\d+[HMS])~?"
_EDTF = re.compile(
    rf"{_DATE}(?:/(?:{_DATE}|\.\.))?|(?:\.\.|{_DURATION})(?:/(?:\.\.|{_DURATION}))?", re.ASCII
)

_BOUNDS = {
    "exact", "more than", "at least", "about", "less than", "at most", "between", "multiple", "unknown",
}  # fmt: skip


class NoParser:
    """Parses nothing, so that any text is quick: rules do without, too."""

    def parse(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[Parsed]:
        """See `Parser.parse`."""
        del text
        return [Parsed(start, end, (), ()) for start, end in sentences]

    def names(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[list[Named]]:
        """See `Parser.names`."""
        del text
        return [[] for _ in sentences]


texts = st.one_of(st.text(), st.lists(st.sampled_from(_PIECES)).map(" ".join))


def frame(text: str, language: str) -> Frame:
    reading = Reading(
        original="0" * 64, key="1" * 64, recipe=Recipe(step="reading/plain", tool="amana", version="1"),
        state=State.READ, media_type="text/plain", text=f"x {text}", language=language,
    )  # fmt: skip
    [made] = frames_of(reading, ())
    return made


@given(texts, st.sampled_from(("en", "ar")), st.sampled_from((None, "2024-11-21", "2024", "9999")))
@settings(max_examples=150, deadline=None)
def test_times_are_true_to_any_text(text: str, language: str, published: str | None) -> None:
    made = frame(text, language)
    made.published = Published(edtf=published, basis="metadata") if published else None
    found = TIME.observe(made, {}, Tools())
    ends = 0
    for each in sorted(found, key=lambda fact: fact.span.char_start):
        assert isinstance(each, TimeExpression)
        assert each.span.quote == f"x {text}"[each.span.char_start : each.span.char_end]
        assert each.span.quote.strip()
        assert ends <= each.span.char_start
        ends = each.span.char_end
        for value in (each.edtf, each.edtf_text_only):
            assert value is None or _EDTF.fullmatch(value), value
        assert (each.edtf is None) == (each.basis == "none")
    assert found == TIME.observe(made, {}, Tools())


@given(texts, st.sampled_from(("en", "ar")))
@settings(max_examples=150, deadline=None)
def test_quantities_are_true_to_any_text(text: str, language: str) -> None:
    made = frame(text, language)
    tools = Tools(parser=NoParser())
    earlier = {"time": TIME.observe(made, {}, tools)}
    found = QUANTITIES.observe(made, earlier, tools)
    names = {each.id for each in found}
    ends = 0
    for each in sorted(found, key=lambda fact: fact.span.char_start):
        assert isinstance(each, Quantity)
        assert each.span.quote == f"x {text}"[each.span.char_start : each.span.char_end]
        assert ends <= each.span.char_start < each.span.char_end
        ends = each.span.char_end
        assert each.bound in _BOUNDS
        assert each.unit
        assert (each.value is None) <= (each.bound not in {"exact", "between"})
        assert each.part_of is None or (each.part_of in names and each.part_of != each.id)


@pytest.mark.parametrize(
    "piece", ["1", "1,", "one ", "و", "May ", "2011-", "- ", "a third ", "ألف "]
)
def test_a_very_long_line_takes_no_longer_than_its_length(piece: str) -> None:
    made, tools = frame(piece * 3_000, "ar" if piece > "\u0600" else "en"), Tools(parser=NoParser())
    QUANTITIES.observe(made, {"time": TIME.observe(made, {}, tools)}, tools)
