"""What one line looks like by itself: headline, paragraph, byline, date, furniture.

Pure predicates over the text of a line. None of them decides anything alone: `heads` weighs them.
"""

# ruff: noqa: RUF001 - Arabic letters and typographic marks are meant

from __future__ import annotations

import re
from functools import lru_cache

from amana.reading.articles.lines import ends_sentence
from amana.reading.articles.words import PREFIXES, WHOLE_LINES, Furniture, cues, either
from amana.text import find_dates

LONGEST_TITLE = 160
_SHORTEST_TITLE = 8
_MOST_WORDS = 30
_LONGEST_MARK = 120  # a byline or date line is no longer
_SHORT = 40
_NAME_WORDS = 3  # an Arabic name after a bare verb ("كتب …"); more is a sentence
_LETTERS = 0.6  # share of letters among what is not white space
_PARAGRAPH = 40  # a sentence of this length is a paragraph
_LONG = 120  # text of this length is a paragraph, ended or not
_PREFIXED = 120  # furniture that begins with known words is no longer

_STOP = re.compile(r"[.,;:،؛۔…\\/]\s*[\"'”’»)\]]*$")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:[A-Z]\.){1,4}$")
_ITEM = re.compile(r"^(?:[-•*–—·▪●◦>#|+]|\(?\w{1,3}[.)]\s|\[\d+\])")
_ADDRESS = re.compile(r"https?://|www\.|@\w+\.\w|\S+@\S+")
_SECTION = re.compile(
    rf"^(?:(?:{either(cues('section-word'))})(?!\w)[\s:.\-–—]*(?:\d|[ivxlc]+\b|[a-z]\b|$|\w+\s*[:.\-–—])"
    rf"|\d+(?:\.\d+)*[.)\s]|[ivxlc]+[.)]\s)",
    re.IGNORECASE,
)
_FIELD = re.compile(rf"^(?:{either(cues('form-field'))})\b\s*[:.,\-–—/]", re.IGNORECASE)
_SALUTATION = re.compile(
    r"^(?:dear|cher|chère|monsieur|madame|عزيزي|عزيزتي|السيد|السيدة|السادة)\b", re.IGNORECASE
)
_BYLINE = re.compile(rf"^(?:{either(cues('byline'))})(?=\W|\b)\s*[:\-]?\s*(?P<name>\S.*)$")
_LATIN_NAME = r"[A-ZÀ-Ý][\w'’.\-]*"
_NAMES = re.compile(
    rf"(?:the\s+)?{_LATIN_NAME}(?:\s+(?:(?:al|el|de|van|von|bin|ibn|der|da|di|la|le)\s+)?{_LATIN_NAME}){{1,4}}"
    rf"(?:(?:,|\s+and|\s+et|\s*&|\s*/|\s*\||\s+in|\s+-)\s+{_LATIN_NAME}(?:\s+{_LATIN_NAME}){{0,4}})*"
)
_ARABIC_NAMES = re.compile(
    r"[\u0621-\u0652\u0670-\u06d3]+(?:[\s\-–/،:«»\"]+[\u0621-\u0652\u0670-\u06d3]+){1,7}[»\"]?"
)
_DATE_LABEL = re.compile(rf"^(?:{either(cues('date-label'))})(?!\w)", re.IGNORECASE)
_AROUND_DATE = re.compile(
    r"(?:\b\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s*"
    r"(?:[ap]\.?m\.?|GMT|UTC|[A-Z]{2,4}|ص|م|صباحا|مساء|[+-]\d{2}:?\d{2})?"
    r"|\b(?:at|on|the|last|first|[ap]\.?m\.?|GMT|UTC|KSA|EST|EDT|CET|IST|BST|local time)\b"
    r"|\bmin(?:ute)?s? (?:ago|read)\b"
    r"|الساعة|بتوقيت|غرينتش|جرينتش|الموافق|هـ|[\s|•·,،:()\-–—/.\[\]])",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"^(?:(?:updated|published|posted)\s+)?(?:\d{1,3}|an?|one|two)\s+(?:second|sec|minute|min|hour|hr|day|week|month|year)s?\s+ago\.?$"
    r"|^(?:قبل|منذ)\s+(?:\d{1,3}\s+)?\w+(?:\s+\w+)?$"
    r"|^\d{1,2}\s*(?:-\s*)?min(?:ute)?s?\s+read$|^\d{1,2}:\d{2}(?:\s*/\s*\d{1,2}:\d{2})?$",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"^\d{1,6}[kKmM]?\s*(?:shares?|comments?|views?|likes?|tweets?|مشاركة|مشاهدة|تعليق|تعليقات)$"
    r"|^(?:shares?|comments?|views?|likes?|مشاهدات|التعليقات|المشاهدات)\s*[:(]?\s*\d{1,6}\)?$"
    r"|^[^\W\d_]\s?[+\-]$|^[^\W\d_]\s?[+\-]?(?:\s+[^\W\d_]\s?[+\-]?){1,2}$|^[+\-|•·×✕✖]+$",
    re.IGNORECASE,
)
_RULE_LINE = re.compile(r"^[\s\-_=*~#•·.—–]{3,}$")


def words_in(text: str) -> int:
    """Return the number of words, counted in the first characters only."""
    return len(text[:400].split())


