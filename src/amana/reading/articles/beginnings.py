"""Where articles begin in plain text: the heads whose evidence is strong enough to cut there."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import msgspec

from amana.reading.articles.captions import is_likely_caption
from amana.reading.articles.heads import LONGEST_HEAD, Head, read_head, weigh
from amana.reading.articles.lines import Line, ends_sentence
from amana.reading.articles.shapes import (
    LONGEST_TITLE,
    furniture,
    is_cut_short,
    is_headline,
    is_numbered,
    is_paragraph,
    is_prose,
    is_rule,
    words_in,
)

_ENOUGH = 4
_ENOUGH_ON_SHEETS = 6  # printed pages repeat headings for reasons of their own
_MOST_LINKS = 6
_SOON = 8  # lines within which a headline is printed again, and a link is not
_QUIET_WORDS = 5
_QUIET_GAP = 3  # blank lines before a headline that has nothing but its place
_QUIET_GAP_ON_PAGES = 2
_QUIET_TEXT = 200  # code points of text that such an article has at least


class Layout(msgspec.Struct, frozen=True):
    """How the text sets its lines apart: `typical` blank lines between paragraphs."""

    typical: int

    def is_wide(self, lines: list[Line], index: int) -> bool:
        """Tell whether the line stands apart from the one before: two blank lines, or a rule."""
        if index == 0:
            return True
        gap = lines[index].gap
        return (gap > 1 and gap > self.typical) or is_rule(lines[index - 1].text)


def layout_of(lines: list[Line]) -> Layout:
    """Return the layout: the commonest gap between two paragraphs, the smaller of equals."""
    gaps = Counter(
        two.gap for one, two in pairwise(lines) if is_paragraph(one.text) and is_prose(two.text)
    )
    typical = min(gaps, key=lambda gap: (-gaps[gap], gap)) if gaps else 1
    return Layout(typical=typical)


def find_beginnings(lines: list[Line], layout: Layout, *, sheets: bool) -> list[Head]:
    """Return the heads with which articles begin, in text order, none overlapping.

    Rules:
    1. A line is looked at when it could be a headline and is printed again within 60 lines, or a
       line right after it is, or it stands apart from what is before it.
    2. Of two heads that overlap the one with more evidence stays, then the earlier one.
    3. A head counts from evidence 4 on (`heads.weigh`), in printed pages from 6.
    4. A headline is a link at the end of the article before when only headlines follow until one
       stands apart, or when it comes after a label ("Related") and before another headline and
       is not printed again soon.
    5. A headline with nothing but its place counts when it has five words or more, stands apart by
       two blank lines more than paragraphs do in a text with page furniture, or by three in a text
       without where *every* such gap, and the first line, has a headline of this kind and 200
       characters of text after it.
    """
    enough = _ENOUGH_ON_SHEETS if sheets else _ENOUGH
    weighed = []
    for index in _candidates(lines, layout):
        head = read_head(lines, index)
        wide = layout.is_wide(lines, index)
        score = weigh(head, lines, wide=wide, first_in_text=index == 0)
        if score >= enough:
            weighed.append((-score, index, head))
    chosen: list[Head] = []
    taken: set[int] = set()
    for _, _, head in sorted(weighed, key=lambda entry: entry[:2]):
        reach = range(head.first, head.stop)
        if taken.isdisjoint(reach):
            chosen.append(head)
            taken.update(reach)
    if not sheets:
        chosen += _quiet(lines, layout, chosen, taken)
    return sorted(chosen, key=lambda head: head.first)


def has_furniture(heads: list[Head]) -> bool:
    """Tell whether the text is that of a page.

    Some head shows repeats, controls or a picture's credit.
    """
    return any(head.copies or head.twins or head.controls > 0 or head.credits for head in heads)


def _candidates(lines: list[Line], layout: Layout) -> list[int]:
    near = _printed_again(lines)
    found = []
    for index, line in enumerate(lines):
        wide = layout.is_wide(lines, index)
        again = near[index] or any(near[index + 1 : index + 3])
        if not (wide or again) or line.size > LONGEST_TITLE:
            continue
        if not wide and line.key == lines[index - 1].key:
            continue
        stopped = (
            near[index]
            and words_in(line.text) > _QUIET_WORDS
            and ends_sentence(line.text)
            and lines[index + 1].key != line.key
        )
        if not (is_headline(line.text) or stopped) or is_likely_caption(line.text):
            continue
        if furniture(line.text, line.key) is not None:
            continue
        if wide or not _is_link(lines, layout, index):
            found.append(index)
    return found


def _is_link(lines: list[Line], layout: Layout, index: int) -> bool:
    """Tell whether the line is a link to another article (rule 4 of `find_beginnings`)."""
    for following in range(index + 1, min(len(lines), index + 1 + _MOST_LINKS)):
        if not _like_headline(lines[following]):
            break
        if layout.is_wide(lines, following):
            return True
    coming = lines[index + 1 : index + 1 + _SOON]
    if not coming or any(line.key == lines[index].key for line in coming):
        return False
    return _like_headline(coming[0]) and _is_labelled(lines, index)


def _like_headline(line: Line) -> bool:
    shaped = is_headline(line.text) or is_cut_short(line.text)
    return shaped and not is_likely_caption(line.text)


def _is_labelled(lines: list[Line], index: int) -> bool:
    """Tell whether only headlines stand between the line and a label ("Related") before it."""
    for line in reversed(lines[max(0, index - _MOST_LINKS) : index]):
        known = furniture(line.text, line.key)
        if known is not None:
            return known.why == "related"
        if not _like_headline(line):
            return False
    return False


def _printed_again(lines: list[Line]) -> list[bool]:
    """Tell of each line whether it is printed again soon after."""
    near = [False] * len(lines)
    last: dict[str, int] = {}
    for index in range(len(lines) - 1, -1, -1):
        key = lines[index].key
        if key:
            near[index] = key in last and last[key] - index < LONGEST_HEAD
            last[key] = index
    return near


def _quiet(lines: list[Line], layout: Layout, chosen: list[Head], taken: set[int]) -> list[Head]:
    """Return the headlines that only their place tells (rule 5 of `find_beginnings`)."""
    page = has_furniture(chosen)
    gap = max(_QUIET_GAP_ON_PAGES if page else _QUIET_GAP, layout.typical + 1)
    breaks = [index for index in range(1, len(lines)) if lines[index].gap >= gap]
    if not breaks or (chosen and not page):
        return []
    if page:
        found = [i for i in breaks if i not in taken and _stands_alone(lines, i)]
    else:
        edges = [0, *breaks, len(lines)]
        whole = all(_stands_alone(lines, index) for index in edges[:-1])
        long = all(
            sum(line.size for line in lines[start + 1 : stop]) >= _QUIET_TEXT
            for start, stop in pairwise(edges)
        )
        found = breaks if whole and long else []
    heads = [read_head(lines, index) for index in found]
    return [head for head in heads if taken.isdisjoint(range(head.first, head.stop))]


def _stands_alone(lines: list[Line], index: int) -> bool:
    text = lines[index].text
    if not is_headline(text, _QUIET_WORDS) or is_numbered(text) or text.isupper():
        return False
    if index > 0 and not is_paragraph(lines[index - 1].text):
        return False
    return index + 1 < len(lines) and is_prose(lines[index + 1].text)
