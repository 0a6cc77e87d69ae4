"""One article of a marked-up page: headline, lead, byline, date, captions and body."""

from __future__ import annotations

import re

import msgspec

from amana.reading.articles.bodies import Body, find_body
from amana.reading.articles.captions import LONGEST_CAPTION, is_surely_caption
from amana.reading.articles.credits import find_credit
from amana.reading.articles.dates import published_by, published_in
from amana.reading.articles.draft import CaptionDraft, Draft
from amana.reading.articles.heads import CAPTION_REPEAT, LEFT_OUT, TITLE_REPEAT
from amana.reading.articles.hints import LEAD, hint_of
from amana.reading.articles.lines import ends_sentence
from amana.reading.articles.parts import FIGURE, LINKED, Part
from amana.reading.articles.shapes import furniture, is_byline, is_date_line
from amana.reading.articles.titles import find_title, set_anchor
from amana.reading.articles.words import fold

_LEAST_LEAD = 50  # code points of a lead
_LONGEST_BYLINE = 120
_HEAD_REACH = 30  # parts above the text that may belong to its head
_NAMES = 4  # innermost names of a part that say what it is itself
_NAME = re.compile(r"[^\W\d_]{2,}\s+(?:[^\W\d_]\.?\s+)*[^\W\d_]{2,}")
_WORD = r"[A-ZÀ-Ý][\w'’.\-]*"  # noqa: RUF001 - the apostrophe of names
_BY = re.compile(
    rf"\b(?:[Bb]y|BY|[Pp]ar)\s+{_WORD}(?:\s+(?:(?:and|et|de|van|von|al|el)\s+)?{_WORD}){{1,5}}"
)


class _Page(msgspec.Struct):
    """One article while it is read: all parts of its section, and what became of them."""

    parts: list[Part]
    body: Body
    title: Part | None
    draft: Draft
    taken: dict[int, str]

    def take(self, part: Part, role: str) -> tuple[int, int]:
        """Note what a part is and return its range."""
        self.taken[part.index] = role
        return part.start, part.end


def read_page(
    parts: list[Part], metadata: tuple[tuple[str, str], ...], said: list[str]
) -> Draft | None:
    """Return the article that the parts hold, None when there is no prose among them.

    Rules:
    1. The body is the main text (`find_body`) after the headline that the metadata name, if there
       is one (`set_anchor`); the headline is found before it (`find_title`).
    2. Prose between headline and body is the lead, the first paragraphs, unless it is a caption,
       a byline or furniture.
    3. A caption is what the markup calls so, text inside a figure, or a line with a picture's
       credit; a credit printed beside its caption belongs to it. Later copies are left out.
    4. The byline is the part above the body (or its first part) that names its author by wording,
       by the names of its markup or by the page's metadata.
    5. The date of publication comes from the metadata, else from a date line above the body that
       is not announced by a heading of its own ("Incident date").
    6. Every other part is left out, with the reason that its element, its names, its wording or
       its links give.
    """
    set_anchor(parts, said)
    body = find_body(parts)
    if not body.parts:
        return None
    first = body.parts[0].index
    title = find_title(parts, first, said)
    page = _Page(parts=parts, body=body, title=title, draft=Draft(), taken={})
    if title is not None:
        page.draft.title = page.take(title, "title")
    top = title.index if title is not None else max(parts[0].index, first - _HEAD_REACH)
    above = [part for part in parts if top < part.index < first]
    _take_captions(page, top)
    _take_byline(page, [*above, *body.parts[:2]], metadata)
    _take_date(page, above, metadata)
    printed = {part.key for part in body.parts}
    for part in above:
        if _is_lead(page, part) and part.key not in printed:
            printed.add(part.key)
            page.draft.paragraphs.append(page.take(part, "paragraph"))
    for part in body.parts:
        if part.index not in page.taken:
            page.draft.paragraphs.append(page.take(part, "paragraph"))
    _leave_rest(page)
    return page.draft if page.draft.paragraphs else None


def _own_hints(part: Part) -> set[str]:
    """Return what the innermost names of the part say that it is."""
    hints = (hint_of(name) for name in part.group.hints[-_NAMES:])
    return {hint.why for hint in hints if hint is not None}


def _take_captions(page: _Page, top: int) -> None:
    last = page.body.parts[-1].index
    kept = {part.index for part in page.body.parts}
    seen: set[str] = set()
    previous: CaptionDraft | None = None
    for part in page.parts:
        reach = top - _HEAD_REACH <= part.index <= last + 1
        if not reach or part.index in page.taken or part.out is not None:
            previous = None
            continue
        if previous is not None and _is_credit(part):
            page.take(part, "caption")
            previous.at = (previous.at[0], part.end)
            previous.credit = part.text
            previous = None
        elif _is_caption(part, kept):
            key = part.key
            if key in seen:
                page.taken[part.index] = CAPTION_REPEAT
                continue
            seen.add(key)
            previous = CaptionDraft(at=page.take(part, "caption"))
            page.draft.captions.append(previous)
        else:
            previous = None


