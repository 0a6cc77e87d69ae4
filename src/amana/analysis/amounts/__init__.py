"""Amounts: numbers in digits and words, with the words that bound them, in English and Arabic.

For an investigator: "at least 40", "some 1,200", "بين 40 و50" are read as what they say, no more.
For an engineer: what the steps `time` and `quantities` share; pure functions over one sentence.
"""

from __future__ import annotations

from amana.analysis.amounts.find import Amount, bound_after, find_amounts
from amana.analysis.amounts.lines import Line, lines
from amana.analysis.amounts.numbers import Form

__all__ = ["Amount", "Form", "Line", "bound_after", "find_amounts", "lines"]
