"""Heads: the block of page furniture with which an article begins, and how strong its evidence is.

A saved page prints a headline, pictures' captions, controls, a byline, a date, often all of it
twice, and then the text. `read_head` reads such a block from a line that could be its headline;
`plain` decides which of the blocks found are beginnings of articles.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from amana.reading.articles.captions import LONGEST_CAPTION, is_likely_caption, is_surely_caption
from amana.reading.articles.datelines import find_dateline, is_dateline
from amana.reading.articles.lines import Line, ends_sentence
from amana.reading.articles.shapes import (
    furniture,
    is_byline,
    is_cut_short,
    is_date_line,
    is_headline,
    is_issue_line,
    is_numbered,
    is_paragraph,
    is_prose,
    is_rule,
    is_short,
    same_title,
    words_in,
)

LONGEST_HEAD = 60  # lines
_MOST_OPEN = 7  # lines seen once between furniture before the block is given up
_MOST_SHORT = 4  # unknown short lines between two headlines
_LINK_WORDS = 10
_MOST_LONG = 1  # unknown long lines between two headlines: a caption printed once
_LONGEST_LONE = 400  # code points of such a line
_NEAR_BODY = 3  # lines in which the text must begin after the head

TITLE, TITLE_REPEAT = "title", "title-repeat"
CAPTION, CAPTION_REPEAT = "caption", "caption-repeat"
BYLINE, DATE, DATELINE = "byline", "date", "dateline"
LEFT_OUT = frozenset(
    {
        TITLE_REPEAT,
        CAPTION_REPEAT,
        "widget",
        "navigation",
        "advertisement",
        "related",
        "comments",
        "boilerplate",
    }
)
"""The values of `LeftOut.why`."""
_REPEATS = {TITLE_REPEAT, CAPTION_REPEAT}


class Head(msgspec.Struct):
    """A head: its lines from `first` to `stop` (exclusive), their parts, and the evidence."""

    first: int
    stop: int
    title: int
    roles: dict[int, str]
    copies: int = 0  # further printings of the headline
    twins: int = 0  # captions printed more than once
    credits: int = 0  # captions that carry a credit
    controls: int = 0  # lines of known furniture
    marks: int = 0  # date lines
    signed: bool = False  # a byline, or a dateline before the text
    odd: int = 0  # unknown lines between the headlines
    rival: bool = False  # another line is printed as headlines are, and this one is not
    body: bool = False  # prose follows


class _Scan(msgspec.Struct):
    """What is open while a head is read."""

    head: Head
    key: str
    seen: dict[str, int]
    open: dict[str, int]


def read_head(lines: list[Line], first: int) -> Head:
    """Read the head that begins with the headline at `first`.

    Rules:
    1. After the headline, lines belong to the head while each of them is known furniture, a byline,
       a date, a line with a picture's credit, another printing of the headline (also cut short, or
       with the site's name), or is printed again within the head.
    2. A line printed once may stand between two printings of the headline: at most four short ones
       (controls nobody listed), and one long one that does not end like a sentence (a caption
       printed once) when the head shows another sign of a page: a control, a date, a byline, a
       credit or a line printed twice.
    3. A line printed again is a caption when it is a sentence or longer than four words, else a
       control; a line cut short is a link to another article.
    4. The head ends before the first line that none of this explains. No head is longer than 60
       lines.
    """
    head = Head(first=first, stop=first + 1, title=first, roles={first: TITLE})
    scan = _Scan(head=head, key=lines[first].key, seen={}, open={})
    for index in range(first + 1, min(len(lines), first + LONGEST_HEAD)):
        if not _take(scan, lines, index):
            break
        if not scan.open:
            head.stop = index + 1
    head.roles = {index: role for index, role in head.roles.items() if index < head.stop}
    _settle(head, lines)
    return head


def _take(scan: _Scan, lines: list[Line], index: int) -> bool:
    """Take the line into the head; false when the head cannot reach so far."""
    line, head = lines[index], scan.head
    if not line.key:
        return False
    if same_title(line.key, scan.key):
        if not _forgive(scan, lines, index):
            return False
        head.roles[index] = TITLE_REPEAT
        head.copies += 1
        return True
    earlier = scan.seen.get(line.key)
    if earlier is not None:
        _again(scan, lines, index, earlier)
        return True
    scan.seen[line.key] = index
    role = known_part(line.text, line.key)
    if role is not None:
        head.roles[index] = role
        return True
    scan.open[line.key] = index
    return len(scan.open) <= _MOST_OPEN


@lru_cache(maxsize=1024)  # the same line is met from every headline before it
def known_part(text: str, key: str) -> str | None:
    """Return the part of a line that explains itself."""
    known = furniture(text, key)
    if known is not None:
        return known.why
    if is_rule(text):
        return "boilerplate"
    if is_byline(text):
        return BYLINE
    if is_date_line(text) or is_issue_line(text):
        return DATE
    if is_dateline(text):
        return DATELINE
    return CAPTION if is_likely_caption(text) else None


def _again(scan: _Scan, lines: list[Line], index: int, earlier: int) -> None:
    """Take a line that was printed before in this head."""
    head = scan.head
    role = head.roles.get(earlier)
    if scan.open.pop(lines[index].key, None) is not None:
        line = lines[index]
        captioned = not is_short(line.text) or words_in(line.text) > 4  # noqa: PLR2004 - see rule 3
        if is_cut_short(line.text):
            role = "related"
        else:
            role = CAPTION if captioned and line.size <= LONGEST_CAPTION else "widget"
        head.roles[earlier] = role
    if role == CAPTION:
        head.roles[index] = CAPTION_REPEAT
    else:
        head.roles[index] = role if role in LEFT_OUT else "boilerplate"


LEFT_OUT = frozenset(
    {"widget", "navigation", "advertisement", "related", "comments", "boilerplate"}
)


def _forgive(scan: _Scan, lines: list[Line], index: int) -> bool:
    """Explain the open lines by the headline printed again at `index`, if few enough.

    Lines that are printed again right after it stay open: they explain themselves.
    """
    coming = _coming(scan, lines, index)
    again = {key: at for key, at in scan.open.items() if key in coming}
    for key in again:
        del scan.open[key]
    opened = [lines[at] for at in scan.open.values()]
    long = [line for line in opened if _is_long(line.text)]
    if len(long) > _MOST_LONG or len(opened) - len(long) > _MOST_SHORT:
        return False
    signs = set(scan.head.roles.values()) - {TITLE, TITLE_REPEAT}
    if any(line.size > _LONGEST_LONE or ends_sentence(line.text) or not signs for line in long):
        return False
    for line, at in zip(opened, scan.open.values(), strict=True):
        link = is_headline(line.text, 4) or is_cut_short(line.text)
        scan.head.roles[at] = CAPTION if line in long else "related" if link else "widget"
    scan.head.odd += len(opened)
    scan.open = again
    return True


def _is_long(text: str) -> bool:
    """Tell whether the line could be a caption: prose, or more words than a link has, not cut."""
    return not is_cut_short(text) and (is_paragraph(text) or words_in(text) > _LINK_WORDS)


def _coming(scan: _Scan, lines: list[Line], index: int) -> set[str]:
    """Return the open lines that are printed again after `index`, before any unknown line."""
    coming = set()
    for line in lines[index + 1 : index + 1 + LONGEST_HEAD]:
        if line.key in scan.open:
            coming.add(line.key)
        elif (
            line.key not in scan.seen
            and line.key != scan.key
            and known_part(line.text, line.key) is None
        ):
            break
    return coming


def _settle(head: Head, lines: list[Line]) -> None:
    """Choose the headline among its printings and count the evidence."""
    printings = sorted(index for index, role in head.roles.items() if role in {TITLE, TITLE_REPEAT})
    head.title = _fullest(lines, printings)
    for index in printings:
        head.roles[index] = TITLE if index == head.title else TITLE_REPEAT
    roles = list(head.roles.values())
    head.copies = len(printings) - 1
    head.twins = len({lines[i].key for i, role in head.roles.items() if role == CAPTION_REPEAT})
    head.credits = sum(
        role == CAPTION and is_likely_caption(lines[index].text)
        for index, role in head.roles.items()
    )
    head.rival = head.copies == 0 and _has_rival(head, lines)
    head.controls = sum(role in LEFT_OUT - _REPEATS for role in roles) - head.odd
    head.marks = DATE in roles
    following = lines[head.stop : head.stop + _NEAR_BODY]
    prose = [line for line in following if is_prose(line.text)]
    head.body = bool(prose)
    dated = bool(prose) and find_dateline(prose[0].text) is not None
    head.signed = dated or BYLINE in roles or DATELINE in roles


def _has_rival(head: Head, lines: list[Line]) -> bool:
    """Tell whether a line that could be a headline is printed twice with other lines between."""
    for index, role in head.roles.items():
        if (
            role == CAPTION
            and is_headline(lines[index].text)
            and not is_likely_caption(lines[index].text)
        ):
            copies = [i for i in head.roles if lines[i].key == lines[index].key]
            if copies[-1] - copies[0] >= len(copies):
                return True
    return False


def _fullest(lines: list[Line], printings: list[int]) -> int:
    """Return the first printing that is neither cut short nor carries the site's name."""
    shortest_full = [
        index for index in printings if not is_cut_short(lines[index].text)
    ] or printings
    least = min(lines[index].size for index in shortest_full)
    return next(index for index in shortest_full if lines[index].size == least)


