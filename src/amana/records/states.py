"""The named states in which every received thing ends."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """The state of an item. Exactly one holds at any time."""

    PRESERVED = "preserved"  # bytes are safe and logged; not read yet
    READ = "read"
    READ_EMPTY = "read-empty"  # a reader worked, but there is no text; the reason is a warning
    PARTLY_READ = "partly-read"  # text with something missing; the warnings say what
    NO_READER = "no-reader"  # preserved; no reader for this kind of bytes yet
    ENCRYPTED = "encrypted"  # it cannot be opened without its password, which can be given
    WAITING = "waiting"  # a model or program that reading it needs is not here; the reason names it
    UNREADABLE = "unreadable"  # the reader failed; the reason is kept, it can be retried
    REFUSED = "refused"  # reading would exceed the budget of time, memory or size
    ERASED = "erased"  # by order; what is left is that it was here, and when it was erased


class Received(StrEnum):
    """What became of one input path."""

    PRESERVED = "preserved"  # a new item
    ALREADY_HELD = "already-held"  # same bytes, source and path: nothing new
    FAILED = "failed"  # not taken in; the reason is told
