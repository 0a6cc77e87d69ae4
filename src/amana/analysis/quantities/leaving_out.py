"""Numbers that count nothing: years, times, labels, phone numbers, models, scores, addresses."""

# ruff: noqa: RUF001 - Arabic letters and typographic dashes are meant

from __future__ import annotations

import re
from collections.abc import Sequence

from amana.analysis.amounts import Amount, Form, Line
from amana.analysis.quantities.lexicon import arabic, english

Extent = tuple[int, int]

_LOOK_BACK = 32
_FIRST_YEAR, _LAST_YEAR = 1800, 2099
_CLOCK = re.compile(r" ?(?:a\.?m\.?|p\.?m\.?|o'clock|GMT|UTC|hours GMT)(?!\w)", re.IGNORECASE)
_CLOCK_AR = re.compile(r" (?:صباحا|مساء|ظهرا|فجرا|بتوقيت|بالتوقيت)")
_ERA = re.compile(r" ?(?:ه|ق ?\.? ?م|م(?= ?[).،,=]))(?!\w)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.? ?(?:ال)?\(?\Z")
_LISTED = re.compile(r"\(?\d{1,3}[.)]\s")
_ADDRESSES = re.compile(
    r"(?:https?://|www\.)\S{1,300}|\S{1,64}@\S{1,100}"
    r"|\+\d[\d ()-]{6,20}\d|\b\d{3,4}-\d{3,4}(?:-\d{3,4})?\b"
)
_CHAINED_BEFORE = re.compile(r"\d ?[-–/:] ?\Z")
_CHAINED_AFTER = re.compile(r" ?[-–/:] ?\d|(?:st|nd|rd|th)\b")
_AGED = re.compile(r"(?<!\w)(?:aged?|ages?) (?:between )?\Z", re.IGNORECASE)
_BETWEEN_COMMAS = re.compile(r"[,)]")
_OLDEST = 120


def addresses(line: Line) -> list[Extent]:
    """Return where addresses and phone numbers stand."""
    return [match.span() for match in _ADDRESSES.finditer(line.text)]


def counts_nothing(line: Line, amount: Amount, taken: Sequence[Extent]) -> bool:
    """Tell whether an amount is no quantity, whatever follows it.

    Args:
        line: the line it stands in.
        amount: the amount.
        taken: extents of dates, addresses and phone numbers.
    """
    if any(start < amount.end and amount.number < end for start, end in taken):
        return True
    text, number = line.text, amount.number
    before = text[max(0, number - _LOOK_BACK) : number]
    if number <= 1 and _LISTED.match(text):
        return True
    if _CLOCK.match(text, amount.end) or _CLOCK_AR.match(text, amount.end):
        return True
    if line.language == "ar" and _ERA.match(text, amount.end):
        return True
    if amount.form is not Form.DIGITS:
        return amount.form is Form.WORDS and _is_chapter(before)
    chained = _CHAINED_BEFORE.search(before) or _CHAINED_AFTER.match(text, amount.end)
    labelled = _is_labelled(line, before) and not _is_counted(line, amount)
    return bool(chained) or labelled or _is_age(text, amount, before)


def _is_chapter(before: str) -> bool:
    """Tell "Chapter three", "Phase two"."""
    word = _WORD_BEFORE.search(before)
    return word is not None and word[1].istitle() and word[1].lower() in english().labels


def _is_counted(line: Line, amount: Amount) -> bool:
    """Tell whether an Arabic noun that is often counted follows."""
    word = re.compile(r" ([^\W\d_]+)").match(line.text, amount.end)
    if line.language != "ar" or word is None:
        return False
    return word[1] in arabic().people or word[1] in arabic().units


def _is_labelled(line: Line, before: str) -> bool:
    """Tell whether a number names something: "Article 8", "Resolution 2254", "المادة 8"."""
    word = _WORD_BEFORE.search(before)
    if word is None:
        return False
    if line.language == "ar":
        bare = word[1].removeprefix("و").removeprefix("ب").removeprefix("ل")
        return {word[1], bare} & arabic().labels != set()
    return word[1].lower() in english().labels and not before.endswith("number of ")


def _is_age(text: str, amount: Amount, before: str) -> bool:
    """Tell an age: "aged 12", "Omar Ness, 62, said", "Dalia Mansur (9)"."""
    if _AGED.search(before):
        return True
    if amount.value is None or amount.value > _OLDEST or amount.bound != "exact":
        return False
    enclosed = before.endswith((", ", " (")) and _BETWEEN_COMMAS.match(text, amount.end)
    return bool(enclosed) and re.search(r"[^\W\d_][,]? ?\(?\Z", before) is not None


def is_bare_year(text: str, amount: Amount) -> bool:
    """Tell whether a number without a noun looks like a year."""
    digits = text[amount.number : amount.end]
    return (
        len(digits) == len("2024") and digits.isdigit() and _FIRST_YEAR <= int(digits) <= _LAST_YEAR
    )