def weigh(head: Head, lines: list[Line], *, wide: bool, first_in_text: bool) -> int:
    """Return the evidence that an article begins with `head`; 4 is enough to cut a text there.

    Rules:
    1. Without prose in the first three lines after it a head is no beginning (0), nor when another
       line of it is printed as headlines are, twice with other lines between, and its own is not.
    2. +3 for a second printing of the headline, +3 more for a third; +3 for a caption printed
       twice; +2 for a caption with a credit; +2 for a byline or dateline; +1 for a date line; +1
       for each of the first two controls.
    3. +2 at the beginning of the text or after a gap wider than those between paragraphs.
    4. +1 when the last line before it that is no furniture is prose; -2 when it is not and there is
       no wide gap.
    5. -1 for each unknown line between the headlines; -3 for a numbered heading of a part; -3 for
       a headline that ends like a sentence.
    """
    if not head.body or head.rival:
        return 0
    title = lines[head.title].text
    score = 3 * min(head.copies, 2) + 3 * (head.twins > 0) + 2 * (head.credits > 0)
    score += 2 * head.signed + head.marks + min(max(head.controls, 0), 2) - head.odd
    score -= 3 * is_numbered(title) + 3 * (not is_headline(title))
    if first_in_text or wide:
        score += 2
    if first_in_text:
        return score
    before = _last_of_text(lines, head.first)
    ended = before is None or is_paragraph(before.text) or is_surely_caption(before.text)
    return score + (1 if ended else 0 if wide else -2)


def _last_of_text(lines: list[Line], index: int) -> Line | None:
    """Return the last line before `index` that is no furniture and no link after a label."""
    last: Line | None = None
    for line in reversed(lines[max(0, index - LONGEST_HEAD) : index]):
        known = furniture(line.text, line.key)
        if known is not None and known.why == "related":
            last = None
        elif known is None:
            last = last or line
            if not (is_headline(line.text) or is_cut_short(line.text)):
                return last
    return last
