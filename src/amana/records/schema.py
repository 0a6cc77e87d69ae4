"""JSON Schema (draft 2020-12) of the records, for programs in other languages."""

from __future__ import annotations

from typing import Any

import msgspec

from amana.records.decisions import (
    AddFact,
    CorrectFact,
    MarkFact,
    Noticed,
    WithdrawDecision,
)
from amana.records.facts import Article, Likeness
from amana.records.matters import Entered, Standing, WithdrawMatter
from amana.records.observations import (
    Claim,
    Incident,
    Mention,
    PlaceReference,
    Proceeding,
    Quantity,
    Role,
    TimeExpression,
)
from amana.records.people import Actor, Form
from amana.records.reading import Reading

_OBSERVED = (
    Mention, Role, TimeExpression, PlaceReference, Quantity, Claim, Incident, Proceeding,
)  # fmt: skip
_DECIDED = (Noticed, MarkFact, CorrectFact, AddFact, WithdrawDecision)
_MATTERS = (*Entered.__args__, WithdrawMatter, Standing)
DESCRIBED = (Actor, Form, Reading, Article, Likeness, *_OBSERVED, *_DECIDED, *_MATTERS)


def json_schema() -> dict[str, Any]:
    """Return one schema document that describes every record that leaves the program."""
    references, definitions = msgspec.json.schema_components(
        DESCRIBED, ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "anyOf": list(references),
        "$defs": dict(definitions),
    }
