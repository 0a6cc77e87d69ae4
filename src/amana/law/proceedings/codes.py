"""Whether what people enter about proceedings uses codes and dates that there are.

Only what cannot be read is refused here: an order of steps, a guard or a contradiction never is.
"""

from __future__ import annotations

from collections.abc import Sequence

from amana.core import UsageError
from amana.law.casework import by_key
from amana.law.proceedings.models import model
from amana.law.proceedings.undertakings import undertaking_kind
from amana.law.statute.standards import standard
from amana.records import Entered, LegalProceeding, Standing, Step, Undertaking
from amana.text import days_of

_DATES = ("date", "due", "known")


def require_codes(matter: Entered, standings: Sequence[Standing]) -> None:
    """Raise where a proceeding, step or undertaking has a code or date that means nothing.

    Of a step, the model is that of its proceeding in `standings`, if it stands there.

    Raises:
        UsageError: the code (the nearest one is named) or the date (EDTF) is none.
    """
    match matter:
        case LegalProceeding():
            model(matter.model)
        case Step():
            about = by_key(standings).get(matter.proceeding)
            if about is not None and isinstance(about.matter, LegalProceeding):
                model(about.matter.model).require_step(matter.step)
            if matter.standard is not None:
                standard(matter.standard)
        case Undertaking():
            undertaking_kind(matter.kind)
        case _:
            return
    for name in _DATES:
        value = getattr(matter, name, None)
        if value is not None and days_of(value) is None:
            raise UsageError(
                f"{value!r} is no date ({name} of {matter.key})",
                remedy="write it like 2024-11-21, 2024-11, 2024 or 2024-09-01/2024-09-06",
            )