def _is_caption(part: Part, kept: set[int]) -> bool:
    if part.size > LONGEST_CAPTION or part.linked >= LINKED or part.is_heading:
        return False
    if furniture(part.text, part.key) is not None:
        return False
    if part.index in kept:
        return part.size < LONGEST_CAPTION // 2 and is_surely_caption(part.text)
    hints = _own_hints(part)
    if part.tag == "figcaption" or "caption" in hints:
        return part.size >= _LEAST_LEAD // 5
    in_figure = FIGURE in part.group.within
    return (in_figure or part.group.against is None) and is_surely_caption(part.text)


def _is_credit(part: Part) -> bool:
    """Tell whether the part, right after a caption, is the credit of its picture."""
    if part.size > _LONGEST_BYLINE:
        return False
    return "credit" in _own_hints(part) or (
        FIGURE in part.group.within and find_credit(part.text) is not None
    )


def _take_byline(page: _Page, parts: list[Part], metadata: tuple[tuple[str, str], ...]) -> None:
    authors = {
        fold(value)
        for key, value in metadata
        if key in {"meta:author", "article:author", "jsonld:author", "meta:byl", "meta:dc.creator"}
        and _NAME.search(value)
    }
    best: tuple[int, tuple[int, int], Part] | None = None
    for part in parts:
        if part.index in page.taken or part.size > _LONGEST_BYLINE or part.is_heading:
            continue
        at = _byline_in(part, authors)
        rank = _byline_rank(part, authors) if at is not None else 0
        if at is not None and rank and (best is None or rank > best[0]):
            best = (rank, at, part)
    if best is not None:
        page.draft.byline = best[1]
        page.taken[best[2].index] = "byline"


def _byline_in(part: Part, authors: set[str]) -> tuple[int, int] | None:
    """Return the range of the byline in the part: all of it, or its names beside a date."""
    if not _NAME.search(part.text):
        return None
    if not any(char.isdigit() for char in part.text):
        return part.start, part.end
    by = _BY.search(part.text)
    if by is not None:
        return part.start + by.start(), part.start + by.end()
    for author in sorted(authors):
        found = part.text.casefold().find(author)
        if found >= 0 and len(part.text) == len(part.text.casefold()):
            return part.start + found, part.start + found + len(author)
    return None


def _byline_rank(part: Part, authors: set[str]) -> int:
    """Return how surely the part is the byline: 0 not at all."""
    if is_date_line(part.text) or ends_sentence(part.text.rstrip(".")):
        return 0
    named = any(author in part.key for author in authors)
    hinted = "byline" in _own_hints(part) or part.group.against == "byline"
    if is_byline(part.text):
        return 4 + named
    if named:
        return 2 + hinted
    return 1 if hinted and part.linked < 1 and part.size <= _LONGEST_BYLINE // 2 else 0


def _take_date(page: _Page, above: list[Part], metadata: tuple[tuple[str, str], ...]) -> None:
    page.draft.published = published_by(metadata)
    for part in above:
        if part.index in page.taken or not is_date_line(part.text):
            continue
        before = page.parts[part.index - 1] if part.index else None
        labelled = before is not None and before.is_heading and before is not page.title
        if page.draft.published is None and not labelled:
            page.draft.published = published_in(part.text)
        page.taken[part.index] = "boilerplate"


def _is_lead(page: _Page, part: Part) -> bool:
    if page.title is None or part.index in page.taken or part.size < _LEAST_LEAD:
        return False
    if part.out is not None or part.linked >= LINKED or FIGURE in part.group.within:
        return False
    named = LEAD in _own_hints(part) or part.group.against == LEAD
    if part.group.against is not None and not named:
        return False
    return ends_sentence(part.text) and furniture(part.text, part.key) is None


def _leave_rest(page: _Page) -> None:
    """Leave out every part that was not taken; neighbours with one reason are one run."""
    title = fold(page.title.text) if page.title is not None else None
    run: tuple[int, int, str] | None = None
    for part in page.parts:
        role = page.taken.get(part.index)
        why = (role if role in LEFT_OUT else None) if role else _why_left(page, part, title)
        if run is not None and why == run[2]:
            run = (run[0], part.end, why)
            continue
        if run is not None:
            page.draft.left_out.append(run)
        run = None if why is None else (part.start, part.end, why)
    if run is not None:
        page.draft.left_out.append(run)


def _why_left(page: _Page, part: Part, title: str | None) -> str:
    if title is not None and part.size <= 2 * len(title) and part.key == title:
        return TITLE_REPEAT
    reasons = (part.out, part.group.against, page.body.why.get(part.index))
    for why in reasons:
        if why in LEFT_OUT:
            return why
    known = furniture(part.text, part.key)
    if known is not None:
        return known.why
    return "navigation" if part.linked >= LINKED else "boilerplate"
