"""Reading: what a file says, and where in the file it says it.

For an investigator: text out of originals, with every word leading back to the bytes it comes from.
For an engineer: identification, sandboxed readers, one module for each family of formats; `archive`
schedules the steps, this package only says what they do.
"""

from __future__ import annotations

from amana.reading.identify import HEAD, identify
from amana.reading.limits import Limits
from amana.reading.locate import locate
from amana.reading.notices import Code, general, sentence
from amana.reading.opinions import is_disputed
from amana.reading.outcome import Outcome
from amana.reading.sandbox.pool import ReadingPool
from amana.reading.sandbox.running import Standing
from amana.reading.steps import Step, reading_key
from amana.reading.taking import Allowance, Digesting, Taker
from amana.reading.wire import ChildRow

__all__ = [
    "HEAD",
    "Allowance",
    "ChildRow",
    "Code",
    "Digesting",
    "Limits",
    "Outcome",
    "ReadingPool",
    "Standing",
    "Step",
    "Taker",
    "general",
    "identify",
    "is_disputed",
    "locate",
    "reading_key",
    "sentence",
]
