"""Credits of pictures: who took it, through which agency, and how sure the print is.

`find_credit` looks at the end of a line for a credit as newspapers print it. It answers "is this
a credit at all?" as carefully as "what does it say?", because a credit is what tells a caption
from a paragraph.
"""
# ruff: noqa: RUF001 - Arabic letters and typographic dashes are meant

from __future__ import annotations

import re

import msgspec

from amana.reading.articles.words import AGENCIES, cues, either, fold

_LONGEST = 90
_TAIL = 160  # how far back from the end of a line a credit is looked for, in code points

_NAME = r"[A-ZÀ-ÝŞĞİÇČŠŽ][\w'’.\-]*"
_PARTICLE = r"(?:al|el|de|del|van|von|bin|ibn|der|da|di|la|le|abu|ul|ur)"
_LATIN_PERSON = re.compile(rf"{_NAME}(?:\s+(?:{_PARTICLE}\s+)*{_NAME}){{1,4}}")
_ARABIC_PERSON = re.compile(r"[ء-\u0652\u0670-\u06d3]{2,}(?:\s+[ء-\u0652\u0670-\u06d3]{2,}){1,3}")
_ARABIC_PHRASE = re.compile(r"(?<!\S)(?:من|في|على|إلى|قرب|أمام|خلال|بعد|قبل|عن|مع|بين)(?!\S)")
_PROPER = re.compile(
    rf"{_NAME}(?:\s+(?:of|the|and|for|in|&|{_NAME})){{0,7}}|[ء-\u0652\u0670-\u06d3]{{2,}}(?:\s+[ء-\u0652\u0670-\u06d3]{{2,}}){{0,5}}"
)
_OUTLET = re.compile(rf"(?<!\w)(?:{either(cues('outlet-word'))})(?!\w)", re.IGNORECASE)
_BODY = re.compile(rf"(?<!\w)(?:{either(cues('body-word'))})(?!\w)", re.IGNORECASE)
_SPLIT = re.compile(
    r"\s*[/;|©،]\s*|\s+[-–—]\s+|\s*,\s+|(?:^|\s+)(?:via|VIA|for|عبر)\s+|(?<=[A-Z])-(?=REUTERS|AFP|AP\b)"
)
_LEAD = re.compile(
    rf"^(?:{either(cues('photo-label'))})(?:\s*(?:[:：]|\.{{2,3}}|…)|\s+(?:by|courtesy\s+of|credit)\b\s*:?|(?<=by)(?=\s)|"
    r"(?<=of)(?=\s))\s*",
    re.IGNORECASE,
)
_PHOTO_WORD = re.compile(
    r"\s*\b(?:photos?|photography|pictures|images|stock photo)$", re.IGNORECASE
)
_FILE = re.compile(
    rf"^(?:{either(cues('file-photo'))}|file|archives?)(?:\s+(?:photo|picture|image))?$",
    re.IGNORECASE,
)
_NEUTRAL = frozenset(fold(text) for text in cues("handout"))
_AGENCY = {fold(form): agency.name for agency in AGENCIES for form in agency.forms}

_CLOSED = re.compile(r"[(\[（]\s*(?P<credit>[^()\[\]]{2,110}?)\s*[)\]）]\s*[.。]?$")
_SLASHED = re.compile(
    r"(?:^|[\s.–—-])(?P<credit>(?:REUTERS|Reuters|AFP|AP|EPA-EFE|EPA|DPA|dpa|ANSA|TASS|XINHUA|Xinhua)"
    r"(?:\s+(?:PHOTO|Photo|photo))?\s?/\s?[A-ZÀ-Ý][^;:()]{2,70})$"
)
_LABELLED = re.compile(
    rf"(?:^|(?<=[\s.|(\[–—-]))(?P<credit>(?:{either(cues('photo-label'))})"
    r"(?:\s*[:：]\s*|\s+(?:by|credit:?|courtesy of)\s+|(?<=by)\s+|(?<=ourtesy of)\s+)"
    r"(?P<who>(?:[^:：.]|(?<=[A-Z])\.|\.(?=\S)){2,90}))$"
)
_COPYRIGHT = re.compile(r"(?P<credit>©\s*(?:\d{4}\s+)?(?P<who>[^©]{2,70}))$")
_TELLING = re.compile(
    r"[)\]）/:：©|]|\b(?:by|BY|of)\s|[^.!?…؟]$"
)  # one of these is in every credit
_BOUNDARY = re.compile(r"(?<=[.!?…»”\"])\s+|\s+[-–—|]\s+|\s{2,}")
_UNSURE_LABEL = re.compile(r"source|المصدر", re.IGNORECASE)


class Credit(msgspec.Struct, frozen=True):
    """A credit as printed and what it says.

    `sure` is true when its form is that of a picture's credit and of nothing else; "(Reuters)"
    at the end of a text may as well name the source of the text.
    """

    printed: str
    photographer: str | None
    agencies: tuple[str, ...]
    file_photo: bool
    sure: bool


class _Parts(msgspec.Struct):
    """What the parts of a credit turned out to be."""

    photographers: list[str] = msgspec.field(default_factory=list)
    agencies: list[str] = msgspec.field(default_factory=list)
    outlets: list[str] = msgspec.field(default_factory=list)
    signs: int = 0  # words that only credits have: photo, pool, handout, file
    file_photo: bool = False
    proper: list[str] = msgspec.field(default_factory=list)  # names of something, one or more words
    strange: int = 0


