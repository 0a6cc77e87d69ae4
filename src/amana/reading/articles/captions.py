"""Captions: is a line the caption of a picture, and what does it say of credit, date and place.

A field is null rather than wrong: a date needs its year in print, a place needs to stand right
before the date.
"""
# ruff: noqa: RUF001 - Arabic letters and typographic dashes are meant

from __future__ import annotations

import re
from functools import lru_cache

from amana.reading.articles.credits import find_credit, read_credit
from amana.reading.articles.words import cues, fold
from amana.records import Caption, Span
from amana.text import FoundDate, find_dates

LONGEST_CAPTION = 900

_FILE_START = re.compile(
    r"^\W{0,2}(?:FILE|File)(?:\s+(?:PHOTO|photo|Photo|PICTURE|picture|IMAGE|image))?\s*\)?\s*[:\-–—]"
    r"|^\W{0,2}(?:FILE|File|Archive|ARCHIVE)\s+(?:PHOTO|photo|Photo|PICTURE|picture|IMAGE)\b"
    r"|^\W{0,2}(?:صورة\s+)?(?:أرشيفية|ارشيفية|من الأرشيف)\b|^ملف\s*[:\-–—]"
    r"|^\W{0,2}(?:[Pp]hoto|PHOTO|[Ii]mage)\s+d['’]archives?\b"
)
_FILE_ANYWHERE = re.compile(
    r"\bfile\s+(?:photo|picture|image)\b|\bphoto\s+d['’]archives?\b"
    r"|أرشيفية|ارشيفية|من الأرشيف|\(\s*ملف\b",
    re.IGNORECASE,
)
_PHOTO_START = re.compile(
    r"^(?:Photo|PHOTO|Image|Picture|Caption|صورة|الصورة|تعليق الصورة|Légende)\s*[:：]\s*\S"
    r"|^(?:This|In this|A|An|The)\s+(?:\w+\s+)?(?:handout|undated|file|satellite|aerial)?\s*"
    r"(?:photo|picture|image|photograph|screengrab|video grab)\b.{0,80}"
    r"\b(?:shows?|taken|released|provided|made available)\b"
)
_NAME = r"[A-ZÀ-Ý][\w'’\-]*"
_PROPER = (
    rf"{_NAME}(?:\s+(?:(?:al|el|de|of|the)[\s-])?{_NAME}){{0,4}}"
    rf"(?:,\s+{_NAME}(?:\s+{_NAME}){{0,3}}){{0,2}}"
)
_BEARING = r"(?:(?:(?:north|south)(?:east|west)?|east|west|outside|outskirts)(?:\s+of)?\s+)"
_BEFORE_DATE = re.compile(
    rf"\b(?:in|at|near|outside)\s+(?:the\s+)?(?:[a-z]+\s+){{0,4}}?(?P<place>{_BEARING}?{_PROPER})"
    r"\s*(?:,|\.)?\s*(?:(?:on|in)\s+)?$"
)
_ARABIC_BEFORE_DATE = re.compile(
    r"(?<!\S)(?:في|قرب|بمدينة|شمال|جنوب|شرق|غرب)\s+(?P<place>[ء-\u0652\u0670-\u06d3]+(?:\s+[ء-\u0652\u0670-\u06d3]+){0,2}?)"
    r"\s*[،,]?\s*(?:(?:في|يوم|بتاريخ|أمس)\s+){0,2}$"
)
_NOT_PLACES = frozenset(fold(text) for text in cues("not-a-place"))


def is_surely_caption(text: str) -> bool:
    """Tell whether the line is a caption wherever it stands.

    It carries a credit that only pictures have, or begins as a file photo or a photo label.
    """
    if len(text) > LONGEST_CAPTION:
        return False
    if _FILE_START.match(text) or _PHOTO_START.match(text):
        return True
    credit = find_credit(text)
    return credit is not None and credit.sure


@lru_cache(maxsize=1024)  # the same line is met from every headline near it
def is_likely_caption(text: str) -> bool:
    """Tell whether the line would be a caption where captions stand: it ends in a credit."""
    return len(text) <= LONGEST_CAPTION and (
        find_credit(text) is not None or is_surely_caption(text)
    )


def read_caption(span: Span, credit_line: str | None = None) -> Caption:
    """Return the caption that stands at `span`, with what it says.

    Args:
        span: the whole caption.
        credit_line: the part of it that the page marks as credit, if it does.
    """
    text = span.quote
    credit = read_credit(credit_line) if credit_line else find_credit(text)
    date = _one_date(text)
    return Caption(
        span=span,
        credit=credit.printed if credit else None,
        photographer=credit.photographer if credit else None,
        agency="; ".join(credit.agencies) or None if credit else None,
        date=date.edtf if date else None,
        place=_place(text, date) if date else None,
        file_photo=bool(credit and credit.file_photo)
        or bool(_FILE_START.match(text) or _FILE_ANYWHERE.search(text)),
    )


def _one_date(text: str) -> FoundDate | None:
    """Return the date of the picture: the finest one, when there are not two of them."""
    dates = find_dates(text)
    if not dates:
        return None
    finest = max(len(found.edtf) for found in dates)
    finest_dates = [found for found in dates if len(found.edtf) == finest]
    return finest_dates[0] if len({found.edtf for found in finest_dates}) == 1 else None


def _place(text: str, date: FoundDate) -> str | None:
    """Return the place that stands right before the date, as printed.

    "in Damascus on January 17, 2025": Damascus. "in the base north of Baghdad, Iraq August 23,
    2020": north of Baghdad, Iraq. Words between place and date, or no preposition: none.
    """
    before = text[max(0, date.char_start - 120) : date.char_start]
    match = _BEFORE_DATE.search(before)
    if match is not None:
        return None if fold(match["place"]) in _NOT_PLACES else match["place"]
    match = _ARABIC_BEFORE_DATE.search(before)
    if match is None or any(fold(word) in _NOT_PLACES for word in match["place"].split()):
        return None
    return match["place"]
