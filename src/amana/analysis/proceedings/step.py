"""A step of a proceeding in the making."""

from __future__ import annotations

import msgspec

from amana.analysis.incidents.event import Run

CHARGED = frozenset({
    "arrest warrant", "warrant request", "warrant request withdrawn", "arrest warrant withdrawn",
    "indictment", "conviction", "acquittal", "sentence", "trial", "investigation opened",
    "indictment withdrawn", "ruling",
})  # fmt: skip
"""Steps with which crimes that are named in the same sentence are charged."""


BETWEEN = frozenset({
    "agreement", "committee formed", "dialogue", "formal request", "invitation", "timetable",
    "visit",
})  # fmt: skip
"""Steps that anybody may take with anybody: who acts decides whether they are official."""
REFUSED = "refused"
REFUSABLE = frozenset({
    "arrest warrant", "warrant request", "investigation opened", "indictment", "referral",
    "provisional measures", "surrender", "extradition request", "mechanism created",
})  # fmt: skip
"""Steps whose refusal is an act of its own."""


class Made(msgspec.Struct):
    """What a sentence states of a step: where each part stands in the text."""

    step: str
    status: str
    trigger: Run
    authority: Run | None = None
    by: list[Run] = msgspec.field(default_factory=list)
    subjects: list[Run] = msgspec.field(default_factory=list)
    charges: list[Run] = msgspec.field(default_factory=list)
    conduct: list[Run] = msgspec.field(default_factory=list)
    standard: Run | None = None
    votes: list[Run] = msgspec.field(default_factory=list)
    date: str | None = None
    basis: str | None = None
    notes: list[str] = msgspec.field(default_factory=list)

    def runs(self) -> list[Run]:
        """Return where its parts stand."""
        single = [each for each in (self.authority, self.standard) if each]
        return [
            self.trigger, *single, *self.by, *self.subjects, *self.charges, *self.conduct,
            *self.votes,
        ]  # fmt: skip
