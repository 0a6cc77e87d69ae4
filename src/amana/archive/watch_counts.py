"""How many pages are watched, and in which state the last look found them."""

from __future__ import annotations

import msgspec

from amana.archive.capture_folders import count_left
from amana.archive.looks import due_at
from amana.archive.parts import Parts
from amana.records import Looked


class Watching(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of watched pages: how many, how many are due, and how many were found how.

    `left` are captures that a crash left, which the next capture enters.
    """

    pages: int = 0
    due: int = 0
    changed: int = 0
    gone: int = 0
    failed: int = 0
    left: int = 0


def counts_of_watches(parts: Parts) -> Watching:
    """Count the watches that stand."""
    watched, now = parts.current().watched(), parts.clock.now()
    watches, last = watched.watches(), watched.last_looks()
    if not watches:
        return Watching(left=count_left(parts.layout.captures))
    states = [last[each.watch].outcome for each in watches if each.watch in last]
    due = sum(due_at(each, watched.looks(each.watch)) <= now for each in watches)
    return Watching(
        pages=len(watches),
        due=due,
        changed=states.count(Looked.CHANGED),
        gone=states.count(Looked.GONE),
        failed=states.count(Looked.FAILED),
        left=count_left(parts.layout.captures),
    )
