"""How a new reading differs from the one before: pure.

Whoever cites the earlier one must be able to see what changed; it stays where it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from enum import StrEnum

import msgspec

from amana.core import spoken
from amana.records import Child, Reading, State

_MOST_LINES = 2_000
_MOST_LETTERS = 2_000
_NAMED = 1_000
"""Beyond so many, lines and letters are counted without looking at their order."""


class Became(StrEnum):
    """What became of reading an item again."""

    SAME = "same"  # the same recipe, the same result: nothing is entered
    READ = "read"  # there was no reading before, and now there is one
    CHANGED = "changed"  # another reading stands beside the earlier one, and is current
    KEPT = "kept"  # it did not come to a reading that is as good: the earlier one stays current
    NOT_READ = "not-read"  # there was no reading, and there still is none
    NOT_DETERMINATE = "not-determinate"  # the same recipe gave another result: a defect


class TextChange(msgspec.Struct, frozen=True, kw_only=True):
    """How many characters and lines are in one text and not in the other."""

    characters_added: int = 0
    characters_removed: int = 0
    lines_added: int = 0
    lines_removed: int = 0


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What reading an item again gave, held against what stood there before.

    `earlier` and `now` are the keys of the two readings, `text` is None where the texts are the
    same or there is only one. Things found inside are told by their paths (the first 1,000 of
    them), notices by their codes. `reason` says why an item was not read, or why the earlier
    reading stays. Of a restricted item that may not be seen, only reference and `became` are told.
    """

    ref: str
    became: Became
    name: str | None = None
    state_before: State | None = None
    state: State | None = None
    reason: str | None = None
    earlier: str | None = None
    now: str | None = None
    text: TextChange | None = None
    found: int = 0
    found_paths: tuple[str, ...] = ()
    gone: int = 0
    gone_paths: tuple[str, ...] = ()
    notices_added: tuple[str, ...] = ()
    notices_gone: tuple[str, ...] = ()
    metadata_changed: bool = False
    hidden: bool = False


def hide(difference: Difference) -> Difference:
    """Return what may be told of an item that may not be seen."""
    return Difference(ref=difference.ref, became=difference.became, hidden=True)


def differ(difference: Difference, earlier: Reading | None, now: Reading | None) -> Difference:
    """Return a difference with what two readings of the same original have and have not."""
    if now is None:
        return difference
    before = earlier or msgspec.structs.replace(
        now, text="", children=(), warnings=(), metadata=now.metadata
    )
    found, gone = _more(now.children, before.children), _more(before.children, now.children)
    codes_now, codes_before = ({w.code for w in each.warnings} for each in (now, before))
    return msgspec.structs.replace(
        difference,
        earlier=earlier.key if earlier else None,
        now=now.key,
        text=compare(before.text, now.text) if earlier and earlier.text != now.text else None,
        found=len(found),
        found_paths=tuple(found[:_NAMED]),
        gone=len(gone),
        gone_paths=tuple(gone[:_NAMED]),
        notices_added=tuple(sorted(codes_now - codes_before)),
        notices_gone=tuple(sorted(codes_before - codes_now)),
        metadata_changed=before.metadata != now.metadata,
    )


def same(one: Reading, other: Reading) -> bool:
    """Tell whether two readings are the same, whatever protection the reader ran under."""
    return _plain(one) == _plain(other)


def _plain(reading: Reading) -> Reading:
    recipe = msgspec.structs.replace(reading.recipe, environment=())
    return msgspec.structs.replace(reading, recipe=recipe)


def _more(children: Iterable[Child], others: Iterable[Child]) -> list[str]:
    """Return the paths of those children that are not among the others, in their order."""
    held = Counter(map(_identity, others))
    more = []
    for child in children:
        identity = _identity(child)
        if held[identity]:
            held[identity] -= 1
        else:
            more.append(spoken(child.path) or f"number {child.n}")
    return more


def _identity(child: Child) -> tuple[str | None, str, str]:
    return spoken(child.path), child.derivation.value, child.digests.sha256


def compare(before: str, after: str) -> TextChange:
    """Count what was added to a text and removed from it.

    Lines are held against each other in their order, then letters inside lines that changed. Where
    more than 2,000 lines (or letters of one place) changed, they are counted by what they are and
    not by where they stand.
    """
    lines, others = before.splitlines(keepends=True), after.splitlines(keepends=True)
    lines, others = _middle(lines, others)
    change = TextChange()
    for old, new in _places(lines, others):
        removed, added = _letters("".join(old), "".join(new))
        change = TextChange(
            characters_added=change.characters_added + added,
            characters_removed=change.characters_removed + removed,
            lines_added=change.lines_added + len(new),
            lines_removed=change.lines_removed + len(old),
        )
    return change


def _places(lines: list[str], others: list[str]) -> Iterable[tuple[list[str], list[str]]]:
    """Yield the lines that were replaced, and by which, place by place."""
    if max(len(lines), len(others)) > _MOST_LINES:
        held, new = Counter(lines), Counter(others)
        yield list((held - new).elements()), list((new - held).elements())
        return
    matcher = SequenceMatcher(None, lines, others, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag != "equal":
            yield lines[start:end], others[other_start:other_end]


def _letters(old: str, new: str) -> tuple[int, int]:
    """Return how many letters were removed and added."""
    before, after = _middle(list(old), list(new))
    if max(len(before), len(after)) > _MOST_LETTERS:
        held, other = Counter(before), Counter(after)
        return (held - other).total(), (other - held).total()
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    same_letters = sum(block.size for block in blocks)
    return len(before) - same_letters, len(after) - same_letters


def _middle(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """Return two lists without what they have in common at beginning and end."""
    start, most = 0, min(len(one), len(other))
    while start < most and one[start] == other[start]:
        start += 1
    end = 0
    while end < most - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]
