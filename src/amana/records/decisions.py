"""Decisions: what people hold of facts, each with its author and reason (design section 5).

A decision never changes what a machine found: marks stand beside it, and a correction is a version
of its own. What is decided here becomes an entry `decided` of the custody log.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from amana.records.reading import PageRects

PlainJSON = Any
"""Members of a fact as JSON: which there are depends on its kind, and is tested when deciding."""


class Mark(StrEnum):
    """What a person holds of a fact, against the passage that it was found in."""

    RIGHT = "right"
    WRONG = "wrong"


class TimeRange(
    msgspec.Struct, frozen=True, kw_only=True, tag="time", tag_field="kind",
    forbid_unknown_fields=True,
):  # fmt: skip
    """Milliseconds `start` to `end` of a sound or film, from its beginning; equal for a moment."""

    start: int
    end: int


class Sense(StrEnum):
    """How a person took something in."""

    SEEN = "seen"
    HEARD = "heard"


class Noticed(
    msgspec.Struct, frozen=True, kw_only=True, tag="noticed", tag_field="kind",
    forbid_unknown_fields=True,
):  # fmt: skip
    """What a person saw on a picture or page, or saw or heard in a film or sound.

    `what` is told in that person's words; `type` and `entity`, as those of a mention, say what or
    whom they name, where they name anything. `id` and `original` are those of every fact.
    """

    id: str = ""
    original: str = ""
    place: PageRects | TimeRange
    sense: Sense = Sense.SEEN
    what: str
    type: str | None = None
    entity: str | None = None


class MarkFact(
    msgspec.Struct, frozen=True, kw_only=True, tag="mark", tag_field="decision",
    forbid_unknown_fields=True,
):  # fmt: skip
    """A person holds that a fact says what its passage says, or does not."""

    item: str
    fact: str
    mark: Mark
    reason: str


class CorrectFact(
    msgspec.Struct, frozen=True, kw_only=True, tag="correct", tag_field="decision",
    forbid_unknown_fields=True,
):  # fmt: skip
    """A person puts a version of a fact beside it, in which these `fields` are other ones."""

    item: str
    fact: str
    fields: dict[str, PlainJSON]
    reason: str


class AddFact(
    msgspec.Struct, frozen=True, kw_only=True, tag="add", tag_field="decision",
    forbid_unknown_fields=True,
):  # fmt: skip
    """A person adds an observation: the members of a fact, with its `kind`.

    Its spans are those of the current reading, or of the `reading` of that key.
    """

    item: str
    observation: dict[str, PlainJSON]
    reading: str | None = None
    reason: str


class WithdrawDecision(
    msgspec.Struct, frozen=True, kw_only=True, tag="withdraw", tag_field="decision",
    forbid_unknown_fields=True,
):  # fmt: skip
    """A person takes back a decision of theirs; its `number` is that of its entry."""

    item: str
    number: int
    reason: str


Decide = MarkFact | CorrectFact | AddFact | WithdrawDecision
"""Every kind of decision about facts."""

VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "mention": {
        "type": ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "WEAPON"),
    },
    "noticed": {
        "type": ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "WEAPON"),
    },
    "time": {"type": ("date", "duration")},
    "place": {
        "precision": ("site", "place", "district", "governorate", "region", "country", "unknown"),
    },
    "quantity": {
        "bound": (
            "exact", "more than", "at least", "about", "less than", "at most", "between",
            "multiple", "unknown",
        ),
    },
    "claim": {
        "form": ("direct", "indirect", "mixed"),
        "speech_act": (
            "statement", "demand", "commitment", "order", "agreement", "condemnation",
            "characterisation", "support", "accusation", "denial", "finding", "challenge",
            "non-confirmation",
        ),
        "stance": ("positive", "negative"),
    },
    "incident": {
        "assertion": (
            "asserted", "claimed", "claimed, disputed", "finding", "finding: reasonable grounds",
        ),
    },
}  # fmt: skip
"""Values of fields that are closed lists, by kind and field; every other text is free."""
