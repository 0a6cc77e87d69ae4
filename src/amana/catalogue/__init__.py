"""The catalogue: lists, states and facts that can be queried, made from vault and log.

For an investigator: the card index of the archive; it can be thrown away and made again.
For an engineer: projections in SQLAlchemy Core, fed with entries in log order only.
"""

from __future__ import annotations

from amana.catalogue.about import RERENDERING, RESULT, item_of_field, items_of
from amana.catalogue.analyses import Analyses, AnalysisRow, Counted, ObservedRow
from amana.catalogue.catalogue import Catalogue, open_catalogue
from amana.catalogue.checks import (
    CheckRow,
    checks_that_read,
    in_sample,
    last_checks,
    sample_value,
)
from amana.catalogue.conditions import (
    NOT_DETERMINATE,
    Aspect,
    Condition,
    in_state,
    parse_condition,
)
from amana.catalogue.database import CatalogueUnusable
from amana.catalogue.decisions import DecisionRow
from amana.catalogue.holdings import Holdings, Sibling
from amana.catalogue.likenesses import Likenesses, LikenessRow
from amana.catalogue.matters import CiteRow, MatterRow
from amana.catalogue.observed import OBSERVATIONS, Analysis, StepResult, mark_of
from amana.catalogue.projection import Result, occurrence_key
from amana.catalogue.rows import FactRow, ItemRow, Line, OccurrenceRow, ReadingRow, StampRow
from amana.catalogue.watched import Watched
from amana.catalogue.watches import LookRow, WatchRow

__all__ = [
    "NOT_DETERMINATE",
    "OBSERVATIONS",
    "RERENDERING",
    "RESULT",
    "Analyses",
    "Analysis",
    "AnalysisRow",
    "Aspect",
    "Catalogue",
    "CatalogueUnusable",
    "CheckRow",
    "CiteRow",
    "Condition",
    "Counted",
    "DecisionRow",
    "FactRow",
    "Holdings",
    "ItemRow",
    "LikenessRow",
    "Likenesses",
    "Line",
    "LookRow",
    "MatterRow",
    "ObservedRow",
    "OccurrenceRow",
    "ReadingRow",
    "Result",
    "Sibling",
    "StampRow",
    "StepResult",
    "WatchRow",
    "Watched",
    "checks_that_read",
    "in_sample",
    "in_state",
    "item_of_field",
    "items_of",
    "last_checks",
    "mark_of",
    "occurrence_key",
    "open_catalogue",
    "parse_condition",
    "sample_value",
]
