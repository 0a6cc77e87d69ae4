"""Watches: pages that are looked at again and again, and what each look found.

A look is the capture of a page that is watched, held against an earlier capture of it. What it
found is observed, not judged: that a page has changed says nothing of why.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Risk(StrEnum):
    """How likely it is, in a person's opinion, that a page will be lost; the first comes first."""

    IMMINENT = "imminent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Looked(StrEnum):
    """What a look at a watched page found."""

    FIRST = "first"  # it is there; nothing to compare it with
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    GONE = "gone"  # the site says so: 404, 410, or twice that there is no such host
    BACK = "back"  # it is there, and was gone at the last look
    FAILED = "failed"  # nothing can be said: no connection, no answer, refused, broken off


class Measures(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How two captures of a page differ, in numbers; None: it could not be measured.

    Paragraphs are those of the rendered text. `clocks` are paragraphs that are nothing but a time
    or a date and that differ in nothing else. `tiles` is the share of the picture that differs, in
    thousandths; `taller` by how many pixels it is higher than before. `address` and `title` tell
    whether another address was shown in the end, and another title.
    """

    added: int | None = None
    removed: int | None = None
    moved: int | None = None
    kept: int | None = None
    clocks: int | None = None
    tiles: int | None = None
    taller: int | None = None
    address: bool = False
    title: bool = False
    status: int | None = None