def find_credit(text: str) -> Credit | None:
    """Return the credit that ends the line, or that the line consists of.

    Forms, tried in this order:
    1. "(Name/Pool via AGENCY)", "[AGENCY]" at the end;
    2. "Photo: Name / Agency", "Photo by Name", "صورة: …", "© Name" at the end or as the line;
    3. "AGENCY/Name" at the end;
    4. after the last sentence, a dash or a bar: "… 2025. Name/Agency", "… | Agency".
    """
    tail = text[-_TAIL:].rstrip()
    if not _TELLING.search(tail):
        return None
    closed = _CLOSED.search(tail)
    if closed is not None:
        found = _plain(closed["credit"])
        if found is not None:
            return found
    for pattern in (_LABELLED, _COPYRIGHT):
        match = pattern.search(tail)
        if match is not None and not (match.start() > 0 and tail[match.start() - 1] in "(["):
            found = _labelled(match["credit"].rstrip(" ."), match["who"].rstrip(" ."))
            if found is not None:
                return found
    slashed = _SLASHED.search(tail)
    if slashed is not None:
        return _plain(slashed["credit"].rstrip(" ."))
    whole = _plain(tail) if "/" in tail and len(tail) == len(text.rstrip()) else None
    return whole or _after_boundary(tail.rstrip(" ."))


def read_credit(printed: str) -> Credit:
    """Read what stands where a page prints a credit and nothing else.

    What is not understood stays in `printed` and makes no photographer.
    """
    bare = printed.strip().strip("()[]").strip()
    found = _labelled(printed, _LEAD.sub("", bare)) or find_credit(printed)
    if found is not None:
        return found
    parts = _parts(_LEAD.sub("", bare))
    parts.photographers.clear()
    return _credit(printed, parts, sure=True)


def _after_boundary(tail: str) -> Credit | None:
    for boundary in reversed(list(_BOUNDARY.finditer(tail))):
        if len(tail) - boundary.end() > _LONGEST:
            return None
        found = _plain(tail[boundary.end() :])
        if found is not None and found.agencies:
            return found
    return None


def _plain(printed: str) -> Credit | None:
    """Read a credit without label: every part must be understood and an outlet be among them."""
    label = _LEAD.match(printed)
    if label is not None:
        return _labelled(printed, printed[label.end() :])
    parts = _parts(printed)
    slash = "/" in printed
    if parts.strange or not (parts.agencies or (parts.photographers and parts.outlets and slash)):
        return None
    sure = bool(parts.photographers or parts.outlets or parts.signs or parts.file_photo)
    return _credit(printed, parts, sure=sure)


def _labelled(printed: str, who: str) -> Credit | None:
    """Read a credit that says that it is one."""
    parts = _parts(who)
    if parts.strange or not (parts.photographers or parts.agencies or parts.outlets or parts.signs):
        return None
    if not parts.agencies and _ARABIC_PHRASE.search(who):
        return None
    return _credit(printed, parts, sure=_UNSURE_LABEL.match(printed) is None)


def _credit(printed: str, parts: _Parts, *, sure: bool) -> Credit:
    agencies = tuple(dict.fromkeys(parts.agencies + parts.outlets))
    photographer = parts.photographers[0] if len(parts.photographers) == 1 else None
    return Credit(
        printed=printed,
        photographer=photographer,
        agencies=agencies,
        file_photo=parts.file_photo,
        sure=sure,
    )


def _parts(printed: str) -> _Parts:
    """Sort the parts between slashes, commas and "via" into persons, agencies and the rest."""
    parts = _Parts()
    whole = _AGENCY.get(fold(printed))
    for piece in [printed] if whole else _SPLIT.split(printed):
        part = _LEAD.sub("", piece.strip(" .()[]"))
        if part != piece.strip(" .()[]"):
            parts.signs += 1
        if part:
            _sort(part, parts)
    if parts.proper and len(parts.proper) == len(parts.photographers) == 1 and "/" in printed:
        parts.outlets.append(parts.proper.pop())  # "COASTWIRE/Mirela Stoan": whom she works for
    parts.strange += len(parts.proper)
    return parts


def _sort(part: str, parts: _Parts) -> None:
    if _FILE.match(part):
        parts.file_photo = True
        return
    bare = _PHOTO_WORD.sub("", part)
    key = fold(bare)
    agency = _AGENCY.get(fold(part)) or _AGENCY.get(key)
    parts.signs += bare != part and agency != part  # noqa: PLR1714 - a count of two facts
    if agency is not None:
        parts.agencies.append(agency)
    elif key in _NEUTRAL or not bare:
        parts.signs += 1
    elif _OUTLET.search(bare) and _PROPER.fullmatch(bare):
        parts.outlets.append(bare)
    elif _BODY.search(bare) and _PROPER.fullmatch(bare):
        parts.signs += 1
    elif _LATIN_PERSON.fullmatch(bare) or _ARABIC_PERSON.fullmatch(bare):
        parts.photographers.append(bare)
    elif _PROPER.fullmatch(bare) and len(bare) > 2:  # noqa: PLR2004 - shorter is an initial
        parts.proper.append(bare)
    else:
        parts.strange += 1
