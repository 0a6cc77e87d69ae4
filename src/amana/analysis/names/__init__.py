"""Names: the persons, bodies, places, groups, weapons and laws that a text names, and roles.

For an investigator: every name with its place in the text, what kind of name it is, and under which
fullest name the same one stands elsewhere in the text; and what people are said to be ("former
finance minister of Norland"). Nobody is looked up outside of the text, except well-known countries
and bodies whose names are listed in the data files here.
For an engineer: the step `names`; `english` and `arabic` each work on the paragraphs of their
language. Keys of entities are the same for both.
"""

from __future__ import annotations

from amana.analysis.names.dispatch import observe
from amana.analysis.parsing import LIBRARIES
from amana.analysis.steps import Step

STEP = Step(
    name="names",
    version="1",
    kinds=("mention", "role"),
    languages=("en", "ar"),
    observe=observe,
    data=("amana.analysis.names",),
    libraries=LIBRARIES,
    model=True,
)

__all__ = ["STEP"]
