"""The step `proceedings`: which procedural and political acts a text tells of.

For an investigator: warrants, referrals, indictments, rulings, mechanisms, visits, sanctions,
agreements and talks, each with who acted before which body, whom it concerns, and what it came to.
For an engineer: verbs with their objects from data, read off the tree of English sentences and the
order of words in Arabic ones.
"""

from __future__ import annotations

from amana.analysis.parsing import LIBRARIES
from amana.analysis.proceedings.observing import observe
from amana.analysis.steps import Step

STEP = Step(
    name="proceedings",
    version="1",
    kinds=("proceeding",),
    languages=("en", "ar"),
    observe=observe,
    needs=("names", "time", "places", "claims"),
    data=(__name__, "amana.analysis.incidents"),
    libraries=LIBRARIES,
)
