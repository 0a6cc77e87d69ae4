"""Articles in plain text: what belongs to each, from headline to last paragraph.

The text of a saved page may hold several articles one after another, with page furniture between.
`beginnings` says where they begin; without a beginning the whole text is one article. Precision
goes before recall: only a text with page furniture loses lines to `left_out`.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import msgspec

from amana.reading.articles.beginnings import (
    Layout,
    find_beginnings,
    has_furniture,
    layout_of,
)
from amana.reading.articles.captions import is_likely_caption, is_surely_caption
from amana.reading.articles.datelines import is_dateline
from amana.reading.articles.dates import published_in
from amana.reading.articles.draft import CaptionDraft, Draft
from amana.reading.articles.heads import (
    BYLINE,
    CAPTION,
    CAPTION_REPEAT,
    DATE,
    DATELINE,
    TITLE,
    TITLE_REPEAT,
    Head,
)
from amana.reading.articles.lines import Line, ends_sentence
from amana.reading.articles.shapes import (
    furniture,
    is_byline,
    is_cut_short,
    is_date_line,
    is_field,
    is_headline,
    is_issue_line,
    is_numbered,
    is_paragraph,
    is_rule,
    same_title,
    words_in,
)

_LETTER_LINES = 8  # a letter shows itself in its first lines
_MOST_RELATED = 6  # links after a label
_LEAD_WORDS = 4  # a section's name above a headline has fewer words
_SHORTEST_CUT = 15


_AFTER_TITLE = (
    is_paragraph,
    is_likely_caption,
    is_byline,
    is_date_line,
    is_issue_line,
    is_dateline,
    is_numbered,
)
"""What a line may be for the line before it to be a title."""


class _Page(msgspec.Struct, frozen=True):
    """What is known of the whole text while one article is read."""

    lines: list[Line]
    layout: Layout
    furnished: bool
    titles: frozenset[str]


def drafts_of(lines: list[Line], *, sheets: bool) -> list[Draft]:
    """Return the articles of the lines.

    Rules:
    1. An article reaches from its head to the next one. Lines before the first head are an article
       of their own when there is prose among them, else they are left out of the first.
    2. A text without any head is one article. Its title is its first line when that is a headline
       of two words or more, prose, a byline, a date, a caption, a numbered heading, two blank
       lines or verse after a blank line follow, and its first lines show no letter or form; else
       it has none.
    3. In a text with page furniture the later printings of headline and captions are left out,
       also inside the body; so are controls, advertisements, links to other articles (after their
       label, or a headline of another article of the text, also cut short) and notes of rights.
    4. A line with a picture's credit is a caption wherever it stands.
    5. Everything else is a paragraph.
    """
    if not lines:
        return []
    layout = layout_of(lines)
    heads = find_beginnings(lines, layout, sheets=sheets)
    titles = frozenset(lines[head.title].key for head in heads)
    page = _Page(lines=lines, layout=layout, furnished=has_furniture(heads), titles=titles)
    firsts = [_lead(page, head.first) for head in heads]
    drafts: list[Draft] = []
    stray: list[int] = []
    start = firsts[0] if firsts else len(lines)
    if any(is_paragraph(line.text) for line in lines[:start]) or not heads:
        drafts.append(_read(page, _opening(lines, start), 0, start))
    else:
        stray = list(range(start))
    for number, head in enumerate(heads):
        stop = firsts[number + 1] if number + 1 < len(heads) else len(lines)
        draft = _read(page, head, firsts[number], stop)
        draft.left_out += [(lines[i].start, lines[i].end, "navigation") for i in stray]
        stray = []
        drafts.append(draft)
    return drafts


def _lead(page: _Page, first: int) -> int:
    """Return where the lines begin that stand above a headline and belong to it (its section)."""
    index = first
    while (
        page.furnished
        and index > 0
        and not page.layout.is_wide(page.lines, index)
        and words_in(page.lines[index - 1].text) < _LEAD_WORDS
        and not ends_sentence(page.lines[index - 1].text)
    ):
        index -= 1
    return index if index == 0 or page.layout.is_wide(page.lines, index) else first


def _opening(lines: list[Line], stop: int) -> Head:
    """Read the first lines of a text without page furniture (rule 2 of `drafts_of`)."""
    head = Head(first=0, stop=0, title=0, roles={})
    if not _has_title(lines[:stop]):
        return head
    head.roles[0] = TITLE
    head.stop = 1
    while head.stop < stop - 1:
        text = lines[head.stop].text
        if is_byline(text):
            role = BYLINE
        elif is_date_line(text) or is_issue_line(text):
            role = DATE
        elif is_dateline(text):
            role = DATELINE
        elif is_likely_caption(text):
            role = CAPTION
        else:
            break
        head.roles[head.stop] = role
        head.stop += 1
    return head


def _has_title(lines: list[Line]) -> bool:
    if len(lines) < 2 or not is_headline(lines[0].text, 2):  # noqa: PLR2004 - a title and a text
        return False
    if any(is_field(line.text) for line in lines[:_LETTER_LINES]):
        return False
    following = lines[1]
    if following.text[0].islower():
        return False
    verse = following.gap > 0 and len(lines) > 2 and lines[2].gap == 0  # noqa: PLR2004 - lines
    return verse or following.gap > 1 or any(test(following.text) for test in _AFTER_TITLE)


def _read(page: _Page, head: Head, start: int, stop: int) -> Draft:
    """Read the lines `start` to `stop` (exclusive) as one article that begins with `head`."""
    lines, draft = page.lines, Draft()
    for index in range(start, head.first):
        _leave(draft, lines[index], "navigation")
    for index in range(head.first, head.stop):
        _take_head(draft, lines[index], head.roles[index])
    own = {lines[i].key for i, role in head.roles.items() if role in {TITLE, TITLE_REPEAT}}
    pictures = {lines[i].key for i, role in head.roles.items() if role == CAPTION}
    links = 0
    for line in lines[head.stop : stop]:
        why = _why_left(page, line, own, pictures, links) if page.furnished else None
        links = _links_after(line, why, links)
        if why is not None:
            _leave(draft, line, why)
        elif is_surely_caption(line.text):
            draft.captions.append(CaptionDraft(at=(line.start, line.end)))
            pictures.add(line.key)
        else:
            draft.paragraphs.append((line.start, line.end))
    if not draft.paragraphs and draft.captions:
        draft.paragraphs.append(draft.captions.pop().at)
    return draft


def _leave(draft: Draft, line: Line, why: str) -> None:
    draft.left_out.append((line.start, line.end, why))


def _take_head(draft: Draft, line: Line, role: str) -> None:
    at = (line.start, line.end)
    if role == TITLE:
        draft.title = at
    elif role == CAPTION:
        draft.captions.append(CaptionDraft(at=at))
    elif role == BYLINE and draft.byline is None:
        draft.byline = at
    elif role == DATELINE and draft.dateline is None:
        draft.dateline = at
    elif role == DATE:
        draft.published = draft.published or published_in(line.text)
        _leave(draft, line, "boilerplate")
    else:
        _leave(draft, line, "boilerplate" if role in {BYLINE, DATELINE} else role)


def _why_left(page: _Page, line: Line, own: set[str], pictures: set[str], links: int) -> str | None:
    """Return why a line of the body stays out of the article, None when it belongs to it."""
    if not line.key:
        return None
    if line.key in own or _is_cut_of(line, own):
        return TITLE_REPEAT
    if line.key in pictures:
        return CAPTION_REPEAT
    known = furniture(line.text, line.key)
    if known is not None or is_rule(line.text):
        return known.why if known is not None else "boilerplate"
    announced = links and is_headline(line.text) and not is_surely_caption(line.text)
    other = line.key in page.titles or _is_cut_of(line, page.titles)
    return "related" if announced or other else None


def _links_after(line: Line, why: str | None, links: int) -> int:
    """Return how many more lines may be links: a label such as "Related" announces them."""
    if why != "related":
        return 0 if why is None else links
    known = furniture(line.text, line.key)
    labelled = known is not None and known.match == "line"
    return _MOST_RELATED if labelled else max(0, links - 1)


def _is_cut_of(line: Line, titles: AbstractSet[str]) -> bool:
    """Tell whether the line is one of the headlines cut short."""
    if not is_cut_short(line.text) or line.size < _SHORTEST_CUT:
        return False
    return any(same_title(line.key, title) for title in titles)
