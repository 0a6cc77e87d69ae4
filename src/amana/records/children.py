"""What is found inside an original: child items and how their bytes were had."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from amana.core import Digests, RawName


class Derivation(StrEnum):
    """How the bytes of a child were had from those of its parent. Only a slice is exact there."""

    SLICE = "slice"  # a byte range of the parent, as it is
    DECODED = "decoded"  # a transfer encoding or encryption was undone
    DECOMPRESSED = "decompressed"
    SYNTHESISED = "synthesised"  # put together by the reader: nobody ever sent these very bytes


class Child(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing inside an original: its bytes apart from where and under which name they stand.

    `n` counts from 1. `path` is the name inside. `start` and `end` are the bytes of the parent that
    hold it, exactly for a slice, encoded or compressed otherwise; None where they are scattered.
    `declared` is the media type that the parent states, `modified` the date, in EDTF.
    """

    n: int
    path: RawName | None
    derivation: Derivation
    digests: Digests
    start: int | None = None
    end: int | None = None
    declared: str | None = None
    modified: str | None = None
