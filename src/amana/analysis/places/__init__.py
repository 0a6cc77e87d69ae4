"""Places: where the places lie that a text names.

For an investigator: each name of a place with its point on the map, how precisely that point says
where something is, and from which entry of a gazetteer it is; without a point where the text or the
gazetteer does not tell, and without a country where that is contested.
For an engineer: the step `places`. `resolve` weighs the places of the `gazetteer` that bear a name;
`lexicon` and `evidence` gather what the text says around it. `scripts/build_gazetteer.py` compiles
the gazetteer of GeoNames and of the tables in `data`.
"""

from __future__ import annotations

from amana.analysis.places.observing import observe
from amana.analysis.steps import Step

STEP = Step(
    name="places",
    version="1",
    kinds=("place",),
    languages=("en", "ar"),
    observe=observe,
    needs=("names",),
    data=("amana.analysis.places",),
)

__all__ = ["STEP"]
