"""Claims: who is said to have said what, with the words that say it.

For an investigator: every claim keeps apart the one who is said to speak, the reporting word and
what was said, and says whether it is quoted, hedged, denied, relayed or anonymous. It never says
that a claim is true.
For an engineer: a step with one branch a language; English by rules over dependency trees, and by
a trained tagger where one was added.
"""

from __future__ import annotations

from amana.analysis.claims.observing import observe
from amana.analysis.parsing import LIBRARIES
from amana.analysis.steps import Step

STEP = Step(
    name="claims",
    version="1",
    kinds=("claim",),
    languages=("en", "ar"),
    observe=observe,
    needs=("names",),
    data=(__name__,),
    libraries=LIBRARIES,
    model=True,
)
