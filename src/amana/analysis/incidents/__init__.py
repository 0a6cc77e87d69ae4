"""The step `incidents`: what is said to have happened, by whom it is alleged to have been done.

For an investigator: reported incidents, each with the words that name it, what the text says of
actor, target, means, place, time and harm, and who asserts it. Nothing is inferred: what the text
does not say stays empty, and an actor is an alleged one.
For an engineer: English by words and the tree of the sentence, Arabic by words and their order;
mentions of one article are merged. The coding scheme is data.
"""

from __future__ import annotations

from amana.analysis.incidents.observing import observe
from amana.analysis.parsing import LIBRARIES
from amana.analysis.steps import Step

STEP = Step(
    name="incidents",
    version="1",
    kinds=("incident",),
    languages=("en", "ar"),
    observe=observe,
    needs=("names", "time", "places", "claims", "quantities"),
    data=(__name__,),
    libraries=LIBRARIES,
)
