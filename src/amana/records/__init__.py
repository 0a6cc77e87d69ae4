"""The vocabulary of the house as types that cannot change once made.

For an investigator: what an item, a reading, an article, an entry consist of.
For an engineer: frozen `msgspec.Struct`s without behaviour; `json_schema()` describes them all.
"""

from __future__ import annotations

from amana.records.checks import Problem
from amana.records.children import Child, Derivation
from amana.records.claimed import Claimed
from amana.records.decisions import (
    VALUES,
    AddFact,
    CorrectFact,
    Decide,
    Mark,
    MarkFact,
    Noticed,
    Sense,
    TimeRange,
    WithdrawDecision,
)
from amana.records.entries import ANCHORS, PREMIS_EVENT, Entry, EntryType, Field
from amana.records.facts import (
    Article,
    Caption,
    Fact,
    LeftOut,
    Likeness,
    LikenessMethod,
    Published,
    Span,
)
from amana.records.observations import (
    Casualties,
    Claim,
    Incident,
    Mention,
    Observation,
    Observed,
    Party,
    PlaceReference,
    Proceeding,
    Quantity,
    Role,
    TimeExpression,
)
from amana.records.people import Actor, ActorBasis, Form, Restriction, RestrictionKind
from amana.records.reading import (
    Block,
    ByteRange,
    Cell,
    Locator,
    PageRects,
    Part,
    Reading,
    Recipe,
    Row,
    Segment,
    Warning,  # noqa: A004 - the word of the field
)
from amana.records.schema import json_schema
from amana.records.states import Received, State

__all__ = [
    "ANCHORS",
    "PREMIS_EVENT",
    "VALUES",
    "Actor",
    "ActorBasis",
    "AddFact",
    "Article",
    "Block",
    "ByteRange",
    "Caption",
    "Casualties",
    "Cell",
    "Child",
    "Claim",
    "Claimed",
    "CorrectFact",
    "Decide",
    "Derivation",
    "Entry",
    "EntryType",
    "Fact",
    "Field",
    "Form",
    "Incident",
    "LeftOut",
    "Likeness",
    "LikenessMethod",
    "Locator",
    "Mark",
    "MarkFact",
    "Mention",
    "Noticed",
    "Observation",
    "Observed",
    "PageRects",
    "Part",
    "Party",
    "PlaceReference",
    "Problem",
    "Proceeding",
    "Published",
    "Quantity",
    "Reading",
    "Received",
    "Recipe",
    "Restriction",
    "RestrictionKind",
    "Role",
    "Row",
    "Segment",
    "Sense",
    "Span",
    "State",
    "TimeExpression",
    "TimeRange",
    "Warning",
    "WithdrawDecision",
    "json_schema",
]