def is_paragraph(text: str) -> bool:
    """Tell whether the line is prose: a sentence that ends, or a text too long for a headline."""
    if len(text) >= LONGEST_TITLE:
        return True
    return len(text) >= _LONG or (len(text) >= _PARAGRAPH and ends_sentence(text))


@lru_cache(maxsize=1024)  # the same line is met from every headline near it
def is_headline(text: str, fewest_words: int = 3) -> bool:
    """Tell whether the line could be a headline.

    Rules: 8 to 160 characters, `fewest_words` to 30 words, mostly letters; does not end like a
    sentence or in the middle of one (a question, an exclamation or a closing quote may end it);
    is no list item, address, form field, salutation, byline or date; begins with no small letter.
    """
    if not _SHORTEST_TITLE <= len(text) <= LONGEST_TITLE:
        return False
    if not fewest_words <= words_in(text) <= _MOST_WORDS or text[0].islower():
        return False
    if _STOP.search(text) and not _ABBREVIATION.search(text) and not is_cut_short(text):
        return False
    if _ITEM.match(text) or _ADDRESS.search(text) or is_field(text):
        return False
    solid = "".join(text.split())
    if sum(map(str.isalpha, solid)) < _LETTERS * len(solid):
        return False
    return not is_date_line(text) and not is_byline(text)


def is_prose(text: str) -> bool:
    """Tell whether the line is a paragraph and could be no headline ("… in the U.S." could)."""
    return is_paragraph(text) and not is_headline(text)


def is_numbered(text: str) -> bool:
    """Tell whether the line is the numbered heading of a part ("Chapter 2", "3. Facts")."""
    return _SECTION.match(text) is not None


def is_field(text: str) -> bool:
    """Tell whether the line is one of a letter or a form ("To: …", "Dear …", "الموضوع: …")."""
    return _FIELD.match(text) is not None or _SALUTATION.match(text) is not None


def is_cut_short(text: str) -> bool:
    """Tell whether the line was cut by the page: it ends in an ellipsis."""
    return text.endswith(("…", "...", "..", "[…]", "[...]"))


def is_short(text: str) -> bool:
    """Tell whether the line is too short to be a caption or a paragraph."""
    return len(text) <= _SHORT and not is_paragraph(text)


def is_rule(text: str) -> bool:
    """Tell whether the line is drawn, not written ("-----", "***")."""
    return _RULE_LINE.match(text) is not None


def furniture(text: str, key: str) -> Furniture | None:
    """Return what is known of the line as page furniture: exact wording, or a known beginning."""
    if len(text) > _PREFIXED:
        return None
    known = WHOLE_LINES.get(key.rstrip(" :.>»›←→|"))
    if known is not None:
        return known
    for prefix, row in PREFIXES.get(key[:1], ()):
        if key.startswith(prefix):
            return row
    if _COUNTER.match(text):
        return Furniture(text=text, match="line", why="widget", alone=len(text) > 1)
    return None


def is_byline(text: str) -> bool:
    """Tell whether the line names who wrote the text: "By Dalia Mansur", "بقلم: …", "Par …"."""
    if len(text) > _LONGEST_MARK:
        return False
    match = _BYLINE.match(text)
    if match is None or ends_sentence(text):
        return False
    name = match["name"].strip(" *")
    if _NAMES.fullmatch(name) is not None:
        return True
    labelled = ":" in text or text.startswith("بقلم")
    return _ARABIC_NAMES.fullmatch(name) is not None and (labelled or words_in(name) <= _NAME_WORDS)


def is_date_line(text: str) -> bool:
    """Tell whether the line holds a date or time and nothing else but labels and clock time."""
    if len(text) > _LONGEST_MARK:
        return False
    if _AGO.match(text):
        return True
    label = _DATE_LABEL.match(text)
    rest = text[label.end() :] if label else text
    dates = find_dates(rest)
    if not dates:
        return False
    for found in reversed(dates):
        rest = rest[: found.char_start] + " " + rest[found.char_end :]
    rest = _DATE_LABEL.sub("", _AROUND_DATE.sub(" ", rest).strip())
    return not _AROUND_DATE.sub("", rest).strip()


def is_issue_line(text: str) -> bool:
    """Tell whether the line names a paper and a day: "Harbour News, Sunday, March 10, 2024"."""
    dates = find_dates(text) if len(text) <= _LONGEST_MARK and not ends_sentence(text) else ()
    if len(dates) != 1 or len(dates[0].edtf) != len("2024-03-10"):
        return False
    before, after = text[: dates[0].char_start], text[dates[0].char_end :]
    name = before.strip(" ,،-–—|") or after.strip(" ,،-–—|")
    if before.strip() and after.strip(" ,.|"):
        return False
    words = name.split()
    return 0 < len(words) <= _NAME_WORDS + 1 and all(
        word[0].isupper() or word[0] > "\u0600" for word in words
    )


def same_title(one: str, other: str) -> bool:
    """Tell whether two keys are printings of one headline.

    Equal; or one is the other cut short; or one is the other with the name of the site after a
    bar or dash.
    """
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    bare = short.rstrip(" .…[]")
    if is_cut_short(short) and len(bare) >= _SHORTEST_TITLE + 4 and long.startswith(bare):
        return True
    return (
        len(short) >= _SHORTEST_TITLE
        and long.startswith(short)
        and re.match(r"\s+[|\-–—:»]\s+\S.{0,60}$", long[len(short) :]) is not None
    )
